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
package io.github.dsql.hibernate.schema.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Internal: a table or view of the catalogue.
 *
 * @param oid its object id
 * @param name its name
 * @param view whether it is a view
 * @param comment its comment, or null
 * @param columns its columns, in their order
 * @param constraints its constraints; a NOT NULL is one of a column and not here
 * @param indexes its indexes, those of keys included
 */
public record CatalogTable(
        long oid,
        CatalogName name,
        boolean view,
        @Nullable String comment,
        List<CatalogColumn> columns,
        List<CatalogConstraint> constraints,
        List<CatalogIndex> indexes) {
    /** Keeps copies of the lists. */
    public CatalogTable {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
        indexes = List.copyOf(indexes);
    }

    /**
     * Returns a column.
     *
     * @param column its name as stored
     * @return the column, or null if there is none
     */
    public @Nullable CatalogColumn column(String column) {
        return columns.stream()
                .filter(known -> known.name().equals(column))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns whether a column is part of the primary key.
     *
     * @param column its name as stored
     * @return false too if there is no primary key
     */
    public boolean inPrimaryKey(String column) {
        CatalogIndex key = primaryKey();
        return key != null && key.keys().contains(column);
    }

    /**
     * Returns a constraint.
     *
     * @param constraint its name as stored
     * @return the constraint, or null if there is none
     */
    public @Nullable CatalogConstraint constraint(String constraint) {
        return constraints.stream()
                .filter(known -> known.name().equals(constraint))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns an index.
     *
     * @param index its name as stored
     * @return the index, or null if there is none
     */
    public @Nullable CatalogIndex index(String index) {
        return indexes.stream()
                .filter(known -> known.name().equals(index))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns the index of the primary key.
     *
     * @return the index, or null if the table has no primary key
     */
    public @Nullable CatalogIndex primaryKey() {
        return indexes.stream().filter(CatalogIndex::primary).findFirst().orElse(null);
    }
}
