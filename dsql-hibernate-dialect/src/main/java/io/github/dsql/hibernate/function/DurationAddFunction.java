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

import java.time.Duration;
import org.hibernate.boot.model.FunctionContributions;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.function.TimestampaddFunction;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.JdbcMappingContainer;
import org.hibernate.metamodel.model.domain.ReturnableType;
import org.hibernate.query.common.TemporalUnit;
import org.hibernate.query.sqm.function.SelfRenderingFunctionSqlAstExpression;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.hibernate.sql.ast.tree.expression.BinaryArithmeticExpression;
import org.hibernate.sql.ast.tree.expression.DurationUnit;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.UnaryOperation;
import org.hibernate.type.spi.TypeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the function {@code timestampadd}, which adds a {@link Duration} attribute as the nanoseconds that its column holds.
 *
 * <p>Hibernate (7.2.0 to 8.0.0.Beta1) takes them for seconds in {@code timestamp + duration}, on every database without an interval type in the column.
 */
public final class DurationAddFunction extends TimestampaddFunction {
    private DurationAddFunction(Dialect dialect, TypeConfiguration types) {
        super(dialect, types);
    }

    /**
     * Registers the function over Hibernate's.
     *
     * @param contributions where Hibernate collects functions
     * @param dialect the dialect that knows the SQL
     */
    public static void register(FunctionContributions contributions, Dialect dialect) {
        contributions
                .getFunctionRegistry()
                .register("timestampadd", new DurationAddFunction(dialect, contributions.getTypeConfiguration()));
    }

    @Override
    @SuppressWarnings("rawtypes") // As in the method overridden.
    public SelfRenderingFunctionSqlAstExpression expression(
            @Nullable ReturnableType<?> impliedResultType, SqlAstNode... arguments) {
        if (arguments[0] instanceof DurationUnit unit
                && unit.getUnit() == TemporalUnit.SECOND
                && arguments[1] instanceof Expression magnitude
                && holdsNanoseconds(magnitude)) {
            SqlAstNode[] corrected = arguments.clone();
            corrected[0] = new DurationUnit(TemporalUnit.NANOSECOND, unit.getExpressionType());
            return super.expression(impliedResultType, corrected);
        }
        return super.expression(impliedResultType, arguments);
    }

    private static boolean holdsNanoseconds(Expression magnitude) {
        if (magnitude instanceof UnaryOperation negated) {
            return holdsNanoseconds(negated.getOperand());
        }
        if (magnitude instanceof BinaryArithmeticExpression scaled) {
            return holdsNanoseconds(scaled.getLeftHandOperand()) || holdsNanoseconds(scaled.getRightHandOperand());
        }
        JdbcMappingContainer type = magnitude.getExpressionType();
        if (type == null || type.getJdbcTypeCount() != 1) {
            return false;
        }
        JdbcMapping mapping = type.getSingleJdbcMapping();
        return mapping.getMappedJavaType().getJavaTypeClass() == Duration.class
                && !mapping.getJdbcType().isInterval();
    }
}
