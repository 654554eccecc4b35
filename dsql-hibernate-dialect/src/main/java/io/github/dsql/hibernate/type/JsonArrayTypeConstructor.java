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
package io.github.dsql.hibernate.type;

import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.type.PostgreSQLArrayJdbcTypeConstructor;
import org.hibernate.tool.schema.extract.spi.ColumnTypeInformation;
import org.hibernate.type.BasicType;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.descriptor.jdbc.JdbcTypeConstructor;
import org.hibernate.type.spi.TypeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Makes the type of a mapped array: a {@code jsonb} column, also where the mapping asks for {@code ARRAY}, which is no column type
 * of Aurora DSQL (2026-10).
 */
final class JsonArrayTypeConstructor implements JdbcTypeConstructor {
    private final int sqlTypeCode;

    JsonArrayTypeConstructor(int sqlTypeCode) {
        this.sqlTypeCode = sqlTypeCode;
    }

    @Override
    public int getDefaultSqlTypeCode() {
        return sqlTypeCode;
    }

    @Override
    public JdbcType resolveType(
            TypeConfiguration typeConfiguration,
            Dialect dialect,
            BasicType<?> elementType,
            @Nullable ColumnTypeInformation columnTypeInformation) {
        return new JsonArrayType(elementType.getJdbcType());
    }

    /** {@inheritDoc} Called for the result of a native query, which may hold an array of PostgreSQL. */
    @Override
    public JdbcType resolveType(
            TypeConfiguration typeConfiguration,
            Dialect dialect,
            JdbcType elementType,
            @Nullable ColumnTypeInformation columnTypeInformation) {
        return sqlTypeCode == SqlTypes.ARRAY
                ? PostgreSQLArrayJdbcTypeConstructor.INSTANCE.resolveType(
                        typeConfiguration, dialect, elementType, columnTypeInformation)
                : new JsonArrayType(elementType);
    }
}
