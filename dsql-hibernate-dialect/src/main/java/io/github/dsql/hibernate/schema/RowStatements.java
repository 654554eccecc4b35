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
package io.github.dsql.hibernate.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Internal: sends statements that read or change rows, again after a conflict or a lost connection; a change must therefore be
 * one that may happen twice.
 *
 * @param sender sends them
 * @param log takes each statement before it is sent
 */
record RowStatements(StatementSender sender, Consumer<String> log) {
    @FunctionalInterface
    private interface Outcome<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    /**
     * Runs a statement that changes rows, in a transaction of its own.
     *
     * @param values the values of its parameters, in a text that the database takes for their types
     * @return the number of rows changed
     */
    long update(String sql, List<String> values) throws SQLException {
        return execute(sql, values, PreparedStatement::getLargeUpdateCount);
    }

    /**
     * Runs a query.
     *
     * @param values the values of its parameters, in a text that the database takes for their types
     * @return its first row as text, empty if there is none
     */
    List<String> row(String sql, List<String> values) throws SQLException {
        return execute(sql, values, statement -> {
            try (ResultSet rows = statement.getResultSet()) {
                List<String> row = new ArrayList<>();
                boolean found = rows.next();
                for (int i = 1; found && i <= rows.getMetaData().getColumnCount(); i++) {
                    row.add(rows.getString(i));
                }
                return row;
            }
        });
    }

    /** Runs statements that change rows in one transaction. */
    void transaction(List<String> statements) throws SQLException {
        sender.read(connection -> {
            connection.setAutoCommit(false);
            try {
                inTransaction(connection, statements);
            } finally {
                connection.setAutoCommit(true);
            }
            return statements.size();
        });
    }

    private void inTransaction(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                log.accept(sql);
                statement.execute(sql);
            }
            connection.commit();
        } catch (SQLException e) {
            try {
                connection.rollback();
            } catch (SQLException lost) {
                e.addSuppressed(lost);
            }
            throw e;
        }
    }

    private <T> T execute(String sql, List<String> values, Outcome<T> outcome) throws SQLException {
        return sender.read(connection -> {
            log.accept(sql);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.size(); i++) {
                    // The type is left to the database, which knows that of the column.
                    statement.setObject(i + 1, values.get(i), Types.OTHER);
                }
                statement.execute();
                return outcome.of(statement);
            }
        });
    }
}
