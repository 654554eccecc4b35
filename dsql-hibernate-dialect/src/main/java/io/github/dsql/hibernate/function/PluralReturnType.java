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
import java.util.function.Supplier;
import org.hibernate.metamodel.mapping.BasicValuedMapping;
import org.hibernate.metamodel.model.domain.ReturnableType;
import org.hibernate.query.sqm.produce.function.FunctionReturnTypeResolver;
import org.hibernate.query.sqm.sql.SqmToSqlAstConverter;
import org.hibernate.query.sqm.tree.SqmTypedNode;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.hibernate.type.BasicPluralType;
import org.hibernate.type.BasicType;
import org.hibernate.type.descriptor.java.BasicPluralJavaType;
import org.hibernate.type.spi.TypeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Gives an array that a function returns the type that knows its elements: a function that always returns the same Java type asks
 * for that before any attribute of this type is mapped, and gets a type that does not.
 */
record PluralReturnType(FunctionReturnTypeResolver resolver) implements FunctionReturnTypeResolver {
    static @Nullable FunctionReturnTypeResolver of(@Nullable FunctionReturnTypeResolver resolver) {
        return resolver == null ? null : new PluralReturnType(resolver);
    }

    @Override
    public @Nullable ReturnableType<?> resolveFunctionReturnType(
            @Nullable ReturnableType<?> impliedType,
            @Nullable SqmToSqlAstConverter converter,
            List<? extends SqmTypedNode<?>> arguments,
            TypeConfiguration types) {
        ReturnableType<?> type = resolver.resolveFunctionReturnType(impliedType, converter, arguments, types);
        return type instanceof BasicType<?> basic
                        && !(type instanceof BasicPluralType<?, ?>)
                        && basic.getJavaTypeDescriptor() instanceof BasicPluralJavaType<?> plural
                ? (ReturnableType<?>) pluralType(plural, types)
                : type;
    }

    private static <T> BasicType<?> pluralType(BasicPluralJavaType<T> type, TypeConfiguration types) {
        BasicType<T> elementType =
                types.standardBasicTypeForJavaType(type.getElementJavaType().getJavaTypeClass());
        return type.resolveType(
                types,
                types.getCurrentBaseSqlTypeIndicators().getDialect(),
                elementType,
                null,
                types.getCurrentBaseSqlTypeIndicators());
    }

    @Override
    public @Nullable BasicValuedMapping resolveFunctionReturnType(
            Supplier<BasicValuedMapping> impliedTypeAccess, List<? extends SqlAstNode> arguments) {
        return resolver.resolveFunctionReturnType(impliedTypeAccess, arguments);
    }

    @Override
    public String getReturnType() {
        return resolver.getReturnType();
    }
}
