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
package io.github.dsql.hibernate.schema.migrate;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** Internal: asks the database about rows while a plan is made. */
public interface Probe {
    /**
     * Returns the first value of a query.
     *
     * @param sql the query
     * @return the first column of its first row, or null
     */
    @Nullable
    String value(String sql);

    /**
     * Returns whether a query that answers a truth value answers yes.
     *
     * @param sql the query
     * @return its answer
     */
    default boolean holds(String sql) {
        String value = value(sql);
        return value != null && (value.equals("t") || value.equals("true"));
    }

    /**
     * Asks over a connection.
     *
     * @param connection a connection in autocommit mode
     * @return a probe that fails with a {@link ProbeException}
     */
    static Probe over(Connection connection) {
        return sql -> {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                return rows.next() ? rows.getString(1) : null;
            } catch (SQLException e) {
                throw new ProbeException(sql, e);
            }
        };
    }

    /** A query that failed. */
    @SuppressWarnings("serial") // Never serialized.
    final class ProbeException extends RuntimeException {
        private final SQLException failure;

        ProbeException(String sql, SQLException failure) {
            super("The query \"" + sql + "\", by which a schema update learns what it may do, failed", failure);
            this.failure = failure;
        }

        /**
         * Returns the failure of the database.
         *
         * @return the failure
         */
        public SQLException failure() {
            return failure;
        }
    }
}
