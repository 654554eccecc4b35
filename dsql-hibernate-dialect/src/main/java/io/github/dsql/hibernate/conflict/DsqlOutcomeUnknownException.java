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

import java.io.Serial;
import java.sql.SQLException;
import org.hibernate.exception.JDBCConnectionException;

/**
 * Says that COMMIT was sent and its answer was lost: the transaction may have been committed or not.
 *
 * <p>Nothing in this library runs such work again by itself, since it might take effect twice. Look in a new transaction whether the change is
 * there (for instance by a row whose key the application chose), or make the work idempotent, and only then run it again.
 */
public final class DsqlOutcomeUnknownException extends JDBCConnectionException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception of a lost answer.
     *
     * @param message what Hibernate was doing, and what to do now
     * @param cause the error of the driver or of the database
     */
    public DsqlOutcomeUnknownException(String message, SQLException cause) {
        super(message, cause, "commit");
    }
}
