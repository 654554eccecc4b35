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
package io.github.dsql.hibernate.batch;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.StatelessSession;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.CommonQueryContract;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.SelectionQuery;
import org.jspecify.annotations.Nullable;

/**
 * An update or deletion of all entities of a type that meet a restriction, in the order of their primary keys, a chunk in a transaction.
 *
 * <p>Each chunk selects the keys of the next entities and changes these, in one transaction. So every entity that meets the restriction when its turn comes is changed once;
 * one that is inserted meanwhile with a key that the run has passed is not.
 */
public final class BulkChange {
    private final OccBatches batches;
    private final EntityPersister entity;
    private final boolean isUpdate;
    private final KeyOrder order;
    private @Nullable Clause assignments;
    private Clause restriction = Clause.TRUE;
    private @Nullable Object lastKey;

    BulkChange(OccBatches batches, Class<?> entity, boolean isUpdate) {
        this.batches = batches;
        this.entity = batches.factory().getMappingMetamodel().getEntityDescriptor(entity);
        this.isUpdate = isUpdate;
        this.order = KeyOrder.of(this.entity);
    }

    /**
     * Sets what an update changes.
     *
     * @param hql the part of an HQL update behind {@code set}, with the entity named {@code e} or not at all: {@code price = price * 1.1}
     * @return this
     * @throws IllegalStateException for a deletion
     */
    public BulkChange set(String hql) {
        return set(hql, Map.of());
    }

    /**
     * Sets what an update changes.
     *
     * @param hql the part of an HQL update behind {@code set}, with the entity named {@code e} or not at all: {@code state = :state}
     * @param parameters the values of its parameters, by name
     * @return this
     * @throws IllegalStateException for a deletion
     */
    public BulkChange set(String hql, Map<String, ? extends @Nullable Object> parameters) {
        if (!isUpdate) {
            throw new IllegalStateException("A deletion sets nothing: leave out set(\"" + hql + "\")");
        }
        assignments = new Clause(hql, parameters);
        return this;
    }

    /**
     * Restricts the change; without a restriction it is to all entities of the type.
     *
     * @param hql the part of an HQL query behind {@code where}, with the entity named {@code e} or not at all: {@code state = 'SHIPPED'}
     * @return this
     */
    public BulkChange where(String hql) {
        return where(hql, Map.of());
    }

    /**
     * Restricts the change; without a restriction it is to all entities of the type.
     *
     * @param hql the part of an HQL query behind {@code where}, with the entity named {@code e} or not at all: {@code expires < :now}
     * @param parameters the values of its parameters, by name
     * @return this
     */
    public BulkChange where(String hql, Map<String, ? extends @Nullable Object> parameters) {
        restriction = new Clause(hql, parameters);
        return this;
    }

    /**
     * Goes on behind an entity, where a run before has stopped.
     *
     * @param key the {@linkplain BatchProgress#lastKey last key} of that run; null to begin at the first
     * @return this
     */
    public BulkChange after(@Nullable Object key) {
        lastKey = key;
        return this;
    }

    /**
     * Runs the change to its end.
     *
     * @return what was done
     * @throws BatchStoppedException if a chunk failed for good
     * @throws IllegalStateException if an update has nothing to set
     */
    public BatchProgress run() {
        if (isUpdate && assignments == null) {
            throw new IllegalStateException("The update has nothing to set: call set(\"…\")");
        }
        ChunkSize size = batches.chunkSize();
        BatchProgress progress = new BatchProgress(0, 0, lastKey);
        while (true) {
            Object from = progress.lastKey();
            int rows = size.rows();
            List<?> keys;
            try {
                keys = batches.retry()
                        .fromStatelessTransaction(batches.factory(), session -> chunk(session, from, rows));
            } catch (RuntimeException e) {
                if (size.shrinkAfter(e, rows)) {
                    continue;
                }
                throw new BatchStoppedException(progress, wayOn(progress), e);
            }
            if (keys.isEmpty()) {
                return progress;
            }
            progress = progress.plus(keys.size(), keys.get(keys.size() - 1));
            batches.report(progress, wayOn(progress));
        }
    }

    private static String wayOn(BatchProgress progress) {
        return progress.lastKey() == null
                ? "To go on, run it again"
                : "To go on, run it again with after(progress().lastKey())";
    }

    private List<?> chunk(StatelessSession session, @Nullable Object from, int rows) {
        SelectionQuery<?> select = session.createSelectionQuery(
                        "select " + KeyOrder.KEY + " from " + entity.getEntityName() + " e where (" + restriction.hql()
                                + ")" + (from == null ? "" : " and " + order.after()) + " order by " + order.parts(),
                        Object.class)
                .setMaxResults(rows);
        restriction.bind(select);
        if (from != null) {
            order.bind(from, select);
        }
        List<?> keys = select.getResultList();
        if (!keys.isEmpty()) {
            change(session, keys);
        }
        return keys;
    }

    private void change(StatelessSession session, List<?> keys) {
        String name = entity.getEntityName();
        MutationQuery change = session.createMutationQuery(
                (assignments == null ? "delete from " + name + " e" : "update " + name + " e set " + assignments.hql())
                        + " where " + KeyOrder.KEY + " in (:" + KeyOrder.KEYS + ")");
        if (assignments != null) {
            assignments.bind(change);
        }
        change.setParameterList(KeyOrder.KEYS, keys);
        change.executeUpdate();
    }

    /** A piece of HQL and the values of its parameters. */
    private record Clause(String hql, Map<String, ? extends @Nullable Object> parameters) {
        static final Clause TRUE = new Clause("1=1", Map.of());

        Clause {
            Objects.requireNonNull(hql, "hql");
            for (String name : parameters.keySet()) {
                if (name.startsWith(KeyOrder.PREFIX)) {
                    throw new IllegalArgumentException("The parameter '" + name + "' must not begin with '"
                            + KeyOrder.PREFIX + "', which is for this library's own");
                }
            }
            // Not Map.copyOf: a value may be null.
            parameters = new HashMap<>(parameters);
        }

        void bind(CommonQueryContract query) {
            parameters.forEach((name, value) -> {
                if (value instanceof Collection<?> values) {
                    query.setParameterList(name, values);
                } else {
                    query.setParameter(name, value);
                }
            });
        }
    }
}
