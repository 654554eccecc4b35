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
 * Internal: a constraint of the catalogue.
 *
 * @param name its name
 * @param kind what it is
 * @param columns its columns: the key, or what a check reads; in the order of the key
 * @param validated whether every row is known to satisfy it
 * @param definition its definition as the database writes it, with NOT VALID at its end if it is not validated
 * @param reference what a foreign key references, or null for another constraint
 */
public record CatalogConstraint(
        String name,
        Kind kind,
        List<String> columns,
        boolean validated,
        String definition,
        @Nullable Reference reference) {
    /** What a constraint is. */
    public enum Kind {
        /** CHECK. */
        CHECK,
        /** FOREIGN KEY. */
        FOREIGN_KEY,
        /** PRIMARY KEY. */
        PRIMARY_KEY,
        /** UNIQUE. */
        UNIQUE,
        /** Anything else. */
        OTHER
    }

    /** What happens to the referencing rows. */
    public enum Action {
        /** NO ACTION. */
        NO_ACTION,
        /** RESTRICT. */
        RESTRICT,
        /** CASCADE. */
        CASCADE,
        /** SET NULL. */
        SET_NULL,
        /** SET DEFAULT. */
        SET_DEFAULT
    }

    /**
     * What a foreign key references.
     *
     * @param table the referenced table
     * @param columns the referenced columns; empty if the table is in a schema that was not read
     * @param onDelete what happens on delete
     * @param onUpdate what happens on update
     */
    public record Reference(CatalogName table, List<String> columns, Action onDelete, Action onUpdate) {
        /** Keeps a copy of the list. */
        public Reference {
            columns = List.copyOf(columns);
        }
    }

    /** Keeps a copy of the list. */
    public CatalogConstraint {
        columns = List.copyOf(columns);
    }
}
