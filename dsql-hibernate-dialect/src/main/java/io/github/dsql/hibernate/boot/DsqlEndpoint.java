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

import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.cfg.JdbcSettings;
import org.jspecify.annotations.Nullable;

/** Recognises an Aurora DSQL cluster by the JDBC URL. */
final class DsqlEndpoint {
    /** The host of a cluster, {@code <id>.dsql.<region>.on.aws}, or of a PrivateLink to it, {@code <id>.dsql-<suffix>.<region>.on.aws}. */
    private static final Pattern HOST = Pattern.compile(
            "(?i)[/@,][a-z0-9-]+\\.dsql(?:-[a-z0-9-]+)?\\.[a-z0-9-]+\\.on\\.(?:aws|amazonwebservices\\.com\\.cn)(?=[:/?#;,]|$)");

    /** The scheme of AWS's connector, also behind that of a driver that wraps it. */
    private static final Pattern CONNECTOR = Pattern.compile("(?i)^jdbc:(?:[a-z0-9_-]+:)*aws-dsql:");

    private DsqlEndpoint() {}

    static boolean isDsql(@Nullable String url) {
        return url != null
                && (CONNECTOR.matcher(url).find() || HOST.matcher(url).find());
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
}
