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

import org.hibernate.dialect.function.array.DdlTypeHelper;
import org.hibernate.engine.jdbc.Size;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.JdbcMappingContainer;
import org.hibernate.metamodel.mapping.SqlTypedMapping;
import org.hibernate.sql.ast.SqlAstNodeRenderingMode;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.expression.AggregateFunctionExpression;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.FunctionExpression;
import org.hibernate.sql.ast.tree.expression.SelfRenderingExpression;
import org.hibernate.type.BasicArrayType;
import org.hibernate.type.BasicType;
import org.hibernate.type.spi.TypeConfiguration;
import org.jspecify.annotations.Nullable;

/** Renders an expression of {@code jsonb} as the array that it holds: null for null, and nulls for the nulls in it. */
record ArrayFromJsonb(Expression jsonb, BasicArrayType<?, ?> type) implements SelfRenderingExpression {
    @Override
    public JdbcMappingContainer getExpressionType() {
        return new SizedArrayType(type, size(jsonb.getExpressionType()));
    }

    private static Size size(@Nullable Object type) {
        return type instanceof SqlTypedMapping column ? column.toSize() : Size.nil();
    }

    @Override
    public void renderToSql(SqlAppender sql, SqlAstTranslator<?> translator, SessionFactoryImplementor factory) {
        if (jsonb instanceof FunctionExpression call
                && factory.getQueryEngine().getSqmFunctionRegistry().findFunctionDescriptor(call.getFunctionName())
                        instanceof JsonbArrayFunction function) {
            boolean aggregate = call instanceof AggregateFunctionExpression;
            sql.append(aggregate ? "" : "(");
            function.renderArray(sql, call, type, translator);
            sql.append(aggregate ? "" : ")");
            return;
        }
        sql.append("(case when ");
        appendJsonb(translator);
        sql.append(" is not null then array(select ");
        appendElement(sql, type.getElementType(), "e.v", jsonb.getExpressionType(), factory);
        sql.append(" from ");
        sql.append(elementsFunction(type.getElementType()));
        sql.append('(');
        appendJsonb(translator);
        sql.append(") with ordinality e(v,i) order by e.i) end)");
    }

    private void appendJsonb(SqlAstTranslator<?> translator) {
        translator.render(jsonb, SqlAstNodeRenderingMode.NO_PLAIN_PARAMETER);
    }

    /** Returns the function that turns a document into rows: of documents if that is what the elements are, of text if not. */
    static String elementsFunction(BasicType<?> elementType) {
        return elementType.getJdbcType().isJson() ? "jsonb_array_elements" : "jsonb_array_elements_text";
    }

    /** Renders one element, given as its text in the document, as a value of its SQL type. */
    static void appendElement(
            SqlAppender sql,
            BasicType<?> elementType,
            String text,
            @Nullable Object arrayType,
            SessionFactoryImplementor factory) {
        if (JsonbArrays.isBinary(elementType)) {
            sql.append("decode(" + text + ",'hex')");
        } else {
            sql.append("cast(" + text + " as ");
            sql.append(elementTypeName(elementType, size(arrayType), factory.getTypeConfiguration()));
            sql.append(')');
        }
    }

    /** Returns the type without a length, which would cut a longer string off, and with a precision only if one is declared. */
    private static String elementTypeName(BasicType<?> elementType, Size size, TypeConfiguration types) {
        if (elementType.getJdbcType().isDecimal() && size.getPrecision() != null) {
            return DdlTypeHelper.getCastTypeName(
                    elementType, new Size().setPrecision(size.getPrecision()).setScale(size.getScale()), types);
        }
        return DdlTypeHelper.getCastTypeName(elementType, types).replaceAll("\\([^)]*\\)", "");
    }
}
