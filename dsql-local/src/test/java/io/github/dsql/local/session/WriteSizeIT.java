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
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.PGConnection;
import org.postgresql.util.PSQLException;

/** How large values, rows, keys and transactions may be, and what a query may need. */
class WriteSizeIT {
    private static final int MEBIBYTE = 1024 * 1024;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final String TEXT_SIZE = "54000 datatype limit greater than 1048576 bytes not supported for text";
    private static final String KEY_SIZE = "54000 key size too large";
    private static final String TRANSACTION_SIZE = "54000 transaction size limit 10mb exceeded";
    private static final String RANDOM_TEXT = randomText(11 * MEBIBYTE);

    private Connection connection;

    @BeforeEach
    void createTable() throws SQLException {
        execute("CREATE TABLE w (id int PRIMARY KEY, v text, b bytea, j jsonb, c varchar, w text)");
        connection = connect();
    }

    @AfterEach
    void dropTable() throws SQLException {
        connection.close();
        execute("DROP TABLE w", "DROP TABLE IF EXISTS k");
    }

    @InBothProtocols
    void textOfOneMebibytePassesAndOneByteMoreDoesNot(String mode) throws SQLException {
        try (Connection own = connect(mode)) {
            insert(own, "v", 1, text(MEBIBYTE));
            assertRefused(TEXT_SIZE, () -> insert(own, "v", 2, text(MEBIBYTE + 1)));
            assertRefused(TEXT_SIZE, () -> run(own, "INSERT INTO w VALUES (2, '" + text(MEBIBYTE + 1) + "')"));
            assertRefused(TEXT_SIZE, () -> run(own, "UPDATE w SET v = v || 'x'"));
            assertRefused(TEXT_SIZE, () -> run(own, "INSERT INTO w SELECT 2, v || right(v, 1) FROM w"));
            assertThat(query(own, "SELECT length(v) FROM w")).containsExactly("1048576");
        }
    }

    @Test
    void aValueThatIsTooLargeAbortsItsTransaction() throws SQLException {
        connection.setAutoCommit(false);
        insert(connection, "v", 1, "a");
        assertRefused(TEXT_SIZE, () -> insert(connection, "v", 2, text(MEBIBYTE + 1)));
        assertRefused(
                "25P02 current transaction is aborted, commands ignored until end of transaction block",
                () -> insert(connection, "v", 3, "a"));
        connection.rollback();
        assertThat(query(connection, "SELECT count(*) FROM w")).containsExactly("0");
    }

    @Test
    void textCountsCompressedAndBytesDoNot() throws SQLException {
        insert(connection, "v", 1, "x".repeat(2 * MEBIBYTE));
        run(connection, "INSERT INTO w (id, v) VALUES (2, repeat('x', 3000000))");
        run(connection, "INSERT INTO w (id, b) VALUES (3, decode(repeat('00', 1048576), 'hex'))");
        assertRefused(
                "54000 datatype limit greater than 1048576 bytes not supported for bytea",
                () -> run(connection, "INSERT INTO w (id, b) VALUES (4, decode(repeat('00', 1048577), 'hex'))"));
    }

    @Test
    void documentsHaveTheSameLimit() throws SQLException {
        String sql = "INSERT INTO w (id, j) VALUES (?, ?::jsonb)";
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setInt(1, 1);
            insert.setString(2, "\"" + text(MEBIBYTE - 100) + "\"");
            insert.executeUpdate();
            insert.setInt(1, 2);
            insert.setString(2, "\"" + text(MEBIBYTE) + "\"");
            assertRefused(
                    "54000 datatype limit greater than 1048576 bytes not supported for jsonb", insert::executeUpdate);
        }
    }

    @Test
    void varcharWithoutLengthHoldsSixtyFourKibibytesLessOne() throws SQLException {
        insert(connection, "c", 1, "x".repeat(65_535));
        String message = "54000 datatype limit greater than 65535 bytes not supported for varchar";
        assertRefused(message, () -> insert(connection, "c", 2, "x".repeat(65_536)));
        assertRefused(message, () -> run(connection, "INSERT INTO w (id, c) VALUES (2, repeat('x', 65536))"));
    }

    @Test
    void rowOfTwoMebibytesPassesAndALargerOneDoesNot() throws SQLException {
        insert(connection, "v", 1, text(MEBIBYTE));
        String sql = "UPDATE w SET w = ? WHERE id = 1";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            // The key takes 4 bytes.
            update.setString(1, text(MEBIBYTE - 4));
            update.executeUpdate();
            update.setString(1, text(MEBIBYTE - 3));
            assertRefused("54000 maximum row size exceeded", update::executeUpdate);
        }
    }

    @InBothProtocols
    void varcharCountsBytes(String mode) throws SQLException {
        execute("CREATE TABLE k (id int PRIMARY KEY, v varchar(4))");
        String message = "22001 value too long for type character varying(4)";
        try (Connection own = connect(mode)) {
            String sql = "INSERT INTO k VALUES (?, ?)";
            try (PreparedStatement insert = own.prepareStatement(sql)) {
                insert.setInt(1, 1);
                insert.setString(2, "éé");
                insert.executeUpdate();
                insert.setInt(1, 2);
                insert.setString(2, "ééa");
                assertRefused(message, insert::executeUpdate);
            }
            assertRefused(message, () -> run(own, "UPDATE k SET v = 'ab€'"));
            assertRefused(message, () -> run(own, "UPDATE k SET v = 'abcde'"));
            run(own, "UPDATE k SET v = 'a€    '");
            assertThat(query(own, "SELECT octet_length(v) FROM k")).containsExactly("4");
            run(own, "UPDATE k SET v = 'abcdef'::varchar(4)");
            var copy = own.unwrap(PGConnection.class).getCopyAPI();
            assertRefused(message, () -> copy.copyIn("COPY k FROM STDIN", new StringReader("3\tééa\n")));
            assertThat(query(own, "SELECT v FROM k")).containsExactly("abcd");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CREATE TABLE k (a text PRIMARY KEY)                        | INSERT INTO k VALUES (repeat('x', %d))      | 1981
            CREATE TABLE k (a varchar PRIMARY KEY, b int)              | INSERT INTO k VALUES (repeat('x', %d), 1)   | 1981
            CREATE TABLE k (a int, b text, PRIMARY KEY (a, b))         | INSERT INTO k VALUES (1, repeat('x', %d))   | 1970
            CREATE TABLE k (a text, b text, c int, PRIMARY KEY (a, b)) | INSERT INTO k VALUES ('ab', repeat('x', %d)) | 1972
            CREATE TABLE k (a bigint PRIMARY KEY, b text UNIQUE)       | INSERT INTO k VALUES (1, repeat('x', %d))   | 1966
            CREATE TABLE k (a text)                                    | INSERT INTO k VALUES (repeat('x', %d))      | 100000
            CREATE TABLE k (a text, b int DEFAULT 1)                   | INSERT INTO k VALUES (repeat('x', %d))      | 100000
            """)
    void keyIsLimitedWithWhatItCarries(String table, String insert, int most) throws SQLException {
        execute(table);
        run(connection, insert.formatted(most));
        if (most < 10_000) {
            assertRefused(
                    KEY_SIZE, () -> run(connection, insert.replace("1, ", "2, ").formatted(most + 1)));
            assertRefused(
                    KEY_SIZE, () -> run(connection, insert.replace("1, ", "2, ").formatted(10_000)));
        }
        assertThat(query(connection, "SELECT count(*) FROM k")).containsExactly("1");
    }

    @Test
    void keyOfAParameterIsLimitedToo() throws SQLException {
        execute("CREATE TABLE k (a text PRIMARY KEY, b text)");
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO k (a, b) VALUES (?, ?)")) {
            insert.setString(1, "x".repeat(1_981));
            insert.setString(2, "y".repeat(5_000));
            insert.executeUpdate();
            insert.setString(1, "z".repeat(1_982));
            assertRefused(KEY_SIZE, insert::executeUpdate);
        }
    }

    @Test
    void partialIndexesLimitOnlyTheirRowsAndExpressionsByTheirValue() throws SQLException {
        execute(
                "CREATE TABLE k (a int PRIMARY KEY, b text, c text)",
                "CREATE INDEX ASYNC ON k (b) WHERE a > 10",
                "CREATE INDEX ASYNC ON k ((left(c, 10)))");
        run(connection, "INSERT INTO k VALUES (1, repeat('x', 5000), repeat('y', 5000))");
        assertRefused(KEY_SIZE, () -> run(connection, "INSERT INTO k VALUES (11, repeat('x', 5000), 'y')"));
        run(connection, "INSERT INTO k VALUES (11, 'x', repeat('y', 5000))");
    }

    @InBothProtocols
    void transactionOfTenMebibytesCommitsAndALargerOneDoesNot(String mode) throws SQLException {
        try (Connection own = connect(mode)) {
            own.setAutoCommit(false);
            for (int id = 1; id <= 10; id++) {
                insert(own, "v", id, text(MEBIBYTE - 4));
            }
            own.commit();
            for (int id = 11; id <= 20; id++) {
                insert(own, "v", id, text(MEBIBYTE - 4));
            }
            insert(own, "v", 21, "");
            assertRefused(TRANSACTION_SIZE, own::commit);
            assertThat(query(own, "SELECT count(*) FROM w")).containsExactly("10");
            own.commit();
            run(own, "DELETE FROM w WHERE id < 6");
            own.commit();
        }
    }

    @Test
    void errorSaysHowLargeTheTransactionIs() throws SQLException {
        connection.setAutoCommit(false);
        for (int id = 1; id <= 11; id++) {
            insert(connection, "v", id, text(MEBIBYTE - 4));
        }
        assertThatThrownBy(connection::commit).isInstanceOfSatisfying(PSQLException.class, e -> {
            assertThat(e.getServerErrorMessage()).isNotNull();
            assertThat(e.getServerErrorMessage().getDetail()).isEqualTo("Current transaction size 11mb > 10mb");
        });
    }

    @Test
    void transactionThatGaveWayCountsAllTheSame() throws SQLException {
        insert(connection, "c", 100, "contended");
        connection.setAutoCommit(false);
        for (int id = 1; id <= 11; id++) {
            insert(connection, "v", id, text(MEBIBYTE - 4));
        }
        run(connection, "UPDATE w SET c = 'mine' WHERE id = 100");
        try (Connection other = connect()) {
            other.setAutoCommit(false);
            run(other, "UPDATE w SET c = 'other' WHERE id = 100");
            other.rollback();
        }
        assertRefused(TRANSACTION_SIZE, connection::commit);
        assertThat(query(connection, "SELECT count(*) FROM w")).containsExactly("1");
        run(connection, "UPDATE w SET c = 'mine' WHERE id = 100");
        connection.commit();
    }

    @Test
    void valueThatIsTooLargeIsRefusedAlsoWhereAConflictMayFollow() throws SQLException {
        insert(connection, "c", 1, "contended");
        try (Connection other = connect()) {
            connection.setAutoCommit(false);
            other.setAutoCommit(false);
            run(other, "UPDATE w SET c = 'other' WHERE id = 1");
            run(connection, "UPDATE w SET c = 'mine' WHERE id = 1");
            assertRefused(TEXT_SIZE, () -> insert(connection, "v", 2, text(MEBIBYTE + 1)));
            connection.rollback();
            other.commit();
        }
        assertThat(query(connection, "SELECT c FROM w")).containsExactly("other");
    }

    @InBothProtocols
    void autocommitStatementIsRefusedItself(String mode) throws SQLException {
        String data = text(MEBIBYTE - 4);
        try (Connection own = connect(mode)) {
            insert(own, "v", 1, data);
            String copy = "INSERT INTO w (id, v) SELECT g, v FROM w, generate_series(%d, %d) g WHERE id = 1";
            run(own, copy.formatted(101, 110));
            assertRefused(TRANSACTION_SIZE, () -> run(own, copy.formatted(201, 211)));
            assertRefused(TRANSACTION_SIZE, () -> run(own, "UPDATE w SET c = 'x' WHERE id > 0"));
            run(own, "UPDATE w SET c = 'x' WHERE id BETWEEN 101 AND 109");
            assertThat(query(own, "SELECT count(*) FROM w")).containsExactly("11");
        }
    }

    @Test
    void copiedBytesCount() throws Exception {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        StringBuilder rows = new StringBuilder();
        for (int id = 1; id <= 2_100; id++) {
            rows.append(id)
                    .append('\t')
                    .append(RANDOM_TEXT, id * 5_000, id * 5_000 + 5_000)
                    .append('\n');
        }
        assertRefused(
                TRANSACTION_SIZE, () -> copy.copyIn("COPY w (id, v) FROM STDIN", new StringReader(rows.toString())));
        assertThat(query(connection, "SELECT count(*) FROM w")).containsExactly("0");
        int half = rows.indexOf("\n1051\t") + 1;
        assertThat(copy.copyIn("COPY w (id, v) FROM STDIN", new StringReader(rows.substring(0, half))))
                .isEqualTo(1_050);
    }

    @Test
    void indexEntriesCount() throws Exception {
        execute(
                "CREATE TABLE k (id int PRIMARY KEY, a text, b text)",
                "CREATE INDEX ASYNC ON k (a)",
                "CREATE INDEX ASYNC ON k (b, a)");
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        // A row takes 1,704 bytes, and its entries 911 and 1,718.
        assertRefused(TRANSACTION_SIZE, () -> copy.copyIn("COPY k FROM STDIN", new StringReader(wideRows(2_421))));
        assertThat(copy.copyIn("COPY k FROM STDIN", new StringReader(wideRows(2_400))))
                .isEqualTo(2_400);
    }

    @Test
    void queryHas128MebibytesOfTempSpace() throws SQLException {
        String query = "WITH m AS MATERIALIZED (SELECT repeat('x', 1000000) AS v FROM generate_series(1, %d))"
                + " SELECT sum(octet_length(v)) FROM m";
        assertThat(query(connection, query.formatted(130))).containsExactly("130000000");
        assertRefused(
                "54000 query requires more than allowed temp space of 131072 KB to execute",
                () -> query(connection, query.formatted(140)));
        assertThat(query(connection, query.formatted(1))).containsExactly("1000000");
    }

    private static String wideRows(int count) {
        StringBuilder rows = new StringBuilder();
        for (int id = 1; id <= count; id++) {
            rows.append(id)
                    .append('\t')
                    .append(RANDOM_TEXT, id * 900, id * 900 + 900)
                    .append('\t')
                    .append(RANDOM_TEXT, id * 800, id * 800 + 800)
                    .append('\n');
        }
        return rows.toString();
    }

    private static String randomText(int length) {
        long seed = System.nanoTime();
        System.out.println("WriteSizeIT: seed " + seed);
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** A text that cannot be compressed. */
    private static String text(int length) {
        return RANDOM_TEXT.substring(0, length);
    }

    private static void insert(Connection connection, String column, int id, String value) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO w (id, " + column + ") VALUES (?, ?)")) {
            insert.setInt(1, id);
            insert.setString(2, value);
            insert.executeUpdate();
        }
    }
}
