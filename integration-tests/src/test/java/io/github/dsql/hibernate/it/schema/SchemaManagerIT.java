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

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.fault.Failure;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hibernate.SessionFactory;
import org.hibernate.relational.SchemaManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application asks of {@link SchemaManager}. */
class SchemaManagerIT {
    private static DsqlLocal local;
    private RecordingDataSource database;

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
    }

    @AfterEach
    void drop() {
        local.faults().reset();
        try (SessionFactory factory = model().build()) {
            factory.getSchemaManager().dropMappedObjects(true);
        }
        Catalogue.run(database, "drop schema if exists north cascade");
        assertThat(Catalogue.objects(database)).isEmpty();
    }

    private Factory model() {
        return Factory.on(database, BySequence.class, ByTable.class, ByIdentity.class, ByQuotedIdentity.class);
    }

    @Test
    void generatorsGoOnBehindTheKeysThatAreThere() {
        try (SessionFactory factory = model().build()) {
            SchemaManager schema = factory.getSchemaManager();
            schema.exportMappedObjects(false);
            Catalogue.run(
                    database,
                    "insert into by_sequence (id) values (500)",
                    "insert into by_table (id) values (700)",
                    "insert into by_identity (id) values (70000)",
                    "insert into \"By Identity\" (\"The Id\") values (3)");
            schema.resynchronizeGenerators();
            factory.inTransaction(session -> {
                BySequence sequence = new BySequence();
                ByTable table = new ByTable();
                ByIdentity identity = new ByIdentity();
                ByQuotedIdentity quoted = new ByQuotedIdentity();
                session.persist(sequence);
                session.persist(table);
                session.persist(identity);
                session.persist(quoted);
                assertThat(sequence.id).isGreaterThan(500);
                assertThat(table.id).isGreaterThan(700);
                assertThat(identity.id).isEqualTo(70001);
                assertThat(quoted.id).isEqualTo(4);
            });
            assertThat(database.failures()).isEmpty();
        }
    }

    @Test
    void generatorsAreNeverMovedBack() {
        try (SessionFactory factory = model().build()) {
            SchemaManager schema = factory.getSchemaManager();
            schema.exportMappedObjects(false);
            factory.inTransaction(session -> session.persist(new ByIdentity()));
            Catalogue.run(database, "alter table by_identity alter column id restart with 200000");
            factory.inTransaction(session -> session.persist(new ByIdentity()));
            Catalogue.run(database, "delete from by_identity where id >= 200000");
            database.clear();
            schema.resynchronizeGenerators();
            assertThat(database.sql()).noneMatch(sql -> sql.contains("alter column id restart"));
        }
    }

    @Test
    void synchronizationSurvivesConflictsAndLostConnections() {
        try (SessionFactory factory = model().build()) {
            factory.getSchemaManager().exportMappedObjects(false);
            Catalogue.run(database, "insert into by_sequence (id) values (500)");
            local.faults()
                    .onStatements(sql -> sql.startsWith("select max(id) from by_sequence"))
                    .failNextStatements(2, Failure.schemaConflict());
            local.faults()
                    .onStatements(sql -> sql.startsWith("alter sequence"))
                    .failNextStatements(1, Failure.droppedConnection());
            factory.getSchemaManager().resynchronizeGenerators();
            factory.inTransaction(session -> {
                BySequence sequence = new BySequence();
                session.persist(sequence);
                assertThat(sequence.id).isGreaterThan(500);
            });
        }
    }

    @Test
    void synchronizationOfATableThatIsNotThereFails() {
        try (SessionFactory factory = model().build()) {
            assertThatThrownBy(() -> factory.getSchemaManager().resynchronizeGenerators())
                    .hasStackTraceContaining("does not exist");
        }
    }

    @Test
    void populationRunsTheLoadScript(@TempDir Path directory) throws Exception {
        Path script = directory.resolve("load.sql");
        Files.writeString(
                script, "insert into by_sequence (id) values (1);\ninsert into by_sequence (id) values (2);\n");
        try (SessionFactory factory = model().with("jakarta.persistence.sql-load-script-source", script.toString())
                .build()) {
            SchemaManager schema = factory.getSchemaManager();
            schema.exportMappedObjects(false);
            assertThat(Catalogue.rows(database, "by_sequence")).isEqualTo(2);
            schema.truncateMappedObjects();
            Catalogue.run(database, "delete from by_sequence");
            schema.populate();
            assertThat(Catalogue.rows(database, "by_sequence")).isEqualTo(2);
            assertThatThrownBy(schema::populate)
                    .hasStackTraceContaining("load.sql")
                    .hasStackTraceContaining("duplicate key");
        }
    }

    @Test
    void schemaOfAnotherNameIsManagedToo() {
        try (SessionFactory factory =
                model().with("hibernate.hbm2ddl.create_namespaces", "true").build()) {
            Catalogue.run(database, "create schema north");
            SchemaManager north = factory.getSchemaManager().forSchema("north");
            north.exportMappedObjects(false);
            assertThat(Catalogue.objects(database))
                    .contains("r north.by_sequence")
                    .noneMatch(object -> object.contains("public."));
            north.validateMappedObjects();
            assertThatThrownBy(() -> factory.getSchemaManager().validateMappedObjects())
                    .hasStackTraceContaining("missing table");
            north.truncateMappedObjects();
            north.dropMappedObjects(false);
            assertThat(Catalogue.objects(database)).isEmpty();
        }
    }

    @Entity
    @Table(name = "by_sequence")
    static class BySequence {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "pooled", sequenceName = "pooled_sequence", allocationSize = 50)
        long id;
    }

    @Entity
    @Table(name = "by_table")
    static class ByTable {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        @TableGenerator(name = "by_table", table = "generator", allocationSize = 5)
        long id;
    }

    @Entity
    @Table(name = "by_identity")
    static class ByIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;
    }

    @Entity
    @Table(name = "`By Identity`")
    static class ByQuotedIdentity {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        @Column(name = "`The Id`")
        long id;
    }
}
