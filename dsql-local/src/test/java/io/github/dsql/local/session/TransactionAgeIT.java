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

import static io.github.dsql.local.SharedServer.query;
import static io.github.dsql.local.Sql.assertRefused;
import static io.github.dsql.local.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.MovableClock;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** How old a transaction may become. */
class TransactionAgeIT {
    private static final String TOO_OLD = "54000 transaction age limit of 300s exceeded";
    private static final MovableClock CLOCK = new MovableClock();
    private static DsqlLocal local;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().clock(CLOCK).start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void createTable() throws SQLException {
        try (Connection connection = connect("preferQueryMode=simple")) {
            run(connection, "CREATE TABLE t (id int PRIMARY KEY)");
        }
    }

    @AfterEach
    void dropTable() throws SQLException {
        try (Connection connection = connect("preferQueryMode=simple")) {
            run(connection, "DROP TABLE t");
        }
    }

    @InBothProtocols
    void transactionOfExactlyFiveMinutesCommits(String mode) throws SQLException {
        try (Connection connection = begin(mode)) {
            run(connection, "INSERT INTO t VALUES (1)");
            CLOCK.advance(Duration.ofMinutes(5));
            run(connection, "INSERT INTO t VALUES (2)");
            connection.commit();
            assertThat(query(connection, "SELECT count(*) FROM t")).containsExactly("2");
        }
    }

    @InBothProtocols
    void statementOfAnOlderTransactionIsRefusedAndAbortsIt(String mode) throws SQLException {
        try (Connection connection = begin(mode)) {
            run(connection, "INSERT INTO t VALUES (1)");
            CLOCK.advance(Duration.ofMillis(300_001));
            assertRefused(TOO_OLD, () -> run(connection, "SELECT 1"));
            assertRefused(
                    "25P02 current transaction is aborted, commands ignored until end of transaction block",
                    () -> run(connection, "SELECT 1"));
            connection.rollback();
            assertThat(query(connection, "SELECT count(*) FROM t")).containsExactly("0");
        }
    }

    @InBothProtocols
    void commitOfAnOlderTransactionIsRefusedAndEndsIt(String mode) throws SQLException {
        try (Connection connection = begin(mode)) {
            run(connection, "INSERT INTO t VALUES (1)");
            CLOCK.advance(Duration.ofMinutes(6));
            assertRefused(TOO_OLD, connection::commit);
            assertThat(query(connection, "SELECT count(*) FROM t")).containsExactly("0");
            run(connection, "INSERT INTO t VALUES (2)");
            connection.commit();
        }
    }

    @InBothProtocols
    void rollbackOfAnOlderTransactionSucceedsAndTheNextStartsAfresh(String mode) throws SQLException {
        try (Connection connection = begin(mode)) {
            run(connection, "INSERT INTO t VALUES (1)");
            CLOCK.advance(Duration.ofMinutes(40));
            connection.rollback();
            run(connection, "INSERT INTO t VALUES (2)");
            CLOCK.advance(Duration.ofSeconds(299));
            connection.commit();
            CLOCK.advance(Duration.ofSeconds(299));
            run(connection, "INSERT INTO t VALUES (3)");
            CLOCK.advance(Duration.ofSeconds(299));
            connection.commit();
        }
    }

    @InBothProtocols
    void sessionWithoutTransactionDoesNotAge(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            run(connection, "INSERT INTO t VALUES (1)");
            CLOCK.advance(Duration.ofMinutes(10));
            run(connection, "INSERT INTO t VALUES (2)");
        }
    }

    @InBothProtocols
    void ageIsCountedFromBeginInOneStringToo(String mode) throws SQLException {
        try (Connection connection = connect(mode)) {
            run(connection, "BEGIN; INSERT INTO t VALUES (1)");
            CLOCK.advance(Duration.ofSeconds(301));
            assertRefused(TOO_OLD, () -> run(connection, "INSERT INTO t VALUES (2); COMMIT"));
            run(connection, "ROLLBACK");
        }
    }

    private static Connection connect(String mode) throws SQLException {
        return DriverManager.getConnection(local.jdbcUrl() + "&" + mode);
    }

    private static Connection begin(String mode) throws SQLException {
        Connection connection = connect(mode);
        connection.setAutoCommit(false);
        return connection;
    }
}
