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

import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import java.util.List;
import org.hibernate.mapping.Table;

/**
 * Internal: whether a view of the database is that of the mapping. The database writes a query otherwise than the mapping, so that the
 * columns alone tell.
 */
final class Views {
    private final Scope scope;
    private final PlanBuilder plan;

    Views(Scope scope, PlanBuilder plan) {
        this.scope = scope;
        this.plan = plan;
    }

    /** Plans what a view needs, or a table that is mapped as one. */
    void plan(Table table, CatalogTable known) {
        if (!known.view()) {
            plan.manual(
                    scope.subject(table),
                    "It is mapped as a view and is a table: put the table out of the way, and run the update again, which"
                            + " creates the view.",
                    scope.alter(table) + "rename to "
                            + scope.quoted(ConstraintName.old(known.name().name())));
            return;
        }
        List<String> missing = table.getColumns().stream()
                .map(scope::stored)
                .filter(column -> known.column(column) == null)
                .toList();
        if (!missing.isEmpty()) {
            String message = "The view has no column " + String.join(", ", missing) + " of the mapping: ";
            if (table.isView()) {
                plan.manual(
                        scope.subject(table),
                        message + "replace it. If its other columns have changed too, drop it first.",
                        NewTables.statements(table, scope).get(0));
            } else {
                plan.manual(
                        scope.subject(table),
                        message + "replace it by one that has, or, if a table is to take its place, drop it and run the"
                                + " update again.");
            }
        }
    }
}
