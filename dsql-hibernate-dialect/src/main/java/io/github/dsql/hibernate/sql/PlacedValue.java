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

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.hibernate.engine.jdbc.mutation.ParameterUsage;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.sql.model.jdbc.JdbcValueDescriptor;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;

/** A value of a statement that is bound to any number of its parameters. */
final class PlacedValue implements JdbcValueDescriptor {
    private final String column;
    private final int position;
    private final JdbcMapping mapping;

    PlacedValue(String column, int position, JdbcMapping mapping, List<Integer> positions) {
        this.column = column;
        this.position = position;
        this.mapping = new Placing(mapping, positions);
    }

    @Override
    public String getColumnName() {
        return column;
    }

    @Override
    public ParameterUsage getUsage() {
        return ParameterUsage.SET;
    }

    @Override
    public int getJdbcPosition() {
        return position;
    }

    @Override
    public JdbcMapping getJdbcMapping() {
        return mapping;
    }

    /** The mapping of the column, but for the place to which it binds. */
    private record Placing(JdbcMapping mapping, List<Integer> positions) implements JdbcMapping {
        @Override
        public JavaType<?> getJavaTypeDescriptor() {
            return mapping.getJavaTypeDescriptor();
        }

        @Override
        public JdbcType getJdbcType() {
            return mapping.getJdbcType();
        }

        @Override
        public ValueExtractor<?> getJdbcValueExtractor() {
            return mapping.getJdbcValueExtractor();
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public ValueBinder getJdbcValueBinder() {
            ValueBinder<Object> binder = mapping.getJdbcValueBinder();
            return new ValueBinder<>() {
                @Override
                public void bind(PreparedStatement statement, Object value, int index, WrapperOptions options)
                        throws SQLException {
                    for (int place : positions) {
                        binder.bind(statement, value, place, options);
                    }
                }

                @Override
                public void bind(CallableStatement statement, Object value, String name, WrapperOptions options)
                        throws SQLException {
                    throw new UnsupportedOperationException("An upsert calls no procedure");
                }
            };
        }
    }
}
