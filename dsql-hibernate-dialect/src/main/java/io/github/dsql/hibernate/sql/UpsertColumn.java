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
package io.github.dsql.hibernate.sql;

import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.sql.model.ast.ColumnValueBinding;
import org.jspecify.annotations.Nullable;

/**
 * What an upsert writes to one column, when it inserts the row and when it updates it.
 *
 * @param name the column
 * @param binding the value as Hibernate binds it; null if it never does
 * @param inserted where the value of a new row comes from
 * @param updated where the value of an existing row comes from
 * @param sql the value that is computed by the database; null if none is
 */
record UpsertColumn(
        String name,
        @Nullable ColumnValueBinding binding,
        Source inserted,
        Source updated,
        @Nullable String sql) {
    /** Where a value comes from. */
    enum Source {
        /** The statement does not name the column. */
        NONE,
        /** The value of the entity. */
        BOUND,
        /** An expression of the database. */
        SQL
    }

    static UpsertColumn computed(String name, String sql, boolean alsoUpdated) {
        return new UpsertColumn(name, null, Source.SQL, alsoUpdated ? Source.SQL : Source.NONE, sql);
    }

    static UpsertColumn key(ColumnValueBinding binding) {
        return new UpsertColumn(nameOf(binding), binding, Source.BOUND, Source.NONE, null);
    }

    /** A value that is written as the mapping of its column allows. */
    static UpsertColumn value(ColumnValueBinding binding) {
        boolean mapped = binding.getValueExpression().getSqlTypedMapping() instanceof SelectableMapping;
        SelectableMapping column =
                mapped ? (SelectableMapping) binding.getValueExpression().getSqlTypedMapping() : null;
        return new UpsertColumn(
                nameOf(binding),
                binding,
                column == null || column.isInsertable() ? Source.BOUND : Source.NONE,
                column == null || column.isUpdateable() ? Source.BOUND : Source.NONE,
                null);
    }

    /** A value that the database generates, whatever the entity says. */
    UpsertColumn leftToDatabase() {
        return new UpsertColumn(name, binding, Source.NONE, Source.NONE, null);
    }

    /** A value that is generated when the row is inserted, and stays. */
    UpsertColumn insertedAs(@Nullable String expression) {
        return new UpsertColumn(name, binding, expression == null ? Source.NONE : Source.SQL, Source.NONE, expression);
    }

    UpsertColumn insertedOnly() {
        return new UpsertColumn(name, binding, inserted, Source.NONE, sql);
    }

    UpsertColumn updatedToo() {
        return new UpsertColumn(name, binding, inserted, inserted, sql);
    }

    boolean isInserted() {
        return inserted != Source.NONE;
    }

    boolean isUpdated() {
        return updated != Source.NONE;
    }

    static String nameOf(ColumnValueBinding binding) {
        return binding.getColumnReference().getColumnExpression();
    }
}
