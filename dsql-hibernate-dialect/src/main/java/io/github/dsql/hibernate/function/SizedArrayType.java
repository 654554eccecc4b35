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
package io.github.dsql.hibernate.function;

import org.hibernate.engine.jdbc.Size;
import org.hibernate.internal.util.IndexedConsumer;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.SqlExpressible;
import org.hibernate.metamodel.mapping.SqlTypedMapping;
import org.hibernate.type.BasicArrayType;
import org.jspecify.annotations.Nullable;

/**
 * The type of an array with the size of its column, which some of Hibernate's functions fail without.
 *
 * @param type the type of the array
 * @param size the size, of which all may be unknown
 */
record SizedArrayType(BasicArrayType<?, ?> type, Size size) implements SqlExpressible, SqlTypedMapping {
    @Override
    public JdbcMapping getJdbcMapping() {
        return type;
    }

    @Override
    public @Nullable Long getLength() {
        return size.getLength();
    }

    @Override
    public @Nullable Integer getArrayLength() {
        return null;
    }

    @Override
    public @Nullable Integer getPrecision() {
        return size.getPrecision();
    }

    @Override
    public @Nullable Integer getScale() {
        return size.getScale();
    }

    @Override
    public @Nullable Integer getTemporalPrecision() {
        return null;
    }

    /**
     * Returns no definition; later versions of Hibernate do not ask.
     *
     * @return null
     */
    @Override
    public @Nullable String getColumnDefinition() {
        return null;
    }

    @Override
    public int forEachJdbcType(int offset, IndexedConsumer<JdbcMapping> action) {
        action.accept(offset, type);
        return 1;
    }
}
