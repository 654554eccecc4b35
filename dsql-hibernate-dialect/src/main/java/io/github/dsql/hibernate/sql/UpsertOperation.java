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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.engine.jdbc.mutation.ParameterUsage;
import org.hibernate.jdbc.Expectation;
import org.hibernate.sql.exec.spi.JdbcParameterBinder;
import org.hibernate.sql.model.ast.ColumnValueParameter;
import org.hibernate.sql.model.internal.OptionalTableUpdate;
import org.hibernate.sql.model.jdbc.JdbcValueDescriptor;
import org.hibernate.sql.model.jdbc.MergeOperation;
import org.jspecify.annotations.Nullable;

/**
 * An upsert as one statement, in which a value that Hibernate binds once may stand in several places, or in none.
 *
 * <p>Hibernate binds every value of the entity by column; a column that may not be inserted is written twice in the statement if
 * its value has no other way into the update, and one that the database generates is not written at all.
 */
final class UpsertOperation extends MergeOperation {
    private final Map<String, JdbcValueDescriptor> values = new HashMap<>();

    UpsertOperation(
            OptionalTableUpdate update, Upsert upsert, String sql, List<? extends JdbcParameterBinder> binders) {
        super(
                update.getMutatingTable().getTableMapping(),
                update.getMutationTarget(),
                sql,
                upsert.updated().isEmpty() ? new Expectation.OptionalRowCount() : new Expectation.RowCount(),
                binders);
        for (var binding : update.getValueBindings()) {
            binding.getValueExpression().getParameters().stream()
                    .filter(parameter -> parameter.getUsage() == ParameterUsage.SET)
                    .forEach(parameter -> place(parameter, binders));
        }
    }

    private void place(ColumnValueParameter parameter, List<? extends JdbcParameterBinder> binders) {
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < binders.size(); i++) {
            if (binders.get(i) == parameter) {
                positions.add(i + 1);
            }
        }
        if (positions.size() != 1) {
            // Positions tell bindings from each other, so that one without a place needs a number too.
            int position = positions.isEmpty() ? -1 - values.size() : positions.get(0);
            String column = parameter.getColumnReference().getColumnExpression();
            values.put(column, new PlacedValue(column, position, parameter.getJdbcMapping(), List.copyOf(positions)));
        }
    }

    @Override
    public @Nullable JdbcValueDescriptor findValueDescriptor(String columnName, ParameterUsage usage) {
        JdbcValueDescriptor placed = usage == ParameterUsage.SET ? values.get(columnName) : null;
        return placed != null ? placed : super.findValueDescriptor(columnName, usage);
    }
}
