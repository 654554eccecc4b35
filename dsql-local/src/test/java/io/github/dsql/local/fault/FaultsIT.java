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
package io.github.dsql.local.fault;

import static io.github.dsql.local.SharedServer.connect;
import static io.github.dsql.local.SharedServer.execute;
import static io.github.dsql.local.SharedServer.local;
import static io.github.dsql.local.SharedServer.query;
import static io.github.dsql.local.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.StringReader;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Every fault as a JDBC client meets it. */
class FaultsIT {
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @ValueSource(strings = {"preferQueryMode=extended", "preferQueryMode=simple", "prepareThreshold=1"})
    @interface InAllProtocols {}

    /** Without it pgjdbc names the application by a SET after it connected. */
    private static final String NAME_AT_CONNECT = "assumeMinServerVersion=9.0";

    private static final Path PSQL = Path.of("/usr/bin/psql");

    private static final String DATA_CONFLICT = "40001 ERROR: change conflicts with another transaction (OC000)";
    private static final String SCHEMA_CONFLICT = "40001 ERROR: schema has been updated by another transaction (OC001)";
    private static final String UNAVAILABLE = "XX000 ERROR: server unavailable";

    private final Faults faults = local().faults();

    @BeforeAll
    static void createTable() throws SQLException {
        execute("DROP TABLE IF EXISTS faulty", "CREATE TABLE faulty (id int PRIMARY KEY, v text)");
    }

    @BeforeEach
    void empty() throws SQLException {
        execute("DELETE FROM faulty");
    }

    @AfterEach
    void reset() {
        faults.reset();
    }

    @InAllProtocols
    void autocommitWriteLosesItsCommitAndKeepsNothing(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            Fault fault = faults.failNextCommits(2);
            assertFails(DATA_CONFLICT, () -> run(connection, "INSERT INTO faulty VALUES (1)"));
            assertFails(DATA_CONFLICT, () -> run(connection, "INSERT INTO faulty VALUES (1)"));
            assertThat(fault.isPending()).isFalse();
            assertThat(rows()).isZero();
            run(connection, "INSERT INTO faulty VALUES (1)");
            assertThat(rows()).isEqualTo(1);
        }
    }

    @InAllProtocols
    void autocommitReadHasNoCommitToFail(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            Fault fault = faults.failNextCommits(1);
            assertThat(query(connection, "SELECT count(*) FROM faulty")).containsExactly("0");
            assertThat(connection.isValid(5)).isTrue();
            run(connection, "SET application_name = 'x'");
            assertThat(fault.isPending()).isTrue();
        }
    }

    @InAllProtocols
    void explicitCommitIsLostAndTheConnectionGoesOn(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            connection.setAutoCommit(false);
            faults.failNextCommits(1);
            run(connection, "INSERT INTO faulty VALUES (1)");
            assertFails(DATA_CONFLICT, connection::commit);
            run(connection, "INSERT INTO faulty VALUES (1)");
            connection.commit();
            assertThat(rows()).isEqualTo(1);
        }
    }

    @InAllProtocols
    void commitThatFailsAfterItTookEffectKeepsTheRows(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            faults.failNextCommits(2, Failure.serverUnavailable(), CommitOutcome.COMMITTED);
            assertFails(UNAVAILABLE, () -> run(connection, "INSERT INTO faulty VALUES (1)"));
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO faulty VALUES (2)");
            assertFails(UNAVAILABLE, connection::commit);
            assertThat(rows()).isEqualTo(2);
            run(connection, "INSERT INTO faulty VALUES (3)");
            connection.commit();
            assertThat(rows()).isEqualTo(3);
        }
    }

    @InAllProtocols
    void faultAfterACommitWaitsWhenTheCommitFailsByItself(String mode) throws SQLException {
        execute(
                "DROP TABLE IF EXISTS faulty_child",
                "CREATE TABLE faulty_child (parent int REFERENCES faulty DEFERRABLE INITIALLY DEFERRED)");
        try (Connection connection = connect(mode)) {
            Fault fault = faults.failNextCommits(1, Failure.serverUnavailable(), CommitOutcome.COMMITTED);
            assertFails("23503", () -> run(connection, "INSERT INTO faulty_child VALUES (1)"));
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO faulty_child VALUES (1)");
            assertFails("23503", connection::commit);
            assertThat(fault.injected()).isZero();
            run(connection, "INSERT INTO faulty VALUES (1)");
            assertFails(UNAVAILABLE, connection::commit);
            assertThat(fault.injected()).isEqualTo(1);
        }
        assertThat(rows()).isEqualTo(1);
        execute("DROP TABLE faulty_child");
    }

    @InAllProtocols
    void rolledBackAndFailedTransactionsHaveNoCommit(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            connection.setAutoCommit(false);
            Fault fault = faults.failNextCommits(1);
            run(connection, "INSERT INTO faulty VALUES (1)");
            connection.rollback();
            assertThatThrownBy(() -> run(connection, "SELECT nonsense")).isInstanceOf(SQLException.class);
            connection.commit();
            connection.setAutoCommit(true);
            assertThatThrownBy(() -> run(connection, "INSERT INTO faulty VALUES ('x')"))
                    .isInstanceOf(SQLException.class);
            assertThat(fault.isPending()).isTrue();
        }
    }

    @Test
    void commitInsideOneStringIsLostAndEndsTheString() throws SQLException {
        try (Connection connection = connect("preferQueryMode=simple")) {
            faults.failNextCommits(1);
            assertFails(
                    DATA_CONFLICT,
                    () -> run(
                            connection, "BEGIN; INSERT INTO faulty VALUES (1); COMMIT; INSERT INTO faulty VALUES (2)"));
            assertThat(rows()).isZero();
            faults.failNextCommits(1);
            assertFails(
                    DATA_CONFLICT,
                    () -> run(connection, "INSERT INTO faulty VALUES (1); INSERT INTO faulty VALUES (2)"));
            run(connection, "BEGIN; INSERT INTO faulty VALUES (1); COMMIT");
            assertThat(rows()).isEqualTo(1);
        }
    }

    @InAllProtocols
    void batchLosesItsCommitAsAWhole(String mode) throws SQLException {
        try (Connection connection = connect(mode, "reWriteBatchedInserts=false")) {
            faults.failNextCommits(1);
            connection.setAutoCommit(false);
            insertBatch(connection);
            assertFails(DATA_CONFLICT, connection::commit);
            assertThat(rows()).isZero();
            insertBatch(connection);
            connection.commit();
            assertThat(rows()).isEqualTo(20);
        }
    }

    @Test
    void autocommitBatchFailsWithItsOneCommit() throws SQLException {
        try (Connection connection = connect()) {
            faults.failNextCommits(1);
            assertFails(DATA_CONFLICT, () -> insertBatch(connection));
            assertThat(rows()).isZero();
            insertBatch(connection);
            assertThat(rows()).isEqualTo(20);
        }
    }

    @Test
    void copyLosesItsCommit() throws Exception {
        try (Connection connection = connect()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            faults.failNextCommits(1);
            assertFails(DATA_CONFLICT, () -> copy.copyIn("COPY faulty FROM STDIN", new StringReader("1\ta\n2\tb\n")));
            assertThat(rows()).isZero();
            faults.onStatements(sql -> sql.startsWith("COPY")).failNextStatements(1, Failure.serverUnavailable());
            assertFails(UNAVAILABLE, () -> copy.copyIn("COPY faulty FROM STDIN", new StringReader("1\ta\n")));
            assertThat(copy.copyIn("COPY faulty FROM STDIN", new StringReader("1\ta\n")))
                    .isEqualTo(1);
            assertThat(rows()).isEqualTo(1);
        }
    }

    @InAllProtocols
    void droppedAtCommitNothingIsKeptBeforeItsEffectAndAllAfterIt(String mode) throws SQLException {
        for (CommitOutcome outcome : CommitOutcome.values()) {
            try (Connection connection = connect(mode);
                    Connection explicit = connect(mode)) {
                faults.dropConnectionAtNextCommit(outcome);
                assertDropped(() -> run(connection, "INSERT INTO faulty VALUES (1)"));
                explicit.setAutoCommit(false);
                run(explicit, "INSERT INTO faulty VALUES (2)");
                faults.dropConnectionAtNextCommit(outcome);
                assertDropped(explicit::commit);
            }
            assertThat(rows()).as(outcome.name()).isEqualTo(outcome == CommitOutcome.COMMITTED ? 2 : 0);
        }
    }

    @InAllProtocols
    void droppedAtTheNthStatementTheTransactionIsGone(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            connection.setAutoCommit(false);
            faults.dropConnectionAtStatement(3);
            run(connection, "INSERT INTO faulty VALUES (1)");
            run(connection, "INSERT INTO faulty VALUES (2)");
            assertDropped(() -> run(connection, "INSERT INTO faulty VALUES (3)"));
        }
        assertThat(rows()).isZero();
    }

    @InAllProtocols
    void failedStatementAbortsItsTransactionAndOnlyThat(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            faults.failNextStatements(1, Failure.serverUnavailable());
            assertFails(UNAVAILABLE, () -> run(connection, "INSERT INTO faulty VALUES (1)"));
            run(connection, "INSERT INTO faulty VALUES (1)");
            connection.setAutoCommit(false);
            run(connection, "INSERT INTO faulty VALUES (2)");
            faults.failNextStatements(1, Failure.error("54000", "too much"));
            assertFails("54000 ERROR: too much", () -> run(connection, "SELECT 1"));
            assertThatThrownBy(() -> run(connection, "SELECT 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("25P02"));
            connection.rollback();
            assertThat(rows()).isEqualTo(1);
        }
    }

    @Test
    void statementOfABatchFailsAndTheBatchWithIt() throws SQLException {
        try (Connection connection = connect()) {
            faults.after(5).failNextStatements(1, Failure.serverUnavailable());
            assertFails(UNAVAILABLE, () -> insertBatch(connection));
            assertThat(rows()).isZero();
        }
    }

    @Test
    void rowsFetchedLaterAreNotAnotherStatement() throws SQLException {
        execute("INSERT INTO faulty SELECT g FROM generate_series(1, 50) g");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(10);
            Fault fault = faults.after(1).failNextStatements(1, Failure.serverUnavailable());
            int seen = 0;
            try (var rows = statement.executeQuery("SELECT id FROM faulty")) {
                while (rows.next()) {
                    seen++;
                }
            }
            assertThat(seen).isEqualTo(50);
            assertThat(fault.isPending()).isTrue();
        }
    }

    @InAllProtocols
    void fatalErrorIsReadBeforeTheConnectionEnds(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            faults.failNextStatements(1, Failure.fatal("57P01", "going down"));
            assertFails("57P01 FATAL: going down", () -> run(connection, "SELECT 1"));
            assertDropped(() -> run(connection, "SELECT 1"));
        }
    }

    @InAllProtocols
    void ddlFailsWithASchemaConflictOnce(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            faults.failNextDdl(1);
            run(connection, "INSERT INTO faulty VALUES (1)");
            assertFails(SCHEMA_CONFLICT, () -> run(connection, "CREATE TABLE faulty_too (id int PRIMARY KEY)"));
            run(connection, "CREATE TABLE faulty_too (id int PRIMARY KEY)");
            run(connection, "DROP TABLE faulty_too");
        }
    }

    @Test
    void refusedConnectionsHearWhyOrNothing() throws SQLException {
        faults.refuseNextConnections(1, Failure.wakingUp());
        assertFails("57P03 FATAL: unable to accept connection, waking up cluster, please retry later", () -> connect());
        faults.refuseNextConnections(1, Failure.error("53400", "Unable to accept connection, rate exceeded."));
        assertFails("53400 FATAL: Unable to accept connection, rate exceeded.", () -> connect());
        faults.refuseNextConnections(1, Failure.droppedConnection());
        assertDropped(() -> connect());
        faults.forApplication("batch").refuseConnections(Failure.tooManyConnections());
        for (int i = 0; i < 3; i++) {
            assertFails(
                    "53300 FATAL: Unable to accept connection, too many open connections.",
                    () -> connect("ApplicationName=batch", NAME_AT_CONNECT));
        }
        assertThatCode(() -> connect("ApplicationName=web", NAME_AT_CONNECT).close())
                .doesNotThrowAnyException();
    }

    @Test
    void limitsFollowTheApplicationNameOfTheMoment() throws SQLException {
        try (Connection connection = connect("ApplicationName=web")) {
            Fault fault = faults.forApplication("batch").failNextCommits(1);
            run(connection, "INSERT INTO faulty VALUES (1)");
            run(connection, "SET application_name = 'batch'");
            assertFails(DATA_CONFLICT, () -> run(connection, "INSERT INTO faulty VALUES (2)"));
            assertThat(fault.injected()).isEqualTo(1);
        }
    }

    @Test
    void limitsToAUserLeaveOthersAlone() throws SQLException {
        Fault fault = faults.forUser("somebody").failNextCommits(1);
        execute("INSERT INTO faulty VALUES (1)");
        faults.forUser("admin").failNextCommits(1);
        assertFails(DATA_CONFLICT, () -> execute("INSERT INTO faulty VALUES (2)"));
        assertThat(fault.isPending()).isTrue();
    }

    @InAllProtocols
    void delayedAnswerComesLateThoughItsEffectIsThere(String mode) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection connection = connect(mode)) {
            Fault fault = faults.onStatements(StatementType.WRITE).delayNextAnswers(1, Duration.ofHours(1));
            Future<?> insert = thread.submit(() -> {
                run(connection, "INSERT INTO faulty VALUES (1)");
                return null;
            });
            while (rows() == 0) {
                Thread.onSpinWait();
            }
            assertThat(insert.isDone()).isFalse();
            assertThat(fault.isPending()).isFalse();
            faults.reset();
            insert.get();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void delayLastsAsLongAsAskedFor() throws SQLException {
        try (Connection connection = connect()) {
            faults.delayNextAnswers(1, Duration.ofMillis(150));
            long start = System.nanoTime();
            run(connection, "SELECT 1");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        }
    }

    @Test
    void exactlyAsManyCommitsFailAsAskedForWhenThreadsRace() throws Exception {
        Fault fault = faults.after(10).failNextCommits(40);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> failures = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int first = thread * 20;
                failures.add(threads.submit(() -> insertEach(first)));
            }
            int all = 0;
            for (Future<Integer> own : failures) {
                all += own.get();
            }
            assertThat(all).isEqualTo(40).isEqualTo(fault.injected());
            assertThat(rows()).isEqualTo(8 * 20 - 40);
        } finally {
            threads.shutdownNow();
        }
    }

    private static int insertEach(int first) throws SQLException {
        int failed = 0;
        try (Connection connection = connect()) {
            connection.setAutoCommit(first % 40 == 0);
            for (int id = first; id < first + 20; id++) {
                try {
                    run(connection, "INSERT INTO faulty VALUES (" + id + ")");
                    if (!connection.getAutoCommit()) {
                        connection.commit();
                    }
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).isEqualTo("40001");
                    failed++;
                }
            }
        }
        return failed;
    }

    @Test
    void poolReplacesConnectionsThatWereDropped() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(local().jdbcUrl());
        config.setMaximumPoolSize(1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            faults.dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
            assertDropped(() -> runIn(pool, "INSERT INTO faulty VALUES (1)"));
            runIn(pool, "INSERT INTO faulty VALUES (2)");
            faults.failNextCommits(1);
            assertFails(DATA_CONFLICT, () -> runIn(pool, "INSERT INTO faulty VALUES (3)"));
            runIn(pool, "INSERT INTO faulty VALUES (4)");
        }
        assertThat(query("SELECT id FROM faulty ORDER BY id")).containsExactly("1", "2", "4");
    }

    @Test
    void psqlReadsTheErrorsAndNoticesTheDrop() throws Exception {
        assumeTrue(Files.isExecutable(PSQL), "psql is not installed at " + PSQL);
        faults.failNextCommits(1);
        assertThat(psql("INSERT INTO faulty VALUES (1);\nINSERT INTO faulty VALUES (2);\n"))
                .contains("ERROR:  change conflicts with another transaction (OC000)", "INSERT 0 1");
        assertThat(query("SELECT id FROM faulty")).containsExactly("2");
        faults.dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
        assertThat(psql("BEGIN;\nINSERT INTO faulty VALUES (3);\nCOMMIT;\n"))
                .contains("server closed the connection unexpectedly")
                .doesNotContain("COMMIT");
        assertThat(query("SELECT id FROM faulty ORDER BY id")).containsExactly("2", "3");
        faults.refuseNextConnections(1, Failure.wakingUp());
        assertThat(psql("SELECT 1;\n")).contains("FATAL:  unable to accept connection, waking up cluster");
    }

    private static String psql(String input) throws IOException, InterruptedException {
        List<String> command = List.of(
                PSQL.toString(),
                "-X",
                "-h",
                local().host(),
                "-d",
                "postgres",
                "-p",
                Integer.toString(local().port()),
                "-U",
                local().user());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGSSLMODE", "disable");
        builder.environment().put("PGPASSWORD", local().token(local().user()));
        Process psql = builder.start();
        try (var stdin = psql.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            assertThat(e).as("psql left before it read everything").hasMessageContaining("pipe");
        }
        String output = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        psql.waitFor();
        return output;
    }

    private static void runIn(HikariDataSource pool, String sql) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            run(connection, sql);
        }
    }

    private static void insertBatch(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO faulty VALUES (?, 'batch')")) {
            for (int id = 0; id < 20; id++) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static int rows() throws SQLException {
        return Integer.parseInt(query("SELECT count(*) FROM faulty").get(0));
    }

    private static void assertFails(String stateAndMessage, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState() + " " + rootMessage(e))
                        .startsWith(stateAndMessage));
    }

    /** A batch wraps the server's error. */
    private static String rootMessage(SQLException e) {
        SQLException root = e instanceof BatchUpdateException ? e.getNextException() : e;
        return String.valueOf(root.getMessage());
    }

    private static void assertDropped(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                .startsWith("08"));
    }
}
