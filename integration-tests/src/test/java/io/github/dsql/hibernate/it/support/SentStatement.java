package io.github.dsql.hibernate.it.support;

import java.sql.SQLException;

/**
 * One thing a client sent to the database and what came of it.
 *
 * @param sql the SQL text, or {@code commit} and {@code rollback} for the calls of that name
 * @param failure what the driver threw, or null when it succeeded
 */
public record SentStatement(String sql, SQLException failure) {
    /** Returns the SQLSTATE of the first failure in the chain that has one, or null when the statement succeeded. */
    public String sqlState() {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            if (e.getSQLState() != null && !"08P01".equals(e.getSQLState())) {
                return e.getSQLState();
            }
        }
        return failure == null ? null : String.valueOf(failure.getSQLState());
    }

    boolean failed() {
        return failure != null;
    }
}
