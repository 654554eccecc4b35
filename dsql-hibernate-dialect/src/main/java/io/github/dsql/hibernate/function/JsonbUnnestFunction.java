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

import org.hibernate.dialect.function.array.PostgreSQLUnnestFunction;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.SqlTypedMapping;
import org.hibernate.query.sqm.tuple.internal.AnonymousTupleTableGroupProducer;
import org.hibernate.sql.ast.SqlAstNodeRenderingMode;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.type.BasicPluralType;
import org.jspecify.annotations.Nullable;

/** The function {@code unnest} on an array that is {@code jsonb}: Hibernate returns elements that are no strings as documents. */
final class JsonbUnnestFunction extends PostgreSQLUnnestFunction {
    JsonbUnnestFunction() {
        super(false);
    }

    @Override
    protected void renderJsonTable(
            SqlAppender sql,
            Expression array,
            BasicPluralType<?, ?> type,
            @Nullable SqlTypedMapping column,
            AnonymousTupleTableGroupProducer tuple,
            String alias,
            SqlAstTranslator<?> translator) {
        if (tuple.findSubPart(CollectionPart.Nature.ELEMENT.getName(), null) == null) {
            super.renderJsonTable(sql, array, type, column, tuple, alias, translator);
            return;
        }
        SessionFactoryImplementor factory = translator.getSessionFactory();
        sql.append("(select ");
        tuple.forEachSelectable(0, (position, selectable) -> {
            if (position > 0) {
                sql.append(',');
            }
            if (CollectionPart.Nature.INDEX.getName().equals(selectable.getSelectableName())) {
                sql.append("t.i");
            } else {
                ArrayFromJsonb.appendElement(sql, type.getElementType(), "t.v", array.getExpressionType(), factory);
            }
            sql.append(" as ");
            sql.append(selectable.getSelectionExpression());
        });
        sql.append(" from ");
        sql.append(ArrayFromJsonb.elementsFunction(type.getElementType()));
        sql.append('(');
        translator.render(array, SqlAstNodeRenderingMode.NO_PLAIN_PARAMETER);
        sql.append(") with ordinality t(v,i))");
    }
}
