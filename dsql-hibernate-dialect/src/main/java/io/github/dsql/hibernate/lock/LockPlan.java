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
public record LockPlan(How how, @Nullable String reason, @Nullable String wayOut) {
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
        return new LockRefusedException("Aurora DSQL locks rows by primary key only: the query '" + query + "' with " + mode
                + " " + Objects.requireNonNull(reason) + ". " + Objects.requireNonNull(wayOut));
    }
}
