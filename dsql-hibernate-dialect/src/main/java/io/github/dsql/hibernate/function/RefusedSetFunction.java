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
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.query.sqm.function.AbstractSqmSelfRenderingSetReturningFunctionDescriptor;
import org.hibernate.query.sqm.produce.function.SetReturningFunctionTypeResolver;
import org.hibernate.query.sqm.sql.SqmToSqlAstConverter;
import org.hibernate.query.sqm.tree.SqmTypedNode;
import org.hibernate.query.sqm.tuple.internal.AnonymousTupleTableGroupProducer;
import org.hibernate.query.sqm.tuple.internal.AnonymousTupleType;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.hibernate.type.spi.TypeConfiguration;

/** A set-returning function that no query can be made with, because the service does not have it. */
final class RefusedSetFunction extends AbstractSqmSelfRenderingSetReturningFunctionDescriptor {
    private final Refusal refusal;

    RefusedSetFunction(String name, Refusal refusal) {
        super(name, refusal, new NoType(), null);
        this.refusal = refusal;
    }

    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            AnonymousTupleTableGroupProducer tuple,
            String alias,
            SqlAstTranslator<?> translator) {
        throw refusal.exception();
    }

    /** Never asked, since no call gets past the arguments. */
    private static final class NoType implements SetReturningFunctionTypeResolver {
        @Override
        public AnonymousTupleType<?> resolveTupleType(
                List<? extends SqmTypedNode<?>> arguments, TypeConfiguration types) {
            throw new IllegalStateException("A refused function has no type");
        }

        @Override
        public SelectableMapping[] resolveFunctionReturnType(
                List<? extends SqlAstNode> arguments,
                String alias,
                boolean lateral,
                boolean withOrdinality,
                SqmToSqlAstConverter converter) {
            throw new IllegalStateException("A refused function has no type");
        }
    }
}
