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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.dialect.lock.spi.LockTimeoutType;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.spi.AfterLoadAction;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.spi.NavigablePath;
import org.hibernate.sql.ast.tree.from.FromClause;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.from.TableGroupJoin;
import org.hibernate.sql.exec.spi.Callback;
import org.hibernate.sql.exec.spi.ExecutionContext;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.hibernate.sql.exec.spi.PreAction;
import org.hibernate.sql.exec.spi.StatementAccess;
import org.jspecify.annotations.Nullable;

/**
 * Internal: locks the rows of the entities that a query returned, each row of each of their tables by its key.
 *
 * <p>Query and locks share one snapshot, so that what was read is what is locked.
 */
public final class RowLocking implements PreAction {
    private final String sql;
    private final LockMode mode;
    private final Map<NavigablePath, String> targets;

    private RowLocking(String sql, LockMode mode, Map<NavigablePath, String> targets) {
        this.sql = sql;
        this.mode = mode;
        this.targets = targets;
    }

    /**
     * Adds the locks to a query.
     *
     * @param select the query, without a lock of its own
     * @param from what the query reads
     * @param paths what of it is to be locked
     * @param options the lock asked for
     * @param factory the session factory
     * @return the query with the locks
     */
    @SuppressWarnings("removal") // LockOptions moves to another package in a later version of Hibernate.
    public static JdbcSelect after(
            JdbcSelect select,
            FromClause from,
            Collection<NavigablePath> paths,
            LockOptions options,
            SessionFactoryImplementor factory) {
        Map<NavigablePath, String> targets = new HashMap<>();
        for (TableGroup root : from.getRoots()) {
            target(root, targets);
            collectJoined(root, paths, targets);
        }
        return factory.getJdbcSelectWithActionsBuilder()
                .setPrimaryAction(select)
                .setLockOptions(new LockOptions(options.getLockMode()))
                .setLockTimeoutType(LockTimeoutType.NONE)
                .setIsFollowOnLockStrategy(false)
                .appendPreAction(new RowLocking(select.getSqlString(), options.getLockMode(), targets))
                .build();
    }

    private static void collectJoined(
            TableGroup group, Collection<NavigablePath> paths, Map<NavigablePath, String> targets) {
        Stream.concat(group.getTableGroupJoins().stream(), group.getNestedTableGroupJoins().stream())
                .map(TableGroupJoin::getJoinedGroup)
                .forEach(joined -> {
                    if (paths.contains(joined.getNavigablePath())) {
                        target(joined, targets);
                    }
                    collectJoined(joined, paths, targets);
                });
    }

    private static void target(TableGroup group, Map<NavigablePath, String> targets) {
        if (group.getModelPart().getPartMappingType() instanceof EntityMappingType entity) {
            targets.put(group.getNavigablePath(), entity.getEntityPersister().getRootEntityName());
        }
    }

    @Override
    public void performPreAction(StatementAccess statements, Connection connection, ExecutionContext context) {
        Callback callback = context.getCallback();
        if (callback != null) {
            callback.registerAfterLoadAction(new LockLoaded());
        }
        if (callback == null || !callback.hasAfterLoadActions()) {
            throw LockPlan.refused(
                            "joins tables and comes from a loader that does not tell which rows it returned",
                            "Lock each entity by find()")
                    .refusal(context.getQueryIdentifier(sql), mode);
        }
    }

    /** Called for every entity of one execution, those that the session had already included. */
    private final class LockLoaded implements AfterLoadAction {
        private final Set<EntityKey> locked = new HashSet<>();

        @Override
        public void afterLoad(Object entity, EntityMappingType declared, SharedSessionContractImplementor session) {
            PersistenceContext context = session.getPersistenceContextInternal();
            EntityEntry entry = context.getEntry(entity);
            if (entry == null || entry.getEntityKey() == null) {
                return;
            }
            EntityPersister persister = entry.getPersister();
            if (isToLock(context.getEntityHolder(entry.getEntityKey()), persister)
                    && locked.add(entry.getEntityKey())) {
                RowLocks.lock(session, persister, entry.getId());
            }
        }

        private boolean isToLock(@Nullable EntityHolder holder, EntityPersister persister) {
            if (holder != null && holder.getEntityInitializer() != null) {
                return targets.containsKey(holder.getEntityInitializer().getNavigablePath());
            }
            // Nothing tells the path of an entity that the session had already: one too many may be locked, never one
            // too few.
            return targets.containsValue(persister.getRootEntityName());
        }
    }
}
