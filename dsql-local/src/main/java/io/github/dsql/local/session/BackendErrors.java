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

    /** PostgreSQL's internal error for two sessions that change the same catalogue row. */
    private static final String CATALOG_RACE = "tuple concurrently updated";

    private static final Pattern OWN_FUNCTION = Pattern.compile("dsql_internal|varchar_of_bytes|function sys\\.");

    private BackendErrors() {}

    /** Returns the error as the client shall see it. */
    static ErrorFields translate(ErrorFields error) {
        if (CONFLICTS.contains(error.get(ErrorFields.STATE))
                && !error.get(ErrorFields.MESSAGE).contains("(OC00")) {
            return of(Rule.CONFLICT_DATA.refuse());
        }
        if (error.get(ErrorFields.MESSAGE).equals(CATALOG_RACE)) {
            return of(Rule.CONFLICT_SCHEMA.refuse());
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

    static ErrorFields of(Refusal refusal) {
        return ErrorFields.of("ERROR", refusal.sqlState(), refusal.message()).set('D', refusal.detail());
    }
}
