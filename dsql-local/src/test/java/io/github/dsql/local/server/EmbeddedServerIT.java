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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.DsqlLocalException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerIT {
    @Test
    void closeLeavesNoProcessNoDirectoryAndNoThread() throws IOException {
        Set<Path> directoriesBefore = ownRunDirectories();
        Set<ProcessHandle> processesBefore = descendants();
        DsqlLocal local = DsqlLocal.start();
        String threads = "dsql-local-" + local.port();
        assertThat(ownRunDirectories()).hasSize(directoriesBefore.size() + 1);
        assertThat(descendants()).hasSizeGreaterThan(processesBefore.size());
        local.close();
        local.close();
        assertThat(ownRunDirectories()).isEqualTo(directoriesBefore);
        assertThat(descendants()).isEqualTo(processesBefore);
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith(threads))
                        .filter(thread -> !endsSoon(thread)))
                .isEmpty();
        assertThatThrownBy(() -> DriverManager.getConnection(local.jdbcUrl())).isInstanceOf(SQLException.class);
    }

    @Test
    void serversInOneJvmShareNothing() throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(3);
        List<DsqlLocal> servers = new ArrayList<>();
        try {
            List<Future<DsqlLocal>> starting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                starting.add(starters.submit(() -> DsqlLocal.start()));
            }
            for (Future<DsqlLocal> start : starting) {
                servers.add(start.get());
            }
            for (DsqlLocal server : servers) {
                execute(server, "CREATE TABLE same_name (id int PRIMARY KEY)");
            }
        } finally {
            starters.shutdownNow();
            servers.forEach(DsqlLocal::close);
        }
        assertThat(servers).extracting(DsqlLocal::port).doesNotHaveDuplicates();
    }

    @Test
    void damagedCacheIsMadeAgain(@TempDir Path directory) throws Exception {
        System.setProperty(EmbeddedServer.HOME_PROPERTY, directory.toString());
        try {
            startAndSelect();
            Home home = Home.open();
            Files.delete(find(home, "template-", "global/pg_control"));
            startAndSelect();
            Files.delete(find(home, "postgres-", "bin/postgres"));
            startAndSelect();
            Files.writeString(find(home, "template-", "PG_VERSION"), "x", StandardOpenOption.APPEND);
            startAndSelect();
        } finally {
            System.clearProperty(EmbeddedServer.HOME_PROPERTY);
        }
    }

    private static void startAndSelect() throws SQLException {
        try (DsqlLocal local = DsqlLocal.start()) {
            execute(local, "SELECT 1");
        }
    }

    @Test
    void takenPortIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(
                            () -> DsqlLocal.builder().port(taken.getLocalPort()).start())
                    .isInstanceOf(DsqlLocalException.class)
                    .hasMessageStartingWith("Cannot listen on port " + taken.getLocalPort())
                    .hasMessageEndingWith("leave the port out to get a free one.");
        }
    }

    @Test
    void directoryThatCannotBeWrittenIsNamedWithTheWayOut(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        System.setProperty(EmbeddedServer.HOME_PROPERTY, file.toString());
        try {
            assertThatThrownBy(DsqlLocal::start)
                    .isInstanceOf(DsqlLocalException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("-Ddsql.local.home=<directory>");
        } finally {
            System.clearProperty(EmbeddedServer.HOME_PROPERTY);
        }
    }

    @Test
    void directoryOfADeadJvmIsRemovedAtTheNextStart() throws IOException {
        Home home = Home.open();
        Path stale = Files.createDirectories(home.resolve("run-1-stale/data"));
        DsqlLocal.start().close();
        assertThat(stale.getParent()).doesNotExist();
    }

    private static void execute(DsqlLocal local, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static boolean endsSoon(Thread thread) {
        try {
            thread.join(10_000);
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Set<Path> ownRunDirectories() throws IOException {
        String prefix = "run-" + ProcessHandle.current().pid() + "-";
        try (Stream<Path> all = Files.list(Home.open().directory())) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .collect(Collectors.toSet());
        }
    }

    private static Set<ProcessHandle> descendants() {
        return ProcessHandle.current().descendants().collect(Collectors.toSet());
    }

    private static Path find(Home home, String prefix, String file) throws IOException {
        try (Stream<Path> all = Files.list(home.directory())) {
            return all.filter(path -> path.getFileName().toString().startsWith(prefix))
                    .map(path -> path.resolve(file))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
