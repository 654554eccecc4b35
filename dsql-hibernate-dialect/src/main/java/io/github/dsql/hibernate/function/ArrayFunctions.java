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

import org.hibernate.boot.model.FunctionContributions;
import org.hibernate.query.sqm.function.AbstractSqmSelfRenderingFunctionDescriptor;
import org.hibernate.query.sqm.function.SqmFunctionRegistry;
import org.hibernate.sql.ast.tree.expression.AggregateFunctionExpression;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the array functions of PostgreSQL's dialect, on arrays that are {@code jsonb} in columns, parameters and results.
 *
 * <p>Aurora DSQL has arrays as values of an expression, but not as columns (2026-09). So every function runs on real arrays as on PostgreSQL,
 * with its treatment of nulls, and only what goes in and comes out is converted.
 */
public final class ArrayFunctions {
    private ArrayFunctions() {}

    /**
     * Registers the functions over those of PostgreSQL's dialect.
     *
     * @param contributions where Hibernate collects functions
     */
    public static void register(FunctionContributions contributions) {
        SqmFunctionRegistry registry = contributions.getFunctionRegistry();
        registry.register("array_set", new OrderedArraySetFunction());
        registry.getFunctionsByName()
                .filter(function -> isArrayFunction(function.getKey()))
                .toList()
                .forEach(function -> {
                    if (function.getValue() instanceof AbstractSqmSelfRenderingFunctionDescriptor postgresql) {
                        registry.register(function.getKey(), new JsonbArrayFunction(postgresql));
                    }
                });
        registry.register("unnest", new JsonbUnnestFunction());
        if (registry.getFunctionDescriptor("cast") instanceof AbstractSqmSelfRenderingFunctionDescriptor cast) {
            registry.register("cast", new JsonbArrayCast(cast));
        }
    }

    /**
     * Returns an aggregate function that makes an array without its conversion to {@code jsonb}, which has to go around an OVER clause.
     *
     * @param function an expression
     * @return an expression that renders as an array, or null if this is no such function
     */
    public static @Nullable Expression asArray(Expression function) {
        return function instanceof AggregateFunctionExpression
                        && JsonbArrays.asArray(function) instanceof ArrayFromJsonb array
                ? array
                : null;
    }

    /**
     * Returns an array that is {@code jsonb} as an array that is ordered by its elements.
     *
     * @param expression an operand of a comparison
     * @return an expression that renders as an array, or the operand itself if it is none
     */
    public static Expression asComparable(Expression expression) {
        return JsonbArrays.asArray(expression) instanceof ArrayFromJsonb array ? array : expression;
    }

    private static boolean isArrayFunction(String name) {
        return name.equals("array") || name.startsWith("array_");
    }
}
