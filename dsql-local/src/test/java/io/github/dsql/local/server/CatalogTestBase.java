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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Gives each test a transaction of {@code admin} on a bare PostgreSQL with the catalogue scripts, rolled back at its end. */
abstract class CatalogTestBase {
    private static final EmbeddedPostgres SERVER = start();

    protected Connection connection;

    private static EmbeddedPostgres start() {
        try {
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setLocaleConfig("locale", "C")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            try (Connection superuser = server.getPostgresDatabase().getConnection();
                    Statement statement = superuser.createStatement()) {
                for (String script : CatalogScript.texts()) {
                    statement.execute(script);
                }
                statement.execute("alter role admin set default_transaction_isolation = 'repeatable read'");
            }
            return server;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("No PostgreSQL with the catalogue scripts", e);
        }
    }

    protected static int port() {
        return SERVER.getPort();
    }

    protected static String url() {
        return "jdbc:postgresql://localhost:" + port() + "/postgres";
    }

    protected static Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(url(), user, "");
    }

    @BeforeEach
    void begin() throws SQLException {
        connection = connect("admin");
        connection.setAutoCommit(false);
    }

    @AfterEach
    void undo() throws SQLException {
        connection.rollback();
        connection.close();
    }

    protected void run(String sql) throws SQLException {
        run(connection, sql);
    }

    protected static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the rows of a query, columns joined by {@code |}. */
    protected List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(String.join("|", row));
            }
            return rows;
        }
    }

    protected String value(String sql) throws SQLException {
        List<String> rows = rows(sql);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }

    /** Asserts that a statement fails with exactly this error, and goes on as if it had not been run. */
    protected void refuses(String sql, String sqlState, String message) throws SQLException {
        refuses(connection, sql, sqlState, message);
    }

    protected static void refuses(Connection connection, String sql, String sqlState, String message)
            throws SQLException {
        Savepoint before = connection.setSavepoint();
        SQLException failure = catchThrowableOfType(SQLException.class, () -> run(connection, sql));
        connection.rollback(before);
        assertThat((Throwable) failure).as(sql).isNotNull();
        assertThat(failure.getSQLState() + " " + serverMessage(failure)).as(sql).isEqualTo(sqlState + " " + message);
    }

    private static String serverMessage(SQLException failure) {
        return failure instanceof org.postgresql.util.PSQLException fromServer
                        && fromServer.getServerErrorMessage() != null
                ? String.valueOf(fromServer.getServerErrorMessage().getMessage())
                : String.valueOf(failure.getMessage());
    }
}
