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
package io.github.dsql.local.session;

import io.github.dsql.local.server.PostgresErrors;
import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Rule;
import io.github.dsql.local.wire.ErrorFields;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Internal: turns PostgreSQL's errors into those of Aurora DSQL.
 *
 * <p>What reaches the client as PostgreSQL's own serialization failure, deadlock or lock timeout could not be put off until COMMIT.
 */
final class BackendErrors {
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01", "55P03");

    private static final Pattern CATALOGUE_RACE = Pattern.compile(
            "tuple concurrently (updated|deleted)|cache lookup failed for (?!type)|could not open relation with OID|relation with OID \\d+ does not exist");

    private static final Pattern OWN_FUNCTION = Pattern.compile("dsql_internal|varchar_of_bytes|function sys\\.");

    private BackendErrors() {}

    /** Returns the error as the client shall see it. */
    static ErrorFields translate(ErrorFields error) {
        if (CONFLICTS.contains(error.get(ErrorFields.STATE))
                && !error.get(ErrorFields.MESSAGE).contains("(OC00")) {
            return of(Rule.CONFLICT_DATA.refuse());
        }
        if (isCatalogueRace(error)) {
            return of(Conflicts.SCHEMA);
        }
        Refusal refusal = PostgresErrors.translate(error.get(ErrorFields.STATE), error.get(ErrorFields.MESSAGE));
        if (refusal != null) {
            return of(refusal);
        }
        if (OWN_FUNCTION.matcher(error.get(ErrorFields.WHERE)).find()) {
            for (char origin : new char[] {ErrorFields.WHERE, ErrorFields.POSITION, 'p', 'q', 'F', 'L', 'R'}) {
                error.set(origin, null);
            }
        }
        return error;
    }

    /**
     * Returns whether two changes of the schema met in PostgreSQL's catalogue, which has no conflicts to tell but the collision itself:
     * a duplicate key of its own tables, or a row or an object that is not what it was a moment ago.
     */
    private static boolean isCatalogueRace(ErrorFields error) {
        return switch (error.get(ErrorFields.STATE)) {
            case "23505" -> error.get(ErrorFields.SCHEMA).equals("pg_catalog");
            case "XX000", "42P01" ->
                CATALOGUE_RACE.matcher(error.get(ErrorFields.MESSAGE)).find();
            default -> false;
        };
    }

    static ErrorFields of(Refusal refusal) {
        return ErrorFields.of("ERROR", refusal.sqlState(), refusal.message()).set('D', refusal.detail());
    }
}
