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
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.fault.Failure;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.EnumeratedValue;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.cfg.Configuration;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of difference between a schema and its mapping, made by hand, is found and named. */
class ValidateIT {
    private static DsqlLocal local;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().allowPlainText().start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void create() {
        boot("create", Map.of());
    }

    @AfterEach
    void drop() {
        local.faults().reset();
    }

    @Test
    void passesWhereNothingDiffers() {
        assertThat(problems(ALL)).isEmpty();
    }

    @Test
    void namesAllProblemsInOneExceptionInTheWordsOfHibernate() {
        run(
                "drop table visit",
                "alter table pet drop column name",
                "alter table pet drop column weight",
                "alter table pet add column weight text",
                "drop sequence pet_sequence");
        assertThat(problems(Map.of()))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("Schema validation: missing table [visit]")
                        .contains("hibernate.hbm2ddl.auto=update"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("Schema validation: missing column [name] in table [pet]")
                        .contains("alter table pet add column name varchar(80)"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith(
                                "Schema validation: wrong column type encountered in column [weight] in table [pet];"
                                        + " found [text (Types#VARCHAR)], but expecting [integer (Types#INTEGER)]"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("Schema validation: missing sequence [pet_sequence]")
                        .contains("create sequence"))
                .hasSize(4);
    }

    @Test
    void failsTheBootAndTheSchemaManagerAlike() {
        run("alter table pet drop column name");
        assertThatThrownBy(() -> boot("validate", Map.of()))
                .isInstanceOf(SchemaManagementException.class)
                .hasMessageStartingWith("Schema validation: missing column [name] in table [pet]");
        try (SessionFactory factory = factory("none", Map.of())) {
            assertThatThrownBy(() -> factory.getSchemaManager().validateMappedObjects())
                    .isInstanceOf(SchemaManagementException.class)
                    .hasMessageStartingWith("Schema validation: missing column [name] in table [pet]");
        }
    }

    @Test
    void namesASequenceWithAnotherIncrement() {
        try (SessionFactory factory = factory("none", Map.of())) {
            run("alter sequence visit_sequence increment by 7");
            assertThatThrownBy(() -> factory.getSchemaManager().validateMappedObjects())
                    .hasMessageStartingWith("Schema validation: sequence [visit_sequence] defined inconsistent"
                            + " increment-size; found [7] but expecting [50]");
        }
    }

    @Test
    void looksAtIndexesAndUniqueKeysOnlyWhenAsked() {
        run("drop index \"Pet Name\"", "alter table pet drop constraint pet_code", "drop index idx_made_up");
        assertThat(problems(Map.of())).isEmpty();
        assertThat(problems(Map.of(INDEXES, "named")))
                .singleElement()
                .asString()
                .startsWith("Schema validation: missing index [Pet Name] on table [pet]")
                .contains("create index async if not exists \"Pet Name\" on pet (name)");
        assertThat(problems(Map.of(UNIQUE_KEYS, "ALL")))
                .singleElement()
                .asString()
                .startsWith("Schema validation: missing unique key [pet_code] on table [pet]")
                .contains("create unique index async if not exists pet_code on pet (code)");
    }

    @Test
    void takesAUniqueIndexForAConstraintAndIncludedColumnsForNoKeys() {
        run("alter table pet drop constraint pet_code", "drop index \"Pet Name\"");
        run("create unique index async pet_code on pet (code) include (name)");
        run("create index async \"Pet Name\" on pet (name) include (code, weight)");
        assertThat(problems(ALL)).isEmpty();
    }

    @Test
    void namesAnIndexOverOtherColumns() {
        run("drop index \"Pet Name\"");
        run("create index async \"Pet Name\" on pet (name, weight)");
        assertThat(problems(ALL))
                .singleElement()
                .asString()
                .startsWith("Schema validation: index mismatch: [Pet Name] on table [pet]")
                .contains("drop index public.\"Pet Name\"");
    }

    @Test
    void namesAnIndexWhoseBuildFailedThoughNobodyAskedForIndexes() {
        run("drop index \"Pet Name\"");
        local.failNextJobs(1, "out of luck");
        run("create index async \"Pet Name\" on pet (name)");
        assertThat(problems(Map.of()))
                .singleElement()
                .asString()
                .startsWith("Schema validation: invalid index [Pet Name] on table [pet]")
                .contains("drop index public.\"Pet Name\"; create index async");
    }

    @Test
    void namesForeignKeysThatAreMissingWhereTheyAreSwitchedOn() {
        assertThat(problems(Map.of("hibernate.dialect.dsql.foreign_keys", "not_valid")))
                .hasSize(3)
                .allSatisfy(problem -> assertThat(problem)
                        .startsWith("Schema validation: missing foreign key [")
                        .contains("add constraint"));
    }

    @Test
    void takesConstraintsThatAreNotValidForAWarning() {
        run("alter table pet add constraint heavy check (weight > 0) not valid");
        assertThat(problems(ALL)).isEmpty();
    }

    @Test
    void namesConstantsThatAnOlderCheckRefuses() {
        run(
                "alter table pet drop constraint pet_kind_check",
                "alter table pet add constraint pet_kind_check check (kind in ('CAT')) not valid",
                "alter table pet drop constraint pet_mood_check",
                "alter table pet add constraint pet_mood_check check (mood between 0 and 1) not valid");
        assertThat(problems(Map.of()))
                .hasSize(2)
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("Schema validation: check [pet_kind_check] of column [kind] in table [pet] refuses"
                                + " values of the mapping: 'DOG', 'it''s, (a) FISH'."))
                .anySatisfy(problem -> assertThat(problem).contains("[mood]").contains("of the mapping: 2."));
    }

    @Test
    void takesAWiderCheckOrNoneForRight() {
        run(
                "alter table pet drop constraint pet_kind_check",
                "alter table pet add constraint k check (kind in ('CAT', 'DOG', 'it''s, (a) FISH', 'COW')) not valid",
                "alter table pet drop constraint pet_mood_check",
                "alter table pet add constraint m check (kind <> 'BIRD') not valid");
        assertThat(problems(Map.of())).isEmpty();
    }

    @Test
    void toleratesWhatHibernateTolerates() {
        run(
                "alter table pet drop column weight",
                "alter table pet add column weight bigint",
                "alter table pet drop column name cascade",
                "alter table pet add column name varchar(10)",
                "alter table pet drop column price",
                "alter table pet add column price numeric(5, 0)",
                "alter table pet add column more text");
        assertThat(problems(Map.of())).isEmpty();
    }

    @Test
    void findsNamesInEverySchemaAndLetterCase() {
        run("alter table town.\"Mixed Case\" drop column \"Äpfel\"");
        assertThat(problems(Map.of()))
                .singleElement()
                .asString()
                .startsWith("Schema validation: missing column [Äpfel] in table [town.`Mixed Case`]")
                .contains("alter table town.\"Mixed Case\" add column \"Äpfel\"");
    }

    @Test
    void looksTablesUpInTheDefaultSchema() {
        assertThat(problems(Map.of("hibernate.default_schema", "town")))
                .filteredOn(problem -> problem.contains("missing table"))
                .hasSize(4);
    }

    @Test
    void readsTheCatalogueAgainAfterAConflict() {
        local.faults()
                .onStatements(sql -> sql.contains("pg_attribute"))
                .failNextStatements(2, Failure.schemaConflict());
        boot("validate", Map.of());
        assertThat(local.faults().pending()).isEmpty();
    }

    @Test
    void waitsForNoIndexThatIsStillBeingBuilt() {
        try (DsqlLocal slow = DsqlLocal.builder()
                .allowPlainText()
                .jobDelay(Duration.ofMinutes(5))
                .start()) {
            Map<String, Object> settings = new HashMap<>(ALL);
            settings.put("hibernate.dialect.dsql.ddl_await_jobs", "false");
            settings.put("hibernate.connection.url", slow.jdbcUrl());
            boot("create", settings);
            boot("validate", settings);
        }
    }

    private static final String INDEXES = "hibernate.tooling.schema.index_validation";
    private static final String UNIQUE_KEYS = "hibernate.tooling.schema.unique_key_validation";
    private static final Map<String, Object> ALL = Map.of(INDEXES, "all", UNIQUE_KEYS, "all");

    /** The lines of the exception, or none. */
    private static List<String> problems(Map<String, Object> settings) {
        Throwable failure = catchThrowable(() -> boot("validate", settings));
        if (failure == null) {
            return List.of();
        }
        assertThat(failure).isInstanceOf(SchemaManagementException.class);
        return failure.getMessage().lines().toList();
    }

    private static void boot(String action, Map<String, Object> settings) {
        factory(action, settings).close();
    }

    private static SessionFactory factory(String action, Map<String, Object> settings) {
        Configuration configuration =
                new Configuration().addAnnotatedClasses(Pet.class, Visit.class, Spot.class, Elsewhere.class);
        configuration.setProperty("hibernate.dialect", "dsql");
        configuration.setProperty("hibernate.connection.url", local.jdbcUrl());
        configuration.setProperty("hibernate.connection.pool_size", "1");
        configuration.setProperty("hibernate.hbm2ddl.auto", action);
        configuration.setProperty("hibernate.hbm2ddl.create_namespaces", "true");
        configuration.getProperties().putAll(settings);
        return configuration.buildSessionFactory();
    }

    private static void run(String... statements) {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl());
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    enum Kind {
        CAT("CAT"),
        DOG("DOG"),
        FISH("it's, (a) FISH");

        @EnumeratedValue
        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    enum Level {
        HIGH(10),
        HIGHER(20),
        LOW(-5);

        @EnumeratedValue
        final int number;

        Level(int number) {
            this.number = number;
        }
    }

    enum Mood {
        GOOD,
        BAD,
        MIXED
    }

    @Entity
    @Table(
            name = "pet",
            uniqueConstraints = @UniqueConstraint(name = "pet_code", columnNames = "code"),
            indexes = {
                @Index(name = "`Pet Name`", columnList = "name"),
                @Index(name = "IDX_made_up", columnList = "weight")
            })
    static class Pet {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "pet", sequenceName = "pet_sequence")
        long id;

        @Column(length = 80)
        String name;

        String code;

        int weight;

        @Column(precision = 10, scale = 2)
        BigDecimal price;

        @Column(length = 20)
        @Enumerated(EnumType.STRING)
        Kind kind;

        @Enumerated(EnumType.ORDINAL)
        Mood mood;

        Level level;

        @ManyToOne
        Spot spot;
    }

    @Entity
    @Table(name = "visit")
    static class Visit {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "visit", sequenceName = "visit_sequence")
        long id;

        @ManyToOne
        Pet pet;
    }

    @Embeddable
    record SpotId(String seatRow, int place) {}

    /** Whose key Hibernate creates in another order than that of its columns. */
    @Entity
    @Table(name = "spot")
    static class Spot {
        @EmbeddedId
        SpotId id;

        @ElementCollection
        List<String> notes = new ArrayList<>();
    }

    @Entity
    @Table(name = "`Mixed Case`", schema = "town")
    static class Elsewhere {
        @Id
        long id;

        @Column(name = "`Äpfel`")
        int apples;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, String> data;

        @Column(name = "a_name_that_is_longer_than_the_sixty_three_bytes_the_service_keeps_of_it")
        String text;
    }
}
