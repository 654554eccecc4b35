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
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.MovableClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs that take no time, or a short time of the system's clock. */
class JobIT {
    private static final MovableClock CLOCK = new MovableClock();
    private static DsqlLocal local;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().clock(CLOCK).start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void jobWithoutDelayHasEndedWhenItsStatementAnswersAndGoesAfterHalfAnHour() throws SQLException {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl())) {
            connection.createStatement().execute("CREATE TABLE t (id int PRIMARY KEY, v text)");
            String id = query(connection, "CREATE INDEX ASYNC ON t (v)").get(0);
            String job = "SELECT concat_ws(' ', status, start_time = '" + CLOCK.instant()
                    + "'::timestamptz, update_time = start_time) FROM sys.jobs WHERE job_id = '" + id + "'";
            assertThat(query(connection, job)).containsExactly("completed t t");
            assertThat(query(connection, "CALL sys.wait_for_job('" + id + "')")).containsExactly("t");
            CLOCK.advance(Duration.ofMinutes(30).minusMillis(1));
            assertThat(query(connection, job)).hasSize(1);
            CLOCK.advance(Duration.ofMillis(1));
            assertThat(query(connection, job)).isEmpty();
        }
    }

    @Test
    void jobWithoutDelayFailsOnRequestToo() throws SQLException {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl())) {
            connection.createStatement().execute("CREATE TABLE f (id int PRIMARY KEY, v text)");
            local.failNextJobs(1, "out of luck");
            String id = query(connection, "CREATE INDEX ASYNC f_v ON f (v)").get(0);
            assertThat(query(
                            connection,
                            "SELECT concat_ws('|', status, details) FROM sys.jobs WHERE job_id = '" + id + "'"))
                    .containsExactly("failed|out of luck");
            assertThat(query(connection, "CALL sys.wait_for_job('" + id + "')")).containsExactly("f");
            assertThat(query(connection, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'f_v'::regclass"))
                    .containsExactly("f");
        }
    }

    @Test
    void resettingTheFaultsLetsJobsSucceedAgain() throws SQLException {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl())) {
            connection.createStatement().execute("CREATE TABLE r (id int PRIMARY KEY, v text)");
            local.failNextJobs(3, "out of luck");
            local.faults().reset();
            String id = query(connection, "CREATE INDEX ASYNC r_v ON r (v)").get(0);
            assertThat(query(connection, "SELECT status FROM sys.jobs WHERE job_id = '" + id + "'"))
                    .containsExactly("completed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"preferQueryMode=extended", "preferQueryMode=simple", "prepareThreshold=-1"})
    void waitingLastsAsLongAsAJobOfTheSystemsClock(String mode) throws SQLException {
        try (DsqlLocal slow =
                        DsqlLocal.builder().jobDelay(Duration.ofMillis(300)).start();
                Connection connection = DriverManager.getConnection(slow.jdbcUrl() + "&" + mode)) {
            connection.createStatement().execute("CREATE TABLE t (id int PRIMARY KEY, v text)");
            long before = System.nanoTime();
            String id =
                    query(connection, "CREATE UNIQUE INDEX ASYNC i ON t (v)").get(0);
            assertThat(query(connection, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                    .containsExactly("f");
            assertThat(query(connection, "CALL sys.wait_for_job('" + id + "')")).containsExactly("t");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
            assertThat(query(connection, "SELECT indisvalid FROM pg_index WHERE indexrelid = 'i'::regclass"))
                    .containsExactly("t");
        }
    }

    @Test
    void sessionsThatCreateTheSameIndexInTheSameMomentHearOfEachOtherAtMost() throws Exception {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl())) {
            connection.createStatement().execute("CREATE TABLE race (id int PRIMARY KEY, v text)");
        }
        int sessions = 3;
        CyclicBarrier together = new CyclicBarrier(sessions);
        ExecutorService threads = Executors.newFixedThreadPool(sessions);
        try {
            List<Future<String>> ends = new ArrayList<>();
            for (int i = 0; i < sessions; i++) {
                ends.add(threads.submit(() -> createIndexes(together)));
            }
            for (Future<String> end : ends) {
                assertThat(end.get()).isEqualTo("done");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String createIndexes(CyclicBarrier together) throws Exception {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl())) {
            for (int i = 0; i < 10; i++) {
                together.await();
                try {
                    connection.createStatement().execute("CREATE INDEX ASYNC IF NOT EXISTS race_" + i + " ON race (v)");
                } catch (SQLException e) {
                    assertThat(e.getSQLState() + " " + e.getMessage())
                            .matches("(?s)40001 .*|23505 .*\"pg_class_relname_nsp_index\".*");
                }
            }
            return "done";
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> DsqlLocal.builder().jobDelay(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("PT-1S");
        assertThatThrownBy(() -> local.failNextJobs(-1, "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> local.failNextJobs(1, "")).isInstanceOf(IllegalArgumentException.class);
    }
}
