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

import io.github.dsql.hibernate.schema.catalog.CatalogConstraint;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint.Kind;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint.Reference;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.ForeignKey;
import org.jspecify.annotations.Nullable;

/**
 * Internal: which foreign key of the database is one of the mapping: that which leads from the same columns to the same columns, in
 * whatever order.
 *
 * <p>Hibernate orders the columns of composite keys when it creates a schema, and not when it updates or validates one.
 */
public final class ForeignKeyMatch {
    private ForeignKeyMatch() {}

    /**
     * Finds a foreign key.
     *
     * @param foreignKey that of the mapping
     * @param known the table of the database that it belongs to
     * @param scope the two sides
     * @return that of the database, or null if there is none
     */
    public static @Nullable CatalogConstraint find(ForeignKey foreignKey, CatalogTable known, Scope scope) {
        Map<String, String> wanted = pairs(
                names(foreignKey.getColumns(), scope),
                names(
                        foreignKey.isReferenceToPrimaryKey()
                                ? foreignKey
                                        .getReferencedTable()
                                        .getPrimaryKey()
                                        .getColumns()
                                : foreignKey.getReferencedColumns(),
                        scope));
        for (CatalogConstraint constraint : known.constraints()) {
            Reference reference = constraint.reference();
            if (constraint.kind() == Kind.FOREIGN_KEY
                    && reference != null
                    && reference.table().equals(scope.name(foreignKey.getReferencedTable()))) {
                List<String> columns = constraint.columns();
                boolean same = reference.columns().isEmpty()
                        ? columns.size() == wanted.size() && wanted.keySet().containsAll(columns)
                        : wanted.equals(pairs(columns, reference.columns()));
                if (same) {
                    return constraint;
                }
            }
        }
        return null;
    }

    private static Map<String, String> pairs(List<String> columns, List<String> targets) {
        Map<String, String> pairs = new HashMap<>();
        for (int i = 0; i < Math.min(columns.size(), targets.size()); i++) {
            pairs.put(columns.get(i), targets.get(i));
        }
        return pairs;
    }

    private static List<String> names(List<Column> columns, Scope scope) {
        return columns.stream().map(scope::stored).toList();
    }
}
