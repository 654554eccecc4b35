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

import io.github.dsql.hibernate.schema.catalog.CatalogName;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Internal: whether the name of an object that is to be created is free. Tables, views, sequences and indexes of a schema, those of
 * unique constraints included, share one set of names.
 */
final class Names {
    private final Scope scope;
    private final PlanBuilder plan;
    private final Map<CatalogName, String> planned = new HashMap<>();

    Names(Scope scope, PlanBuilder plan) {
        this.scope = scope;
        this.plan = plan;
    }

    /**
     * Takes a name, or plans an error if it is taken.
     *
     * @param subject what is to be created, as "index by_name"
     * @param purpose what it belongs to, as " of table pet", or nothing
     * @param name its name
     * @return whether the name was free
     */
    boolean take(String subject, String purpose, CatalogName name) {
        String present = present(name);
        String owner = present == null ? planned.putIfAbsent(name, subject + purpose) : present;
        if (owner == null) {
            return true;
        }
        plan.error(
                subject,
                "The " + subject + purpose + " cannot be created: the name " + name
                        + " is taken by something else, the " + owner
                        + ", and tables, views, sequences, indexes and unique constraints of a schema share their names."
                        + " Give the " + subject.substring(0, subject.indexOf(' ')) + " another name in the mapping.");
        return false;
    }

    private @Nullable String present(CatalogName name) {
        CatalogTable table = scope.catalog().table(name);
        if (table != null) {
            return (table.view() ? "view " : "table ") + name.name();
        }
        if (scope.catalog().sequence(name) != null) {
            return "sequence " + name.name();
        }
        return scope.catalog().tables().values().stream()
                .filter(owner -> owner.name().schema().equals(name.schema()) && owner.index(name.name()) != null)
                .map(owner ->
                        "index " + name.name() + " of table " + owner.name().name())
                .findFirst()
                .orElse(null);
    }
}
