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
 * Says that the cluster accepted no connection for this user and token (SQLSTATE class 28).
 *
 * <p>A token is valid for 15 minutes unless asked for longer, and is looked at only when a connection is made.
 */
public final class DsqlAccessDeniedException extends DsqlConnectionException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception of a refused sign-in.
     *
     * @param message what Hibernate was doing, and what to do instead
     * @param cause the error of the database
     * @param sql the statement, or null at COMMIT
     */
    public DsqlAccessDeniedException(String message, SQLException cause, @Nullable String sql) {
        super(message, cause, sql);
    }
}
