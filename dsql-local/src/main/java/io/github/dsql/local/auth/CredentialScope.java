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

/**
 * Internal: what the key of a token is for, from its parameter {@code X-Amz-Credential}.
 *
 * @param accessKeyId names the key
 * @param date the day it is for, {@code yyyyMMdd}
 * @param region the region it is for
 * @param service the service it is for
 */
record CredentialScope(String accessKeyId, String date, String region, String service) {
    private static final String TERMINATOR = "aws4_request";
    private static final int PARTS = 5;

    static CredentialScope of(IamToken token) throws InvalidTokenException {
        String[] parts = token.get(IamToken.CREDENTIAL).split("/", -1);
        if (parts.length != PARTS || !parts[PARTS - 1].equals(TERMINATOR)) {
            throw new InvalidTokenException(
                    "X-Amz-Credential must read <access key id>/<yyyyMMdd>/<region>/dsql/" + TERMINATOR + ".");
        }
        return new CredentialScope(parts[0], parts[1], parts[2], parts[3]);
    }

    /** Returns the scope without the key's name. */
    String path() {
        return String.join("/", date, region, service, TERMINATOR);
    }

    /** Returns the value of the parameter. */
    String text() {
        return accessKeyId + "/" + path();
    }
}
