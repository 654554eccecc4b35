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
import static io.github.dsql.local.Sql.assertRefused;
import static io.github.dsql.local.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** What a transaction may hold, and what an error does to it. */
class TransactionRulesIT {
    private static final String ONE_DDL = "0A000 multiple ddl statements not supported in a transaction";
    private static final String NO_MIX = "0A000 ddl and dml are not supported in the same transaction";
    private static final String ROWS = "54000 transaction row limit exceeded";
    private static final String CONFLICT = "40001 change conflicts with another transaction (OC000)";
    private static final String ABORTED =
            "25P02 current transaction is aborted, commands ignored until end of transaction block";

    @BeforeEach
    void createTables() throws SQLException {
        execute(
                "DROP TABLE IF EXISTS child",
                "DROP TABLE IF EXISTS parent",
                "DROP TABLE IF EXISTS second",
                "CREATE TABLE parent (id int PRIMARY KEY, v text)",
                "CREATE TABLE child (id int PRIMARY KEY, parent int REFERENCES parent ON DELETE CASCADE)");
    }

    @AfterEach
    void dropTables() throws SQLException {
        execute("DROP TABLE child", "DROP TABLE parent");
    }

    @InBothProtocols
    void secondDdlInATransactionIsRefused(String mode) throws SQLException {
        try (Connection connection = begin(mode)) {
            run(connection, "CREATE TABLE second (id int PRIMARY KEY)");
            assertRefused(ONE_DDL, () -> run(connection, "DROP TABLE second"));
            assertRefused(ABORTED, () -> run(connection, "SELECT 1"));
            connection.rollback();
            run(connection, "CREATE TABLE second (id int PRIMARY KEY)");
            connection.commit();
            run(connection, "DROP TABLE second");
            connection.commit();
        }
    }

    @InBothProtocols
    void ddlAndDmlDoNotMixInEitherOrder(String mode) throws SQLException {
        try (Connection connection = begin(mode)) {
            run(connection, "INSERT INTO parent VALUES (1)");
            assertRefused(NO_MIX, () -> run(connection, "CREATE TABLE second (id int PRIMARY KEY)"));
            connection.rollback();
            run(connection, "CREATE TABLE second (id int PRIMARY KEY)");
            run(connection, "SELECT * FROM parent");
            assertRefused(NO_MIX, () -> run(connection, "INSERT INTO parent VALUES (1)"));
            connection.rollback();
        }
        assertThat(query("SELECT to_regclass('second') IS NULL")).containsExactly("t");
    }

    @InBothProtocols
    void severalStatementsInOneStringAreOneTransaction(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            assertRefused(ONE_DDL, () -> run(connection, "CREATE TABLE second (id int); DROP TABLE second"));
            assertRefused(NO_MIX, () -> run(connection, "INSERT INTO parent VALUES (1); CREATE TABLE second (id int)"));
            assertThat(query(connection, "SELECT count(*) FROM parent")).containsExactly("0");
            assertThat(query(connection, "SELECT to_regclass('second') IS NULL"))
                    .containsExactly("t");
        }
    }

    @Test
    void explicitTransactionsInsideOneStringAreKeptApart() throws SQLException {
        try (Connection connection = connect("preferQueryMode=simple")) {
            run(connection, "BEGIN; INSERT INTO parent VALUES (1); COMMIT; CREATE TABLE second (id int PRIMARY KEY)");
            run(connection, "BEGIN; DROP TABLE second; COMMIT; INSERT INTO parent VALUES (2)");
            assertThat(query(connection, "SELECT count(*) FROM parent")).containsExactly("2");
        }
    }

    @Test
    void autocommitBatchIsOneTransaction() throws SQLException {
        try (Connection connection = connect();
                Statement batch = connection.createStatement()) {
            batch.addBatch("CREATE TABLE second (id int PRIMARY KEY)");
            batch.addBatch("DROP TABLE second");
            assertThatThrownBy(batch::executeBatch)
                    .isInstanceOfSatisfying(BatchUpdateException.class, e -> assertThat(e.getMessage())
                            .contains(ONE_DDL.substring(6)));
        }
        assertThat(query("SELECT to_regclass('second') IS NULL")).containsExactly("t");
    }

    @InBothProtocols
    void refusalAbortsTheTransactionAndCommitRollsBack(String mode) throws SQLException {
        try (Connection connection = begin(mode)) {
            run(connection, "INSERT INTO parent VALUES (1)");
            assertRefused("0A000 unsupported statement: Truncate", () -> run(connection, "TRUNCATE parent"));
            assertRefused(ABORTED, () -> run(connection, "TRUNCATE parent"));
            assertRefused(ABORTED, () -> run(connection, "SAVEPOINT s"));
            assertRefused(ABORTED, () -> run(connection, "SELECT 1"));
            connection.commit();
            assertThat(query(connection, "SELECT count(*) FROM parent")).containsExactly("0");
            connection.commit();
        }
    }

    @InBothProtocols
    void refusalOutsideATransactionIsHarmless(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            assertRefused("0A000 unsupported statement: Truncate", () -> run(connection, "TRUNCATE parent"));
            assertThat(query(connection, "SELECT 1")).containsExactly("1");
        }
    }

    @InBothProtocols
    void standaloneStatementIsRefusedInsideATransaction(String mode) throws SQLException {
        try (Connection connection = begin(mode)) {
            run(connection, "SELECT 1");
            assertRefused(
                    "25001 ANALYZE cannot run inside a transaction block", () -> run(connection, "ANALYZE parent"));
            connection.rollback();
            connection.setAutoCommit(true);
            run(connection, "ANALYZE parent");
        }
    }

    @InBothProtocols
    void threeThousandRowsPassAndOneMoreDoesNot(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            run(connection, insert("parent", 3000));
            assertRefused(ROWS, () -> run(connection, insert("parent (id)", 3001, 10_000)));
            assertThat(query(connection, "SELECT count(*) FROM parent")).containsExactly("3000");
            run(connection, "UPDATE parent SET v = 'x'");
            run(connection, "INSERT INTO parent SELECT g FROM generate_series(2991, 3010) g ON CONFLICT DO NOTHING");
            assertRefused(ROWS, () -> run(connection, "UPDATE parent SET v = 'y'"));
            assertRefused(ROWS, () -> run(connection, "DELETE FROM parent"));
            assertThat(query(connection, "SELECT count(*) FROM parent WHERE v = 'x'"))
                    .containsExactly("3000");
        }
    }

    @InBothProtocols
    void rowsAddUpOverATransaction(String mode) throws SQLException {
        try (Connection connection = begin(mode)) {
            run(connection, insert("parent", 2999));
            run(connection, "UPDATE parent SET v = 'x' WHERE id = 1");
            assertRefused(ROWS, () -> run(connection, "DELETE FROM parent WHERE id = 1"));
            assertRefused(ABORTED, () -> run(connection, "SELECT 1"));
            connection.rollback();
            run(connection, insert("parent", 3000));
            connection.commit();
        }
    }

    @Test
    void batchEntriesAddUpAlsoInAutocommit() throws SQLException {
        for (boolean autocommit : new boolean[] {true, false}) {
            try (Connection connection = connect()) {
                connection.setAutoCommit(autocommit);
                try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO parent SELECT g + ? FROM generate_series(1, 100) g")) {
                    for (int i = 0; i <= 30; i++) {
                        insert.setInt(1, i * 100);
                        insert.addBatch();
                    }
                    assertThatThrownBy(insert::executeBatch)
                            .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                    .isEqualTo("54000"));
                }
            }
            assertThat(query("SELECT count(*) FROM parent")).containsExactly("0");
        }
    }

    @Test
    void batchInAutocommitCountsInThePartsThatTheDriverSends() throws SQLException {
        for (boolean autocommit : new boolean[] {true, false}) {
            try (Connection connection = connect();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO parent VALUES (?)")) {
                connection.setAutoCommit(autocommit);
                for (int id = 1; id <= 3001; id++) {
                    insert.setInt(1, autocommit ? id : -id);
                    insert.addBatch();
                }
                if (autocommit) {
                    insert.executeBatch();
                } else {
                    assertThatThrownBy(insert::executeBatch)
                            .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                                    .isEqualTo("54000"));
                }
            }
            assertThat(query("SELECT count(*) FROM parent")).containsExactly("3001");
        }
    }

    @InBothProtocols
    void cascadedRowsCount(String mode) throws SQLException {
        execute(insert("parent", 2), "INSERT INTO child SELECT g, 1 FROM generate_series(1, 2999) g");
        execute("INSERT INTO child SELECT g, 2 FROM generate_series(3000, 5999) g");
        try (Connection connection = connect(mode)) {
            assertRefused(ROWS, () -> run(connection, "DELETE FROM parent WHERE id = 2"));
            run(connection, "DELETE FROM parent WHERE id = 1");
            assertThat(query(connection, "SELECT count(*) FROM child")).containsExactly("3000");
        }
    }

    @InBothProtocols
    void rowsOfDataModifyingCtesCount(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            String both = "WITH a AS (INSERT INTO parent SELECT g FROM generate_series(1, %d) g RETURNING id)"
                    + " SELECT count(*) FROM a";
            assertRefused(ROWS, () -> run(connection, both.formatted(3001)));
            assertThat(query(connection, both.formatted(3000))).containsExactly("3000");
            assertRefused(
                    ROWS,
                    () -> run(
                            connection,
                            "WITH d AS (DELETE FROM parent WHERE id <= 1500 RETURNING id)"
                                    + " INSERT INTO child SELECT g FROM generate_series(1, 1501) g"));
        }
    }

    @InBothProtocols
    void cascadesOfAConflictingInsertCount(String mode) throws SQLException {
        execute(
                "CREATE TABLE second (id int PRIMARY KEY, parent int REFERENCES parent ON UPDATE CASCADE)",
                insert("parent", 2),
                "INSERT INTO second SELECT g, 1 FROM generate_series(1, 2999) g",
                "INSERT INTO second SELECT g, 2 FROM generate_series(3000, 5999) g");
        String upsert = "INSERT INTO parent VALUES (%d) ON CONFLICT (id) DO UPDATE SET id = parent.id + 10";
        try (Connection connection = connect(mode)) {
            assertRefused(ROWS, () -> run(connection, upsert.formatted(2)));
            run(connection, upsert.formatted(1));
            assertThat(query(connection, "SELECT count(*) FROM second WHERE parent = 11"))
                    .containsExactly("2999");
        } finally {
            execute("DELETE FROM second WHERE id < 3000", "DELETE FROM second", "DROP TABLE second");
        }
    }

    @InBothProtocols
    void rowsWrittenByAFunctionCountAndKeepDdlOut(String mode) throws SQLException {
        execute("CREATE FUNCTION fill(int) RETURNS bigint LANGUAGE sql AS"
                + " 'INSERT INTO parent SELECT g FROM generate_series(1, $1) g; SELECT 1::bigint'");
        try (Connection connection = begin(mode)) {
            assertRefused(ROWS, () -> run(connection, "SELECT fill(3001)"));
            connection.rollback();
            run(connection, "SELECT fill(2999)");
            run(connection, "INSERT INTO parent VALUES (3000)");
            assertRefused(NO_MIX, () -> run(connection, "CREATE TABLE second (id int)"));
            connection.rollback();
            run(connection, "CREATE TABLE second (id int)");
            assertRefused(NO_MIX, () -> run(connection, "SELECT fill(1)"));
            connection.rollback();
            run(connection, "SELECT fill(3000)");
            connection.commit();
        } finally {
            execute("DROP FUNCTION fill");
        }
        assertThat(query("SELECT count(*) FROM parent")).containsExactly("3000");
    }

    @Test
    void copiedRowsCount() throws Exception {
        try (Connection connection = connect()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            assertRefused(ROWS, () -> copy.copyIn("COPY parent (id) FROM STDIN", numbers(3001)));
            assertThat(copy.copyIn("COPY parent (id) FROM STDIN", numbers(3000)))
                    .isEqualTo(3000);
        }
    }

    @InBothProtocols
    void deferredConstraintFailsAtCommitAndTheTagIsNotClaimedBefore(String mode) throws SQLException {
        execute(
                "DROP TABLE IF EXISTS late",
                "CREATE TABLE late (id int PRIMARY KEY, parent int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)");
        try (Connection connection = connect(mode)) {
            assertThatThrownBy(() -> run(connection, "INSERT INTO late VALUES (1, 99)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23503"));
            assertThat(query(connection, "SELECT count(*) FROM late")).containsExactly("0");
        } finally {
            execute("DROP TABLE late");
        }
    }

    @InBothProtocols
    void nobodyWaitsForARow(String mode) throws SQLException {
        execute(insert("parent", 1));
        try (Connection first = begin(mode);
                Connection second = begin(mode)) {
            run(first, "UPDATE parent SET v = 'first'");
            run(second, "UPDATE parent SET v = 'second'");
            first.commit();
            assertRefused(CONFLICT, second::commit);
            assertThat(query(second, "SELECT v FROM parent")).containsExactly("first");
        }
    }

    @InBothProtocols
    void changeCommittedAfterTheSnapshotIsAConflict(String mode) throws SQLException {
        execute(insert("parent", 1));
        try (Connection first = begin(mode);
                Connection second = begin(mode)) {
            run(second, "SELECT * FROM parent");
            run(first, "UPDATE parent SET v = 'first'");
            first.commit();
            run(second, "UPDATE parent SET v = 'second'");
            assertRefused(CONFLICT, second::commit);
        }
    }

    @InBothProtocols
    void asyncIndexAnswersItsJobAndTheTagOfAnIndex(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            assertThat(query(connection, "CREATE INDEX ASYNC ON parent (v)"))
                    .singleElement()
                    .asString()
                    .matches("[a-z2-7]{26}");
            assertThat(query(connection, "SELECT count(*) FROM pg_indexes WHERE indexname = 'parent_v_idx'"))
                    .containsExactly("1");
        }
    }

    @Test
    void errorOfAHiddenFunctionDoesNotShowIt() throws SQLException {
        try (Connection connection = connect()) {
            assertThatThrownBy(() -> run(connection, "CREATE TABLE second (id int PRIMARY KEY, m money)"))
                    .isInstanceOfSatisfying(PSQLException.class, e -> {
                        assertThat(e.getServerErrorMessage()).isNotNull();
                        assertThat(e.getServerErrorMessage().getMessage()).isEqualTo("datatype money not supported");
                        assertThat(e.getServerErrorMessage().getWhere()).isNull();
                    });
        }
    }

    @InBothProtocols
    void unlistedParameterCannotBeSetAtStartup(String mode) {
        assertThatThrownBy(() -> connect(mode, "options=-c%20statement_timeout=5"))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"))
                .hasMessage("FATAL: setting configuration parameter \"statement_timeout\" not supported");
    }

    private static StringReader numbers(int count) {
        StringBuilder rows = new StringBuilder();
        for (int id = 1; id <= count; id++) {
            rows.append(id).append('\n');
        }
        return new StringReader(rows.toString());
    }

    private static String insert(String table, int count) {
        return insert(table, count, 0);
    }

    private static String insert(String table, int count, int offset) {
        return "INSERT INTO " + table + " SELECT g + " + offset + " FROM generate_series(1, " + count + ") g";
    }

    private static Connection begin(String mode) throws SQLException {
        Connection connection = connect(mode);
        connection.setAutoCommit(false);
        return connection;
    }
}
