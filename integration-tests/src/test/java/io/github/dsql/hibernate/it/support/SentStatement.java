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
package io.github.dsql.hibernate.it.support;

import java.sql.SQLException;

/**
 * One thing a client sent to the database and what came of it.
 *
 * @param sql the SQL text, or {@code commit} and {@code rollback} for the calls of that name
 * @param failure what the driver threw, or null when it succeeded
 */
public record SentStatement(String sql, SQLException failure) {
    /** Returns the SQLSTATE of the first failure in the chain that has one, or null when the statement succeeded. */
    public String sqlState() {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            if (e.getSQLState() != null && !"08P01".equals(e.getSQLState())) {
                return e.getSQLState();
            }
        }
        return failure == null ? null : String.valueOf(failure.getSQLState());
    }

    boolean failed() {
        return failure != null;
    }
}
