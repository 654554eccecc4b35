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
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Internal: how the comments of a table follow the mapping. One that the mapping does not have is left alone. */
final class Comments {
    private final Scope scope;
    private final PlanBuilder plan;

    Comments(Scope scope, PlanBuilder plan) {
        this.scope = scope;
        this.plan = plan;
    }

    void plan(Table table, CatalogTable known) {
        if (!scope.dialect().supportsCommentOn()) {
            return;
        }
        compare((table.isView() ? "view " : "table ") + scope.sql(table), table.getComment(), known.comment());
        for (Column column : table.getColumns()) {
            CatalogColumn existing = known.column(scope.stored(column));
            compare(
                    "column " + scope.sql(table) + "." + scope.sql(column),
                    column.getComment(),
                    existing == null ? null : existing.comment());
        }
    }

    private void compare(String object, @Nullable String wanted, @Nullable String actual) {
        // An empty comment is none for the database.
        if (wanted != null && !wanted.equals(actual == null ? "" : actual)) {
            plan.send(
                    Phase.ALTER,
                    "comment on " + object + " is '" + wanted.replace("'", "''") + "'",
                    "the comment differs from the mapping");
        }
    }
}
