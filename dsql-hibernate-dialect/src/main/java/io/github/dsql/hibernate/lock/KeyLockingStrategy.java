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
import java.util.List;
import org.hibernate.LockMode;
import org.hibernate.StaleObjectStateException;
import org.hibernate.dialect.lock.LockingStrategy;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * Internal: locks an entity that the session has already, in each of its tables.
 *
 * <p>Hibernate's own locks the row of the root table alone; a transaction that changes the row of a subclass table would not be
 * in conflict with that.
 */
public final class KeyLockingStrategy implements LockingStrategy {
    private final EntityPersister persister;
    private final LockMode mode;
    private final boolean withCollections;
    private final NonKeyLocks nonKeyLocks;
    private final LockHints hints;

    /**
     * Creates the strategy.
     *
     * @param persister what is locked, or a superclass of it
     * @param mode the lock mode asked for
     * @param withCollections whether rows of collection tables are locked too
     * @param nonKeyLocks the setting
     * @param hints told about the timeout
     */
    public KeyLockingStrategy(
            EntityPersister persister,
            LockMode mode,
            boolean withCollections,
            NonKeyLocks nonKeyLocks,
            LockHints hints) {
        this.persister = persister;
        this.mode = mode;
        this.withCollections = withCollections;
        this.nonKeyLocks = nonKeyLocks;
        this.hints = hints;
    }

    @Override
    @SuppressWarnings("deprecation") // The one method that all versions of Hibernate end up in.
    public void lock(Object id, Object version, Object entity, int timeout, SharedSessionContractImplementor session) {
        hints.dropped(mode, timeout);
        EntityPersister concrete = session.getEntityPersister(persister.getEntityName(), entity);
        List<PluralAttributeMapping> collections = withCollections ? CollectionTables.of(concrete) : List.of();
        LockPlan refusal = LockPlanner.refusal(concrete, collections, nonKeyLocks);
        if (refusal != null) {
            throw refusal.refusal("lock of " + concrete.getEntityName(), mode);
        }
        if (!RowLocks.lock(session, concrete, id, version)) {
            if (session.getFactory().getStatistics().isStatisticsEnabled()) {
                session.getFactory().getStatistics().optimisticFailure(concrete.getEntityName());
            }
            throw new StaleObjectStateException(concrete.getEntityName(), id);
        }
        CollectionLocks.lock(session, collections, concrete, entity, id, nonKeyLocks);
    }
}
