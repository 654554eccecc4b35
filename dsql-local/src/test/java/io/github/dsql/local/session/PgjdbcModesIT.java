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
import static io.github.dsql.local.SharedServer.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;

/** What every application does, in every mode in which pgjdbc can talk to a server. */
class PgjdbcModesIT {
    @ValueSource(
            strings = {
                "preferQueryMode=extended",
                "preferQueryMode=simple",
                "preferQueryMode=extendedForPrepared",
                "preferQueryMode=extendedCacheEverything",
                "prepareThreshold=1&binaryTransfer=true",
                "prepareThreshold=-1",
                "prepareThreshold=0",
                "reWriteBatchedInserts=true"
            })
    @Retention(RetentionPolicy.RUNTIME)
    @ParameterizedTest
    @interface InEveryMode {}

    @BeforeEach
    void createTable() throws SQLException {
        execute(
                "DROP TABLE IF EXISTS modes",
                "CREATE TABLE modes (id int PRIMARY KEY, v text, n numeric(10,2), d date," + " u uuid, b bytea)");
    }

    @AfterEach
    void dropTable() throws SQLException {
        execute("DROP TABLE modes");
    }

    @InEveryMode
    void valuesOfAllKindsComeBackAsTheyWere(String mode) throws SQLException {
        UUID uuid = UUID.fromString("00000000-0000-4000-8000-00000000002a");
        byte[] bytes = {0, 1, -1, 39, 92};
        try (Connection connection = connect(mode);
                PreparedStatement insert = connection.prepareStatement("INSERT INTO modes VALUES (?, ?, ?, ?, ?, ?)")) {
            for (int id = 1; id <= 7; id++) {
                insert.setInt(1, id);
                insert.setString(2, "žluťoučký 'kůň' \\ ; -- " + id);
                insert.setBigDecimal(3, new BigDecimal("12.50"));
                insert.setObject(4, LocalDate.of(2026, 11, 25));
                insert.setObject(5, uuid);
                insert.setBytes(6, bytes);
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            for (int id = 1; id <= 7; id++) {
                try (PreparedStatement select = connection.prepareStatement("SELECT * FROM modes WHERE id = ?")) {
                    select.setInt(1, id);
                    ResultSet row = select.executeQuery();
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString("v")).isEqualTo("žluťoučký 'kůň' \\ ; -- " + id);
                    assertThat(row.getBigDecimal("n")).isEqualByComparingTo("12.5");
                    assertThat(row.getObject("d", LocalDate.class)).isEqualTo(LocalDate.of(2026, 11, 25));
                    assertThat(row.getObject("u", UUID.class)).isEqualTo(uuid);
                    assertThat(row.getBytes("b")).isEqualTo(bytes);
                }
            }
        }
    }

    @InEveryMode
    void batchReportsOneRowPerEntryAndFailsWhole(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            connection.setAutoCommit(false);
            assertThat(insertBatch(connection, 1, 60)).hasSize(60).containsAnyOf(1, Statement.SUCCESS_NO_INFO);
            connection.commit();
            assertThatThrownBy(() -> insertBatch(connection, 61, 60, 5))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23505"));
            connection.rollback();
        }
        assertThat(query("SELECT count(*) FROM modes")).containsExactly("60");
    }

    @InEveryMode
    void fetchSizeReadsARowAtATimeInsideATransaction(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            connection.setAutoCommit(false);
            try (PreparedStatement select = connection.prepareStatement("SELECT g FROM generate_series(1, ?) g")) {
                select.setFetchSize(7);
                select.setInt(1, 100);
                int sum = 0;
                try (ResultSet rows = select.executeQuery()) {
                    while (rows.next()) {
                        sum += rows.getInt(1);
                        if (sum == 6) {
                            assertThat(query(connection, "SELECT 'between'")).containsExactly("between");
                        }
                    }
                }
                assertThat(sum).isEqualTo(5050);
            }
            connection.commit();
        }
    }

    @InEveryMode
    void generatedKeysAreReturned(String mode) throws SQLException {
        try (Connection connection = connect(mode);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO modes (id) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setInt(1, 9);
            insert.executeUpdate();
            ResultSet keys = insert.getGeneratedKeys();
            assertThat(keys.next()).isTrue();
            assertThat(keys.getInt("id")).isEqualTo(9);
        }
    }

    @InEveryMode
    void severalStatementsInOneStringGiveOneResultEach(String mode) throws SQLException {
        try (Connection connection = connect(mode);
                Statement statement = connection.createStatement()) {
            assertThat(statement.execute("INSERT INTO modes (id) VALUES (1); SELECT id FROM modes; DELETE FROM modes"))
                    .isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.getMoreResults()).isTrue();
            assertThat(statement.getResultSet().next()).isTrue();
            assertThat(statement.getMoreResults()).isFalse();
            assertThat(statement.getUpdateCount()).isEqualTo(1);
            assertThat(statement.execute("")).isFalse();
            assertThat(statement.execute(" -- nothing\n")).isFalse();
        }
    }

    @InEveryMode
    void errorAbortsTheTransactionUntilItsEnd(String mode) throws SQLException {
        try (Connection connection = connect(mode);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO modes (id) VALUES (1)");
            assertState("42P01", () -> statement.execute("SELECT * FROM nowhere"));
            assertState("25P02", () -> statement.execute("SELECT 1"));
            connection.rollback();
            assertThat(query(connection, "SELECT count(*) FROM modes")).containsExactly("0");
            connection.commit();
        }
    }

    @Test
    void errorPositionPointsIntoTheWholeQueryString() throws SQLException {
        try (Connection connection = connect("preferQueryMode=simple");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT 1; SELECT nope"))
                    .isInstanceOfSatisfying(PSQLException.class, e -> {
                        assertThat(e.getServerErrorMessage()).isNotNull();
                        assertThat(e.getServerErrorMessage().getPosition()).isEqualTo(18);
                    });
        }
    }

    @InEveryMode
    void nineMegabytesPassAndElevenEndTheConnection(String mode) throws SQLException {
        try (Connection connection = connect(mode);
                PreparedStatement select = connection.prepareStatement("SELECT length(?::text)")) {
            select.setString(1, "x".repeat(9 * 1024 * 1024));
            ResultSet row = select.executeQuery();
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(9 * 1024 * 1024);
            select.setString(1, "x".repeat(11 * 1024 * 1024));
            assertState("08006", select::executeQuery);
            assertThat(connection.isValid(1)).isFalse();
        }
    }

    @InEveryMode
    void largeResultPassesThrough(String mode) throws SQLException {
        try (Connection connection = connect(mode);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT repeat('ab', 12 * 1024 * 1024), 7")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1).getBytes(StandardCharsets.UTF_8)).hasSize(24 * 1024 * 1024);
            assertThat(row.getInt(2)).isEqualTo(7);
        }
    }

    private static void assertState(String sqlState, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                .isEqualTo(sqlState));
    }

    private static int[] insertBatch(Connection connection, int first, int count, int... more) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO modes (id, v) VALUES (?, ?)")) {
            for (int id = first; id < first + count; id++) {
                add(insert, id);
            }
            for (int id : more) {
                add(insert, id);
            }
            return insert.executeBatch();
        }
    }

    private static void add(PreparedStatement insert, int id) throws SQLException {
        insert.setInt(1, id);
        insert.setString(2, "row " + id);
        insert.addBatch();
    }
}
