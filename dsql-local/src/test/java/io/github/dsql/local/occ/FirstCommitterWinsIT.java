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

import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first of two transactions to commit wins, whichever wrote first; the other one hears of it at COMMIT. */
class FirstCommitterWinsIT {
    private Party one;
    private Party two;

    @BeforeEach
    void open() throws SQLException {
        execute(
                "DROP TABLE IF EXISTS occ_child",
                "DROP TABLE IF EXISTS occ",
                "CREATE TABLE occ (id int PRIMARY KEY, code text UNIQUE, n int NOT NULL DEFAULT 0)",
                "CREATE TABLE occ_child (id int PRIMARY KEY, parent int REFERENCES occ ON DELETE CASCADE, n int)",
                "INSERT INTO occ SELECT i, 'c' || i, 0 FROM generate_series(1, 5) i");
        one = Party.begin();
        two = Party.begin();
        one.run("SELECT 1 FROM occ");
        two.run("SELECT 1 FROM occ");
    }

    @AfterEach
    void close() throws SQLException {
        one.close();
        two.close();
        execute("DROP TABLE occ_child", "DROP TABLE occ");
    }

    /** Aurora DSQL's own matrix (AWS docs); rows of the right column run in the first transaction. */
    @ParameterizedTest(name = "{0} / {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    UPDATE occ SET n = n + 1 WHERE id = 1             | UPDATE occ SET n = n + 10 WHERE id = 1            | conflict
                    UPDATE occ SET n = n + 1 WHERE id = 1             | DELETE FROM occ WHERE id = 1                      | conflict
                    DELETE FROM occ WHERE id = 1                      | UPDATE occ SET n = n + 10 WHERE id = 1            | conflict
                    DELETE FROM occ WHERE id = 1                      | DELETE FROM occ WHERE id = 1                      | conflict
                    UPDATE occ SET code = 'x' WHERE id = 1            | UPDATE occ SET n = 7 WHERE id = 1                 | conflict
                    UPDATE occ SET id = 50 WHERE id = 1               | UPDATE occ SET n = 7 WHERE id = 1                 | conflict
                    INSERT INTO occ VALUES (9, 'x', 1)                | INSERT INTO occ VALUES (9, 'y', 2)                | conflict
                    INSERT INTO occ VALUES (9, 'x', 1)                | INSERT INTO occ VALUES (10, 'x', 2)               | conflict
                    INSERT INTO occ VALUES (9, 'x', 1)                | UPDATE occ SET code = 'x' WHERE id = 1            | conflict
                    UPDATE occ SET code = 'x' WHERE id = 1            | UPDATE occ SET code = 'x' WHERE id = 2            | conflict
                    SELECT n FROM occ WHERE id = 1 FOR UPDATE         | UPDATE occ SET n = 7 WHERE id = 1                 | conflict
                    UPDATE occ SET n = 7 WHERE id = 1                 | SELECT n FROM occ WHERE id = 1 FOR UPDATE         | conflict
                    SELECT n FROM occ WHERE id = 1 FOR UPDATE         | DELETE FROM occ WHERE id = 1                      | conflict
                    SELECT n FROM occ WHERE id = 1 FOR KEY SHARE      | DELETE FROM occ WHERE id = 1                      | conflict
                    DELETE FROM occ WHERE id = 1                      | SELECT n FROM occ WHERE id = 1 FOR KEY SHARE      | conflict
                    SELECT n FROM occ WHERE id = 1 FOR KEY SHARE      | UPDATE occ SET id = 50 WHERE id = 1               | conflict
                    SELECT n FROM occ WHERE id = 1 FOR KEY SHARE      | UPDATE occ SET code = 'x' WHERE id = 1            | conflict
                    SELECT n FROM occ WHERE id = 1 FOR KEY SHARE      | SELECT n FROM occ WHERE id = 1 FOR UPDATE         | conflict
                    SELECT n FROM occ WHERE id = 1 FOR UPDATE         | SELECT n FROM occ WHERE id = 1 FOR KEY SHARE      | conflict
                    INSERT INTO occ_child VALUES (1, 1, 0)            | DELETE FROM occ WHERE id = 1                      | conflict
                    DELETE FROM occ WHERE id = 1                      | INSERT INTO occ_child VALUES (1, 1, 0)            | conflict
                    INSERT INTO occ_child VALUES (1, 1, 0)            | UPDATE occ SET id = 50 WHERE id = 1               | conflict
                    INSERT INTO occ VALUES (9, 'x', 1) ON CONFLICT DO NOTHING | INSERT INTO occ VALUES (9, 'y', 2) ON CONFLICT DO NOTHING | conflict
                    INSERT INTO occ VALUES (1, 'x', 1) ON CONFLICT (id) DO UPDATE SET n = 1 | INSERT INTO occ VALUES (1, 'x', 1) ON CONFLICT (id) DO UPDATE SET n = 2 | conflict
                    WITH w AS (UPDATE occ SET n = 1 WHERE id = 1 RETURNING 1) SELECT * FROM w | UPDATE occ SET n = 2 WHERE id = 1 | conflict
                    SELECT n FROM occ FOR UPDATE                      | UPDATE occ SET n = 7 WHERE id = 5                 | conflict
                    UPDATE occ SET n = 1 WHERE id = 1                 | UPDATE occ SET n = 2 WHERE id = 2                 | none
                    UPDATE occ SET n = 1 WHERE id = 1                 | SELECT n FROM occ WHERE id = 1 FOR KEY SHARE      | none
                    SELECT n FROM occ WHERE id = 1 FOR KEY SHARE      | UPDATE occ SET n = 7 WHERE id = 1                 | none
                    SELECT n FROM occ WHERE id = 1 FOR KEY SHARE      | SELECT n FROM occ WHERE id = 1 FOR KEY SHARE      | none
                    INSERT INTO occ_child VALUES (1, 1, 0)            | UPDATE occ SET n = 7 WHERE id = 1                 | none
                    INSERT INTO occ_child VALUES (1, 1, 0)            | INSERT INTO occ_child VALUES (2, 1, 0)            | none
                    SELECT n FROM occ WHERE id = 1                    | UPDATE occ SET n = 7 WHERE id = 1                 | none
                    INSERT INTO occ VALUES (9, 'x', 1)                | INSERT INTO occ VALUES (10, 'y', 2)               | none
                    SELECT n FROM occ WHERE id = 1 FOR UPDATE         | SELECT n FROM occ WHERE id = 2 FOR UPDATE         | none
                    """)
    @DisplayName("conflict matrix")
    void secondCommitterLosesExactlyWhereTheMatrixSaysSo(String first, String second, String expected)
            throws SQLException {
        String loser = expected.equals("conflict") ? CONFLICT : DONE;

        // Both write, then commit in either order.
        assertThat(race(first, second, true)).containsExactly(DONE, loser);
        assertThat(race(first, second, false)).containsExactly(loser, DONE);
        // The first has committed before the second writes.
        assertThat(late(first, second)).containsExactly(DONE, loser);
        assertThat(late(second, first)).containsExactly(DONE, loser);
    }

    private List<String> race(String first, String second, boolean firstCommitsFirst) throws SQLException {
        reset();
        one.run(first);
        two.run(second);
        // A row of one's own, so that the transaction has changed something.
        one.run("INSERT INTO occ_child VALUES (100, NULL, 0)");
        two.run("INSERT INTO occ_child VALUES (200, NULL, 0)");
        if (firstCommitsFirst) {
            String outcome = one.commit();
            return List.of(outcome, two.commit());
        }
        String outcome = two.commit();
        return List.of(one.commit(), outcome);
    }

    private List<String> late(String first, String second) throws SQLException {
        reset();
        one.run(first);
        one.run("INSERT INTO occ_child VALUES (100, NULL, 0)");
        String outcome = one.commit();
        two.run(second);
        two.run("INSERT INTO occ_child VALUES (200, NULL, 0)");
        return List.of(outcome, two.commit());
    }

    /** Fresh rows, and two transactions with a snapshot of them. */
    private void reset() throws SQLException {
        one.rollback();
        two.rollback();
        execute(
                "DELETE FROM occ_child",
                "DELETE FROM occ",
                "INSERT INTO occ SELECT i, 'c' || i, 0 FROM generate_series(1, 5) i");
        one.run("SELECT 1 FROM occ");
        two.run("SELECT 1 FROM occ");
    }

    @Test
    void middleOfThreeWritersWinsIfItCommitsFirst() throws SQLException {
        try (Party three = Party.begin()) {
            one.run("UPDATE occ SET n = 1 WHERE id = 1");
            two.run("UPDATE occ SET n = 2 WHERE id = 1");
            three.run("UPDATE occ SET n = 3 WHERE id = 1");
            assertThat(two.commit()).isEqualTo(DONE);
            assertThat(one.commit()).isEqualTo(CONFLICT);
            assertThat(three.commit()).isEqualTo(CONFLICT);
        }
        assertThat(query("SELECT n FROM occ WHERE id = 1")).containsExactly("2");
    }

    @Test
    void crossingOrderOnOneThreadNeitherWaitsNorDeadlocks() throws SQLException {
        one.run("UPDATE occ SET n = 1 WHERE id = 1");
        two.run("UPDATE occ SET n = 2 WHERE id = 2");
        assertThat(one.run("UPDATE occ SET n = 1 WHERE id = 2")).containsExactly("1");
        assertThat(two.run("UPDATE occ SET n = 2 WHERE id = 1")).containsExactly("1");
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(two.commit()).isEqualTo(CONFLICT);
        assertThat(query("SELECT n FROM occ WHERE id < 3 ORDER BY id")).containsExactly("1", "1");
    }

    @Test
    void rollbackOfTheFirstLeavesTheSecondWithoutAConflict() throws SQLException {
        one.run("UPDATE occ SET n = 1 WHERE id = 1");
        two.run("UPDATE occ SET n = 2 WHERE id = 1");
        one.rollback();
        assertThat(two.commit()).isEqualTo(DONE);
        assertThat(query("SELECT n FROM occ WHERE id = 1")).containsExactly("2");
    }

    @Test
    void bothWritersSeeTrueCountsAndTheirOwnValues() throws SQLException {
        assertThat(one.run("UPDATE occ SET n = n + 1 WHERE id <= 2 RETURNING id, n"))
                .containsExactlyInAnyOrder("1,1", "2,1");
        assertThat(two.run("UPDATE occ SET n = n + 10 WHERE id >= 2 RETURNING id, n"))
                .containsExactlyInAnyOrder("2,10", "3,10", "4,10", "5,10");
        assertThat(one.run("SELECT n FROM occ ORDER BY id")).containsExactly("1", "1", "0", "0", "0");
        assertThat(two.run("SELECT n FROM occ ORDER BY id")).containsExactly("0", "10", "10", "10", "10");
        assertThat(two.commit()).isEqualTo(DONE);
        assertThat(one.run("SELECT n FROM occ ORDER BY id")).containsExactly("1", "1", "0", "0", "0");
        assertThat(one.run("DELETE FROM occ WHERE n = 1")).containsExactly("2");
        assertThat(one.run("INSERT INTO occ VALUES (1, 'c1', 8) RETURNING n")).containsExactly("8");
        assertThat(one.run("SELECT id, n FROM occ ORDER BY id")).containsExactly("1,8", "3,0", "4,0", "5,0");
        assertThat(one.commit()).isEqualTo(CONFLICT);
        assertThat(query("SELECT n FROM occ ORDER BY id")).containsExactly("0", "10", "10", "10", "10");
    }

    @Test
    void statementAfterTheOthersCommitStillSeesTheOldSnapshot() throws SQLException {
        two.run("UPDATE occ SET n = 5 WHERE id = 1");
        assertThat(two.commit()).isEqualTo(DONE);
        assertThat(one.run("UPDATE occ SET n = n + 1 WHERE id = 1 RETURNING n")).containsExactly("1");
        assertThat(one.run("SELECT n FROM public.occ WHERE id = 1")).containsExactly("1");
        assertThat(one.run("UPDATE public.occ SET n = public.occ.n + 1 WHERE public.occ.id = 1"))
                .containsExactly("1");
        assertThat(one.run("SELECT o.n FROM \"public\".\"occ\" o WHERE id = 1")).containsExactly("2");
        assertThat(one.commit()).isEqualTo(CONFLICT);
        // The session goes on, without a trace of the copies.
        assertThat(one.run("SELECT n FROM occ WHERE id = 1")).containsExactly("5");
        assertThat(one.run("UPDATE occ SET n = n + 1 WHERE id = 1 RETURNING n")).containsExactly("6");
        assertThat(one.commit()).isEqualTo(DONE);
    }

    @Test
    void duplicateKeyThatTheSnapshotShowsIsAnErrorOfTheStatement() throws SQLException {
        assertThat(one.outcome("INSERT INTO occ VALUES (1, 'x', 0)"))
                .isEqualTo("23505 duplicate key value violates unique constraint \"occ_pkey\"");
        one.rollback();
        // Also where others have committed meanwhile, and in a transaction that has lost already.
        one.run("SELECT 1 FROM occ");
        two.run("UPDATE occ SET n = 5 WHERE id = 2");
        two.commit();
        assertThat(one.outcome("INSERT INTO occ VALUES (1, 'x', 0)"))
                .isEqualTo("23505 duplicate key value violates unique constraint \"occ_pkey\"");
        one.rollback();
        one.run("SELECT 1 FROM occ");
        two.run("UPDATE occ SET n = 6 WHERE id = 2");
        two.commit();
        one.run("UPDATE occ SET n = 7 WHERE id = 2");
        assertThat(one.outcome("INSERT INTO occ VALUES (1, 'x', 0)"))
                .isEqualTo("23505 duplicate key value violates unique constraint \"occ_pkey\"");
    }

    @Test
    void duplicateOfARowThatAnotherTransactionOnlyDeletesIsAnErrorOfTheStatement() throws SQLException {
        two.run("DELETE FROM occ WHERE id = 1");
        assertThat(one.outcome("INSERT INTO occ VALUES (1, 'x', 0)"))
                .isEqualTo("23505 duplicate key value violates unique constraint \"occ_pkey\"");
        try (Party alone = Party.autocommit()) {
            assertThat(alone.outcome("INSERT INTO occ VALUES (1, 'x', 0)"))
                    .isEqualTo("23505 duplicate key value violates unique constraint \"occ_pkey\"");
        }
        assertThat(two.commit()).isEqualTo(DONE);
    }

    @Test
    void autocommitWriterWinsAgainstAnOpenTransaction() throws SQLException {
        one.run("UPDATE occ SET n = 1 WHERE id = 1");
        two.run("INSERT INTO occ VALUES (9, 'x', 1)");
        try (Party alone = Party.autocommit()) {
            assertThat(alone.run("UPDATE occ SET n = 9 WHERE id = 1 RETURNING n"))
                    .containsExactly("9");
            assertThat(alone.run("INSERT INTO occ VALUES (9, 'y', 9)")).containsExactly("1");
        }
        assertThat(one.commit()).isEqualTo(CONFLICT);
        assertThat(two.commit()).isEqualTo(CONFLICT);
        assertThat(query("SELECT n FROM occ WHERE id IN (1, 9)")).containsExactlyInAnyOrder("9", "9");
    }

    @Test
    void autocommitLockWinsAgainstAnOpenTransaction() throws SQLException {
        try (Party alone = Party.autocommit()) {
            alone.run("SELECT n FROM occ WHERE id = 1 FOR UPDATE");
            alone.run("SELECT n FROM occ WHERE id = 2 FOR KEY SHARE");
        }
        one.run("UPDATE occ SET n = 1 WHERE id = 1");
        two.run("UPDATE occ SET n = 1 WHERE id = 2");
        assertThat(one.commit()).isEqualTo(CONFLICT);
        assertThat(two.commit()).isEqualTo(DONE);
    }

    @Test
    void failedTransactionStandsInNobodysWay() throws SQLException {
        one.run("UPDATE occ SET n = 1 WHERE id = 1");
        two.run("SELECT n FROM occ WHERE id = 3 FOR UPDATE");
        assertThat(one.outcome("SELECT 1 / 0 FROM occ")).startsWith("22012");
        assertThat(two.run("UPDATE occ SET n = 2 WHERE id = 1")).containsExactly("1");
        assertThat(one.outcome("SELECT 1")).startsWith("25P02");
        assertThat(two.commit()).isEqualTo(DONE);
        one.rollback();
        assertThat(one.run("SELECT n FROM occ WHERE id = 1")).containsExactly("2");
    }

    @Test
    void writeSkewIsPossibleWithoutLocksAndPreventedWithThem() throws SQLException {
        one.run("SELECT sum(n) FROM occ");
        two.run("SELECT sum(n) FROM occ");
        one.run("UPDATE occ SET n = 1 WHERE id = 1");
        two.run("UPDATE occ SET n = 1 WHERE id = 2");
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(two.commit()).isEqualTo(DONE);
        one.run("SELECT n FROM occ FOR UPDATE");
        two.run("SELECT n FROM occ FOR UPDATE");
        one.run("UPDATE occ SET n = 2 WHERE id = 1");
        two.run("UPDATE occ SET n = 2 WHERE id = 2");
        assertThat(one.commit()).isEqualTo(DONE);
        assertThat(two.commit()).isEqualTo(CONFLICT);
    }

    @Test
    void loserMayTryAgainOnTheSameConnection() throws SQLException {
        for (int round = 1; round <= 3; round++) {
            one.run("UPDATE occ SET n = n + 1 WHERE id = 1");
            two.run("UPDATE occ SET n = n + 1 WHERE id = 1");
            assertThat(one.commit()).isEqualTo(DONE);
            assertThat(two.commit()).isEqualTo(CONFLICT);
            two.run("UPDATE occ SET n = n + 1 WHERE id = 1");
            assertThat(two.commit()).isEqualTo(DONE);
        }
        assertThat(query("SELECT n FROM occ WHERE id = 1")).containsExactly("6");
    }
}
