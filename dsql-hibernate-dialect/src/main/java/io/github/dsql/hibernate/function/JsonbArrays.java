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

import java.util.List;
import java.util.function.Consumer;
import org.hibernate.metamodel.mapping.JdbcMappingContainer;
import org.hibernate.metamodel.model.domain.ReturnableType;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.type.BasicArrayType;
import org.hibernate.type.BasicPluralType;
import org.hibernate.type.BasicType;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.ArrayJdbcType;
import org.jspecify.annotations.Nullable;

/** Tells which expressions are arrays stored as {@code jsonb}, and converts between the two. */
final class JsonbArrays {
    private JsonbArrays() {}

    /** Returns the type of an array that is {@code jsonb} in SQL, or null for any other type. */
    static @Nullable BasicPluralType<?, ?> jsonbArrayType(@Nullable Object type) {
        return type instanceof JdbcMappingContainer container
                        && container.getJdbcTypeCount() == 1
                        && container.getSingleJdbcMapping() instanceof BasicPluralType<?, ?> plural
                        && plural.getJdbcType().getDefaultSqlTypeCode() == SqlTypes.JSON_ARRAY
                ? plural
                : null;
    }

    /** Returns the arguments of a function with those that are {@code jsonb} replaced by arrays. */
    static List<SqlAstNode> asArrays(List<? extends SqlAstNode> arguments) {
        return arguments.stream().map(JsonbArrays::asArray).toList();
    }

    static SqlAstNode asArray(SqlAstNode argument) {
        if (argument instanceof Expression expression) {
            BasicPluralType<?, ?> type = jsonbArrayType(expression.getExpressionType());
            if (type != null) {
                return new ArrayFromJsonb(expression, arrayType(type));
            }
        }
        return argument;
    }

    /** Renders an expression of PostgreSQL's type for the result, as {@code jsonb} if that is an array. */
    static void appendJsonb(
            SqlAppender sql, @Nullable ReturnableType<?> returnType, Consumer<@Nullable ReturnableType<?>> expression) {
        BasicPluralType<?, ?> type = jsonbArrayType(returnType);
        if (type == null) {
            expression.accept(returnType);
            return;
        }
        ReturnableType<?> arrayType = arrayType(type);
        if (isBinary(type.getElementType())) {
            // The documents hold bytes as plain hexadecimal digits.
            sql.append("case when (");
            expression.accept(arrayType);
            sql.append(") is not null then to_jsonb(array(select encode(b.v,'hex') from unnest(");
            expression.accept(arrayType);
            sql.append(") with ordinality b(v,i) order by b.i)) end");
        } else {
            sql.append("to_jsonb(");
            expression.accept(arrayType);
            sql.append(')');
        }
    }

    static boolean isBinary(BasicType<?> elementType) {
        return elementType.getJdbcType().isBinary();
    }

    /** Returns the type that the array would have in PostgreSQL, to render casts with. */
    @SuppressWarnings({"unchecked", "rawtypes"}) // Nothing is bound or read with this type.
    private static BasicArrayType<?, ?> arrayType(BasicPluralType<?, ?> type) {
        BasicType<?> elementType = type.getElementType();
        return new BasicArrayType(
                elementType, new ArrayJdbcType(elementType.getJdbcType()), (JavaType) type.getJavaTypeDescriptor());
    }
}
