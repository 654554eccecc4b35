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
package io.github.dsql.hibernate.it.support;

import io.github.dsql.local.DsqlLocal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;

/** The same model twice: on PostgreSQL with Hibernate's dialect for it, and on the stand-in with ours. */
public final class SideBySide implements AutoCloseable {
    private static final class Servers {
        static final EmbeddedPostgres POSTGRESQL = start();
        static final DsqlLocal DSQL = DsqlLocal.builder().allowPlainText().start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** One of the two. */
    public record Side(String name, SessionFactory factory, RecordingDataSource recording) {
        @Override
        public String toString() {
            return name;
        }
    }

    public final Side postgresql;
    public final Side dsql;

    public SideBySide(Map<String, ?> settings, Class<?>... entities) {
        postgresql = side(
                "postgresql",
                "org.hibernate.dialect.PostgreSQLDialect",
                Servers.POSTGRESQL.getJdbcUrl("postgres", "postgres"),
                settings,
                entities);
        dsql = dsql(settings, entities);
    }

    /** Returns a model on the stand-in alone, which the caller closes. */
    public static Side dsql(Map<String, ?> settings, Class<?>... entities) {
        return side("dsql", "dsql", Servers.DSQL.jdbcUrl(), settings, entities);
    }

    /** Returns the stand-in behind {@link #dsql}, with its log and its faults. */
    public static DsqlLocal local() {
        return Servers.DSQL;
    }

    public List<Side> sides() {
        return List.of(postgresql, dsql);
    }

    private static Side side(String name, String dialect, String url, Map<String, ?> settings, Class<?>... entities) {
        RecordingDataSource recording = new RecordingDataSource(url);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("hibernate.dialect", dialect);
        all.put("hibernate.connection.datasource", recording);
        all.put("hibernate.hbm2ddl.auto", "create-drop");
        // Dropping what does not exist is an error on PostgreSQL where it is none on the stand-in.
        all.put("hibernate.hbm2ddl.halt_on_error", name.equals("dsql"));
        all.put("jakarta.persistence.create-database-schemas", true);
        all.putAll(settings);
        StandardServiceRegistry registry =
                new StandardServiceRegistryBuilder().applySettings(all).build();
        try {
            return new Side(
                    name,
                    new MetadataSources(registry)
                            .addAnnotatedClasses(entities)
                            .buildMetadata()
                            .buildSessionFactory(),
                    recording);
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    @Override
    public void close() {
        List<RuntimeException> failures = new ArrayList<>();
        for (Side side : sides()) {
            try {
                side.factory().close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }
}
