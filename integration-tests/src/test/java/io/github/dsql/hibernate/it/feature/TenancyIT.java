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
package io.github.dsql.hibernate.it.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.hibernate.annotations.TenantId;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.junit.jupiter.api.Test;

class TenancyIT {
    @Entity(name = "Order")
    @Table(name = "tenant_order")
    static class Order {
        @Id
        @GeneratedValue
        Long id;

        String text;

        Order() {}

        Order(String text) {
            this.text = text;
        }
    }

    @Entity(name = "Row")
    @Table(name = "tenant_row")
    static class Row {
        @Id
        @GeneratedValue
        Long id;

        @TenantId
        String tenant;

        String text;

        Row() {}

        Row(String text) {
            this.text = text;
        }
    }

    /** Sends each tenant to the schema of its name. */
    static final class BySchema implements MultiTenantConnectionProvider<String> {
        private static final long serialVersionUID = 1L;

        private final transient RecordingDataSource dataSource = new RecordingDataSource(Booted.url());

        @Override
        public Connection getAnyConnection() throws SQLException {
            return dataSource.getConnection();
        }

        @Override
        public void releaseAnyConnection(Connection connection) throws SQLException {
            connection.close();
        }

        @Override
        public Connection getConnection(String tenant) throws SQLException {
            Connection connection = dataSource.getConnection();
            connection.setSchema(tenant);
            return connection;
        }

        @Override
        public void releaseConnection(String tenant, Connection connection) throws SQLException {
            connection.setSchema("public");
            connection.close();
        }

        @Override
        public boolean supportsAggressiveRelease() {
            return false;
        }

        @Override
        public boolean isUnwrappableAs(Class<?> unwrapType) {
            return false;
        }

        @Override
        public <T> T unwrap(Class<T> unwrapType) {
            throw new IllegalArgumentException("Wraps nothing");
        }
    }

    private static void as(Booted booted, String tenant, Consumer<Session> work) {
        try (Session session =
                booted.factory().withOptions().tenantIdentifier((Object) tenant).openSession()) {
            session.beginTransaction();
            work.accept(session);
            session.getTransaction().commit();
        }
    }

    @Test
    void tenantIdIsWrittenAndRestrictsEveryQuery() {
        // Hibernate 8 sets up row level security, which Aurora DSQL has not, unless told otherwise.
        try (Booted booted = Booted.with(Map.of("hibernate.multi_tenant.rls_enabled", false), Row.class)) {
            Row row = new Row("a");
            as(booted, "one", session -> session.persist(row));
            as(booted, "two", session -> {
                session.persist(new Row("b"));
                assertThat(session.find(Row.class, row.id)).isNull();
                assertThat(session.createSelectionQuery("select text from Row", String.class)
                                .getResultList())
                        .containsExactly("b");
                assertThat(session.createMutationQuery("update Row set text = 'c'")
                                .executeUpdate())
                        .isEqualTo(1);
                assertThat(session.createMutationQuery("delete from Row").executeUpdate())
                        .isEqualTo(1);
            });
            as(booted, "one", session -> {
                Row found = session.find(Row.class, row.id);
                assertThat(found.text).isEqualTo("a");
                assertThat(found.tenant).isEqualTo("one");
                session.remove(found);
            });
        }
    }

    private static void executeIn(Booted booted, String tenant, List<String> statements) {
        statements.forEach(sql -> as(
                booted,
                tenant,
                session -> session.doWork(connection -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute(sql);
                    }
                })));
    }

    @Test
    void schemaOfTheConnectionKeepsTenantsApart() {
        List<String> create = List.of(
                "create table tenant_order (id bigint primary key, text varchar(20))",
                "create sequence tenant_order_SEQ increment by 50 cache 1");
        Map<String, Object> settings =
                Map.of("hibernate.multi_tenant_connection_provider", new BySchema(), "hibernate.hbm2ddl.auto", "none");
        try (Booted booted = Booted.with(settings, Order.class)) {
            executeIn(booted, "public", List.of("create schema tenant_a", "create schema tenant_b"));
            try {
                executeIn(booted, "tenant_a", create);
                executeIn(booted, "tenant_b", create);
                as(booted, "tenant_a", session -> session.persist(new Order("a")));
                as(booted, "tenant_b", session -> {
                    session.persist(new Order("b"));
                    assertThat(session.createSelectionQuery("select text from Order", String.class)
                                    .getResultList())
                            .containsExactly("b");
                });
            } finally {
                executeIn(booted, "public", List.of("drop schema tenant_a cascade", "drop schema tenant_b cascade"));
            }
        }
    }
}
