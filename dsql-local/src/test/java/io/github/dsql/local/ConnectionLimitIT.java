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
package io.github.dsql.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.Credentials;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many connections there may be, how fast they may come, and how old they may get. */
class ConnectionLimitIT {
    private static final MovableClock CLOCK = new MovableClock();
    private static DsqlLocal local;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder()
                .allowPlainText()
                .clock(CLOCK)
                .maxConnections(3)
                .connectionRate(2, 10)
                .start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void sessionAboveTheLimitIsRefusedUntilAnotherEnds() throws SQLException {
        waitForRate();
        List<Connection> open = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                open.add(connect());
            }
            assertRefused("53300", "Unable to accept connection, too many open connections.");
            open.remove(0).close();
            open.add(connectOnceThereIsRoom());
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    @Test
    void attemptsAboveTheBurstAreRefusedUntilTheRateAllowsMore() throws SQLException {
        waitForRate();
        for (int i = 0; i < 10; i++) {
            // It counts whoever knocks, also in vain.
            assertThatThrownBy(() -> DriverManager.getConnection(local.jdbcUrl() + "x"))
                    .hasMessageContaining("access denied");
        }
        String message = "Unable to accept connection, rate exceeded.";
        assertRefused("53400", message);
        CLOCK.advance(Duration.ofMillis(499));
        assertRefused("53400", message);
        CLOCK.advance(Duration.ofMillis(1));
        connectOnceThereIsRoom().close();
        assertRefused("53400", message);
    }

    @Test
    void idleSessionIsCutAfterAnHourWithoutAWord() throws SQLException, IOException {
        waitForRate();
        try (RawClient client = RawClient.connect(local);
                Connection younger = connectAfter(client, Duration.ofMinutes(59))) {
            assertThat(younger.isValid(0)).isTrue();
            CLOCK.advance(Duration.ofMinutes(1));
            assertThat(client.next()).as("closed without a message").isEqualTo(-1);
            assertThat(younger.isValid(0)).isTrue();
        }
    }

    private static Connection connectAfter(RawClient client, Duration pause) throws IOException, SQLException {
        client.start("user", "admin", "database", "postgres");
        assertThat(client.next()).isEqualTo('R');
        client.message('p', new io.github.dsql.local.wire.Body().text(local.token("admin")));
        for (int type = client.next(); type != 'Z'; type = client.next()) {
            assertThat(type).isNotEqualTo(-1).isNotEqualTo('E');
        }
        CLOCK.advance(pause);
        return connectOnceThereIsRoom();
    }

    @Test
    void runningStatementOfASessionThatIsTooOldIsCutToo() throws Exception {
        waitForRate();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Connection connection = connectOnceThereIsRoom();
                Statement statement = connection.createStatement()) {
            Future<?> sleep = thread.submit(() -> statement.execute("SELECT pg_sleep(30)"));
            CLOCK.advance(Duration.ofMinutes(60));
            assertThatThrownBy(() -> sleep.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08006"));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void poolWithAFixedTokenIsLockedOutWhenItExpiresAndOneThatMakesTokensIsNot() throws SQLException {
        waitForRate();
        HikariConfig fixed = pool();
        fixed.setUsername("admin");
        fixed.setPassword(local.token("admin"));
        HikariConfig renewing = pool();
        renewing.setCredentialsProvider(() -> Credentials.of("admin", local.token("admin")));
        try (HikariDataSource locked = new HikariDataSource(fixed);
                HikariDataSource open = new HikariDataSource(renewing)) {
            locked.getConnection().close();
            open.getConnection().close();
            CLOCK.advance(Duration.ofMinutes(16));
            locked.getConnection().close();
            evict(locked);
            evict(open);
            assertThatThrownBy(locked::getConnection)
                    .hasRootCauseInstanceOf(SQLException.class)
                    .rootCause()
                    .hasMessageContaining("Signature expired: ");
            try (Connection connection = open.getConnection()) {
                assertThat(connection.isValid(0)).isTrue();
            }
        }
    }

    private static void evict(HikariDataSource pool) {
        pool.getHikariPoolMXBean().softEvictConnections();
    }

    private static HikariConfig pool() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl("jdbc:postgresql://localhost:" + local.port() + "/postgres?sslmode=disable");
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(2_000);
        return config;
    }

    @Test
    void lifeCanBeChosen() throws SQLException, IOException {
        MovableClock clock = new MovableClock();
        try (DsqlLocal brief = DsqlLocal.builder()
                        .clock(clock)
                        .allowPlainText()
                        .trustClients()
                        .connectionLife(Duration.ofSeconds(5))
                        .start();
                RawClient client = RawClient.connect(brief)) {
            client.start("user", "admin", "database", "postgres");
            for (int type = client.next(); type != 'Z'; type = client.next()) {
                assertThat(type).isNotEqualTo(-1).isNotEqualTo('E');
            }
            clock.advance(Duration.ofSeconds(5));
            assertThat(client.next()).isEqualTo(-1);
        }
    }

    /** Fills the bucket. */
    private static void waitForRate() {
        CLOCK.advance(Duration.ofSeconds(5));
    }

    private static void assertRefused(String sqlState, String message) {
        assertThatThrownBy(() -> connect())
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(sqlState))
                .hasMessage("FATAL: " + message);
    }

    /** A session that the client has closed takes a moment to be gone, which does not wait for the clock of the test. */
    private static Connection connectOnceThereIsRoom() throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return connect();
            } catch (SQLException e) {
                if (!"53300".equals(e.getSQLState()) || System.nanoTime() > deadline) {
                    throw e;
                }
                CLOCK.advance(Duration.ofMillis(500));
            }
        }
    }

    private static Connection connect() throws SQLException {
        return DriverManager.getConnection(local.jdbcUrl());
    }
}
