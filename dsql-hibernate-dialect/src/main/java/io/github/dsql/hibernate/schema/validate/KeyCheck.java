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
package io.github.dsql.hibernate.schema.validate;

import io.github.dsql.hibernate.schema.catalog.CatalogIndex;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.MappedKey;
import io.github.dsql.hibernate.schema.migrate.Scope;
import io.github.dsql.hibernate.schema.migrate.UniqueColumns;
import java.util.List;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * Internal: whether the indexes and unique keys of a table are there, as far as they are asked for, and whether those that are there
 * are built.
 *
 * <p>A unique constraint and a unique index are the same, and a unique key may have another name.
 */
final class KeyCheck {
    private final Scope scope;
    private final SchemaComparison.Options options;
    private final List<String> errors;
    private final List<String> warnings;

    KeyCheck(Scope scope, SchemaComparison.Options options, List<String> errors, List<String> warnings) {
        this.scope = scope;
        this.options = options;
        this.errors = errors;
        this.warnings = warnings;
    }

    void check(Table table, CatalogTable known) {
        UniqueColumns.register(table);
        for (Index index : table.getIndexes().values()) {
            check(
                    table,
                    known,
                    MappedKey.of(index, scope),
                    "index",
                    options.indexes().includes(index.getName(), "IDX"));
        }
        for (UniqueKey key : table.getUniqueKeys().values()) {
            check(
                    table,
                    known,
                    MappedKey.of(key, scope),
                    "unique key",
                    options.uniqueKeys().includes(key.getName(), "UK"));
        }
    }

    private void check(Table table, CatalogTable known, MappedKey key, String kind, boolean askedFor) {
        if (key.sql().isEmpty()) {
            return;
        }
        CatalogIndex named = known.index(key.name());
        if (named != null && !named.valid()) {
            invalid(table, key, named, kind);
            return;
        }
        if (!askedFor) {
            return;
        }
        CatalogIndex index = named == null && key.unique() ? alike(key, known) : named;
        if (index == null) {
            errors.add("Schema validation: missing " + kind + " [" + key.name() + "] on table ["
                    + table.getQualifiedTableName() + "]. Create it: " + key.sql());
        } else if (!key.isLike(index, scope, known)) {
            errors.add("Schema validation: " + kind + " mismatch: [" + key.name() + "] on table ["
                    + table.getQualifiedTableName() + "] is [" + index.definition() + "]. Replace it: "
                    + drop(table, index) + "; " + key.sql());
        }
    }

    private void invalid(Table table, MappedKey key, CatalogIndex index, String kind) {
        String what = kind + " [" + key.name() + "] on table [" + table.getQualifiedTableName() + "]";
        if (SchemaComparison.isBeingBuilt(index, scope.catalog())) {
            warnings.add("The " + what + " is still being built.");
        } else {
            errors.add("Schema validation: invalid " + what
                    + ": its build failed, and no query uses it. Correct the rows, then: " + drop(table, index) + "; "
                    + key.sql());
        }
    }

    private @Nullable CatalogIndex alike(MappedKey key, CatalogTable known) {
        return known.indexes().stream()
                .filter(index -> index.valid() && key.isLike(index, scope, known))
                .findFirst()
                .orElse(null);
    }

    private String drop(Table table, CatalogIndex index) {
        String schema = scope.name(table).schema();
        return index.constraint() == null
                ? "drop index " + scope.quoted(schema) + "." + scope.quoted(index.name())
                : scope.alter(table) + "drop constraint " + scope.quoted(index.constraint());
    }
}
