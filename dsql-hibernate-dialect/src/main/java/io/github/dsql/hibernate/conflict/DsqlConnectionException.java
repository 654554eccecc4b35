package io.github.dsql.hibernate.conflict;

import java.sql.SQLException;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/**
 * Says that the connection was lost or not accepted (SQLSTATE classes 08, 53 and 57P).
 *
 * <p>If it happened at COMMIT, the transaction may or may not have been committed.
 */
public final class DsqlConnectionException extends JDBCConnectionException {
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
