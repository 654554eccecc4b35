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

import static io.github.dsql.local.SharedServer.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptDataIT {
    private Path directory;

    @BeforeEach
    void name(@TempDir Path parent) {
        directory = parent.resolve("kept");
    }

    @Test
    void nextStandInGoesOnWithTheData() throws SQLException {
        try (DsqlLocal local = start()) {
            execute(local, "CREATE TABLE pet (id int PRIMARY KEY)");
            execute(local, "INSERT INTO pet VALUES (1)");
            execute(local, "CREATE ROLE guest LOGIN");
        }
        try (DsqlLocal local = start();
                Connection connection = connect(local)) {
            assertThat(query(connection, "SELECT id FROM pet")).containsExactly("1");
            assertThat(query(connection, "SELECT rolname FROM pg_roles WHERE rolname = 'guest'"))
                    .containsExactly("guest");
            assertThat(query(connection, "SHOW fsync")).containsExactly("on");
        }
    }

    @Test
    void directoryInUseIsRefusedNamingTheProcess() throws SQLException {
        try (DsqlLocal local = start()) {
            assertThatThrownBy(this::start)
                    .isInstanceOf(DsqlLocalException.class)
                    .hasMessageContaining(
                            "in use by the process " + ProcessHandle.current().pid());
            execute(local, "CREATE TABLE pet (id int PRIMARY KEY)");
        }
    }

    @Test
    void foreignDirectoryIsRefusedAndLeftAsItWas(@TempDir Path foreign) throws IOException {
        Files.writeString(foreign.resolve("precious"), "!");
        assertThatThrownBy(() -> DsqlLocal.builder().data(foreign).start())
                .isInstanceOf(DsqlLocalException.class)
                .hasMessageContaining("not from DSQL Local");
        assertThat(foreign).isDirectoryContaining("glob:**precious");
        assertThat(foreign.toFile().list()).containsExactly("precious");
    }

    @Test
    void dataOfAnotherVersionIsRefusedAndCanBeUsedByThat() throws IOException, SQLException {
        try (DsqlLocal local = start()) {
            execute(local, "CREATE TABLE pet (id int PRIMARY KEY)");
        }
        Path version = directory.resolve("data/dsql-local.version");
        String right = Files.readString(version);
        Files.writeString(version, "older");
        assertThatThrownBy(this::start)
                .isInstanceOf(DsqlLocalException.class)
                .hasMessageContaining("another version of DSQL Local (older")
                .hasMessageContaining("name an empty directory");
        Files.writeString(version, right);
        try (DsqlLocal local = start();
                Connection connection = connect(local)) {
            assertThat(query(connection, "SELECT count(*) FROM pet")).containsExactly("0");
        }
    }

    @Test
    void interruptedCreationIsBegunAgain() throws IOException {
        Path draft = directory.resolve("data.draft");
        Files.createDirectories(draft);
        Files.writeString(draft.resolve("half"), "");
        Files.writeString(directory.resolve("lock"), "");
        try (DsqlLocal local = start()) {
            assertThat(local.port()).isPositive();
        }
        assertThat(draft).doesNotExist();
    }

    @Test
    void fileInPlaceOfTheDirectoryIsNamed() throws IOException {
        Files.writeString(directory, "");
        assertThatThrownBy(this::start)
                .isInstanceOf(DsqlLocalException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("Name a directory that can be created");
    }

    private DsqlLocal start() {
        return DsqlLocal.builder().data(directory).start();
    }

    private static Connection connect(DsqlLocal local) throws SQLException {
        return DriverManager.getConnection(local.jdbcUrl());
    }

    private static void execute(DsqlLocal local, String sql) throws SQLException {
        try (Connection connection = connect(local);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
