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
package io.github.dsql.hibernate.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TruncateIT {
    private static DsqlLocal local;
    private RecordingDataSource database;
    private SessionFactory factory;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().allowPlainText().start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void connect() {
        database = new RecordingDataSource(local.jdbcUrl());
        factory = open("none");
    }

    @AfterEach
    void drop() {
        factory.close();
    }

    private SessionFactory open(String foreignKeys) {
        return Factory.on(database, Parent.class, Child.class, Cell.class)
                .with("hibernate.hbm2ddl.auto", "create-drop")
                .with("hibernate.jdbc.batch_size", "100")
                .with(DsqlSettings.FOREIGN_KEYS, foreignKeys)
                .build();
    }

    @Test
    void deletesMoreRowsThanATransactionMayChange() {
        fillCells(90, 90);
        factory.getSchemaManager().truncateTable("cell");
        assertThat(count("Cell")).isZero();
        assertThat(sent("delete from cell")).hasSizeGreaterThan(8);
        assertThat(database.failures()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "not_valid"})
    void deletesChildrenBeforeParentsAndRowsWithoutAPrimaryKey(String foreignKeys) {
        factory.close();
        factory = open(foreignKeys);
        factory.inTransaction(session -> {
            Parent root = new Parent();
            session.persist(root);
            for (int i = 0; i < 20; i++) {
                Parent parent = new Parent();
                parent.above = root;
                session.persist(parent);
                Child child = new Child();
                child.parent = parent;
                for (int tag = 0; tag < 20; tag++) {
                    child.tags.add(tag % 3 == 0 ? null : "tag" + tag % 5);
                }
                session.persist(child);
            }
        });
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(count("Child")).isZero();
        assertThat(count("Parent")).isZero();
        assertThat(nativeCount("child_tags")).isZero();
        assertThat(database.failures()).isEmpty();
    }

    @Test
    void restartsTheSequences() {
        factory.inTransaction(session -> session.persist(new Parent()));
        factory.getSchemaManager().truncateMappedObjects();
        Parent first = new Parent();
        try (SessionFactory again =
                Factory.on(database, Parent.class, Child.class, Cell.class).build()) {
            again.inTransaction(session -> session.persist(first));
        }
        assertThat(first.id).isEqualTo(1);
    }

    @Test
    void leavesTheOtherTablesAlone() {
        fillCells(1, 5);
        factory.inTransaction(session -> session.persist(new Parent()));
        factory.getSchemaManager().truncateTable("parent");
        assertThat(count("Parent")).isZero();
        assertThat(count("Cell")).isEqualTo(5);
    }

    @Test
    void refusesANameThatNoMappedTableHas() {
        assertThatThrownBy(() -> factory.getSchemaManager().truncateTable("Cell"))
                .hasMessageContaining("Nothing was truncated")
                .hasMessageContaining("cell, child, child_tags, parent");
    }

    private void fillCells(int columns, int rows) {
        for (int x = 0; x < columns; x++) {
            int column = x;
            factory.inTransaction(session -> {
                for (int y = 0; y < rows; y++) {
                    Cell cell = new Cell();
                    cell.id.x = column;
                    cell.id.y = y;
                    session.persist(cell);
                }
            });
        }
    }

    private long count(String entity) {
        return factory.fromTransaction(
                session -> session.createSelectionQuery("select count(*) from TruncateIT$" + entity, Long.class)
                        .getSingleResult());
    }

    private long nativeCount(String table) {
        return factory.fromTransaction(session -> session.createNativeQuery("select count(*) from " + table, Long.class)
                .getSingleResult());
    }

    private List<String> sent(String start) {
        return database.sql().stream().filter(sql -> sql.startsWith(start)).toList();
    }

    @Entity
    @Table(name = "parent")
    static class Parent {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        long id;

        @ManyToOne
        Parent above;
    }

    @Entity
    @Table(name = "child")
    static class Child {
        @Id
        @GeneratedValue
        long id;

        @ManyToOne
        Parent parent;

        @ElementCollection
        @CollectionTable(name = "child_tags")
        List<String> tags = new ArrayList<>();
    }

    @Entity
    @Table(name = "cell")
    static class Cell {
        @EmbeddedId
        Place id = new Place();
    }

    @Embeddable
    static class Place {
        int x;
        int y;

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && place.x == x && place.y == y;
        }

        @Override
        public int hashCode() {
            return 31 * x + y;
        }
    }
}
