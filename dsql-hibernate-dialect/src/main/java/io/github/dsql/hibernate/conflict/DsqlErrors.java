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

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import java.util.Set;
import org.hibernate.JDBCException;
import org.hibernate.exception.SQLGrammarException;
import org.hibernate.exception.spi.SQLExceptionConversionDelegate;
import org.hibernate.internal.util.JdbcExceptionHelper;
import org.jspecify.annotations.Nullable;

/** Internal: decides which exception an SQLSTATE of Aurora DSQL becomes. */
public final class DsqlErrors implements SQLExceptionConversionDelegate {
    /** Classes that Hibernate's own conversion gives an exception of their own, after this one returned null. */
    private static final Set<String> LEFT_TO_HIBERNATE = Set.of("07", "20", "21", "22", "23", "27", "42", "44");

    private static final Set<String> CHANGES = Set.of("insert", "update", "delete", "with", "/*");

    private static final String CANCELLED = "57014";
    private static final String IN_FAILED_TRANSACTION = "25P02";

    private final SQLExceptionConversionDelegate postgresql;
    private final OpenTransactions openTransactions;

    /**
     * Creates the conversion.
     *
     * @param postgresql what converts the errors that mean the same as on PostgreSQL
     * @param openTransactions told about conflicts
     */
    public DsqlErrors(SQLExceptionConversionDelegate postgresql, OpenTransactions openTransactions) {
        this.postgresql = postgresql;
        this.openTransactions = openTransactions;
    }

    @Override
    public @Nullable JDBCException convert(SQLException error, String message, String sql) {
        if (OccConflicts.isConflict(error)) {
            DsqlConflictException conflict =
                    new DsqlConflictException(withoutValues(message, error) + hint(error), error, sql);
            openTransactions.conflict(conflict);
            return conflict;
        }
        // The state of a failed batch sits in the next exception.
        String state = JdbcExceptionHelper.extractSqlState(error);
        if (state == null || state.length() < 2) {
            return error instanceof SQLTransientConnectionException
                    ? new DsqlUnavailableException(message + " (the pool had no connection in time)", error, sql)
                    : null;
        }
        if (LostAnswers.isLost(error) && mayHaveCommittedItself(sql)) {
            return new DsqlOutcomeUnknownException(
                    withoutValues(message, error)
                            + " (the answer to a statement outside of a transaction was lost: it may have taken effect or not)",
                    error);
        }
        JDBCException converted = ofState(state, error, withoutValues(message, error), sql);
        return converted != null ? converted : postgresql.convert(error, message, sql);
    }

    /** A change outside of a transaction is its own COMMIT. What has no statement is an attempt to connect. */
    private boolean mayHaveCommittedItself(@Nullable String sql) {
        if (sql == null || openTransactions.isAny()) {
            return false;
        }
        String statement = sql.stripLeading().toLowerCase(Locale.ROOT);
        return CHANGES.stream().anyMatch(statement::startsWith);
    }

    /** The driver adds the error that ended a transaction to those of the statements after it. */
    private static String hint(SQLException conflict) {
        return IN_FAILED_TRANSACTION.equals(conflict.getSQLState())
                ? " (the transaction has ended with a conflict: roll back, close the session, and run the whole work again in a"
                        + " new one)"
                : "";
    }

    /** The driver quotes the failed entry of a batch with its values, which are not for logs; the next exception does not. */
    private static String withoutValues(String message, SQLException error) {
        SQLException next = error.getNextException();
        return error instanceof BatchUpdateException && next != null && error.getMessage() != null
                ? message.replace(error.getMessage(), String.valueOf(next.getMessage()))
                : message;
    }

    private static @Nullable JDBCException ofState(String state, SQLException error, String message, String sql) {
        if (state.startsWith("54") || state.equals("53100") || state.equals("53200")) {
            return new DsqlLimitException(message + LimitHints.of(error), error, sql);
        }
        if (state.equals("0A000")) {
            return new DsqlUnsupportedException(
                    message + " (Aurora DSQL does not take this statement; the compatibility page of the dialect"
                            + " lists what it takes instead)",
                    error,
                    sql);
        }
        if (isLateralDefect(state, error)) {
            return new SQLGrammarException(
                    message
                            + " (Aurora DSQL fails so on a LEFT JOIN LATERAL whose subquery selects columns of what it is"
                            + " joined to, 2026-09: select those outside of the subquery, or use an inner join)",
                    error,
                    sql);
        }
        if (state.equals(IN_FAILED_TRANSACTION)) {
            return new DsqlStatementException(
                    message
                            + " (an error before this one ended the transaction: roll back, close the session, and look at that"
                            + " error; if it was a conflict, run the whole work again in a new session)",
                    error,
                    sql);
        }
        String hint = ConnectionHints.of(state, error);
        if (hint != null) {
            return state.startsWith("28")
                    ? new DsqlAccessDeniedException(message + hint, error, sql)
                    : new DsqlUnavailableException(message + hint, error, sql);
        }
        if (state.startsWith("53") || state.startsWith("08") || state.startsWith("57P")) {
            return new DsqlConnectionException(message, error, sql);
        }
        return isLeftToOthers(state) ? null : new DsqlStatementException(message, error, sql);
    }

    /** Its other causes are statements that no query of Hibernate becomes. */
    private static boolean isLateralDefect(String state, SQLException error) {
        return state.equals("42804") && String.valueOf(error.getMessage()).contains(" has wrong type");
    }

    private static boolean isLeftToOthers(String state) {
        return LEFT_TO_HIBERNATE.contains(state.substring(0, 2))
                || state.equals(CANCELLED)
                || state.equals("40P01")
                || state.equals("55P03");
    }
}
