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
import io.github.dsql.local.SchemaConflicts;
import io.github.dsql.local.fault.CommitOutcome;
import io.github.dsql.local.fault.Failure;
import io.github.dsql.local.fault.Fault;
import io.github.dsql.local.fault.Faults;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a schema action when statements meet conflicts, lost connections and failed jobs. */
class SchemaExecutionIT {
    private static final String AUTO = "hibernate.hbm2ddl.auto";

    private static DsqlLocal local;
    private RecordingDataSource database;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder()
                .allowPlainText()
                .jobDelay(Duration.ofMillis(60))
                .start();
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
        shop().with(AUTO, "drop").build().close();
        assertThat(Catalogue.objects(database)).isEmpty();
    }

    private Factory shop() {
        return Factory.on(database, Shop.CLASSES)
                .with("hibernate.hbm2ddl.create_namespaces", "true")
                .with(DsqlSettings.FOREIGN_KEYS, "not_valid");
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                fault("conflict at commit", faults -> faults.failNextCommits(1000)),
                fault("schema conflict", faults -> faults.failNextStatements(1000, Failure.schemaConflict())),
                fault(
                        "connection lost before the statement",
                        faults -> faults.failNextStatements(1000, Failure.droppedConnection())),
                fault(
                        "connection lost, nothing kept",
                        faults -> faults.failNextCommits(1000, Failure.droppedConnection(), CommitOutcome.ROLLED_BACK)),
                fault(
                        "connection lost, all kept",
                        faults -> faults.failNextCommits(1000, Failure.droppedConnection(), CommitOutcome.COMMITTED)),
                fault(
                        "server unavailable, nothing kept",
                        faults -> faults.failNextCommits(1000, Failure.serverUnavailable(), CommitOutcome.ROLLED_BACK)),
                fault(
                        "server unavailable, all kept",
                        faults -> faults.failNextCommits(1000, Failure.serverUnavailable(), CommitOutcome.COMMITTED)),
                fault(
                        "ended by the administrator",
                        faults -> faults.failNextCommits(
                                1000,
                                Failure.fatal("57P01", "terminating connection due to administrator command"),
                                CommitOutcome.COMMITTED)));
    }

    private static Arguments fault(String name, Function<Faults, Fault> fault) {
        return Arguments.of(name, fault);
    }

    /** The first time that each statement of a schema action is sent it meets the fault. */
    private static Predicate<String> eachOnce() {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        return sql -> changesSchema(sql) && seen.add(sql);
    }

    private static boolean changesSchema(String sql) {
        String start = sql.strip().toLowerCase(Locale.ROOT);
        return Stream.of("create ", "alter ", "drop ", "comment ", "insert into shop_generator")
                .anyMatch(start::startsWith);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void everyStatementSurvives(String name, Function<Faults, Fault> fault) {
        Fault create = fault.apply(local.faults().onStatements(eachOnce()));
        shop().with(AUTO, "create").build().close();
        assertThat(create.injected()).isGreaterThan(10);
        local.faults().reset();
        shop().with(AUTO, "validate").build().close();
        assertThat(Catalogue.unfinished(database)).isEmpty();
        assertThat(Catalogue.rows(database, "shop_generator")).isEqualTo(1);

        Fault armed = fault.apply(local.faults().onStatements(eachOnce()));
        shop().with(AUTO, "drop").build().close();
        assertThat(armed.injected()).isGreaterThan(5);
        assertThat(Catalogue.objects(database)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "57P01"})
    void everyStatementSurvivesOnTheConnectionsOfHibernate(String state) {
        Configuration configuration = new Configuration();
        Stream.of(Shop.CLASSES).forEach(configuration::addAnnotatedClass);
        configuration
                .setProperty("hibernate.connection.url", local.jdbcUrl())
                .setProperty("hibernate.hbm2ddl.create_namespaces", "true")
                .setProperty("hibernate.connection.pool_size", "2")
                .setProperty("hibernate.dialect", "dsql")
                .setProperty(AUTO, "create");
        Failure failure = state.isEmpty()
                ? Failure.droppedConnection()
                : Failure.fatal(state, "terminating connection due to administrator command");
        local.faults().onStatements(eachOnce()).failNextCommits(1000, failure, CommitOutcome.COMMITTED);
        try (SessionFactory factory = configuration.buildSessionFactory()) {
            local.faults().reset();
            factory.inTransaction(session -> session.persist(new Shop.Customer()));
        }
        assertThat(Catalogue.unfinished(database)).isEmpty();
    }

    @Test
    void conflictsWithoutEndFailTheBootAndNameTheSetting() {
        Fault armed = local.faults()
                .onStatements(sql -> sql.startsWith("create table customer"))
                .failNextStatements(1000, Failure.schemaConflict());
        assertThatThrownBy(() -> shop().with(AUTO, "create")
                        .with(DsqlSettings.DDL_MAX_RETRIES, 2)
                        .build())
                .hasStackTraceContaining("create table customer")
                .hasStackTraceContaining("OC001")
                .hasStackTraceContaining(DsqlSettings.DDL_MAX_RETRIES);
        assertThat(armed.injected()).isEqualTo(3);
    }

    @Test
    void connectionsLostWithoutEndFailTheBootAndNameTheStatement() {
        Fault armed = local.faults()
                .onStatements(sql -> sql.startsWith("create table customer"))
                .failNextStatements(1000, Failure.droppedConnection());
        assertThatThrownBy(() -> shop().with(AUTO, "create")
                        .with(DsqlSettings.DDL_MAX_RETRIES, 2)
                        .build())
                .hasStackTraceContaining("create table customer")
                .hasStackTraceContaining("It may have taken effect or not");
        assertThat(armed.injected()).isEqualTo(3);
    }

    @Test
    void databaseThatCannotBeReachedAgainFailsTheBootAfterTheRetries() {
        local.faults()
                .onStatements(sql -> {
                    boolean create = sql.startsWith("create table customer");
                    if (create) {
                        local.faults().refuseConnections(Failure.tooManyConnections());
                    }
                    return create;
                })
                .failNextStatements(1, Failure.droppedConnection());
        assertThatThrownBy(() -> shop().with(AUTO, "create")
                        .with(DsqlSettings.DDL_MAX_RETRIES, 2)
                        .build())
                .hasStackTraceContaining("create table customer")
                .hasStackTraceContaining("too many open connections");
    }

    @Test
    void refusalAfterALostAnswerIsNoSuccess() {
        Faults create = local.faults().onStatements(sql -> sql.startsWith("create table customer"));
        create.failNextStatements(1, Failure.droppedConnection());
        create.failNextStatements(1, Failure.error("0A000", "datatype money not supported"));
        assertThatThrownBy(() -> shop().with(AUTO, "create").build())
                .hasStackTraceContaining("create table customer")
                .hasStackTraceContaining("datatype money not supported");
    }

    @Test
    void existingTableIsNoSuccessWithoutALostAnswer() {
        Catalogue.run(database, "create table customer (id bigint primary key)");
        assertThatThrownBy(() -> shop().with(AUTO, "create-only")
                        .with("hibernate.hbm2ddl.halt_on_error", "true")
                        .build())
                .hasStackTraceContaining("create table customer")
                .hasStackTraceContaining("already exists");
    }

    @Entity(name = "Keyed")
    @Table(name = "keyed", uniqueConstraints = @UniqueConstraint(name = "taken", columnNames = "b"))
    static class Keyed {
        @Id
        long id;

        int b;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void nameTakenBySomethingElseIsNoSuccess(int lostAnswers) {
        Catalogue.run(database, "create table stranger (id bigint primary key, constraint taken unique (id))");
        try {
            if (lostAnswers > 0) {
                local.faults()
                        .onStatements(sql -> sql.startsWith("create table keyed"))
                        .failNextStatements(lostAnswers, Failure.droppedConnection());
            }
            assertThatThrownBy(() -> Factory.on(database, Keyed.class)
                            .with(AUTO, "create-only")
                            .build())
                    .hasStackTraceContaining("create table keyed")
                    .hasStackTraceContaining("\"taken\" already exists")
                    .hasStackTraceContaining("share their names");
        } finally {
            Catalogue.run(database, "drop table stranger");
        }
    }

    @Test
    void dropAtTheEndOnlyLogsWhatFails() {
        SessionFactory factory = shop().with(AUTO, "create-drop").build();
        local.faults()
                .onStatements(sql -> sql.startsWith("drop table if exists customer"))
                .failNextStatements(1, Failure.error("0A000", "not today"));
        factory.close();
        assertThat(Catalogue.objects(database)).contains("r public.customer").doesNotContain("r public.Purchase");
    }

    @Test
    void dropAtTheEndSurvivesALostConnectionAndADatabaseThatIsGone() {
        SessionFactory factory = shop().with(AUTO, "create-drop").build();
        local.faults()
                .onStatements(sql -> sql.startsWith("drop table if exists customer"))
                .dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
        factory.close();
        assertThat(Catalogue.objects(database)).isEmpty();

        SessionFactory other = shop().with(AUTO, "create-drop")
                .with(DsqlSettings.DDL_MAX_RETRIES, 1)
                .build();
        local.faults().refuseConnections(Failure.tooManyConnections());
        other.close();
        local.faults().reset();
        assertThat(Catalogue.objects(database)).contains("r public.customer");
    }

    @Test
    void everyActionPassesWhereEveryChangeOfAnotherSessionIsAConflict() {
        try (DsqlLocal strict = DsqlLocal.builder()
                .allowPlainText()
                .schemaConflicts(SchemaConflicts.DOCUMENTED)
                .start()) {
            RecordingDataSource other = new RecordingDataSource(strict.jdbcUrl());
            for (String action : new String[] {"create", "update", "create-drop", "create-only", "drop"}) {
                Factory.on(other, Shop.CLASSES)
                        .with("hibernate.hbm2ddl.create_namespaces", "true")
                        .with(DsqlSettings.FOREIGN_KEYS, "not_valid")
                        .with(AUTO, action)
                        .build()
                        .close();
            }
            assertThat(Catalogue.objects(other)).isEmpty();
        }
    }
}
