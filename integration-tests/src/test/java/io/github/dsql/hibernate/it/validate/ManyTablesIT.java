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
package io.github.dsql.hibernate.it.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.DsqlLocal;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PrimaryKey;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.tool.schema.spi.SchemaManagementToolCoordinator;
import org.junit.jupiter.api.Test;

/** Schemas of as many tables as the service has. */
class ManyTablesIT {
    private static final int MOST_TABLES = 1000;

    @Test
    void failWithTheMessageOfTheServiceBeyondItsLimit() {
        try (DsqlLocal local = DsqlLocal.builder().allowPlainText().start();
                Model model = new Model(local, 2)) {
            run(
                    local,
                    "create schema filler "
                            + IntStream.range(0, MOST_TABLES - 1)
                                    .mapToObj(i -> "create table t" + i + " (id int)")
                                    .collect(Collectors.joining(" ")));
            assertThatThrownBy(() -> model.run("create-only"))
                    .isInstanceOf(SchemaManagementException.class)
                    .hasMessageContaining("create table many_2")
                    .hasMessageContaining("creating more than 1000 tables not allowed")
                    .hasMessageContaining("quotas");
            assertThat(count(local, "select count(*) from pg_class where relname = 'many_1'"))
                    .isOne();
        }
    }

    private static long count(DsqlLocal local, String sql) {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void run(DsqlLocal local, String sql) {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A mapping whose tables are made when it is. */
    private static final class Model implements AutoCloseable {
        private final StandardServiceRegistry registry;
        private final Metadata metadata;

        Model(DsqlLocal local, int tables) {
            registry = new StandardServiceRegistryBuilder()
                    .applySetting("hibernate.dialect", "dsql")
                    .applySetting("hibernate.connection.url", local.jdbcUrl())
                    .build();
            metadata =
                    new MetadataSources(registry).addAnnotatedClass(Many.class).buildMetadata();
            Table first = metadata.getEntityBindings().iterator().next().getTable();
            index(first);
            for (int i = 2; i <= tables; i++) {
                index(copy(first, "many_" + i));
            }
        }

        private Table copy(Table first, String name) {
            Namespace namespace = metadata.getDatabase().getDefaultNamespace();
            Table table = namespace.createTable(
                    Identifier.toIdentifier(name), identifier -> new Table("orm", namespace, identifier, false));
            first.getColumns().forEach(column -> table.addColumn(column.clone()));
            PrimaryKey key = new PrimaryKey(table);
            key.addColumn(table.getColumn(Identifier.toIdentifier("id")));
            table.setPrimaryKey(key);
            return table;
        }

        private static void index(Table table) {
            for (String name : new String[] {"a", "b"}) {
                Column column = table.getColumn(Identifier.toIdentifier(name));
                table.getOrCreateIndex(table.getName() + "_" + name).addColumn(column);
            }
        }

        void run(String action) {
            Map<String, Object> settings = new HashMap<>(
                    registry.requireService(ConfigurationService.class).getSettings());
            settings.put("jakarta.persistence.schema-generation.database.action", action);
            SchemaManagementToolCoordinator.process(metadata, registry, settings, delayed -> {});
        }

        @Override
        public void close() {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    @Entity
    @jakarta.persistence.Table(name = "many_1")
    static class Many {
        @Id
        long id;

        String a;
        String b;
    }
}
