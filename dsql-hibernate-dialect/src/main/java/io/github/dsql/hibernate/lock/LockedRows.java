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

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.StaleObjectStateException;
import org.hibernate.collection.spi.PersistentCollection;
import org.hibernate.engine.spi.CollectionKey;
import org.hibernate.engine.spi.EntityHolder;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.internal.util.StringHelper;
import org.hibernate.metamodel.mapping.EntityValuedModelPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.hibernate.spi.NavigablePath;
import org.hibernate.sql.results.graph.entity.EntityInitializer;
import org.hibernate.sql.results.jdbc.spi.RowProcessingState;
import org.jspecify.annotations.Nullable;

/** Remembers what one execution of a query has locked, so that an entity of many rows is locked once. */
final class LockedRows {
    private final ReturnedRows query;
    private final Set<EntityKey> locked = new HashSet<>();
    private int holdersSeen;

    LockedRows(ReturnedRows query) {
        this.query = query;
    }

    /** Locks the entity of a row, and what was fetched with it. */
    void read(RowProcessingState row, EntityInitializer<?> initializer) {
        SharedSessionContractImplementor session = row.getSession();
        EntityPersister persister = initializer.getConcreteDescriptor(row);
        Object id = Objects.requireNonNull(initializer.getEntityIdentifier(row));
        if (locked.add(session.generateEntityKey(id, persister))) {
            if (query.locksEntity(row)) {
                lock(session, persister, id);
            }
            lockCollections(session, persister, initializer.getTargetInstance(row), id, initializer.getNavigablePath());
        }
        if (query.reach() == LockReach.FETCHES && query.locksEntity(row)) {
            lockFetched(row, session);
        }
    }

    private static void lock(SharedSessionContractImplementor session, EntityPersister persister, Object id) {
        if (!RowLocks.lock(session, persister, id)) {
            throw new StaleObjectStateException(persister.getEntityName(), id);
        }
    }

    private void lockCollections(
            SharedSessionContractImplementor session,
            EntityPersister persister,
            Object instance,
            Object id,
            @Nullable NavigablePath path) {
        if (query.reach() == LockReach.ROWS) {
            return;
        }
        LazyInitializer proxy = HibernateProxy.extractLazyInitializer(instance);
        Object entity = proxy == null ? instance : proxy.getImplementation();
        Collection<PluralAttributeMapping> collections = CollectionTables.of(persister);
        if (query.reach() == LockReach.FETCHES) {
            collections = path == null
                    ? query.fetched().collections().toList()
                    : query.fetched().collections(path);
            collections.forEach(collection -> lockInitialized(session, persister, collection, entity));
            if (path != null) {
                lockReferenced(session, persister, entity, path);
            }
            collections = collections.stream().filter(LockPlanner::hasOwnTable).toList();
        }
        CollectionLocks.lock(session, collections, persister, entity, id, query.setting());
    }

    /** An entity that the session had already is not loaded by the query that fetches it. */
    private void lockReferenced(
            SharedSessionContractImplementor session, EntityPersister owner, Object entity, NavigablePath path) {
        for (String property : query.fetched().toOnes(path)) {
            // Another subclass than the one of this row may have the attribute.
            boolean isMapped = owner.findAttributeMapping(StringHelper.root(property)) != null;
            Object referenced = isMapped ? owner.getPropertyValue(entity, property) : null;
            if (referenced != null) {
                lockManaged(session, referenced);
            }
        }
    }

    /** A collection that the session had already is not read again, so that no row tells its elements. */
    @SuppressWarnings("removal") // Nothing else from 7.2.0 to 8.0.0.Beta1 goes through the elements of any collection.
    private void lockInitialized(
            SharedSessionContractImplementor session,
            EntityPersister owner,
            PluralAttributeMapping collection,
            Object entity) {
        if (!CollectionLocks.isOf(owner, collection) || !query.fetched().isEntity(elementName(collection))) {
            return;
        }
        CollectionPersister persister = collection.getCollectionDescriptor();
        Object key = persister.getCollectionType().getKeyOfOwner(entity, session);
        PersistentCollection<?> elements = key == null
                ? null
                : session.getPersistenceContextInternal().getCollection(new CollectionKey(persister, key));
        if (elements == null || !elements.wasInitialized()) {
            return;
        }
        Iterator<?> all = persister.getCollectionType().getElementsIterator(elements);
        while (all.hasNext()) {
            Object element = all.next();
            if (element != null) {
                lockManaged(session, element);
            }
        }
    }

    private void lockManaged(SharedSessionContractImplementor session, Object managed) {
        LazyInitializer proxy = HibernateProxy.extractLazyInitializer(managed);
        Object entity = proxy == null ? managed : proxy.getImplementation();
        EntityPersister persister = session.getEntityPersister(null, entity);
        Object id = Objects.requireNonNull(persister.getIdentifier(entity, session));
        if (locked.add(session.generateEntityKey(id, persister))) {
            lock(session, persister, id);
        }
    }

    private static String elementName(PluralAttributeMapping collection) {
        return collection.getElementDescriptor() instanceof EntityValuedModelPart element
                ? element.getEntityMappingType().getEntityPersister().getRootEntityName()
                : "";
    }

    private void lockFetched(RowProcessingState row, SharedSessionContractImplementor session) {
        List<EntityHolder> holders = row.getJdbcValuesSourceProcessingState().getLoadingEntityHolders();
        if (holders == null) {
            return;
        }
        // A scrolled result starts a new list with each row.
        int from = holders.size() < holdersSeen ? 0 : holdersSeen;
        holdersSeen = holders.size();
        for (EntityHolder holder : List.copyOf(holders.subList(from, holders.size()))) {
            lockFetched(holder, session);
        }
    }

    private void lockFetched(EntityHolder holder, SharedSessionContractImplementor session) {
        Object entity = holder.getEntity();
        NavigablePath path = holder.getEntityInitializer() == null
                ? null
                : holder.getEntityInitializer().getNavigablePath();
        if (entity == null || !isFetched(holder, path)) {
            return;
        }
        EntityPersister persister =
                session.getEntityPersister(holder.getDescriptor().getEntityName(), entity);
        Object id = holder.getEntityKey().getIdentifier();
        if (locked.add(session.generateEntityKey(id, persister))) {
            lock(session, persister, id);
            lockCollections(session, persister, entity, id, path);
        }
    }

    /** Nothing tells the path of an entity that the session had already: one too many may be locked, never one too few. */
    private boolean isFetched(EntityHolder holder, @Nullable NavigablePath path) {
        return path == null
                ? query.fetched().isEntity(holder.getDescriptor().getRootEntityName())
                : query.fetched().isEntity(path);
    }
}
