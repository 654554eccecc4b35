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

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.boot.DsqlOptions.NonKeyLocks;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.StaleObjectStateException;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.loader.ast.spi.AfterLoadAction;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.spi.DomainQueryExecutionContext;
import org.hibernate.query.sql.spi.NativeSelectQueryPlan;
import org.jspecify.annotations.Nullable;

/**
 * Locks a native query, whose SQL nothing looks into: refuses it, has its entities locked by key, or lets it be sent with a lock.
 *
 * <p>A proxy, since the interface of such a plan differs between versions of Hibernate.
 */
final class NativeLocks implements InvocationHandler {
    private static final String OR_ALLOW = "=allow, which appends for update (clusters take it since 2026-08-24)";

    private final NativeSelectQueryPlan<?> plan;
    private final String sql;
    private final boolean returnsEntity;
    private final DsqlLocks locks;

    NativeLocks(NativeSelectQueryPlan<?> plan, String sql, boolean returnsEntity, DsqlLocks locks) {
        this.plan = plan;
        this.sql = sql;
        this.returnsEntity = returnsEntity;
        this.locks = locks;
    }

    @SuppressWarnings("unchecked") // The proxy stands for the plan given.
    static <R> NativeSelectQueryPlan<R> of(NativeSelectQueryPlan<R> plan, NativeLocks handler) {
        return (NativeSelectQueryPlan<R>) Proxy.newProxyInstance(
                NativeSelectQueryPlan.class.getClassLoader(), new Class<?>[] {NativeSelectQueryPlan.class}, handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        if (args != null) {
            for (Object arg : args) {
                if (arg instanceof DomainQueryExecutionContext context) {
                    prepare(context);
                }
            }
        }
        try {
            return method.invoke(plan, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @SuppressWarnings({"removal", "deprecation"
    }) // LockOptions moves to another package in a later version of Hibernate.
    private void prepare(DomainQueryExecutionContext context) {
        LockOptions options = context.getQueryOptions().getLockOptions();
        if (options == null || !options.getLockMode().isPessimistic()) {
            return;
        }
        LockMode mode = options.getLockMode();
        locks.hints().dropped(mode, options.getTimeout().milliseconds());
        boolean byKey = false;
        if (!DsqlLocks.locksItself(sql)) {
            LockPlan refusal = refusal();
            if (refusal != null) {
                throw refusal.refusal(sql, mode);
            }
            byKey = locks.setting() == NonKeyLocks.FOLLOW_ON;
        }
        boolean withCollections = LockReach.of(options) == LockReach.COLLECTIONS;
        if (byKey || (withCollections && returnsEntity)) {
            context.getCallback().registerAfterLoadAction(new LockLoaded(mode, byKey, withCollections));
        }
    }

    private @Nullable LockPlan refusal() {
        return switch (locks.setting()) {
            case REJECT ->
                LockPlan.refused(
                        "is native SQL, which is not searched for an equality on the key",
                        "End the SQL in for update yourself, lock each entity by find(), or set "
                                + DsqlSettings.NON_KEY_LOCKS
                                + "=follow_on, which locks each returned entity by its key, or "
                                + OR_ALLOW);
            case FOLLOW_ON ->
                returnsEntity
                        ? null
                        : LockPlan.refused(
                                "is native SQL that returns no entity whose rows could be locked",
                                "Add the entity to its result, end the SQL in for update yourself, or set "
                                        + DsqlSettings.NON_KEY_LOCKS + OR_ALLOW);
            case ALLOW -> null;
        };
    }

    /** Called for every entity of one execution, those that the session had already included. */
    private final class LockLoaded implements AfterLoadAction {
        private final LockMode mode;
        private final boolean byKey;
        private final boolean withCollections;
        private final Set<EntityKey> locked = new HashSet<>();

        LockLoaded(LockMode mode, boolean byKey, boolean withCollections) {
            this.mode = mode;
            this.byKey = byKey;
            this.withCollections = withCollections;
        }

        @Override
        public void afterLoad(Object entity, EntityMappingType declared, SharedSessionContractImplementor session) {
            EntityPersister persister = session.getEntityPersister(declared.getEntityName(), entity);
            Object id = persister.getIdentifier(entity, session);
            if (id == null || !locked.add(session.generateEntityKey(id, persister))) {
                return;
            }
            List<PluralAttributeMapping> collections = withCollections ? CollectionTables.of(persister) : List.of();
            LockPlan refusal = LockPlanner.refusal(persister, collections, locks.setting());
            if (refusal != null) {
                throw refusal.refusal(sql, mode);
            }
            if (byKey && !RowLocks.lock(session, persister, id)) {
                throw new StaleObjectStateException(persister.getEntityName(), id);
            }
            CollectionLocks.lock(session, collections, persister, entity, id, locks.setting());
        }
    }
}
