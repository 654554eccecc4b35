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
import java.util.Set;

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

    static SchemaFailure of(DdlStatement statement, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String message = "Aurora DSQL refused the schema statement \""
                + statement.sql().strip() + "\": " + e.getMessage() + " (SQLSTATE " + state + "). " + advice(state);
        return new SchemaFailure(outcome(statement, state), message);
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

    private static String advice(String state) {
        if (EXISTING.contains(state)) {
            return "Drop it first, or let hibernate.hbm2ddl.auto=update bring it up to date.";
        }
        return switch (state) {
            case "0A000" ->
                "Change the mapping or the script so that it needs no such statement, or set"
                        + " hibernate.hbm2ddl.halt_on_error=false to go on without it.";
            case "40001" ->
                "Other sessions keep changing the schema: run one schema action at a time, or raise "
                        + DsqlSettings.DDL_MAX_RETRIES + ".";
            case "54000" -> "Split the statement: a transaction takes at most 3,000 rows and 10 MiB.";
            case DEPENDENTS -> "Drop what depends on it first.";
            default -> "Correct the mapping, the script or the data, and run the schema action again.";
        };
    }
}
