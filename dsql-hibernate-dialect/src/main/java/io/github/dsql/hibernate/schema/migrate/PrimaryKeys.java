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

import io.github.dsql.hibernate.schema.catalog.CatalogIndex;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import java.util.HashSet;
import java.util.List;
import org.hibernate.mapping.Table;

/** Internal: whether a table has the primary key of the mapping. Aurora DSQL changes none, so that all there is to do is to tell. */
final class PrimaryKeys {
    private final Scope scope;
    private final PlanBuilder plan;

    PrimaryKeys(Scope scope, PlanBuilder plan) {
        this.scope = scope;
        this.plan = plan;
    }

    void plan(Table table, CatalogTable known) {
        CatalogIndex key = known.primaryKey();
        List<String> wanted = table.hasPrimaryKey()
                ? table.getPrimaryKey().getColumns().stream().map(scope::stored).toList()
                : List.of();
        HashSet<String> actual = key == null ? new HashSet<>() : new HashSet<>(key.keys());
        if (actual.equals(new HashSet<>(wanted))) {
            return;
        }
        plan.manual(
                scope.subject(table),
                "The primary key is " + (key == null ? "missing" : key.keys()) + " and mapped as "
                        + (wanted.isEmpty() ? "none" : wanted)
                        + ": Aurora DSQL changes no primary key. A new table takes the place of this one, by the statements in"
                        + " their order while nobody writes to it. The insert copies rows that are not copied yet, at most 3,000"
                        + " in a transaction: repeat it until it inserts none; without a limit it copies all at once, so that"
                        + " more rows than that take a condition. Run the update again at the end, for the indexes and all that"
                        + " is not part of a new table.",
                new Replacement(scope, table, known).steps().toArray(String[]::new));
    }
}
