package io.github.dsql.hibernate.conflict;

import java.sql.SQLException;
import org.hibernate.exception.SQLGrammarException;
import org.jspecify.annotations.Nullable;

/** Says that a statement is one that Aurora DSQL does not take (SQLSTATE 0A000). */
public final class DsqlUnsupportedException extends SQLGrammarException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception of an unsupported statement.
     *
     * @param message what Hibernate was doing, and what to do instead
     * @param cause the error of the database
     * @param sql the statement, or null at COMMIT
     */
    public DsqlUnsupportedException(String message, SQLException cause, @Nullable String sql) {
        super(message, cause, sql);
    }
}
