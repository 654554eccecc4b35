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
import org.hibernate.metamodel.model.domain.ReturnableType;
import org.hibernate.query.sqm.function.AbstractSqmSelfRenderingFunctionDescriptor;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.hibernate.sql.ast.tree.expression.FunctionExpression;
import org.hibernate.sql.ast.tree.expression.OrderedSetAggregateFunctionExpression;
import org.hibernate.sql.ast.tree.predicate.Predicate;
import org.hibernate.sql.ast.tree.select.SortSpecification;
import org.jspecify.annotations.Nullable;

/** One array function of PostgreSQL, fed with arrays made from {@code jsonb}, and its array turned into {@code jsonb} again. */
final class JsonbArrayFunction extends AbstractSqmSelfRenderingFunctionDescriptor {
    private final AbstractSqmSelfRenderingFunctionDescriptor postgresql;

    JsonbArrayFunction(AbstractSqmSelfRenderingFunctionDescriptor postgresql) {
        super(
                postgresql.getName(),
                postgresql.getFunctionKind(),
                postgresql.getArgumentsValidator(),
                PluralReturnType.of(postgresql.getReturnTypeResolver()),
                postgresql.getArgumentTypeResolver());
        this.postgresql = postgresql;
    }

    @Override
    public String getArgumentListSignature() {
        return postgresql.getArgumentListSignature();
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            @Nullable ReturnableType<?> returnType,
            SqlAstTranslator<?> translator) {
        JsonbArrays.appendJsonb(
                sql, returnType, type -> postgresql.render(sql, JsonbArrays.asArrays(arguments), type, translator));
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            @Nullable Predicate filter,
            @Nullable ReturnableType<?> returnType,
            SqlAstTranslator<?> translator) {
        JsonbArrays.appendJsonb(
                sql,
                returnType,
                type -> postgresql.render(sql, JsonbArrays.asArrays(arguments), filter, type, translator));
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            @Nullable Predicate filter,
            @Nullable List<SortSpecification> withinGroup,
            @Nullable ReturnableType<?> returnType,
            SqlAstTranslator<?> translator) {
        JsonbArrays.appendJsonb(
                sql,
                returnType,
                type -> postgresql.render(sql, JsonbArrays.asArrays(arguments), filter, withinGroup, type, translator));
    }

    /** Renders a call of this function as an array, for another function that wants one. */
    void renderArray(
            SqlAppender sql, FunctionExpression call, ReturnableType<?> arrayType, SqlAstTranslator<?> translator) {
        List<? extends SqlAstNode> arguments = JsonbArrays.asArrays(call.getArguments());
        if (call instanceof OrderedSetAggregateFunctionExpression aggregate) {
            postgresql.render(sql, arguments, aggregate.getFilter(), aggregate.getWithinGroup(), arrayType, translator);
        } else {
            postgresql.render(sql, arguments, arrayType, translator);
        }
    }
}
