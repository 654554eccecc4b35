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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.TreeMap;

/** Internal: makes tokens as the AWS SDK does. */
public final class TokenMaker {
    static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);

    static final String SERVICE = "dsql";

    private TokenMaker() {}

    /**
     * Makes a token.
     *
     * @param host the host that the client connects to
     * @param region the region in the credential scope
     * @param user whom it is for: {@code admin} needs another action than the others
     * @param credentials what to sign with
     * @param now when it begins to be valid
     * @param validity how long it is, in whole seconds
     * @return the token
     */
    public static String token(
            String host, String region, String user, Credentials credentials, Instant now, Duration validity) {
        CredentialScope scope = new CredentialScope(credentials.accessKeyId(), DAY.format(now), region, SERVICE);
        TreeMap<String, String> parameters = new TreeMap<>();
        parameters.put(IamToken.ACTION, Action.of(user));
        parameters.put(IamToken.ALGORITHM, Signature.ALGORITHM);
        parameters.put(IamToken.DATE, TIME.format(now));
        parameters.put(IamToken.SIGNED_HEADERS, Signature.SIGNED_HEADERS);
        parameters.put(IamToken.EXPIRES, Long.toString(validity.toSeconds()));
        parameters.put(IamToken.CREDENTIAL, scope.text());
        try {
            return new IamToken(host, parameters)
                    .sign(credentials.secretAccessKey())
                    .text();
        } catch (InvalidTokenException e) {
            throw new IllegalArgumentException("No token can be made with " + credentials + ": " + e.reason(), e);
        }
    }
}
