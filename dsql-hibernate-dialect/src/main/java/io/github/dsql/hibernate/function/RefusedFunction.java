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
import org.hibernate.query.sqm.function.FunctionKind;
import org.hibernate.query.sqm.function.SqmFunctionDescriptor;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.jspecify.annotations.Nullable;

/** A function that no query can be made with, because the service does not have it; the message says what to use instead. */
final class RefusedFunction extends AbstractSqmSelfRenderingFunctionDescriptor {
    private final Refusal refusal;

    RefusedFunction(SqmFunctionDescriptor refused, String name, Refusal refusal) {
        super(
                name,
                refused instanceof AbstractSqmSelfRenderingFunctionDescriptor function
                        ? function.getFunctionKind()
                        : FunctionKind.NORMAL,
                refusal,
                null,
                null);
        this.refusal = refusal;
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            @Nullable ReturnableType<?> returnType,
            SqlAstTranslator<?> translator) {
        throw refusal.exception();
    }
}
