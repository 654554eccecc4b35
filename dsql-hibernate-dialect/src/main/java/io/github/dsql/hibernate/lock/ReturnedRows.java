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

import io.github.dsql.hibernate.boot.DsqlOptions.NonKeyLocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.stream.Collectors;
import org.hibernate.LockOptions;
import org.hibernate.spi.NavigablePath;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.results.graph.DomainResult;
import org.hibernate.sql.results.graph.entity.EntityInitializer;
import org.hibernate.sql.results.graph.entity.EntityResult;
import org.hibernate.sql.results.jdbc.spi.JdbcValuesSourceProcessingState;
import org.hibernate.sql.results.jdbc.spi.RowProcessingState;

/**
 * Internal: locks the rows of the entities that a query returns, each row of each of their tables by its key.
 *
 * <p>It is done while the result is read, for whatever the loader: query and locks share one snapshot, so that what was read is
 * what is locked. Hibernate's own follow-on locking sends one statement for many rows, and none for an entity that the session
 * has already.
 */
public final class ReturnedRows {
    private final LockPlan plan;
    private final LockReach reach;
    private final FetchedPaths fetched;
    private final NonKeyLocks setting;

    /** The result of one execution is read by one thread; the same query may be read by others meanwhile. */
    private final Map<JdbcValuesSourceProcessingState, LockedRows> executions = new WeakHashMap<>();

    private ReturnedRows(LockPlan plan, LockReach reach, FetchedPaths fetched, NonKeyLocks setting) {
        this.plan = plan;
        this.reach = reach;
        this.fetched = fetched;
        this.setting = setting;
    }

    /**
     * Adds the locks to a query that are not taken by its own clause.
     *
     * @param statement the query
     * @param plan how it is locked
     * @param options the lock asked for
     * @param setting the setting
     * @param cached whether results can come from the query cache, where a clause locks nothing
     * @return the query with the locks
     */
    @SuppressWarnings("removal") // LockOptions moves to another package in a later version of Hibernate.
    public static SelectStatement lock(
            SelectStatement statement, LockPlan plan, LockOptions options, NonKeyLocks setting, boolean cached) {
        LockReach reach = LockReach.of(options);
        if (plan.how() == LockPlan.How.REFUSED
                || (plan.how() == LockPlan.How.CLAUSE && reach != LockReach.COLLECTIONS && !cached)) {
            return statement;
        }
        Set<NavigablePath> locked = statement.getDomainResultDescriptors().stream()
                .filter(EntityResult.class::isInstance)
                .map(result -> ((EntityResult) result).getNavigablePath())
                .collect(Collectors.toSet());
        FetchedPaths fetched = reach == LockReach.FETCHES
                ? FetchedPaths.of(statement.getQuerySpec().getFromClause(), locked)
                : FetchedPaths.NONE;
        ReturnedRows rows = new ReturnedRows(plan, reach, fetched, setting);
        List<DomainResult<?>> results = new ArrayList<>();
        for (DomainResult<?> result : statement.getDomainResultDescriptors()) {
            results.add(result instanceof EntityResult entity ? LockingResult.of(entity, rows) : result);
        }
        return new SelectStatement(statement, statement.getQueryPart(), results);
    }

    /** Locks what one row of the result stands for. */
    void read(RowProcessingState row, EntityInitializer<?> initializer) {
        LockedRows locked;
        synchronized (executions) {
            locked =
                    executions.computeIfAbsent(row.getJdbcValuesSourceProcessingState(), state -> new LockedRows(this));
        }
        locked.read(row, initializer);
    }

    /** Rows that came from the query cache have met no clause. */
    boolean locksEntity(RowProcessingState row) {
        return plan.how() == LockPlan.How.ROWS || row.isQueryCacheHit();
    }

    LockReach reach() {
        return reach;
    }

    FetchedPaths fetched() {
        return fetched;
    }

    NonKeyLocks setting() {
        return setting;
    }
}
