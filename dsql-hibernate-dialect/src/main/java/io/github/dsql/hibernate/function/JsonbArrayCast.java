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
import org.hibernate.query.sqm.CastType;
import org.hibernate.query.sqm.function.AbstractSqmSelfRenderingFunctionDescriptor;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.hibernate.sql.ast.tree.expression.CastTarget;
import org.jspecify.annotations.Nullable;

/** The function {@code cast}, which writes an array that is {@code jsonb} into a string the way that Hibernate writes arrays. */
final class JsonbArrayCast extends AbstractSqmSelfRenderingFunctionDescriptor {
    private final AbstractSqmSelfRenderingFunctionDescriptor cast;

    JsonbArrayCast(AbstractSqmSelfRenderingFunctionDescriptor cast) {
        super(
                cast.getName(),
                cast.getArgumentsValidator(),
                cast.getReturnTypeResolver(),
                cast.getArgumentTypeResolver());
        this.cast = cast;
    }

    @Override
    public String getArgumentListSignature() {
        return cast.getArgumentListSignature();
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            @Nullable ReturnableType<?> returnType,
            SqlAstTranslator<?> translator) {
        boolean toString = arguments.get(1) instanceof CastTarget target
                && target.getJdbcMapping().getCastType() == CastType.STRING;
        cast.render(sql, toString ? JsonbArrays.asArrays(arguments) : arguments, returnType, translator);
    }
}
