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

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Internal: the text of a token, which is the URL of a presigned request without its scheme, taken apart.
 *
 * @param host the first part, which is signed too
 * @param parameters the query's parameters by name, decoded
 */
record IamToken(String host, SortedMap<String, String> parameters) {
    static final String ACTION = "Action";
    static final String ALGORITHM = "X-Amz-Algorithm";
    static final String CREDENTIAL = "X-Amz-Credential";
    static final String DATE = "X-Amz-Date";
    static final String EXPIRES = "X-Amz-Expires";
    static final String SIGNED_HEADERS = "X-Amz-SignedHeaders";
    static final String SIGNATURE = "X-Amz-Signature";

    private static final String QUERY = "/?";

    IamToken {
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    static IamToken parse(String text) throws InvalidTokenException {
        int query = text.indexOf(QUERY);
        if (query <= 0 || text.lastIndexOf('/', query - 1) >= 0) {
            throw new InvalidTokenException(
                    text.isEmpty()
                            ? "The password is empty: it must be an IAM authentication token."
                            : "The password is not an IAM authentication token, which reads <host>/?Action=DbConnect…");
        }
        TreeMap<String, String> parameters = new TreeMap<>();
        for (String parameter : text.substring(query + QUERY.length()).split("&", -1)) {
            int equals = parameter.indexOf('=');
            if (equals <= 0
                    || parameters.put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)))
                            != null) {
                throw new InvalidTokenException("The token has a parameter without a value, or one twice.");
            }
        }
        return new IamToken(text.substring(0, query), parameters);
    }

    /** Returns a parameter that every token has. */
    String get(String name) throws InvalidTokenException {
        String value = parameters.get(name);
        if (value == null || value.isEmpty()) {
            throw new InvalidTokenException("The token lacks the parameter " + name + ".");
        }
        return value;
    }

    /** Returns the query without the signature, which is what is signed. */
    String canonicalQuery() {
        return parameters.entrySet().stream()
                .filter(parameter -> !parameter.getKey().equals(SIGNATURE))
                .map(IamToken::encode)
                .collect(Collectors.joining("&"));
    }

    /** Returns the text of the token. */
    String text() {
        return host
                + QUERY
                + parameters.entrySet().stream().map(IamToken::encode).collect(Collectors.joining("&"));
    }

    /** Signs the token. */
    IamToken sign(String secretAccessKey) throws InvalidTokenException {
        TreeMap<String, String> signed = new TreeMap<>(parameters);
        signed.put(SIGNATURE, Signature.of(this, secretAccessKey));
        return new IamToken(host, signed);
    }

    private static String encode(Map.Entry<String, String> parameter) {
        return encode(parameter.getKey()) + "=" + encode(parameter.getValue());
    }

    /** Encodes as AWS does, which is not how a form is encoded. */
    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String decode(String text) throws InvalidTokenException {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new InvalidTokenException("The token is not encoded as a URL is.");
        }
    }
}
