/*
 * Copyright 2026 the dsql-hibernate authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.dsql.local.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Internal: signs a token as AWS Signature Version 4 has it for the query of a GET request without a body. */
final class Signature {
    static final String ALGORITHM = "AWS4-HMAC-SHA256";
    static final String SIGNED_HEADERS = "host";

    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    static String of(IamToken token, String secretAccessKey) throws InvalidTokenException {
        CredentialScope scope = CredentialScope.of(token);
        try {
            String request = String.join(
                    "\n",
                    "GET",
                    "/",
                    token.canonicalQuery(),
                    "host:" + token.host(),
                    "",
                    SIGNED_HEADERS,
                    hex(sha256("")));
            String toSign = String.join("\n", ALGORITHM, token.get(IamToken.DATE), scope.path(), hex(sha256(request)));
            byte[] key = ("AWS4" + secretAccessKey).getBytes(StandardCharsets.UTF_8);
            for (String part : scope.path().split("/", -1)) {
                key = hmac(key, part);
            }
            return hex(hmac(key, toSign));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has SHA-256 and " + HMAC, e);
        }
    }

    private static byte[] sha256(String text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
