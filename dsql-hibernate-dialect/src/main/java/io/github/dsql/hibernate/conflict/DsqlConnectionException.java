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
package io.github.dsql.hibernate.conflict;

import java.sql.SQLException;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Says that the connection was lost, or that none was accepted (SQLSTATE classes 08, 53 and 57P), before COMMIT was sent.
 *
 * <p>So nothing was committed. A connection that is lost at COMMIT is a {@link DsqlOutcomeUnknownException}.
 */
public class DsqlConnectionException extends JDBCConnectionException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception of a lost connection.
     *
     * @param message what Hibernate was doing
     * @param cause the error of the database
     * @param sql the statement, or null at COMMIT
     */
    public DsqlConnectionException(String message, SQLException cause, @Nullable String sql) {
        super(message, cause, sql);
    }
}
