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
package io.github.dsql.hibernate.lock;

import io.github.dsql.hibernate.LockRefusedException;
import java.util.Objects;
import org.hibernate.LockMode;
import org.jspecify.annotations.Nullable;

/**
 * Internal: says how the rows of one query are locked.
 *
 * @param how whether and by what statement
 * @param reason why the query is refused; null otherwise
 * @param wayOut what to do instead of the refused query; null otherwise
 */
public record LockPlan(
        How how, @Nullable String reason, @Nullable String wayOut) {
    /** By what the rows are locked. */
    public enum How {
        /** The query itself ends in {@code for update}. */
        CLAUSE,
        /** The query is sent without a lock; each row of each table is locked by its key after that. */
        ROWS,
        /** Not at all: the query is not sent. */
        REFUSED
    }

    static final LockPlan CLAUSE = new LockPlan(How.CLAUSE, null, null);
    static final LockPlan ROWS = new LockPlan(How.ROWS, null, null);

    static LockPlan refused(String reason, String wayOut) {
        return new LockPlan(How.REFUSED, reason, wayOut);
    }

    /**
     * Returns the exception that says what was refused, why, and what to do.
     *
     * @param query the text of the query
     * @param mode the lock mode asked for
     * @return the exception to throw
     */
    public LockRefusedException refusal(String query, LockMode mode) {
        return new LockRefusedException("Aurora DSQL locks rows by primary key only: the query '" + query + "' with "
                + mode + " " + Objects.requireNonNull(reason) + ". " + Objects.requireNonNull(wayOut) + ".");
    }
}
