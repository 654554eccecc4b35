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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.sql.model.ast.ColumnValueBinding;
import org.hibernate.sql.model.internal.OptionalTableUpdate;

/**
 * Splits the columns of an upsert into those that are inserted, that identify the row, and that are updated when it exists.
 *
 * @param keys the primary key, target of {@code on conflict}
 * @param inserted keys and values
 * @param updated values that may change; empty if an existing row stays as it is
 * @param versions the version that an existing row may have at most; empty if the entity has none
 */
record Upsert(
        List<ColumnValueBinding> keys,
        List<ColumnValueBinding> inserted,
        List<ColumnValueBinding> updated,
        List<ColumnValueBinding> versions) {

    static Upsert of(OptionalTableUpdate update) {
        List<ColumnValueBinding> keys = update.getKeyBindings();
        List<ColumnValueBinding> values = update.getValueBindings();
        return new Upsert(
                keys,
                Stream.concat(keys.stream(), values.stream()).toList(),
                values.stream().filter(Upsert::isUpdatable).toList(),
                new ArrayList<>(update.getOptimisticLockBindings()));
    }

    private static boolean isUpdatable(ColumnValueBinding binding) {
        return !(binding.getValueExpression().getSqlTypedMapping() instanceof SelectableMapping column)
                || column.isUpdateable();
    }
}
