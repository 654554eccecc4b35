package io.github.dsql.hibernate.conflict;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Says that a quota of Aurora DSQL was exceeded, such as 3,000 changed rows, 10 MiB or five minutes a transaction.
 *
 * <p>A retry of the same work fails again; the message says how to make the work smaller.
 */
public final class DsqlLimitException extends DsqlStatementException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception of an exceeded limit.
     *
     * @param message what Hibernate was doing, and what to do instead
     * @param cause the error of the database
     * @param sql the statement, or null at COMMIT
     */
    public DsqlLimitException(String message, SQLException cause, @Nullable String sql) {
        super(message, cause, sql);
    }
}
