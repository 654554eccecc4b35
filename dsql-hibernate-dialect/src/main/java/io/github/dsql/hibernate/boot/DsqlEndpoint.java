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
package io.github.dsql.hibernate.boot;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.cfg.JdbcSettings;
import org.jspecify.annotations.Nullable;

/** What the JDBC URL of a PostgreSQL driver says on whether it leads to Aurora DSQL. */
enum DsqlEndpoint {
    /** Every host is an endpoint of a cluster, or the URL is one of AWS's connector. */
    CLUSTER,
    /** Some hosts are, others are not. */
    MIXED,
    /** No host is, or none is named. That may still be a cluster, by a name of the user's own. */
    UNKNOWN;

    /**
     * The host of a cluster, {@code <id>.dsql.<region>.on.aws}, or of a PrivateLink to it, {@code <id>.dsql-<suffix>.<region>.on.aws}, or without
     * private names {@code vpce-<id>.dsql-<suffix>.<region>.vpce.amazonaws.com}. All of these domains are AWS's own, so whatever the id looks
     * like, no other database has such a name.
     */
    private static final Pattern HOST = Pattern.compile(
            "(?i)[a-z0-9-]+\\.dsql(?:-[a-z0-9-]+)?\\.[a-z0-9-]+\\.on\\.(?:aws|amazonwebservices\\.com\\.cn)\\.?"
                    + "|[a-z0-9-]+\\.dsql-[a-z0-9-]+\\.[a-z0-9-]+\\.vpce\\.amazonaws\\.com(?:\\.cn)?\\.?");

    private static final Set<String> POSTGRESQL = Set.of("postgresql", "pgsql");

    private static final String JDBC = "jdbc:";

    private static final String CONNECTOR = "aws-dsql";

    private static final Pattern DRIVER = Pattern.compile("[a-z0-9_+.-]+");

    private static final Pattern PORT = Pattern.compile(":[0-9]*$");

    static DsqlEndpoint of(@Nullable String url) {
        String[] parts = url == null ? new String[] {""} : url.trim().split("\\?", 2);
        String server = parts[0];
        if (!server.regionMatches(true, 0, JDBC, 0, JDBC.length())) {
            return UNKNOWN;
        }
        // The drivers from the outside in: one that wraps another puts its own name before that.
        int start = JDBC.length();
        for (int colon = server.indexOf(':', start); colon >= 0; colon = server.indexOf(':', start)) {
            String driver = server.substring(start, colon).toLowerCase(Locale.ROOT);
            start = colon + 1;
            if (driver.equals(CONNECTOR)) {
                return CLUSTER;
            }
            if (POSTGRESQL.contains(driver)) {
                return of(hosts(server.substring(start), parts.length == 1 ? "" : parts[1]));
            }
            if (!DRIVER.matcher(driver).matches()) {
                return UNKNOWN;
            }
        }
        return UNKNOWN;
    }

    private static DsqlEndpoint of(List<String> hosts) {
        long endpoints =
                hosts.stream().filter(host -> HOST.matcher(host).matches()).count();
        return endpoints == 0 ? UNKNOWN : endpoints == hosts.size() ? CLUSTER : MIXED;
    }

    /** Tells whether a URL alone is enough to take the dialect of Aurora DSQL, where there is no connection to ask. */
    static boolean isDsql(@Nullable String url) {
        return of(url) != UNKNOWN;
    }

    /** Returns the URL that Hibernate would connect with, null if another object gives it the connections. */
    static @Nullable String configuredUrl(Map<String, Object> settings) {
        return Stream.of(JdbcSettings.JAKARTA_JDBC_URL, "javax.persistence.jdbc.url", "hibernate.connection.url")
                .map(settings::get)
                .filter(value -> value != null && !value.toString().isBlank())
                .map(Object::toString)
                .findFirst()
                .orElse(null);
    }

    /** With pgjdbc, a parameter names the hosts with precedence. */
    private static List<String> hosts(String server, String parameters) {
        String hosts = server.startsWith("//") ? server.substring(2).split("[/#;]", 2)[0] : "";
        hosts = hosts.substring(hosts.lastIndexOf('@') + 1);
        for (String parameter : parameters.split("&", -1)) {
            if (parameter.startsWith("host=") || parameter.startsWith("PGHOST=")) {
                hosts = decoded(parameter.substring(parameter.indexOf('=') + 1));
            }
        }
        return Stream.of(hosts.split(",", -1))
                .map(host -> PORT.matcher(host.trim()).replaceFirst(""))
                .toList();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text; // The driver refuses it; that is its message to give.
        }
    }
}
