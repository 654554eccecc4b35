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
package io.github.dsql.local.server;

import static io.github.dsql.local.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.DsqlLocal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a process is killed that cannot defend itself. */
class KilledProcessIT {
    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void killedBackendCostsItsClientTheConnectionAndOthersNoData() throws Exception {
        try (DsqlLocal local = DsqlLocal.start();
                Connection other = DriverManager.getConnection(local.jdbcUrl())) {
            run(other, "CREATE TABLE kept (id int PRIMARY KEY)", "INSERT INTO kept VALUES (1)");
            Connection victim = DriverManager.getConnection(local.jdbcUrl());
            victim.setAutoCommit(false);
            run(victim, "INSERT INTO kept VALUES (2)");
            kill(backendPid(victim));
            assertThatThrownBy(() -> run(victim, "SELECT 1"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).matches("08...|57P0."));
            try (Connection next = connectSoon(local)) {
                assertThat(count(next, "kept")).isEqualTo(1);
            }
        }
    }

    @Test
    void killedServerComesBackOnTheSamePortWithWhatWasCommitted() throws Exception {
        try (DsqlLocal local = DsqlLocal.start()) {
            Connection before = DriverManager.getConnection(local.jdbcUrl());
            run(before, "CREATE TABLE kept (id int PRIMARY KEY)", "INSERT INTO kept VALUES (1)");
            ProcessHandle server = server(backendPid(before));
            server.destroyForcibly();
            server.onExit().get(10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> run(before, "SELECT 1")).isInstanceOf(SQLException.class);
            try (Connection after = connectSoon(local)) {
                assertThat(count(after, "kept")).isEqualTo(1);
                run(after, "INSERT INTO kept VALUES (2)");
            }
        }
    }

    @Test
    void nothingOutlivesAKilledJvmAndItsDirectoryGoesAtTheNextStart() throws Exception {
        Path home = Path.of(System.getProperty("java.io.tmpdir"));
        String directory;
        try (ChildJvm child = ChildJvm.start(home);
                Connection connection = DriverManager.getConnection(child.url())) {
            directory = "run-" + child.pid() + "-";
            ProcessHandle server = server(backendPid(connection));
            child.kill();
            server.onExit().get(SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(entries(home, directory)).hasSize(1);
        }
        DsqlLocal.start().close();
        assertThat(entries(home, directory)).isEmpty();
    }

    @Test
    void twoProcessesOnOneEmptyCacheBothStart(@TempDir Path home) throws Exception {
        try (ChildJvm one = ChildJvm.start(home);
                ChildJvm two = ChildJvm.start(home)) {
            String first = one.url();
            String second = two.url();
            assertThat(first).isNotEqualTo(second);
            for (String url : List.of(first, second)) {
                try (Connection connection = DriverManager.getConnection(url)) {
                    run(connection, "CREATE TABLE same_name (id int PRIMARY KEY)");
                }
            }
            assertThat(one.end()).isZero();
            assertThat(two.end()).isZero();
        }
        assertThat(entries(home, "template-")).as("the template and its seal").hasSize(2);
        assertThat(entries(home, "run-")).isEmpty();
    }

    private static Connection connectSoon(DsqlLocal local) throws SQLException {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (true) {
            try {
                return DriverManager.getConnection(local.jdbcUrl());
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static void kill(long pid) throws Exception {
        ProcessHandle handle = ProcessHandle.of(pid).orElseThrow();
        handle.destroyForcibly();
        handle.onExit().get(10, TimeUnit.SECONDS);
    }

    private static ProcessHandle server(long backendPid) {
        return ProcessHandle.of(backendPid).orElseThrow().parent().orElseThrow();
    }

    private static long backendPid(Connection connection) throws SQLException {
        return Long.parseLong(single(connection, "SELECT pg_backend_pid()"));
    }

    private static int count(Connection connection, String table) throws SQLException {
        return Integer.parseInt(single(connection, "SELECT count(*) FROM " + table));
    }

    private static String single(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static List<Path> entries(Path home, String prefix) throws IOException {
        Path own = home.resolve(Home.open().directory().getFileName());
        try (Stream<Path> all = Files.list(own)) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .toList();
        }
    }
}
