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
package io.github.dsql.local.log;

import static io.github.dsql.local.SharedServer.connect;
import static io.github.dsql.local.SharedServer.execute;
import static io.github.dsql.local.SharedServer.local;
import static io.github.dsql.local.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.fault.CommitOutcome;
import io.github.dsql.local.fault.Failure;
import io.github.dsql.local.log.LogEntry.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the statement log says about a session. */
class StatementLogIT {
    @BeforeAll
    static void createTable() throws SQLException {
        execute("DROP TABLE IF EXISTS logged", "CREATE TABLE logged (id int PRIMARY KEY, v text)");
    }

    @AfterEach
    void reset() {
        local().faults().reset();
    }

    @Test
    void statementsOutcomesAndTransactionsAreKept() throws SQLException {
        execute("DELETE FROM logged");
        String application = "kept";
        try (Connection connection = connectAs(application)) {
            run(connection, "DELETE FROM logged");
            run(connection, "INSERT INTO logged VALUES (1)");
            connection.setAutoCommit(false);
            run(connection, "UPDATE logged SET v = 'x'");
            assertThatThrownBy(() -> run(connection, "INSERT INTO logged VALUES (1)"))
                    .isInstanceOf(SQLException.class);
            connection.commit();
            assertThatThrownBy(() -> run(connection, "TRUNCATE logged")).isInstanceOf(SQLException.class);
            connection.rollback();
            connection.setAutoCommit(true);
            assertThatThrownBy(() -> run(connection, "LISTEN x")).isInstanceOf(SQLException.class);
            assertThatThrownBy(
                            () -> connection.prepareStatement("SELECT nonsense").getMetaData())
                    .isInstanceOf(SQLException.class);
        }
        List<LogEntry> entries = entriesOf(application);
        assertThat(entries)
                .extracting(entry -> entry.transaction() + " " + entry.sql() + " -> " + entry.outcome())
                .containsExactly(
                        "0 connect -> connected",
                        "1 DELETE FROM logged -> DELETE 0",
                        "2 INSERT INTO logged VALUES (1) -> INSERT 0 1",
                        "3 BEGIN -> BEGIN",
                        "3 UPDATE logged SET v = 'x' -> UPDATE 1",
                        "3 INSERT INTO logged VALUES (1) -> duplicate key value violates unique constraint \"logged_pkey\"",
                        "3 COMMIT -> ROLLBACK",
                        "4 BEGIN -> BEGIN",
                        "4 TRUNCATE logged -> unsupported statement: Truncate",
                        "4 ROLLBACK -> ROLLBACK",
                        "0 LISTEN x -> unsupported statement: Listen",
                        "0 SELECT nonsense -> column \"nonsense\" does not exist");
        assertThat(entries).extracting(LogEntry::user).containsOnly("admin");
        assertThat(entries)
                .extracting(LogEntry::session)
                .containsOnly(entries.get(0).session());
        assertThat(entries.get(5).sqlState()).isEqualTo("23505");
        assertThat(entries.get(1).duration()).isPositive();
        assertThat(local().statements().toString()).contains("tx 3: UPDATE logged SET v = 'x' -> UPDATE 1 (");
    }

    @Test
    void valuesOfParametersNeverGetIntoTheLog() throws SQLException {
        try (Connection connection = connectAs("secret");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO logged VALUES (?, ?)");
                PreparedStatement cast = connection.prepareStatement("SELECT ?::text::int")) {
            insert.setInt(1, 77);
            insert.setString(2, "topsecret");
            insert.execute();
            cast.setString(1, "topsecret");
            assertThatThrownBy(cast::executeQuery).hasMessageContaining("topsecret");
        }
        assertThat(entriesOf("secret"))
                .extracting(LogEntry::sql)
                .contains("INSERT INTO logged VALUES ($1, $2)", "SELECT $1::text::int");
        assertThat(local().statements().toString()).doesNotContain("topsecret");
    }

    @Test
    void injectedFaultsAreNamedWhereTheyStruck() throws SQLException {
        String application = "struck";
        var faults = local().faults().forApplication(application);
        try (Connection connection = connectAs(application)) {
            faults.failNextCommits(1);
            faults.failNextStatements(1, Failure.serverUnavailable());
            assertThatThrownBy(() -> run(connection, "SELECT 1")).isInstanceOf(SQLException.class);
            assertThatThrownBy(() -> run(connection, "DELETE FROM logged WHERE id = 5"))
                    .isInstanceOf(SQLException.class);
            faults.dropConnectionAtNextCommit(CommitOutcome.ROLLED_BACK);
            connection.setAutoCommit(false);
            run(connection, "SELECT 2");
            assertThatThrownBy(connection::commit).isInstanceOf(SQLException.class);
        }
        faults.refuseNextConnections(1, Failure.wakingUp());
        assertThatThrownBy(() -> connectAs(application)).isInstanceOf(SQLException.class);
        List<LogEntry> struck = local().statements().injected().stream()
                .filter(entry -> entry.application().equals(application))
                .toList();
        assertThat(struck)
                .extracting(entry -> entry.kind() + " " + entry.sql() + " " + entry.sqlState())
                .containsExactly(
                        "STATEMENT SELECT 1 XX000",
                        "IMPLICIT_COMMIT implicit COMMIT 40001",
                        "STATEMENT COMMIT null",
                        "CONNECT connect 57P03");
        assertThat(struck).allMatch(LogEntry::failed);
        assertThat(struck.get(1).injected()).startsWith("fail 1 commits with 40001");
    }

    @Test
    void clearedLogStartsAnew() throws SQLException {
        try (Connection connection = connectAs("cleared")) {
            run(connection, "SELECT 1");
            local().statements().clear();
            run(connection, "SELECT 2");
        }
        assertThat(entriesOf("cleared").stream()
                        .filter(entry -> entry.kind() == Kind.STATEMENT)
                        .map(LogEntry::sql))
                .containsExactly("SELECT 2");
    }

    private static List<LogEntry> entriesOf(String application) {
        return local().statements().entries().stream()
                .filter(entry -> entry.application().equals(application))
                .filter(entry -> entry.kind() != Kind.DISCONNECT)
                .toList();
    }

    /** Without the second property pgjdbc names the application by a SET after it connected. */
    private static Connection connectAs(String application) throws SQLException {
        return connect("ApplicationName=" + application, "assumeMinServerVersion=9.0");
    }
}
