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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stand-in on a file system of its own, which is too small. Needs Linux with user and mount name spaces. */
@Timeout(120)
class FullDiskIT {
    private static final String MOUNT = "mount -t tmpfs -o size=%dm tmpfs \"$1\" || exit 1; %s shift; exec \"$@\"";

    @Test
    void fullDiskIsAnErrorAndRoomMakesTheServerWorkAgain(@TempDir Path home) throws Exception {
        assumeTrue(canMount(home), "No tmpfs can be mounted here");
        try (ChildJvm child = ChildJvm.start(home, onSmallDisk(home, 170, ""))) {
            String url = child.url();
            try (Connection connection = DriverManager.getConnection(url)) {
                run(connection, "CREATE TABLE filler (id int PRIMARY KEY, v text)");
                run(connection, "CREATE TABLE kept (id int PRIMARY KEY)", "INSERT INTO kept VALUES (1)");
            }
            assertThatThrownBy(() -> fill(url))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).as(e.getMessage()).matches("53100|08...|57P0."));
            try (Connection connection = connectSoon(url)) {
                run(connection, "DROP TABLE filler");
                run(connection, "INSERT INTO kept VALUES (2)");
                assertThat(count(connection)).isEqualTo(2);
            }
            assertThat(child.end()).isZero();
        }
    }

    @Test
    void diskTooSmallToStartIsNamedWithTheWayOut(@TempDir Path home) throws Exception {
        assumeTrue(canMount(home), "No tmpfs can be mounted here");
        try (ChildJvm child = ChildJvm.start(home, onSmallDisk(home, 10, ""))) {
            assertThatThrownBy(child::url)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("-Ddsql.local.home=<directory>");
        }
    }

    private static void fill(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            for (int i = 0; i < 200; i++) {
                run(
                        connection,
                        "INSERT INTO filler SELECT i, repeat(md5(i::text), 40) FROM generate_series(" + i * 1000 + ", "
                                + (i * 1000 + 999) + ") i");
            }
        }
    }

    private static Connection connectSoon(String url) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                return DriverManager.getConnection(url);
            } catch (SQLException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.onSpinWait();
            }
        }
    }

    private static String[] onSmallDisk(Path home, int megabytes, String preparation) {
        return command(home, String.format(MOUNT, megabytes, preparation));
    }

    private static String[] command(Path home, String script) {
        boolean root = "root".equals(System.getProperty("user.name"));
        return new String[] {"unshare", root ? "-m" : "-Urm", "/bin/sh", "-c", script, "sh", home.toString()};
    }

    private static boolean canMount(Path home) throws InterruptedException {
        try {
            List<String> command = new java.util.ArrayList<>(List.of(command(home, String.format(MOUNT, 1, ""))));
            command.add("true");
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int count(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM kept")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}
