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
package io.github.dsql.hibernate.it.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** Takes one model through the life of a schema on a stand-in that the tests of this package share: create, validate, update, drop. */
final class Schema {
    private static final class Cluster {
        static final DsqlLocal INSTANCE = DsqlLocal.builder().allowPlainText().start();
    }

    private final RecordingDataSource dataSource = new RecordingDataSource(Cluster.INSTANCE.jdbcUrl());
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Class<?>[] entities;

    private Schema(Class<?>... entities) {
        this.entities = entities;
    }

    static Schema of(Class<?>... entities) {
        return new Schema(entities);
    }

    Schema with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    /** Returns the statements that create the schema; then it is dropped. */
    List<String> created() {
        return throughLife(session -> {});
    }

    /**
     * Creates the schema, validates it, updates it without a change, does some work with it, and drops it.
     *
     * @return the statements that created it
     */
    List<String> throughLife(Consumer<Session> work) {
        try {
            List<String> created = changes("create-only");
            assertThat(changes("validate")).as("changes by validate").isEmpty();
            assertThat(changes("update")).as("changes by update").isEmpty();
            try (SessionFactory factory = factory("none")) {
                factory.inTransaction(work);
            }
            return created;
        } finally {
            changes("drop");
        }
    }

    /** Boots with an action of the schema tool and returns the statements that change something. */
    List<String> changes(String action) {
        dataSource.clear();
        factory(action).close();
        return Stream.of(dataSource.sql())
                .flatMap(List::stream)
                .filter(sql -> !isRead(sql))
                .toList();
    }

    private static boolean isRead(String sql) {
        String start = sql.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("select") || start.startsWith("call sys.wait_for_job") || start.startsWith("show");
    }

    SessionFactory factory(String action) {
        Configuration configuration = new Configuration().addAnnotatedClasses(entities);
        configuration.getProperties().put("hibernate.dialect", "dsql");
        configuration.getProperties().put("hibernate.connection.datasource", dataSource);
        configuration.getProperties().put("hibernate.hbm2ddl.halt_on_error", true);
        configuration.getProperties().put("hibernate.hbm2ddl.create_namespaces", true);
        configuration.getProperties().put("hibernate.hbm2ddl.auto", action);
        configuration.getProperties().putAll(settings);
        return configuration.buildSessionFactory();
    }
}
