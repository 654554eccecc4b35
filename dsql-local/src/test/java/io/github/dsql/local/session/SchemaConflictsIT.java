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
package io.github.dsql.local.session;

import static io.github.dsql.local.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.MovableClock;
import io.github.dsql.local.SchemaConflicts;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom a committed change of the schema makes fail, and where. */
class SchemaConflictsIT {
    private static final String CONFLICT = "40001 ERROR: schema has been updated by another transaction (OC001)";

    private static DsqlLocal documented;
    private static DsqlLocal concurrentOnly;
    private static DsqlLocal off;

    private DsqlLocal local;
    private Connection one;
    private Connection other;

    @BeforeAll
    static void start() throws SQLException {
        documented =
                DsqlLocal.builder().schemaConflicts(SchemaConflicts.DOCUMENTED).start();
        concurrentOnly = DsqlLocal.start();
        off = DsqlLocal.builder().schemaConflicts(SchemaConflicts.OFF).start();
        for (DsqlLocal local : new DsqlLocal[] {documented, concurrentOnly, off}) {
            try (Connection connection = DriverManager.getConnection(local.jdbcUrl())) {
                run(connection, "CREATE TABLE t (id int PRIMARY KEY, v int)");
            }
        }
    }

    @AfterAll
    static void stop() {
        documented.close();
        concurrentOnly.close();
        off.close();
    }

    @BeforeEach
    void connectToDefault() throws SQLException {
        connectTo(concurrentOnly);
    }

    @AfterEach
    void cleanUp() throws SQLException {
        one.close();
        other.close();
        try (Connection fresh = DriverManager.getConnection(local.jdbcUrl())) {
            run(fresh, "DROP TABLE IF EXISTS other_table");
            run(fresh, "DELETE FROM t");
        }
    }

    private void connectTo(DsqlLocal server) throws SQLException {
        local = server;
        if (one != null) {
            one.close();
            other.close();
        }
        one = DriverManager.getConnection(local.jdbcUrl());
        other = DriverManager.getConnection(local.jdbcUrl());
        run(one, "SELECT 1");
        run(other, "SELECT 1");
    }

    private void changeSchema() throws SQLException {
        run(other, "CREATE TABLE other_table (id int PRIMARY KEY)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT * FROM t",
                "INSERT INTO t VALUES (1, 1)",
                "SELECT * FROM t WHERE id = 1 FOR UPDATE",
                "COPY t TO STDOUT",
                "DROP TABLE other_table"
            })
    void documentedModeFailsTheFirstStatementLongAfterTheChangeAndOnlyThat(String sql) throws SQLException {
        connectTo(documented);
        changeSchema();
        assertConflict(() -> run(one, sql));
        run(one, "SELECT * FROM t");
        try (Connection fresh = DriverManager.getConnection(documented.jdbcUrl())) {
            run(fresh, "SELECT * FROM t");
        }
        run(other, "SELECT * FROM t");
    }

    @Test
    void documentedModeTellsTheConflictBeforeWhatTheChangeDidToTheStatement() throws SQLException {
        connectTo(documented);
        run(other, "CREATE TABLE other_table (id int PRIMARY KEY)");
        assertConflict(() -> run(one, "SELECT * FROM other_table"));
        run(one, "SELECT * FROM other_table");
        run(other, "DROP TABLE other_table");
        assertConflict(() -> run(one, "SELECT * FROM other_table"));
        assertThatThrownBy(() -> run(one, "SELECT * FROM other_table")).hasMessageContaining("does not exist");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void preparedStatementCountsWhenItRuns(int prepareThreshold) throws SQLException {
        connectTo(documented);
        String url = documented.jdbcUrl() + "&prepareThreshold=" + prepareThreshold;
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement select = connection.prepareStatement("SELECT v FROM t WHERE id = ?")) {
            select.setInt(1, 1);
            select.execute();
            select.execute();
            changeSchema();
            assertConflict(select::execute);
            select.execute();
        }
    }

    @Test
    void documentedModeAbortsTheExplicitTransactionThatItHits() throws SQLException {
        connectTo(documented);
        changeSchema();
        one.setAutoCommit(false);
        assertConflict(() -> run(one, "INSERT INTO t VALUES (1, 1)"));
        assertThatThrownBy(() -> run(one, "SELECT 1")).hasMessageContaining("current transaction is aborted");
        one.rollback();
        run(one, "INSERT INTO t VALUES (1, 1)");
        one.commit();
    }

    @Test
    void documentedModeHitsReadOnlyTransactionsToo() throws SQLException {
        connectTo(documented);
        changeSchema();
        run(one, "BEGIN READ ONLY");
        assertConflict(() -> run(one, "SELECT 1"));
        run(one, "ROLLBACK");
        run(one, "BEGIN READ ONLY");
        run(one, "SELECT 1");
        run(one, "COMMIT");
    }

    @Test
    void documentedModeTellsAChangeDuringATransactionAtItsCommit() throws SQLException {
        connectTo(documented);
        assertCommitFailsAfterChange();
    }

    @Test
    void concurrentModeTellsAChangeDuringATransactionAtItsCommit() throws SQLException {
        assertCommitFailsAfterChange();
    }

    private void assertCommitFailsAfterChange() throws SQLException {
        one.setAutoCommit(false);
        run(one, "INSERT INTO t VALUES (1, 1)");
        changeSchema();
        run(one, "UPDATE t SET v = 2");
        assertConflict(one::commit);
        run(one, "INSERT INTO t VALUES (1, 1)");
        one.commit();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE changing",
                "ALTER TABLE changing ADD COLUMN w int",
                "ALTER TABLE changing DROP COLUMN v",
                "ALTER TABLE changing RENAME TO changed",
                "ALTER TABLE changing RENAME COLUMN v TO w"
            })
    void transactionOnATableThatChangesHearsOfTheConflictWhateverItDoesNext(String change) throws SQLException {
        List<String> next = List.of(
                "UPDATE changing SET v = 5",
                "SELECT v FROM changing",
                "INSERT INTO changing VALUES (9, 9)",
                "SELECT 1");
        for (String first : List.of("UPDATE changing SET v = 2", "SELECT * FROM t")) {
            for (String sql : next) {
                run(other, "DROP TABLE IF EXISTS changed");
                run(other, "DROP TABLE IF EXISTS changing");
                run(other, "CREATE TABLE changing (id int PRIMARY KEY, v int)");
                run(other, "INSERT INTO changing VALUES (1, 1)");
                one.setAutoCommit(false);
                run(one, first);
                run(other, change);
                assertConflict(() -> {
                    run(one, sql);
                    one.commit();
                });
                one.rollback();
            }
        }
    }

    @Test
    void transactionThatOnlyReadsFailsAtCommitToo() throws SQLException {
        one.setAutoCommit(false);
        run(one, "SELECT * FROM t");
        changeSchema();
        assertConflict(one::commit);
        run(one, "SELECT * FROM t");
        one.commit();
    }

    @Test
    void transactionThatHasOnlyBegunHasSeenNothingOld() throws SQLException {
        run(one, "BEGIN");
        changeSchema();
        run(one, "INSERT INTO t VALUES (1, 1)");
        run(one, "COMMIT");
    }

    @Test
    void rollbackNeverFails() throws SQLException {
        one.setAutoCommit(false);
        run(one, "INSERT INTO t VALUES (1, 1)");
        changeSchema();
        one.rollback();
        run(one, "SELECT 1");
        one.commit();
    }

    @Test
    void autocommitStatementsNeverFailForAnEarlierChangeByDefault() throws SQLException {
        try (PreparedStatement insert = one.prepareStatement("INSERT INTO t VALUES (?, 0)")) {
            for (int id = 0; id < 12; id++) {
                insert.setInt(1, id);
                insert.execute();
                run(other, id % 2 == 0 ? "CREATE TABLE other_table (id int PRIMARY KEY)" : "DROP TABLE other_table");
                run(one, "SELECT * FROM t");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE other_table (id int PRIMARY KEY)",
                "ALTER TABLE unrelated ADD COLUMN c%d int",
                "CREATE INDEX ASYNC unrelated_%d ON unrelated (v)",
                "GRANT SELECT ON unrelated TO admin",
                "REVOKE SELECT ON unrelated FROM PUBLIC",
                "CREATE SEQUENCE seq_%d CACHE 1",
                "CREATE SCHEMA schema_%d",
                "DROP TABLE unrelated"
            })
    void anyChangeOfAnyObjectCounts(String change) throws SQLException {
        run(other, "CREATE TABLE IF NOT EXISTS unrelated (id int PRIMARY KEY, v int)");
        one.setAutoCommit(false);
        run(one, "INSERT INTO t VALUES (1, 1)");
        run(other, change.formatted(System.nanoTime() % 1_000_000));
        assertConflict(one::commit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY)",
                "DROP TABLE IF EXISTS missing",
                "CREATE SCHEMA IF NOT EXISTS public",
                "ANALYZE t",
                "INSERT INTO t VALUES (2, 2)"
            })
    void statementThatChangesNothingInTheSchemaIsNoChange(String sql) throws SQLException {
        one.setAutoCommit(false);
        run(one, "INSERT INTO t VALUES (1, 1)");
        run(other, sql);
        one.commit();
    }

    @Test
    void changeThatIsRolledBackIsNoChange() throws SQLException {
        one.setAutoCommit(false);
        run(one, "INSERT INTO t VALUES (1, 1)");
        other.setAutoCommit(false);
        changeSchema();
        other.rollback();
        other.setAutoCommit(true);
        assertThatThrownBy(() -> run(other, "CREATE TABLE t (id int PRIMARY KEY)"))
                .hasMessageContaining("already exists");
        one.commit();
    }

    @Test
    void twoOverlappingChangesFailTheOneThatCommitsLater() throws SQLException {
        one.setAutoCommit(false);
        run(one, "CREATE TABLE mine (id int PRIMARY KEY)");
        changeSchema();
        assertConflict(one::commit);
        run(one, "CREATE TABLE mine (id int PRIMARY KEY)");
        one.commit();
        run(one, "DROP TABLE mine");
        one.commit();
    }

    @Test
    void twoTransactionsThatCreateTheSameTableConflict() throws SQLException {
        one.setAutoCommit(false);
        run(one, "CREATE TABLE other_table (id int PRIMARY KEY)");
        changeSchema();
        assertConflict(one::commit);
        assertThatThrownBy(() -> run(one, "CREATE TABLE other_table (id int PRIMARY KEY)"))
                .hasMessageContaining("already exists");
        one.rollback();
    }

    @ParameterizedTest
    @EnumSource(SchemaConflicts.class)
    void racingChangesFailWithNothingButConflictsAndSucceedWhenTriedAgain(SchemaConflicts mode) throws Exception {
        connectTo(mode == SchemaConflicts.OFF ? off : mode == SchemaConflicts.DOCUMENTED ? documented : concurrentOnly);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String table = "racing_" + thread;
                all.add(threads.submit(() -> {
                    try (Connection connection = DriverManager.getConnection(local.jdbcUrl())) {
                        for (int i = 0; i < 4; i++) {
                            retry(connection, "CREATE TABLE " + table + " (id int PRIMARY KEY, v int)");
                            retry(connection, "GRANT SELECT ON t TO admin");
                            retry(connection, "ALTER TABLE t ALTER COLUMN v SET DEFAULT " + i);
                            retry(connection, "CREATE INDEX ASYNC ON " + table + " (v)");
                            retry(connection, "DROP TABLE " + table);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> thread : all) {
                thread.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void retry(Connection connection, String sql) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                run(connection, sql);
                return;
            } catch (SQLException e) {
                if (!e.getSQLState().equals("40001") || attempt == 1_000) {
                    throw new SQLException(sql + " failed in attempt " + attempt, e);
                }
            }
        }
    }

    @Test
    void sessionDoesNotFailForItsOwnChange() throws SQLException {
        connectTo(documented);
        run(one, "CREATE TABLE own (id int PRIMARY KEY)");
        run(one, "INSERT INTO own VALUES (1)");
        run(one, "CREATE INDEX ASYNC ON own (id)");
        run(one, "INSERT INTO own VALUES (2)");
        one.setAutoCommit(false);
        run(one, "DROP TABLE own");
        one.commit();
        run(one, "SELECT * FROM t");
        one.commit();
    }

    @Test
    void batchInATransactionLosesItsCommit() throws SQLException {
        one.setAutoCommit(false);
        try (PreparedStatement insert = one.prepareStatement("INSERT INTO t VALUES (?, 0)")) {
            for (int id = 0; id < 20; id++) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
        changeSchema();
        assertConflict(one::commit);
    }

    @Test
    void completionOfAnIndexBuildFailsTheSessionThatStartedItToo() throws SQLException {
        MovableClock clock = new MovableClock();
        try (DsqlLocal delayed = DsqlLocal.builder()
                        .clock(clock)
                        .jobDelay(Duration.ofSeconds(30))
                        .start();
                Connection builder = DriverManager.getConnection(delayed.jdbcUrl())) {
            run(builder, "CREATE TABLE t (id int PRIMARY KEY, v int)");
            run(builder, "CREATE INDEX ASYNC ON t (v)");
            builder.setAutoCommit(false);
            run(builder, "INSERT INTO t VALUES (1, 1)");
            clock.advance(Duration.ofSeconds(31));
            run(builder, "INSERT INTO t VALUES (2, 2)");
            assertConflict(builder::commit);
            run(builder, "INSERT INTO t VALUES (1, 1)");
            builder.commit();
        }
    }

    @Test
    void nothingFailsWhenOff() throws SQLException {
        connectTo(off);
        one.setAutoCommit(false);
        run(one, "INSERT INTO t VALUES (1, 1)");
        changeSchema();
        one.commit();
    }

    private static void assertConflict(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState() + " " + e.getMessage())
                        .isEqualTo(CONFLICT))
                .isNotInstanceOf(BatchUpdateException.class);
    }
}
