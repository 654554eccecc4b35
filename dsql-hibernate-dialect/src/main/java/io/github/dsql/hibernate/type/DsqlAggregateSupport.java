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

import org.hibernate.dialect.aggregate.PostgreSQLAggregateSupport;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.JdbcMappingContainer;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.Literal;
import org.hibernate.sql.ast.tree.expression.SelfRenderingExpression;
import org.hibernate.type.spi.TypeConfiguration;

/**
 * Internal: documents as PostgreSQL's dialect has them, with a literal that is set in one given its type.
 *
 * <p>Hibernate sends {@code to_jsonb('text')}, of which PostgreSQL cannot tell the type.
 */
public final class DsqlAggregateSupport extends PostgreSQLAggregateSupport {
    @Override
    public WriteExpressionRenderer aggregateCustomWriteExpressionRenderer(
            SelectableMapping aggregateColumn,
            SelectableMapping[] columnsToUpdate,
            TypeConfiguration typeConfiguration) {
        WriteExpressionRenderer renderer =
                super.aggregateCustomWriteExpressionRenderer(aggregateColumn, columnsToUpdate, typeConfiguration);
        return (sql, translator, values, qualifier) ->
                renderer.render(sql, translator, part -> typed(values.getValueExpression(part)), qualifier);
    }

    private static Expression typed(Expression value) {
        return value instanceof Literal literal
                        && literal.getLiteralValue() != null
                        && literal.getJdbcMapping().getJdbcType().isString()
                ? new Text(literal)
                : value;
    }

    /** A string literal cast to {@code text}. */
    private record Text(Literal literal) implements SelfRenderingExpression {
        @Override
        public JdbcMappingContainer getExpressionType() {
            return literal.getExpressionType();
        }

        @Override
        public void renderToSql(
                SqlAppender sql, SqlAstTranslator<?> translator, SessionFactoryImplementor sessionFactory) {
            sql.appendSql("cast(");
            literal.accept(translator);
            sql.appendSql(" as text)");
        }
    }
}
