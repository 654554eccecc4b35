package io.github.dsql.hibernate.conflict;

import java.sql.SQLException;
import org.hibernate.JDBCException;
import org.jspecify.annotations.Nullable;

/**
 * Says that Aurora DSQL refused a statement for a reason that has no exception of its own.
 *
 * <p>It stands in for Hibernate's {@code GenericJDBCException}, which {@code find()} may turn into a {@code null} result.
 */
public class DsqlStatementException extends JDBCException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception of a refused statement.
     *
     * @param message what Hibernate was doing, and what to do instead
     * @param cause the error of the database
     * @param sql the statement, or null at COMMIT
     */
    public DsqlStatementException(String message, SQLException cause, @Nullable String sql) {
        super(message, cause, sql);
    }
}
