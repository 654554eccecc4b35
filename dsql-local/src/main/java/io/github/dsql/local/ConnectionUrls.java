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
package io.github.dsql.local;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Writes the URLs that JDBC drivers connect to a stand-in with. */
final class ConnectionUrls {
    private final String address;
    private final String security;

    /**
     * Creates the URLs of a stand-in.
     *
     * @param rootCertificate what to trust, or null for connections in plain text
     */
    ConnectionUrls(String host, int port, @Nullable Path rootCertificate) {
        this.address = "//" + host + ":" + port + "/postgres?user=";
        this.security = rootCertificate == null
                ? "&sslmode=disable"
                : "&sslmode=verify-full&sslrootcert="
                        + encode(rootCertificate.toString().replace('\\', '/'))
                                .replace("%2F", "/")
                                .replace("%3A", ":");
    }

    /** Returns a URL for pgjdbc, with a password or without one. */
    String plain(String user, @Nullable String password) {
        String url = "jdbc:postgresql:" + address + encode(user) + security;
        return password == null ? url : url + "&password=" + encode(password);
    }

    /**
     * Returns a URL for the AWS connector, which makes the password itself.
     *
     * <p>The connector looks for the root certificates of AWS in Java's trust store, unless it is told to use pgjdbc's own factory.
     */
    String aws(String user, String region) {
        // The connector decodes the URL once before pgjdbc does.
        return "jdbc:aws-dsql:postgresql:" + address + encode(user) + security.replace("%", "%25") + "&region=" + region
                + "&sslfactory=org.postgresql.ssl.LibPQFactory";
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
