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
package io.github.dsql.hibernate.mapping;

import java.lang.reflect.InvocationTargetException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.cfg.JdbcSettings;
import org.jspecify.annotations.Nullable;

/**
 * What Hibernate's settings, or the getters of a data source among them, show of the connections to come.
 *
 * @param properties properties of the driver by name in lower case
 * @param isolation isolation levels that a pool sets
 * @param initialSql what a pool runs on a new connection
 * @param lifetime where a pool is told, or left, to keep a connection for more than 60 minutes
 * @param hasUrl whether the URL is known
 */
record Connections(
        Map<String, Property> properties,
        List<Property> isolation,
        List<Property> initialSql,
        Optional<String> lifetime,
        boolean hasUrl) {
    private static final long MOST_MILLIS = Duration.ofMinutes(60).toMillis();
    private static final List<String> URLS = List.of(
            JdbcSettings.JAKARTA_JDBC_URL,
            "javax.persistence.jdbc.url",
            "hibernate.connection.url",
            "hibernate.hikari.jdbcUrl",
            "hibernate.hikari.dataSource.url");
    private static final List<String> PREFIXES =
            List.of("hibernate.connection.", "hibernate.hikari.dataSource.", "hibernate.agroal.jdbcProperties.");
    private static final List<String> DATA_SOURCES = List.of(
            "hibernate.connection.datasource",
            JdbcSettings.JAKARTA_NON_JTA_DATASOURCE,
            JdbcSettings.JAKARTA_JTA_DATASOURCE,
            "javax.persistence.nonJtaDataSource",
            "javax.persistence.jtaDataSource");

    /**
     * A value and where it stands.
     *
     * @param place the setting or the getter, never a whole URL: it may hold a password
     * @param value the value
     */
    record Property(String place, String value) {}

    static Connections of(Map<String, Object> settings) {
        Reader reader = new Reader(settings);
        reader.settings();
        for (String key : DATA_SOURCES) {
            if (settings.get(key) instanceof DataSource pool) {
                reader.dataSource(pool);
            }
        }
        return new Connections(
                reader.properties,
                reader.isolation,
                reader.initialSql,
                Optional.ofNullable(reader.lifetime),
                reader.hasUrl);
    }

    private static final class Reader {
        private final Map<String, Object> settings;
        private final Map<String, Property> properties = new LinkedHashMap<>();
        private final List<Property> isolation = new ArrayList<>();
        private final List<Property> initialSql = new ArrayList<>();
        private @Nullable String lifetime;
        private boolean hasUrl;

        Reader(Map<String, Object> settings) {
            this.settings = settings;
        }

        void settings() {
            URLS.forEach(key -> url(key, text(key)));
            settings.forEach((key, value) -> PREFIXES.stream()
                    .filter(String.valueOf(key)::startsWith)
                    .forEach(prefix -> property(key, key.substring(prefix.length()), String.valueOf(value))));
            add(isolation, "hibernate.hikari.transactionIsolation", text("hibernate.hikari.transactionIsolation"));
            add(
                    isolation,
                    "hibernate.agroal.jdbcTransactionIsolation",
                    text("hibernate.agroal.jdbcTransactionIsolation"));
            add(initialSql, "hibernate.hikari.connectionInitSql", text("hibernate.hikari.connectionInitSql"));
            add(initialSql, "hibernate.agroal.initialSQL", text("hibernate.agroal.initialSQL"));
            lifetime("hibernate.hikari.maxLifetime", text("hibernate.hikari.maxLifetime"), 1);
            lifetime("hibernate.c3p0.maxConnectionAge", text("hibernate.c3p0.maxConnectionAge"), 1000);
            lifetime("hibernate.agroal.maxLifetime", text("hibernate.agroal.maxLifetime"), 1);
            lifetime("hibernate.agroal.maxLifetime_s", text("hibernate.agroal.maxLifetime_s"), 1000);
            lifetime("hibernate.agroal.maxLifetime_m", text("hibernate.agroal.maxLifetime_m"), 60_000);
            withoutLifetime("hibernate.agroal.maxLifetime", "hibernate.agroal.");
            withoutLifetime("hibernate.c3p0.maxConnectionAge", "hibernate.c3p0.");
        }

        /** These two keep a connection for ever, unless told otherwise. */
        private void withoutLifetime(String setting, String prefix) {
            boolean used = settings.keySet().stream().map(String::valueOf).anyMatch(key -> key.startsWith(prefix));
            boolean told = settings.keySet().stream().map(String::valueOf).anyMatch(key -> key.startsWith(setting));
            if (used && !told && lifetime == null) {
                lifetime = setting + " (not set)";
            }
        }

        void dataSource(DataSource pool) {
            String name = pool.getClass().getSimpleName();
            for (String getter : List.of("getJdbcUrl", "getUrl", "getURL")) {
                url(name + "." + getter + "()", bean(pool, getter));
            }
            add(isolation, name + ".getTransactionIsolation()", bean(pool, "getTransactionIsolation"));
            add(initialSql, name + ".getConnectionInitSql()", bean(pool, "getConnectionInitSql"));
            property(name + ".getAutosave()", "autosave", bean(pool, "getAutosave"));
            property(name + ".getOptions()", "options", bean(pool, "getOptions"));
            lifetime(name + ".getMaxLifetime()", bean(pool, "getMaxLifetime"), 1);
            lifetime(name + ".getMaxConnectionAge()", bean(pool, "getMaxConnectionAge"), 1000);
            lifetime(name + ".getMaxConnDuration()", bean(pool, "getMaxConnDuration"), 1);
            lifetime(name + ".getMaxAge()", bean(pool, "getMaxAge"), 1);
        }

        private void url(String place, @Nullable String url) {
            if (url == null) {
                return;
            }
            hasUrl = true;
            int start = url.indexOf('?');
            for (String parameter :
                    start < 0 ? new String[0] : url.substring(start + 1).split("&", -1)) {
                int equals = parameter.indexOf('=');
                if (equals > 0) {
                    String name = parameter.substring(0, equals);
                    property(place + " (" + name + ")", name, decoded(parameter.substring(equals + 1)));
                }
            }
        }

        private void property(String place, String name, @Nullable String value) {
            if (value != null) {
                properties.putIfAbsent(name.toLowerCase(Locale.ROOT), new Property(place, value.strip()));
            }
        }

        private static void add(List<Property> list, String place, @Nullable String value) {
            if (value != null) {
                list.add(new Property(place, value));
            }
        }

        /** Zero and less is for ever with every pool. */
        private void lifetime(String place, @Nullable String value, long unit) {
            Long millis = value == null ? null : millis(value, unit);
            if (millis != null && (millis <= 0 || millis >= MOST_MILLIS) && lifetime == null) {
                lifetime = place + "=" + value;
            }
        }

        private static @Nullable Long millis(String value, long unit) {
            try {
                return value.matches("-?\\d{1,15}")
                        ? Long.valueOf(Long.parseLong(value) * unit)
                        : Long.valueOf(Duration.parse(value).toMillis());
            } catch (DateTimeParseException e) {
                return null; // The pool complains of it.
            }
        }

        private @Nullable String text(String key) {
            Object value = settings.get(key);
            return value == null || value.toString().isBlank()
                    ? null
                    : value.toString().strip();
        }

        /** Public getters only, of whatever pool it is. */
        private static @Nullable String bean(DataSource pool, String getter) {
            return Stream.of(pool.getClass().getMethods())
                    .filter(method -> method.getName().equals(getter) && method.getParameterCount() == 0)
                    .map(method -> {
                        try {
                            Object value = method.invoke(pool);
                            return value == null || value.toString().isBlank() ? null : value.toString();
                        } catch (IllegalAccessException | InvocationTargetException e) {
                            return null; // Not for us to see.
                        }
                    })
                    .filter(value -> value != null)
                    .findFirst()
                    .orElse(null);
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                return text; // The driver complains of it.
            }
        }
    }
}
