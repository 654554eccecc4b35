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
import org.hibernate.dialect.function.array.ArraySetUnnestFunction;
import org.hibernate.metamodel.model.domain.ReturnableType;
import org.hibernate.sql.ast.SqlAstTranslator;
import org.hibernate.sql.ast.spi.SqlAppender;
import org.hibernate.sql.ast.tree.SqlAstNode;
import org.jspecify.annotations.Nullable;

/**
 * The function {@code array_set} with the elements in order: Hibernate leaves that to the way PostgreSQL happens to join, and rows
 * without ORDER BY come in another order on Aurora DSQL (2026-09).
 */
final class OrderedArraySetFunction extends ArraySetUnnestFunction {
    @Override
    public void render(
            SqlAppender sql,
            List<? extends SqlAstNode> arguments,
            @Nullable ReturnableType<?> returnType,
            SqlAstTranslator<?> translator) {
        SqlAstNode array = arguments.get(0);
        SqlAstNode index = arguments.get(1);
        sql.append("(select array_agg(case when i.idx=");
        index.accept(translator);
        sql.append(" then ");
        arguments.get(2).accept(translator);
        sql.append(" else t.val end order by i.idx) from generate_series(1,greatest(coalesce(cardinality(");
        array.accept(translator);
        sql.append("),0),");
        index.accept(translator);
        sql.append(")) i(idx) left join unnest(");
        array.accept(translator);
        sql.append(") with ordinality t(val,idx) on i.idx=t.idx)");
    }
}
