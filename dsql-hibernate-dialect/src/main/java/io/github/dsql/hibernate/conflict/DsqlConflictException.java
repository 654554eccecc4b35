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
import org.hibernate.StaleStateException;
import org.hibernate.exception.SnapshotIsolationException;
import org.jspecify.annotations.Nullable;

/**
 * Says that another transaction committed first and this one is to be run again as a whole, in a new session.
 *
 * <p>Thrown for SQLSTATE 40001, which Aurora DSQL reports at COMMIT, at a statement in autocommit, or, for a changed schema, at
 * any statement. Jakarta Persistence shows it as the cause of an {@code OptimisticLockException}.
 */
public final class DsqlConflictException extends SnapshotIsolationException {
    private static final long serialVersionUID = 1L;

    /** What the transaction was in conflict about. */
    public enum Kind {
        /** Another transaction changed or locked a row that this one changed or locked (OC000). */
        DATA,
        /** The schema changed since this session last read the catalogue (OC001); the first retry sees the new one. */
        SCHEMA
    }

    /** What the transaction was in conflict about. */
    private final Kind kind;

    /** What frameworks know as an optimistic failure. */
    private final StaleStateException stale;

    /**
     * Creates the exception of a conflict.
     *
     * @param message what Hibernate was doing
     * @param cause the error of the database
     * @param sql the statement, or null at COMMIT
     */
    public DsqlConflictException(String message, SQLException cause, @Nullable String sql) {
        super(message, cause, sql);
        kind = kindOf(cause);
        stale = new StaleStateException(message, cause);
    }

    private static Kind kindOf(SQLException cause) {
        return OccConflicts.kind(cause) == Kind.SCHEMA ? Kind.SCHEMA : Kind.DATA;
    }

    /** Tells whether an error that is a conflict is one about the schema. */
    static boolean isSchemaConflict(SQLException error) {
        return String.valueOf(error.getMessage()).contains("(OC001)") || "OC001".equals(error.getSQLState());
    }

    /**
     * Returns what the conflict was about.
     *
     * @return data or schema
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns a {@link StaleStateException} whose cause is the error of the database.
     *
     * <p>Frameworks look at this cause to tell an optimistic failure, which is worth a retry, from any other; they do not know
     * {@link SnapshotIsolationException}.
     */
    @Override
    public synchronized @Nullable Throwable getCause() {
        return stale == null ? super.getCause() : stale;
    }
}
