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
package io.github.dsql.hibernate.schema.migrate;

import io.github.dsql.hibernate.schema.catalog.CatalogColumn;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import io.github.dsql.hibernate.schema.migrate.Probe.ProbeException;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Internal: how the default of a column follows the mapping. Rows that are there keep what they have. */
final class Defaults {
    private final Scope scope;
    private final PlanBuilder plan;

    Defaults(Scope scope, PlanBuilder plan) {
        this.scope = scope;
        this.plan = plan;
    }

    /**
     * Plans the default of a column that the mapping gives one.
     *
     * @param existing the column of the database, or null if it is only added by the plan
     * @param required whether the column is mapped as not null, so that nulls are reported anyway
     */
    void plan(Table table, Column column, @Nullable CatalogColumn existing, String value, boolean required) {
        DefaultExpression wanted = DefaultExpression.of(value);
        String actual = existing == null ? null : existing.defaultExpression();
        String subject = scope.subject(table, scope.stored(column));
        if (existing != null && existing.generatedExpression() != null) {
            return;
        }
        if (wanted.isNull()) {
            if (actual != null && !DefaultExpression.of(actual).isNull()) {
                plan.send(
                        Phase.ALTER,
                        scope.alter(table) + "alter column " + scope.sql(column) + " drop default",
                        subject + " has the default " + actual);
            }
            return;
        }
        String set = scope.alter(table) + "alter column " + scope.sql(column) + " set default " + value;
        if (actual == null || existing == null) {
            plan.send(Phase.ALTER, set, subject + " has no default");
            if (existing == null && !required && scope.hasRows(table)) {
                plan.info(
                        subject,
                        "Rows that are there keep null in the new column: Aurora DSQL gives a default to new rows only.",
                        Backfill.ofNulls(scope, table, column, value));
            }
            return;
        }
        DefaultExpression present = DefaultExpression.of(actual);
        if (wanted.isSame(present)) {
            return;
        }
        if (!wanted.constant() || !present.constant()) {
            plan.manual(
                    subject,
                    "The default is " + actual + " and mapped as " + value
                            + ". Whether that is the same cannot be told from the texts: if it is not, run the statement.",
                    set);
        } else if (!equalValues(value, actual, existing)) {
            plan.send(Phase.ALTER, set, subject + " has the default " + actual);
        }
    }

    /** Whether two constants are the same value of the type of the column, as '2020-01-01' and '2020-01-01 00:00:00'. */
    private boolean equalValues(String one, String other, CatalogColumn existing) {
        String type = existing.type();
        try {
            return scope.probe()
                    .holds("select cast(cast(" + one + " as " + type + ") as text) = cast(cast(" + other + " as " + type
                            + ") as text)");
        } catch (ProbeException e) {
            // 22xxx: the type has no such value, so that it is another one; setting it then fails with the reason.
            String state = e.failure().getSQLState();
            if (state != null && state.startsWith("22")) {
                return false;
            }
            throw e;
        }
    }
}
