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
package io.github.dsql.hibernate.schema;

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.schema.DdlStatement.Kind;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what a failed schema statement means for the action, and what is said about it.
 *
 * @param outcome what it means
 * @param message what happened, why, and what to do
 */
record SchemaFailure(Outcome outcome, String message) {
    /** What a failed statement means. */
    enum Outcome {
        /** The object to drop is not there. */
        AS_WANTED,
        /** The action goes on and a WARN is written. */
        TOLERATED,
        /** The object to create is there already. */
        EXISTS,
        /** The statement did not do what it should. */
        REFUSED
    }

    /** Table, object, function, schema, column. */
    private static final Set<String> MISSING = Set.of("42P01", "42704", "42883", "3F000", "42703");

    private static final Set<String> EXISTING = Set.of("42P07", "42710", "42723", "42P06", "42701");
    private static final String DEPENDENTS = "2BP01";
    private static final String OTHER_STATE = "55000";
    private static final Pattern CREATE_TABLE = Pattern.compile("^\\s*create\\s+table\\b", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_STATEMENT = 2_000;

    /**
     * Judges a failure.
     *
     * @param script the script that the statement is from, or null
     */
    static SchemaFailure of(DdlStatement statement, SQLException e, @Nullable String script) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String message = what(statement, e, script) + ": " + e.getMessage() + " (SQLSTATE " + state + "). "
                + advice(statement, e, state);
        return new SchemaFailure(outcome(statement, state), message);
    }

    /**
     * Tells whether a statement that was sent again, after the answer to it was lost, says by its failure that it took effect the
     * first time.
     */
    static boolean isDoneAlready(DdlStatement statement, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        if (statement.drops() || statement.kind() == Kind.RENAME) {
            return MISSING.contains(state);
        }
        return switch (statement.kind()) {
            case HARMLESS, OTHER, VALIDATE -> false;
            case USE_INDEX -> EXISTING.contains(state) || state.equals("42704") || saysAlready(e, state);
            default -> EXISTING.contains(state) || saysAlready(e, state);
        };
    }

    private static boolean saysAlready(SQLException e, String state) {
        return state.equals(OTHER_STATE) && String.valueOf(e.getMessage()).contains("already");
    }

    /** Tells whether a change of the schema met another session that makes the same one in the same moment. */
    static boolean isRace(DdlStatement statement, SQLException e) {
        String state = String.valueOf(e.getSQLState());
        String message = String.valueOf(e.getMessage());
        return switch (statement.kind()) {
            case HARMLESS, OTHER -> false;
            // The catalogue's own keys; and the type of a table, which is there before the table is.
            default ->
                (state.equals("23505") && message.contains("\"pg_"))
                        || (state.equals("42710")
                                && message.contains("type \"")
                                && CREATE_TABLE.matcher(statement.sql()).find());
        };
    }

    private static Outcome outcome(DdlStatement statement, String state) {
        if (statement.drops() && MISSING.contains(state)) {
            return Outcome.AS_WANTED;
        }
        if (statement.kind() == Kind.DROP_SCHEMA && DEPENDENTS.equals(state)) {
            return Outcome.TOLERATED;
        }
        return EXISTING.contains(state) ? Outcome.EXISTS : Outcome.REFUSED;
    }

    private static String what(DdlStatement statement, SQLException e, @Nullable String script) {
        String sql = statement.sql().strip();
        String shown = sql.length() <= LONGEST_STATEMENT
                ? sql
                : sql.substring(0, LONGEST_STATEMENT) + "… (" + sql.length() + " characters)";
        return (StatementSender.isAnswerLost(e)
                        ? "The connection to Aurora DSQL was lost in the middle of the schema statement \""
                        : "Aurora DSQL refused the schema statement \"")
                + shown + "\"" + (script == null ? "" : " of the script " + script);
    }

    private static String advice(DdlStatement statement, SQLException e, String state) {
        if (EXISTING.contains(state)) {
            return "Drop it first, or let hibernate.hbm2ddl.auto=update bring it up to date.";
        }
        if (StatementSender.isAnswerLost(e)) {
            return lost(statement);
        }
        return switch (state) {
            case "0A000" ->
                "Change the mapping or the script so that it needs no such statement, or set"
                        + " hibernate.hbm2ddl.halt_on_error=false to go on without it.";
            case "40001" ->
                "Other sessions keep changing the schema: run one schema action at a time, or raise "
                        + DsqlSettings.DDL_MAX_RETRIES + ".";
            case "23503" ->
                "Rows that are referenced stay: empty the referencing tables too, as truncateMappedObjects() does, or delete"
                        + " the referencing rows first.";
            case "54000" ->
                String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("transaction")
                        ? "Split the statement: a transaction takes at most 3,000 rows and 10 MiB."
                        : "Keep to the quotas of the service.";
            case DEPENDENTS -> "Drop what depends on it first.";
            default -> "Correct the mapping, the script or the data, and run the schema action again.";
        };
    }

    private static String lost(DdlStatement statement) {
        return statement.isRepeatable()
                ? "It was sent again, each time in vain. It may have taken effect or not: run the schema action again once"
                        + " the service can be reached, or raise " + DsqlSettings.DDL_MAX_RETRIES + "."
                : "It may have taken effect or not, and is not sent again by itself, since that could do it twice. Look"
                        + " whether it did; if not, run it by hand, or run the schema action again.";
    }
}
