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
package io.github.dsql.hibernate.lock;

import java.sql.Connection;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.dialect.lock.spi.LockTimeoutType;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.spi.ExecutionContext;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.hibernate.sql.exec.spi.PreAction;
import org.hibernate.sql.exec.spi.StatementAccess;
import org.hibernate.sql.results.graph.entity.EntityResult;

/**
 * Internal: refuses to take values from the query cache under a lock.
 *
 * <p>Nothing is sent for a cached result, so that its clause locks nothing. Entities are locked by their keys then
 * ({@link ReturnedRows}); values have none.
 */
public final class CachedValues implements PreAction {
    private final String sql;
    private final LockMode mode;

    private CachedValues(String sql, LockMode mode) {
        this.sql = sql;
        this.mode = mode;
    }

    /**
     * Has a query checked each time it is run.
     *
     * @param select the query, with a lock by clause
     * @param statement what it was made from
     * @param options the lock asked for
     * @param factory the session factory
     * @return the query, checked if it returns values alone and there is a query cache
     */
    @SuppressWarnings("removal") // LockOptions moves to another package in a later version of Hibernate.
    public static JdbcSelect refuse(
            JdbcSelect select, SelectStatement statement, LockOptions options, SessionFactoryImplementor factory) {
        if (!factory.getSessionFactoryOptions().isQueryCacheEnabled()
                || statement.getDomainResultDescriptors().stream().anyMatch(EntityResult.class::isInstance)) {
            return select;
        }
        return factory.getJdbcSelectWithActionsBuilder()
                .setPrimaryAction(select)
                .setLockOptions(new LockOptions(options.getLockMode()))
                .setLockTimeoutType(LockTimeoutType.NONE)
                .setIsFollowOnLockStrategy(false)
                .appendPreAction(new CachedValues(select.getSqlString(), options.getLockMode()))
                .build();
    }

    @Override
    public void performPreAction(StatementAccess statements, Connection connection, ExecutionContext context) {
        if (Boolean.TRUE.equals(context.getQueryOptions().isResultCachingEnabled())) {
            throw LockPlan.refused(
                            "may take its values from the query cache, where no row is locked",
                            "Do not make the locked query cacheable, or select the entity itself")
                    .refusal(context.getQueryIdentifier(sql), mode);
        }
    }
}
