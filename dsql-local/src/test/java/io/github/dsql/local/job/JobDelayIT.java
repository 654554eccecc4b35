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
package io.github.dsql.local.job;

import static io.github.dsql.local.SharedServer.query;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.MovableClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;

/** Jobs that take ten minutes of a clock that stands still. */
class JobDelayIT {
    private static final Duration DELAY = Duration.ofMinutes(10);
    private static final MovableClock CLOCK = new MovableClock();
    private static DsqlLocal local;
    private Connection connection;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder()
                .clock(CLOCK)
                .connectionLife(Duration.ofDays(1))
                .jobDelay(DELAY)
                .start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void createTable() throws SQLException {
        connection = connect();
        run("CREATE TABLE t (id int PRIMARY KEY, v text)");
        run("INSERT INTO t VALUES (1, 'a'), (2, 'b')");
        CLOCK.advance(DELAY);
    }

    @AfterEach
    void forget() throws SQLException {
        local.failNextJobs(0, "none");
        run("DROP TABLE IF EXISTS t");
        CLOCK.advance(Duration.ofHours(1));
        assertThat(query(connection, "SELECT status FROM sys.jobs WHERE status NOT IN ('completed', 'failed')"))
                .isEmpty();
        CLOCK.advance(Duration.ofHours(1));
        assertThat(query(connection, "SELECT job_id FROM sys.jobs")).isEmpty();
        connection.close();
    }

    @Test
    void jobIsSubmittedThenProcessedThenCompleted() throws SQLException {
        String id = submit("CREATE INDEX ASYNC i ON t (v)");
        String start = CLOCK.instant().toString();
        assertThat(job(id)).isEqualTo("submitted|null|INDEX_BUILD|public.i");
        CLOCK.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(job(id)).isEqualTo("submitted|null|INDEX_BUILD|public.i");
        CLOCK.advance(Duration.ofMillis(1));
        assertThat(job(id)).isEqualTo("processing|null|INDEX_BUILD|public.i");
        CLOCK.advance(Duration.ofMinutes(5).minusMillis(1));
        assertThat(job(id)).isEqualTo("processing|null|INDEX_BUILD|public.i");
        assertThat(isValid("i")).isEqualTo("f");
        CLOCK.advance(Duration.ofMillis(1));
        assertThat(job(id)).isEqualTo("completed|null|INDEX_BUILD|null");
        assertThat(isValid("i")).isEqualTo("t");
        assertThat(query(
                        connection,
                        "SELECT start_time = '" + start + "'::timestamptz AND update_time = '" + CLOCK.instant()
                                + "'::timestamptz FROM sys.jobs WHERE job_id = '" + id + "'"))
                .containsExactly("t");
    }

    @Test
    void uniqueIndexThatIsBeingBuiltRejectsDuplicatesAndCannotBeUsed() throws SQLException {
        submit("CREATE UNIQUE INDEX ASYNC i ON t (v)");
        assertRefused("23505 duplicate key value violates unique constraint \"i\"", "INSERT INTO t VALUES (3, 'a')");
        assertRefused("55000 index \"i\" is not valid", "ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i");
        assertRefused(
                "42P10 there is no unique or exclusion constraint matching the ON CONFLICT specification",
                "INSERT INTO t VALUES (3, 'a') ON CONFLICT (v) DO NOTHING");
        CLOCK.advance(DELAY);
        run("INSERT INTO t VALUES (3, 'a') ON CONFLICT (v) DO NOTHING");
        run("ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX i");
    }

    @Test
    void everySessionSeesTheEndWithoutWaitingForIt() throws SQLException {
        submit("CREATE UNIQUE INDEX ASYNC i ON t (v)");
        try (Connection other = connect()) {
            assertThat(query(other, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                    .containsExactly("f");
            CLOCK.advance(DELAY);
            assertThat(query(other, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                    .containsExactly("t");
        }
    }

    @Test
    void waitingBlocksUntilTheClockReachesTheEnd() throws Exception {
        String id = submit("CREATE INDEX ASYNC i ON t (v)");
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> waitFor(id));
        CLOCK.advance(DELAY.minusMillis(1));
        assertThat(job(id)).startsWith("processing|");
        assertThat(waiting).isNotDone();
        CLOCK.advance(Duration.ofMillis(1));
        assertThat(waiting.get(10, SECONDS)).isTrue();
    }

    @Test
    void waitingForAFailingJobAnswersFalse() throws Exception {
        run("INSERT INTO t VALUES (3, 'a')");
        String id = submit("CREATE UNIQUE INDEX ASYNC i ON t (v)");
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> waitFor(id));
        assertThat(job(id)).isEqualTo("submitted|null|INDEX_BUILD|public.i");
        CLOCK.advance(DELAY);
        assertThat(waiting.get(10, SECONDS)).isFalse();
        assertThat(job(id))
                .isEqualTo("failed|found duplicate key(s) while validating index uniqueness|INDEX_BUILD|null");
        assertThat(isValid("i")).isEqualTo("f");
        assertThat(job(submit("CREATE UNIQUE INDEX ASYNC IF NOT EXISTS i ON t (v)")))
                .startsWith("submitted|");
        CLOCK.advance(DELAY);
        assertThat(isValid("i")).isEqualTo("f");
        run("DROP INDEX i");
        run("INSERT INTO t VALUES (4, 'a')");
    }

    @Test
    void constraintStaysNotValidUntilTheEndOfItsJob() throws SQLException {
        run("ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0) NOT VALID");
        run("ALTER TABLE t ADD CONSTRAINT wrong CHECK (id > 1) NOT VALID");
        String good = submit("ALTER TABLE ASYNC t VALIDATE CONSTRAINT c");
        String bad = submit("ALTER TABLE ASYNC t VALIDATE CONSTRAINT wrong");
        String validated = "SELECT convalidated FROM pg_constraint WHERE conname IN ('c', 'wrong') ORDER BY conname";
        assertThat(query(connection, validated)).containsExactly("f", "f");
        assertThat(job(bad)).isEqualTo("submitted|null|VALIDATE_CONSTRAINT|public.t");
        CLOCK.advance(DELAY);
        assertThat(query(connection, validated)).containsExactly("t", "f");
        assertThat(job(good)).isEqualTo("completed|null|VALIDATE_CONSTRAINT|null");
        assertThat(job(bad))
                .isEqualTo("failed|check constraint \"wrong\" is violated by some row|VALIDATE_CONSTRAINT|null");
    }

    @Test
    void droppingTheIndexCancelsItsBuild() throws Exception {
        String id = submit("CREATE UNIQUE INDEX ASYNC i ON t (v)");
        CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> waitFor(id));
        run("DROP INDEX i");
        assertThat(waiting.get(10, SECONDS)).isFalse();
        assertThat(job(id)).isEqualTo("failed|Skipped job for nonexistent index.|INDEX_BUILD|null");
        run("INSERT INTO t VALUES (3, 'a')");
        CLOCK.advance(DELAY);
        assertThat(job(id)).startsWith("failed|");
    }

    @Test
    void droppingTheTableCancelsItsJobs() throws SQLException {
        run("ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0) NOT VALID");
        String build = submit("CREATE INDEX ASYNC i ON t (v)");
        String validation = submit("ALTER TABLE ASYNC t VALIDATE CONSTRAINT c");
        run("DROP TABLE t");
        assertThat(job(build)).isEqualTo("failed|Skipped job for nonexistent index.|INDEX_BUILD|null");
        assertThat(job(validation)).isEqualTo("failed|Skipped job for nonexistent table.|VALIDATE_CONSTRAINT|null");
    }

    @Test
    void rollbackTakesTheJobAlong() throws SQLException {
        connection.setAutoCommit(false);
        String id = submit("CREATE INDEX ASYNC i ON t (v)");
        connection.rollback();
        connection.setAutoCommit(true);
        CLOCK.advance(DELAY);
        assertThat(query(connection, "SELECT status FROM sys.jobs WHERE job_id = '" + id + "'"))
                .isEmpty();
    }

    @Test
    void jobIsCountedFromItsStatementAndEndsAlsoIfTheCommitIsLate() throws SQLException {
        connection.setAutoCommit(false);
        String id = submit("CREATE INDEX ASYNC i ON t (v)");
        CLOCK.advance(Duration.ofMinutes(4));
        try (Connection other = connect()) {
            assertThat(query(other, "SELECT status FROM sys.jobs WHERE job_id = '" + id + "'"))
                    .isEmpty();
        }
        connection.commit();
        connection.setAutoCommit(true);
        assertThat(job(id)).startsWith("submitted|");
        CLOCK.advance(Duration.ofMinutes(6));
        assertThat(job(id)).startsWith("completed|");
    }

    @Test
    void jobsFailOnRequestInTheOrderOfTheirStatements() throws SQLException {
        local.failNextJobs(2, "it's broken");
        assertRefused("42703 column \"nothing\" does not exist", "CREATE INDEX ASYNC ON t (nothing)");
        String first = submit("CREATE UNIQUE INDEX ASYNC i ON t (v)");
        run("ALTER TABLE t ADD CONSTRAINT c CHECK (id > 0) NOT VALID");
        String second = submit("ALTER TABLE ASYNC t VALIDATE CONSTRAINT c");
        String third = submit("CREATE INDEX ASYNC i2 ON t (v)");
        assertThat(job(first)).startsWith("submitted|null|");
        CLOCK.advance(DELAY);
        assertThat(job(first)).isEqualTo("failed|it's broken|INDEX_BUILD|null");
        assertThat(job(second)).isEqualTo("failed|it's broken|VALIDATE_CONSTRAINT|null");
        assertThat(job(third)).isEqualTo("completed|null|INDEX_BUILD|null");
        assertThat(isValid("i")).isEqualTo("f");
        assertThat(isValid("i2")).isEqualTo("t");
        assertThat(query(connection, "SELECT convalidated FROM pg_constraint WHERE conname = 'c'"))
                .containsExactly("f");
        assertRefused("23505 duplicate key value violates unique constraint \"i\"", "INSERT INTO t VALUES (3, 'a')");
    }

    @Test
    void historyLastsThirtyMinutesFromTheEnd() throws SQLException {
        String id = submit("CREATE INDEX ASYNC i ON t (v)");
        CLOCK.advance(DELAY);
        assertThat(job(id)).startsWith("completed|");
        CLOCK.advance(Duration.ofMinutes(30).minusMillis(1));
        assertThat(job(id)).startsWith("completed|");
        CLOCK.advance(Duration.ofMillis(1));
        assertThat(query(connection, "SELECT status FROM sys.jobs WHERE job_id = '" + id + "'"))
                .isEmpty();
        assertThat(waitFor(id)).as("a job nobody remembers").isFalse();
        assertThat(isValid("i")).isEqualTo("t");
    }

    @Test
    void jobWhoseEndWasMissedIsStillThereToBeAskedFor() throws SQLException {
        String id = submit("CREATE INDEX ASYNC i ON t (v)");
        CLOCK.advance(Duration.ofHours(3));
        assertThat(waitFor(id)).isTrue();
        assertThat(job(id)).startsWith("completed|");
        CLOCK.advance(Duration.ofMinutes(30));
        assertThat(query(connection, "SELECT status FROM sys.jobs WHERE job_id = '" + id + "'"))
                .isEmpty();
    }

    @Test
    void tablesAreAnalyzedAndClearedAwayByJobsOfTheirOwn() throws SQLException {
        run("CREATE TABLE other (id int PRIMARY KEY)");
        String table = query(connection, "SELECT 'other'::regclass::oid").get(0);
        String jobs = "SELECT concat_ws('|', job_type, status, class_id, coalesce(object_name, 'null'), details)"
                + " FROM sys.jobs WHERE object_id = " + table + " ORDER BY job_type";
        assertThat(query(connection, jobs)).containsExactly("ANALYZE|submitted|1259|public.other");
        run("DROP TABLE other");
        assertThat(query(connection, jobs))
                .containsExactly(
                        "ANALYZE|completed|1259|null|Skipped job for nonexistent table.", "DROP|submitted|1259|null");
        CLOCK.advance(DELAY);
        assertThat(query(connection, jobs))
                .containsExactly(
                        "ANALYZE|completed|1259|null|Skipped job for nonexistent table.", "DROP|completed|1259|null");
    }

    @Test
    void anotherSessionsOpenDropDelaysTheEndAndBlocksNobody() throws SQLException {
        String id = submit("CREATE INDEX ASYNC i ON t (v)");
        try (Connection dropping = connect()) {
            dropping.setAutoCommit(false);
            try (Statement statement = dropping.createStatement()) {
                statement.execute("DROP INDEX i");
            }
            CLOCK.advance(DELAY);
            assertThat(job(id)).startsWith("submitted|");
            dropping.rollback();
        }
        CLOCK.advance(Duration.ofSeconds(1));
        assertThat(job(id)).startsWith("completed|");
        assertThat(isValid("i")).isEqualTo("t");
    }

    @Test
    void waitingIsRefusedInsideATransaction() throws SQLException {
        String id = submit("CREATE INDEX ASYNC i ON t (v)");
        connection.setAutoCommit(false);
        run("SELECT 1");
        assertRefused("25001 CALL cannot run inside a transaction block", "CALL sys.wait_for_job('" + id + "')");
        connection.rollback();
        connection.setAutoCommit(true);
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(local.jdbcUrl());
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String submit(String ddl) throws SQLException {
        return query(connection, ddl).get(0);
    }

    private String job(String id) throws SQLException {
        return query(
                        connection,
                        "SELECT concat_ws('|', status, coalesce(details, 'null'), job_type, coalesce(object_name, 'null'))"
                                + " FROM sys.jobs WHERE job_id = '" + id + "'")
                .get(0);
    }

    private String isValid(String index) throws SQLException {
        return query(connection, "SELECT indisvalid FROM pg_index WHERE indexrelid = '" + index + "'::regclass")
                .get(0);
    }

    private static boolean waitFor(String id) {
        try (Connection own = connect();
                PreparedStatement call = own.prepareStatement("CALL sys.wait_for_job(?)")) {
            call.setString(1, id);
            try (ResultSet result = call.executeQuery()) {
                result.next();
                return result.getBoolean("succeeded");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Could not wait for " + id, e);
        }
    }

    private void assertRefused(String stateAndMessage, String sql) {
        ThrowingCallable call = () -> run(sql);
        assertThatThrownBy(call).isInstanceOfSatisfying(PSQLException.class, e -> {
            assertThat(e.getServerErrorMessage()).isNotNull();
            assertThat(e.getSQLState() + " " + e.getServerErrorMessage().getMessage())
                    .isEqualTo(stateAndMessage);
        });
    }
}
