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

import io.github.dsql.local.SharedServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A client with an explicit transaction, driven by the test's own thread: whatever waits for another client never ends. */
final class Party implements AutoCloseable {
    static final String DONE = "committed";
    static final String CONFLICT = "40001 change conflicts with another transaction (OC000)";

    /** No statement waits for another transaction; what is left is the stand-in's own work, on a machine that is busy. */
    private static final long LONGEST_STATEMENT = TimeUnit.SECONDS.toNanos(5);

    private final Connection connection;

    private Party(Connection connection) {
        this.connection = connection;
    }

    static Party begin(String... properties) throws SQLException {
        Party party = autocommit(properties);
        party.connection.setAutoCommit(false);
        return party;
    }

    static Party autocommit(String... properties) throws SQLException {
        return new Party(SharedServer.connect(properties));
    }

    Connection connection() {
        return connection;
    }

    /** Returns the rows, their columns separated by commas, or the number of changed rows. */
    List<String> run(String sql) throws SQLException {
        long start = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            List<String> rows = new ArrayList<>();
            if (statement.execute(sql)) {
                try (var result = statement.getResultSet()) {
                    while (result.next()) {
                        List<String> columns = new ArrayList<>();
                        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                            columns.add(result.getString(i));
                        }
                        rows.add(String.join(",", columns));
                    }
                }
            } else {
                rows.add(String.valueOf(statement.getUpdateCount()));
            }
            if (System.nanoTime() - start > LONGEST_STATEMENT) {
                throw new AssertionError("Waited too long: " + sql);
            }
            return rows;
        }
    }

    /** Returns {@code SQLSTATE message}, or what the statement returned if it did not fail. */
    String outcome(String sql) throws SQLException {
        try {
            return String.valueOf(run(sql));
        } catch (SQLException e) {
            return e.getSQLState() + " " + message(e);
        }
    }

    /** Returns {@link #DONE}, or the error. */
    String commit() throws SQLException {
        try {
            connection.commit();
            return DONE;
        } catch (SQLException e) {
            return e.getSQLState() + " " + message(e);
        }
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static String message(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceFirst("^(ERROR|FATAL): ", "");
    }
}
