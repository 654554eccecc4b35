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

import static io.github.dsql.local.SharedServer.connect;
import static io.github.dsql.local.SharedServer.execute;
import static io.github.dsql.local.SharedServer.local;
import static io.github.dsql.local.SharedServer.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.util.PSQLException;

/** Clients other than a plain JDBC connection. */
class ClientsIT {
    private static final Path PSQL = Path.of("/usr/bin/psql");

    @Test
    void copyManagerLoadsAndUnloads() throws SQLException, IOException {
        execute("DROP TABLE IF EXISTS copied", "CREATE TABLE copied (id int PRIMARY KEY, v text)");
        try (Connection connection = connect()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            StringBuilder rows = new StringBuilder();
            for (int id = 1; id <= 2_000; id++) {
                rows.append(id).append('\t').append("value ".repeat(20)).append('\n');
            }
            assertThat(copy.copyIn("COPY copied FROM STDIN", new StringReader(rows.toString())))
                    .isEqualTo(2_000);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            assertThat(copy.copyOut("COPY copied TO STDOUT", out)).isEqualTo(2_000);
            assertThat(out.toString(StandardCharsets.UTF_8)).hasSameSizeAs(rows.toString());
            assertThatThrownBy(() -> copy.copyIn("COPY copied FROM STDIN", new StringReader("1\tagain\n")))
                    .hasMessageContaining("duplicate key value");
            assertThatThrownBy(() -> copy.copyIn("COPY copied FROM STDIN", new StringReader("no number\tx\n")))
                    .hasMessageContaining("invalid input syntax");
            assertThat(query(connection, "SELECT count(*) FROM copied")).containsExactly("2000");
        }
    }

    @Test
    void abandonedCopyLeavesTheConnectionUsable() throws SQLException {
        execute("DROP TABLE IF EXISTS abandoned", "CREATE TABLE abandoned (id int PRIMARY KEY)");
        try (Connection connection = connect()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY abandoned FROM STDIN");
            copy.writeToCopy("1\n".getBytes(StandardCharsets.UTF_8), 0, 2);
            copy.cancelCopy();
            assertThat(query(connection, "SELECT count(*) FROM abandoned")).containsExactly("0");
        }
    }

    @Test
    void errorsShowNothingOfTheFunctionsBehindThem() throws SQLException {
        try (Connection connection = connect()) {
            assertThatThrownBy(() -> query(connection, "CALL sys.wait_for_job('abc')"))
                    .isInstanceOfSatisfying(PSQLException.class, error -> {
                        assertThat(error.getSQLState()).isEqualTo("22P02");
                        assertThat(error.getServerErrorMessage().getWhere()).isNull();
                    });
            assertThat(query(connection, "SELECT datname FROM pg_database")).containsExactly("postgres");
        }
    }

    @Test
    void hikariPoolServesManyThreads() throws InterruptedException, ExecutionException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(local().jdbcUrl());
        config.setMaximumPoolSize(8);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            List<Future<Integer>> sums = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int value = i;
                sums.add(threads.submit(() -> add(pool, value)));
            }
            for (int i = 0; i < 200; i++) {
                assertThat(sums.get(i).get()).isEqualTo(i + 1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static int add(HikariDataSource pool, int value) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return Integer.parseInt(
                    query(connection, "SELECT " + value + " + 1").get(0));
        }
    }

    @Test
    void hundredSessionsAtOnceEachHaveTheirOwnTransaction() throws SQLException {
        execute("DROP TABLE IF EXISTS many", "CREATE TABLE many (id int PRIMARY KEY)");
        List<Connection> connections = new ArrayList<>();
        try {
            for (int id = 0; id < 100; id++) {
                Connection connection = connect();
                connections.add(connection);
                connection.setAutoCommit(false);
                try (Statement insert = connection.createStatement()) {
                    insert.execute("INSERT INTO many VALUES (" + id + ")");
                }
                assertThat(query(connection, "SELECT id FROM many")).containsExactly(Integer.toString(id));
            }
            for (Connection connection : connections) {
                connection.commit();
            }
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
        assertThat(query("SELECT count(*) FROM many")).containsExactly("100");
    }

    @Test
    void cancelStopsARunningStatementAndKeepsTheConnection() throws Exception {
        try (Connection connection = connect()) {
            String sqlState = "";
            // The driver sends one request per statement, which comes to nothing if it arrives before the statement
            // does.
            for (int attempt = 0; attempt < 20 && sqlState.isEmpty(); attempt++) {
                sqlState = sqlStateOfCancelled(connection);
            }
            assertThat(sqlState).isEqualTo("57014");
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    /** Returns the empty string if the statement ran to its end. */
    private static String sqlStateOfCancelled(Connection connection) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Statement statement = connection.createStatement()) {
            CountDownLatch started = new CountDownLatch(1);
            Future<?> sleep = thread.submit(() -> {
                started.countDown();
                return statement.execute("SELECT pg_sleep(1)");
            });
            started.await();
            while (!sleep.isDone()) {
                statement.cancel();
                Thread.onSpinWait();
            }
            sleep.get();
            return "";
        } catch (ExecutionException e) {
            return e.getCause() instanceof SQLException failure ? failure.getSQLState() : e.toString();
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void leavingInTheMiddleOfATransactionRollsItBack() throws SQLException {
        execute("DROP TABLE IF EXISTS abrupt", "CREATE TABLE abrupt (id int PRIMARY KEY)");
        Connection connection = connect();
        connection.setAutoCommit(false);
        try (Statement insert = connection.createStatement()) {
            insert.execute("INSERT INTO abrupt VALUES (1)");
        }
        connection.abort(Runnable::run);
        execute("INSERT INTO abrupt VALUES (1)");
        assertThat(query("SELECT count(*) FROM abrupt")).containsExactly("1");
    }

    @Test
    void deallocateAllKeepsDriverAndHiddenStatementsWorking() throws SQLException {
        execute("DROP TABLE IF EXISTS dealloc", "CREATE TABLE dealloc (id int PRIMARY KEY)");
        try (Connection connection = connect("prepareThreshold=1");
                var insert = connection.prepareStatement("WITH x AS (INSERT INTO dealloc VALUES (?)) SELECT 1")) {
            for (int id = 0; id < 3; id++) {
                insert.setInt(1, id);
                insert.execute();
                try (Statement statement = connection.createStatement()) {
                    statement.execute("DEALLOCATE ALL");
                }
            }
        }
        assertThat(query("SELECT count(*) FROM dealloc")).containsExactly("3");
    }

    @Test
    void psqlRunsScriptsAndDescribesTables() throws IOException, InterruptedException, SQLException {
        assumeTrue(Files.isExecutable(PSQL), "psql is not installed at " + PSQL);
        execute("DROP TABLE IF EXISTS from_psql");
        assertThat(psql("CREATE TABLE from_psql (id int PRIMARY KEY, v text)")).contains("CREATE TABLE");
        assertThat(psql("INSERT INTO from_psql VALUES (1, 'a'); INSERT INTO from_psql VALUES (2, 'b') RETURNING id;"))
                .contains("INSERT 0 1", " id ", "  2");
        assertThat(psql("BEGIN; DELETE FROM from_psql; ROLLBACK; SELECT count(*) AS n FROM from_psql"))
                .contains("BEGIN", "DELETE 2", "ROLLBACK", " 2");
        assertThat(psql("BEGIN; TRUNCATE from_psql")).contains("unsupported statement: Truncate");
        assertThat(psqlScript("BEGIN;\nTRUNCATE from_psql;\nSELECT 1;\nCOMMIT;\n"))
                .contains("unsupported statement: Truncate", "current transaction is aborted", "ROLLBACK");
        assertThat(psql("\\d from_psql")).contains("\"from_psql_pkey\" PRIMARY KEY");
        assertThat(psql("\\copy from_psql TO STDOUT")).contains("1\ta", "2\tb");
        assertThat(psql("SELECT 1; SELECT nope; SELECT 2")).contains("column \"nope\" does not exist");
    }

    private static String psql(String command) throws IOException, InterruptedException {
        return runPsql("", "-c", command);
    }

    private static String psqlScript(String input) throws IOException, InterruptedException {
        return runPsql(input);
    }

    private static String runPsql(String input, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PSQL.toString(), "-X", "-h", local().host(), "-d", "postgres"));
        command.addAll(List.of("-p", Integer.toString(local().port()), "-U", local().user()));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PGSSLMODE", "disable");
        builder.environment().put("PGPASSWORD", local().token(local().user()));
        Process psql = builder.start();
        try (var stdin = psql.getOutputStream()) {
            stdin.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        psql.waitFor();
        return output;
    }
}
