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
package io.github.dsql.hibernate.sql;

import io.github.dsql.hibernate.lock.LockPlan;
import io.github.dsql.hibernate.lock.LockPlanner;
import org.hibernate.LockOptions;
import org.hibernate.engine.spi.LoadQueryInfluencers;
import org.hibernate.query.spi.QueryOptions;
import org.hibernate.query.spi.QueryParameterBindings;
import org.hibernate.query.sqm.internal.DomainParameterXref;
import org.hibernate.query.sqm.sql.SqmTranslation;
import org.hibernate.query.sqm.sql.SqmTranslator;
import org.hibernate.query.sqm.sql.StandardSqmTranslatorFactory;
import org.hibernate.query.sqm.sql.internal.StandardSqmTranslator;
import org.hibernate.query.sqm.tree.select.SqmSelectStatement;
import org.hibernate.sql.ast.spi.SqlAstCreationContext;
import org.hibernate.sql.ast.tree.select.SelectStatement;

/** Internal: refuses a lock while the query is still known as HQL, so that the message can show that. */
public final class DsqlSqmTranslatorFactory extends StandardSqmTranslatorFactory {
    private final LockPlanner locks;

    /**
     * Creates the factory.
     *
     * @param locks decides how pessimistic locks are taken
     */
    public DsqlSqmTranslatorFactory(LockPlanner locks) {
        this.locks = locks;
    }

    @Override
    public SqmTranslator<SelectStatement> createSelectTranslator(
            SqmSelectStatement<?> query,
            QueryOptions queryOptions,
            DomainParameterXref parameters,
            QueryParameterBindings bindings,
            LoadQueryInfluencers influencers,
            SqlAstCreationContext context,
            boolean deduplicateSelectionItems) {
        return new StandardSqmTranslator<>(
                query, queryOptions, parameters, bindings, influencers, context, deduplicateSelectionItems) {
            @Override
            public SqmTranslation<SelectStatement> translate() {
                SqmTranslation<SelectStatement> translation = super.translate();
                check(query, translation.getSqlAst(), queryOptions);
                return translation;
            }
        };
    }

    @SuppressWarnings("removal") // LockOptions moves to another package in a later version of Hibernate.
    private void check(SqmSelectStatement<?> query, SelectStatement statement, QueryOptions queryOptions) {
        LockOptions options = queryOptions.getLockOptions();
        if (options == null || !options.getLockMode().isPessimistic()) {
            return;
        }
        LockPlan plan = locks.plan(statement, options);
        if (plan.how() == LockPlan.How.REFUSED) {
            throw plan.refusal(query.toHqlString(), options.getLockMode());
        }
    }
}
