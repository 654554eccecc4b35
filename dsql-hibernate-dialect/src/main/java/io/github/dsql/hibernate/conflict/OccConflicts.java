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
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a failure is a conflict of optimistic concurrency control, whatever a framework has wrapped around it.
 *
 * <p>A conflict (SQLSTATE 40001) is the one failure of Aurora DSQL after which the same work, run again from its start in a new session
 * and transaction, is expected to succeed. Give {@code OccConflicts::isConflict} to the retry of Spring, Resilience4j, Failsafe or
 * MicroProfile; without a framework use {@link OccRetry}.
 */
public final class OccConflicts {
    private static final String SERIALIZATION_FAILURE = "40001";

    private OccConflicts() {}

    /**
     * Tells whether a failure is a conflict, so that the work may run again.
     *
     * <p>Looked at are the failure, its causes, the next exceptions of every {@link SQLException}, and what is suppressed in any of
     * them, apart from {@linkplain FailedAttempt earlier attempts} of {@link OccRetry}. The answer is no for a failure that has a {@link DsqlOutcomeUnknownException}
     * or an {@link AfterCommitException} among its causes: its work may have been, or has been, committed.
     *
     * @param failure the failure, or null
     * @return whether a conflict is in it
     */
    public static boolean isConflict(@Nullable Throwable failure) {
        return kind(failure) != null;
    }

    /**
     * Tells what a conflict was about.
     *
     * @param failure the failure, or null
     * @return data or schema; null if it is no conflict
     */
    public static DsqlConflictException.@Nullable Kind kind(@Nullable Throwable failure) {
        if (mayBeCommitted(failure)) {
            return null;
        }
        DsqlConflictException.Kind kind = null;
        Walk walk = new Walk(failure);
        for (Throwable next = walk.next(); next != null; next = walk.next()) {
            if (next instanceof SQLException error && isConflictState(error)) {
                if (DsqlConflictException.isSchemaConflict(error)) {
                    return DsqlConflictException.Kind.SCHEMA;
                }
                kind = DsqlConflictException.Kind.DATA;
            }
        }
        return kind;
    }

    /**
     * Tells whether the same work may succeed later, and certainly has not been committed: a conflict, or a service or connection that was lost or not available
     * before COMMIT was sent ({@link DsqlConnectionException}, but no {@link DsqlAccessDeniedException}).
     *
     * @param failure the failure, or null
     * @return whether the work may run again after a while
     */
    public static boolean isTransient(@Nullable Throwable failure) {
        if (mayBeCommitted(failure)) {
            return false;
        }
        Walk walk = new Walk(failure);
        for (Throwable next = walk.next(); next != null; next = walk.next()) {
            if (next instanceof DsqlConnectionException && !(next instanceof DsqlAccessDeniedException)) {
                return true;
            }
        }
        return isConflict(failure);
    }

    /**
     * Tells whether a failure leaves open whether its transaction was committed.
     *
     * @param failure the failure, or null
     * @return whether a {@link DsqlOutcomeUnknownException} is among it and its causes, or among those of a {@link FailedAttempt} before it
     */
    public static boolean isOutcomeUnknown(@Nullable Throwable failure) {
        return hasCause(failure, DsqlOutcomeUnknownException.class) || isOutcomeOfAttemptUnknown(failure);
    }

    /** An idempotent retry that goes on after a lost answer, and fails in the end, leaves it open too. */
    private static boolean isOutcomeOfAttemptUnknown(@Nullable Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            for (Throwable suppressed : t.getSuppressed()) {
                if (suppressed instanceof FailedAttempt && hasCause(suppressed, DsqlOutcomeUnknownException.class)) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean mayBeCommitted(@Nullable Throwable failure) {
        return isOutcomeUnknown(failure) || hasCause(failure, AfterCommitException.class);
    }

    private static boolean hasCause(@Nullable Throwable failure, Class<? extends Throwable> type) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }

    /** Aurora DSQL says 40001; early versions of it, and samples written for them, had OC000 and OC001 for a state. */
    private static boolean isConflictState(SQLException error) {
        String state = error.getSQLState();
        return SERIALIZATION_FAILURE.equals(state) || "OC000".equals(state) || "OC001".equals(state);
    }

    /** Every exception in a failure, once. */
    private static final class Walk {
        private final Deque<Throwable> open = new ArrayDeque<>();
        private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

        Walk(@Nullable Throwable start) {
            add(start);
        }

        @Nullable
        Throwable next() {
            Throwable next = open.poll();
            if (next != null) {
                add(next.getCause());
                if (next instanceof SQLException error) {
                    add(error.getNextException());
                }
                for (Throwable suppressed : next.getSuppressed()) {
                    add(suppressed);
                }
            }
            return next;
        }

        private void add(@Nullable Throwable t) {
            // What failed before this attempt says nothing of this failure.
            if (t != null && !(t instanceof FailedAttempt) && seen.add(t)) {
                open.add(t);
            }
        }
    }
}
