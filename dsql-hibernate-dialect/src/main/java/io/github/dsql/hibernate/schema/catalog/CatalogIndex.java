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
 * Internal: an index of the catalogue.
 *
 * @param oid its object id
 * @param name its name
 * @param unique whether it is unique
 * @param primary whether it is that of the primary key
 * @param valid whether it is built; a failed build leaves it invalid
 * @param keys the columns of its key in their order, null for an expression; INCLUDE columns are not among them
 * @param expressions the expressions of its key as the database writes them, or null if there are none
 * @param predicate the condition of a partial index, or null
 * @param definition its definition as the database writes it
 * @param constraint the constraint that owns it, or null
 */
public record CatalogIndex(
        long oid,
        String name,
        boolean unique,
        boolean primary,
        boolean valid,
        List<@Nullable String> keys,
        @Nullable String expressions,
        @Nullable String predicate,
        String definition,
        @Nullable String constraint) {
    /**
     * Returns whether its keys are columns only, and it covers every row.
     *
     * @return true if it has neither an expression nor a condition
     */
    public boolean plain() {
        return expressions == null && predicate == null;
    }
}
