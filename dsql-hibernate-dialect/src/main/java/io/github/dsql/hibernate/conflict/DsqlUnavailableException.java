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
import org.jspecify.annotations.Nullable;

/**
 * Says that the service could not answer for the moment: it is unavailable, waking up, or takes no more connections now (SQLSTATE XX000
 * {@code server unavailable}, 57P03, 53300, 53400).
 *
 * <p>Nothing was committed: an answer that is lost at COMMIT is a {@link DsqlOutcomeUnknownException}. So the work may run again, after a while.
 */
public final class DsqlUnavailableException extends DsqlConnectionException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception of a service that is not available.
     *
     * @param message what Hibernate was doing, and what to do
     * @param cause the error of the database
     * @param sql the statement, or null if there was none
     */
    public DsqlUnavailableException(String message, SQLException cause, @Nullable String sql) {
        super(message, cause, sql);
    }
}
