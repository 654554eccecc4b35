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

import java.sql.Array;
import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.dialect.type.PostgreSQLJsonArrayPGObjectType;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.BasicPluralJavaType;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.java.spi.UnknownBasicJavaType;
import org.hibernate.type.descriptor.jdbc.AggregateJdbcType;
import org.hibernate.type.descriptor.jdbc.BasicExtractor;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.descriptor.jdbc.spi.JsonGeneratingVisitor;
import org.hibernate.type.format.StringJsonDocumentReader;
import org.jspecify.annotations.Nullable;

/** An array in a {@code jsonb} column, with every element exact; see {@link JsonValues}. */
final class JsonArrayType extends PostgreSQLJsonArrayPGObjectType {
    private static final long serialVersionUID = 1L;

    JsonArrayType(JdbcType elementType) {
        super(elementType, true);
    }

    @Override
    public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
        return new DocumentExtractor<>(new Extractor<>(javaType, this));
    }

    @Override
    protected <X> String toString(X value, JavaType<X> javaType, WrapperOptions options) {
        JavaType<?> elementType = ((BasicPluralJavaType<?>) javaType).getElementJavaType();
        if (elementType instanceof UnknownBasicJavaType<?>) {
            return super.toString(value, javaType, options);
        }
        JsonText json = new JsonText();
        JsonGeneratingVisitor.INSTANCE.visitArray(
                elementType, getElementJdbcType(), javaType.unwrap(value, Object[].class, options), options, json);
        return json.toString();
    }

    @Override
    protected <X> @Nullable X fromString(@Nullable String text, JavaType<X> javaType, WrapperOptions options)
            throws SQLException {
        JavaType<?> elementType = ((BasicPluralJavaType<?>) javaType).getElementJavaType();
        if (text == null
                || elementType instanceof UnknownBasicJavaType<?>
                || getElementJdbcType() instanceof AggregateJdbcType) {
            return super.fromString(text, javaType, options);
        }
        StringJsonDocumentReader reader = new StringJsonDocumentReader(text);
        return switch (reader.next()) {
            case NULL_VALUE -> null;
            case ARRAY_START -> javaType.wrap(elements(reader, elementType, options), options);
            default -> throw new IllegalArgumentException("it is not an array");
        };
    }

    private List<@Nullable Object> elements(
            StringJsonDocumentReader reader, JavaType<?> elementType, WrapperOptions options) throws SQLException {
        List<@Nullable Object> elements = new ArrayList<>();
        while (true) {
            switch (reader.next()) {
                case ARRAY_END -> {
                    return elements;
                }
                case NULL_VALUE -> elements.add(null);
                case BOOLEAN_VALUE -> elements.add(reader.getBooleanValue());
                case VALUE, NUMERIC_VALUE ->
                    elements.add(JsonValues.read(elementType, getElementJdbcType(), reader, options));
                default -> throw new IllegalArgumentException("an element is neither a value nor null");
            }
        }
    }

    /** Takes an array of PostgreSQL as well, which an expression of a query may give. */
    private static final class Extractor<X> extends BasicExtractor<X> {
        private static final long serialVersionUID = 1L;

        private final JsonArrayType type;

        Extractor(JavaType<X> javaType, JsonArrayType type) {
            super(javaType, type);
            this.type = type;
        }

        @Override
        protected @Nullable X doExtract(ResultSet rows, int index, WrapperOptions options) throws SQLException {
            return value(rows.getObject(index), options);
        }

        @Override
        protected @Nullable X doExtract(CallableStatement statement, int index, WrapperOptions options)
                throws SQLException {
            return value(statement.getObject(index), options);
        }

        @Override
        protected @Nullable X doExtract(CallableStatement statement, String name, WrapperOptions options)
                throws SQLException {
            return value(statement.getObject(name), options);
        }

        private @Nullable X value(@Nullable Object value, WrapperOptions options) throws SQLException {
            return value instanceof Array array
                    ? getJavaType().wrap(array, options)
                    : type.fromString(value == null ? null : value.toString(), getJavaType(), options);
        }
    }
}
