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
package io.github.dsql.local.occ;

import static io.github.dsql.local.SharedServer.execute;
import static io.github.dsql.local.SharedServer.query;
import static io.github.dsql.local.occ.Party.CONFLICT;
import static io.github.dsql.local.occ.Party.DONE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

/** A transaction that gives way to another keeps all it has done: nobody notices until one of them commits. */
class GiveWayIT {
    private Party one;
    private Party two;

    @BeforeEach
    void open() throws SQLException {
        execute(
                "DROP TABLE IF EXISTS line",
                "DROP TABLE IF EXISTS item",
                "CREATE TABLE item (id int PRIMARY KEY, v text, n int)",
                "CREATE TABLE line (id int PRIMARY KEY, item int REFERENCES item ON DELETE CASCADE, n int)",
                "INSERT INTO item SELECT i, 'v' || i, 0 FROM generate_series(1, 9) i");
        one = Party.begin();
        two = Party.begin();
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        two.close();
        execute("DROP TABLE line", "DROP TABLE item");
    }

    /** The second party takes row 9 from the first, and drops it again: the first has given way, but has not lost. */
    private void pushAside() throws SQLException {
        assertThat(two.run("UPDATE item SET n = 99 WHERE id = 9")).containsExactly("1");
        two.rollback();
    }

    @Test
    void rowsComeBackAsTheyWere() throws SQLException {
        execute(
                "DROP TABLE IF EXISTS kinds",
                "CREATE TABLE kinds (id bigint GENERATED ALWAYS AS IDENTITY (CACHE 1) PRIMARY KEY, i smallint, r real, d double precision,"
                        + " m numeric(30, 10), c char(5), t text, b bytea, o boolean, u uuid DEFAULT gen_random_uuid(), da date, ti time,"
                        + " ts timestamp, tz timestamptz DEFAULT clock_timestamp(), iv interval, j json, jb jsonb, \"odd, \"\"name\"\"\" text,"
                        + " twice int GENERATED ALWAYS AS (i * 2) STORED)");
        String columns = "SELECT * FROM kinds ORDER BY id";
        one.run("UPDATE item SET n = 1 WHERE id = 9");
        one.run(
                "INSERT INTO kinds (i, r, d, m, c, t, b, o, da, ti, ts, iv, j, jb, \"odd, \"\"name\"\"\") VALUES (7, 0.1, 1e-300,"
                        + " 12345678901234567890.0123456789, 'ab', E'line\\n\"quote\" \\\\ ü, ()', '\\x00ff', true, '4713-01-01 BC',"
                        + " '23:59:59.999999', '294276-12-31 23:59:59.999999', '1 year 2 mons -3 days 04:05:06.000007', '{ \"a\":  1 }',"
                        + " '{\"b\": [null]}', 'x'), (NULL, 'NaN', '-Infinity', NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)");
        List<String> before = one.run(columns);
        pushAside();
        assertThat(one.run(columns)).isEqualTo(before);
        pushAside();
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(two.run(columns)).isEqualTo(before);
        two.rollback();
        execute("DROP TABLE kinds");
    }

    @Test
    void insertsUpdatesAndDeletesComeBackTogether() throws SQLException {
        one.run("INSERT INTO item VALUES (10, 'new', 1)");
        one.run("INSERT INTO line VALUES (1, 10, 1), (2, 3, 1)");
        one.run("UPDATE item SET v = 'changed' WHERE id IN (2, 9)");
        one.run("UPDATE item SET v = 'twice' WHERE id = 2");
        one.run("UPDATE item SET id = 40 WHERE id = 4");
        one.run("DELETE FROM item WHERE id IN (5, 6)");
        one.run("INSERT INTO item VALUES (6, 'again', 6)");
        one.run("DELETE FROM item WHERE id = 7");
        one.run("INSERT INTO item VALUES (11, 'gone', 0)");
        one.run("DELETE FROM item WHERE id = 11");
        List<String> before = one.run("SELECT * FROM item ORDER BY id");
        pushAside();
        assertThat(one.run("SELECT * FROM item ORDER BY id")).isEqualTo(before);
        assertThat(one.run("SELECT count(*) FROM line")).containsExactly("2");
        pushAside();
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(two.run("SELECT * FROM item ORDER BY id")).isEqualTo(before);
    }

    @Test
    void cascadesComeBackWithTheirParent() throws SQLException {
        execute("INSERT INTO line VALUES (1, 9, 1), (2, 9, 1), (3, 8, 1)");
        one.run("DELETE FROM item WHERE id = 9");
        pushAside();
        assertThat(one.run("SELECT id FROM line")).containsExactly("3");
        pushAside();
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(query("SELECT id FROM line")).containsExactly("3");
    }

    @Test
    void tableWithoutAKeyComesBack() throws SQLException {
        execute("DROP TABLE IF EXISTS heap", "CREATE TABLE heap (v int)", "INSERT INTO heap VALUES (1), (1), (2), (3)");
        one.run("UPDATE item SET n = 1 WHERE id = 9");
        one.run("UPDATE heap SET v = 10 WHERE v = 1");
        one.run("DELETE FROM heap WHERE v = 2");
        one.run("INSERT INTO heap VALUES (4)");
        pushAside();
        assertThat(one.run("SELECT v FROM heap ORDER BY v")).containsExactly("3", "4", "10", "10");
        assertThat(two.run("UPDATE heap SET v = 5 WHERE v = 2")).containsExactly("1");
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(two.commit()).isEqualTo(CONFLICT);
        assertThat(query("SELECT v FROM heap ORDER BY v")).containsExactly("3", "4", "10", "10");
        execute("DROP TABLE heap");
    }

    @Test
    void settingsOfTheTransactionSurvive() throws SQLException {
        one.run("UPDATE item SET n = 1 WHERE id = 9");
        one.run("SET LOCAL TimeZone TO 'Asia/Tokyo'");
        one.run("SET application_name TO 'kept'");
        pushAside();
        assertThat(one.run("SHOW TimeZone")).containsExactly("Asia/Tokyo");
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(one.run("SHOW TimeZone")).doesNotContain("Asia/Tokyo");
        assertThat(one.run("SHOW application_name")).containsExactly("kept");
    }

    @Test
    void openResultIsReadToItsEnd() throws SQLException {
        one.run("UPDATE item SET n = 1 WHERE id = 9");
        try (PreparedStatement select = one.connection().prepareStatement("SELECT id FROM item ORDER BY id")) {
            select.setFetchSize(2);
            try (ResultSet rows = select.executeQuery()) {
                StringBuilder seen = new StringBuilder();
                while (rows.next()) {
                    seen.append(rows.getInt(1));
                    if (rows.getInt(1) == 2) {
                        pushAside();
                    }
                }
                assertThat(seen).hasToString("123456789");
            }
        }
        assertThat(one.run("SELECT n FROM item WHERE id = 9")).containsExactly("1");
        assertThat(one.commit()).isEqualTo(DONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"prepareThreshold=1", "prepareThreshold=-1", "prepareThreshold=0", "preferQueryMode=simple"})
    void preparedStatementsSurvive(String mode) throws SQLException {
        try (Party party = Party.begin(mode);
                PreparedStatement update =
                        party.connection().prepareStatement("UPDATE public.item SET n = n + ? WHERE id = ?")) {
            for (int i = 1; i <= 6; i++) {
                update.setInt(1, i);
                update.setInt(2, 9);
                assertThat(update.executeUpdate()).isEqualTo(1);
                pushAside();
            }
            two.run("UPDATE item SET n = -1 WHERE id = 9");
            assertThat(two.commit()).isEqualTo(DONE);
            for (int i = 1; i <= 6; i++) {
                update.setInt(1, i);
                update.setInt(2, 9);
                assertThat(update.executeUpdate()).isEqualTo(1);
            }
            assertThat(party.run("SELECT n FROM item WHERE id = 9")).containsExactly("42");
            assertThat(party.commit()).isEqualTo(CONFLICT);
            update.setInt(1, 1);
            update.setInt(2, 9);
            assertThat(update.executeUpdate()).isEqualTo(1);
            assertThat(party.commit()).isEqualTo(DONE);
            assertThat(query("SELECT n FROM item WHERE id = 9")).containsExactly("0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reWriteBatchedInserts=false", "reWriteBatchedInserts=true"})
    void batchMeetsAnOpenAndACommittedConflict(String mode) throws SQLException {
        try (Party party = Party.begin(mode)) {
            party.run("SELECT 1 FROM item");
            two.run("INSERT INTO item VALUES (110, 'two', 0)");
            execute("INSERT INTO item VALUES (120, 'committed', 0)");
            try (PreparedStatement insert = party.connection().prepareStatement("INSERT INTO item VALUES (?, ?, ?)")) {
                for (int i = 100; i < 150; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "batch");
                    insert.setInt(3, i);
                    insert.addBatch();
                }
                assertThat(insert.executeBatch()).hasSize(50).doesNotContain(0);
            }
            assertThat(party.run("SELECT count(*) FROM item WHERE v = 'batch'")).containsExactly("50");
            assertThat(party.commit()).isEqualTo(CONFLICT);
            assertThat(two.commit()).isEqualTo(DONE);
        }
    }

    @Test
    void longParameterMeetsConflicts() throws SQLException {
        String value = "x".repeat(700_000);
        one.run("SELECT 1 FROM item");
        execute("UPDATE item SET n = 5 WHERE id = 9");
        try (PreparedStatement update =
                one.connection().prepareStatement("UPDATE public.item SET v = ? WHERE id = 9")) {
            update.setString(1, value);
            assertThat(update.executeUpdate()).isEqualTo(1);
            update.setString(1, value + "y");
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
        assertThat(one.run("SELECT length(v) FROM item WHERE id = 9")).containsExactly("700001");
        assertThat(one.commit()).isEqualTo(CONFLICT);
    }

    @Test
    void copyMeetsACommittedConflict() throws Exception {
        one.run("SELECT 1 FROM item");
        execute("INSERT INTO item VALUES (20, 'committed', 0)");
        long rows = one.connection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY item FROM STDIN", new StringReader("19\ta\t1\n20\tb\t2\n21\tc\t3\n"));
        assertThat(rows).isEqualTo(3);
        assertThat(one.run("SELECT v FROM item WHERE id > 18 ORDER BY id")).containsExactly("a", "b", "c");
        assertThat(one.commit()).isEqualTo(CONFLICT);
        assertThat(query("SELECT v FROM item WHERE id > 18")).containsExactly("committed");
    }

    @Test
    void copiedRowsComeBack() throws Exception {
        one.run("UPDATE item SET n = 1 WHERE id = 9");
        one.connection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY item FROM STDIN", new StringReader("19\ta\t1\n20\tb\t2\n"));
        pushAside();
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(query("SELECT v FROM item WHERE id > 18 ORDER BY id")).containsExactly("a", "b");
    }

    @Test
    void generatedValuesStayWhatTheClientWasTold() throws SQLException {
        execute(
                "DROP TABLE IF EXISTS gen",
                "CREATE TABLE gen (id bigint GENERATED BY DEFAULT AS IDENTITY (CACHE 1) PRIMARY KEY, u uuid DEFAULT gen_random_uuid(),"
                        + " at timestamptz DEFAULT clock_timestamp())");
        one.run("UPDATE item SET n = 1 WHERE id = 9");
        List<String> told = one.run("INSERT INTO gen DEFAULT VALUES RETURNING *");
        pushAside();
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(query("SELECT u FROM gen").get(0)).satisfies(UUID::fromString);
        assertThat(two.run("SELECT * FROM gen")).isEqualTo(told);
        two.rollback();
        // A copy goes on with the same sequence.
        one.run("SELECT 1 FROM item");
        execute("UPDATE item SET n = 5 WHERE id = 9");
        one.run("UPDATE item SET n = 6 WHERE id = 9");
        assertThat(one.run("INSERT INTO gen DEFAULT VALUES RETURNING id")).containsExactly("2");
        assertThat(one.commit()).isEqualTo(CONFLICT);
        execute("DROP TABLE gen");
    }

    @Test
    void schemaChangeOfAnOpenTransactionStandsInNobodysWay() throws SQLException {
        one.run("ALTER TABLE item ADD COLUMN late int");
        assertThat(two.run("SELECT count(*) FROM item")).containsExactly("9");
        two.rollback();
        assertThat(one.run("SELECT late FROM item WHERE id = 1")).containsExactly("null");
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(query("SELECT late FROM item WHERE id = 1")).containsExactly((String) null);
    }

    @Test
    void schemaChangeDoesNotWaitForAnOpenTransaction() throws SQLException {
        one.run("UPDATE item SET n = 1 WHERE id = 9");
        one.run("INSERT INTO item VALUES (10, 'new', 1)");
        one.run("DELETE FROM item WHERE id = 1");
        two.run("ALTER TABLE item ADD COLUMN late int");
        two.rollback();
        assertThat(one.run("SELECT count(*) FROM item")).containsExactly("9");
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(query("SELECT id FROM item WHERE id IN (1, 10)")).containsExactly("10");
    }

    @Test
    void jobKeepsItsIdWhenItsTransactionGivesWay() throws SQLException {
        List<String> job = one.run("CREATE INDEX ASYNC item_v ON item (v)");
        two.run("UPDATE item SET n = 1 WHERE id = 9");
        two.rollback();
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(query("SELECT status FROM sys.jobs WHERE job_id = '" + job.get(0) + "'"))
                .containsExactly("completed");
    }

    @Test
    void transactionThatOnlyReadIsUndisturbed() throws SQLException {
        assertThat(one.run("SELECT sum(n) FROM item")).containsExactly("0");
        two.run("UPDATE item SET n = 5");
        assertThat(two.commit()).isEqualTo(DONE);
        assertThat(one.run("SELECT sum(n) FROM item")).containsExactly("0");
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(one.run("SELECT sum(n) FROM item")).containsExactly("45");
    }

    @Test
    void largeTableTellsItsConflictAtTheStatement() throws SQLException {
        execute("DROP TABLE IF EXISTS large", "CREATE TABLE large (id int PRIMARY KEY, n int, filler text)");
        for (int from = 0; from < 9_000; from += 3_000) {
            execute("INSERT INTO large SELECT i, 0, repeat('x', 600) FROM generate_series(" + (from + 1) + ", "
                    + (from + 3_000) + ") i");
        }
        // Giving way has no such limit.
        one.run("UPDATE large SET n = 1 WHERE id = 1");
        two.run("UPDATE large SET n = 2 WHERE id = 1");
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(two.commit()).isEqualTo(CONFLICT);
        one.run("SELECT 1 FROM large WHERE id = 1");
        two.run("UPDATE large SET n = 3 WHERE id = 1");
        assertThat(two.commit()).isEqualTo(DONE);
        assertThat(one.outcome("UPDATE large SET n = 4 WHERE id = 1")).isEqualTo(CONFLICT);
        one.rollback();
        execute("DROP TABLE large");
    }
}
