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

import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.EnumJavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.internal.BasicTypeImpl;
import org.jspecify.annotations.Nullable;

/** The type of one enum attribute, which names the column when it holds a name or an ordinal that the enum does not have. */
final class CheckedEnumType<E extends Enum<E>> extends BasicTypeImpl<E> {
    private static final long serialVersionUID = 1L;

    private final EnumJavaType<E> enumType;
    private final String column;

    CheckedEnumType(EnumJavaType<E> enumType, JdbcType jdbcType, String column) {
        super(enumType, jdbcType);
        this.enumType = enumType;
        this.column = column;
    }

    @Override
    public ValueExtractor<E> getJdbcValueExtractor() {
        return new Extractor(super.getJdbcValueExtractor());
    }

    /** Reads the value once more, as text, when the enum does not know it. */
    private final class Extractor implements ValueExtractor<E> {
        private final ValueExtractor<E> extractor;

        Extractor(ValueExtractor<E> extractor) {
            this.extractor = extractor;
        }

        @Override
        public @Nullable E extract(ResultSet rows, int index, WrapperOptions options) throws SQLException {
            try {
                return extractor.extract(rows, index, options);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw unknown(rows.getObject(index), e);
            }
        }

        @Override
        public @Nullable E extract(CallableStatement statement, int index, WrapperOptions options) throws SQLException {
            try {
                return extractor.extract(statement, index, options);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw unknown(statement.getObject(index), e);
            }
        }

        @Override
        public @Nullable E extract(CallableStatement statement, String name, WrapperOptions options)
                throws SQLException {
            try {
                return extractor.extract(statement, name, options);
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw unknown(statement.getObject(name), e);
            }
        }

        private UnknownEnumValue unknown(@Nullable Object value, RuntimeException cause) {
            Class<E> type = enumType.getJavaTypeClass();
            return new UnknownEnumValue(column, value, type, Arrays.asList(type.getEnumConstants()), cause);
        }
    }
}
