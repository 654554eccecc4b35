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
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.AbstractCollectionPersister;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Locks the rows that an entity has in the tables of its collections. */
final class CollectionLocks {
    private CollectionLocks() {}

    /**
     * Locks the rows of some collections of one entity.
     *
     * @param session the session
     * @param collections the collections, those of other classes of the hierarchy left aside
     * @param persister the class of the entity
     * @param entity the entity
     * @param id its id
     * @param setting whether one statement locks all rows of a collection, or one each
     */
    @SuppressWarnings("removal") // Nothing else from 7.2.0 to 8.0.0.Beta1 tells the key of a collection's owner.
    static void lock(
            SharedSessionContractImplementor session,
            Collection<PluralAttributeMapping> collections,
            EntityPersister persister,
            Object entity,
            Object id,
            NonKeyLocks setting) {
        for (PluralAttributeMapping collection : collections) {
            if (isOf(persister, collection)) {
                Object key =
                        collection.getCollectionDescriptor().getCollectionType().getKeyOfOwner(entity, session);
                lockRows(session, collection, key == null ? id : key, setting);
            }
        }
    }

    static boolean isOf(EntityPersister persister, PluralAttributeMapping collection) {
        EntityMappingType declaring = collection.findContainingEntityMapping();
        return declaring.getEntityPersister().isSubclassEntityName(persister.getEntityName());
    }

    private static void lockRows(
            SharedSessionContractImplementor session,
            PluralAttributeMapping collection,
            Object key,
            NonKeyLocks setting) {
        String table = CollectionTables.name(collection);
        List<RowLocks.Restriction> owner = owner(session, collection, key);
        if (setting == NonKeyLocks.ALLOW) {
            RowLocks.lockRow(session, table, owner);
            return;
        }
        List<String> columns = rowColumns(collection);
        for (List<@Nullable Object> row : read(session, table, columns, owner)) {
            List<RowLocks.Restriction> restrictions = new ArrayList<>(owner);
            for (int i = 0; i < columns.size(); i++) {
                restrictions.add(RowLocks.Restriction.raw(columns.get(i), row.get(i)));
            }
            if (!RowLocks.lockRow(session, table, restrictions)) {
                throw new IllegalStateException("A row of " + table + " was read but not found again by its columns "
                        + String.join(", ", columns) + ", and so not locked. Lock its owner without its collections.");
            }
        }
    }

    private static List<RowLocks.Restriction> owner(
            SharedSessionContractImplementor session, PluralAttributeMapping collection, Object key) {
        List<RowLocks.Restriction> owner = new ArrayList<>();
        collection
                .getKeyDescriptor()
                .breakDownJdbcValues(
                        key, (index, value, column) -> owner.add(RowLocks.Restriction.of(column, value)), session);
        return owner;
    }

    /** Returns the columns that tell the rows of one collection apart: with the owner's key they hold the primary key. */
    private static List<String> rowColumns(PluralAttributeMapping collection) {
        CollectionPersister persister = collection.getCollectionDescriptor();
        if (persister.getIdentifierColumnName() != null) {
            return List.of(persister.getIdentifierColumnName());
        }
        AbstractCollectionPersister columns = (AbstractCollectionPersister) persister;
        boolean byIndex = persister.hasIndex() && !persister.isOneToMany();
        String[] names = byIndex ? columns.getIndexColumnNames() : columns.getElementColumnNames();
        // A formula has no column of its own.
        return Arrays.stream(names).filter(Objects::nonNull).toList();
    }

    private static List<List<@Nullable Object>> read(
            SharedSessionContractImplementor session,
            String table,
            List<String> columns,
            List<RowLocks.Restriction> owner) {
        String sql = "select " + String.join(",", columns) + " from " + table + RowLocks.where(owner);
        return RowLocks.query(session, table, sql, owner, rows -> {
            List<List<@Nullable Object>> result = new ArrayList<>();
            while (rows.next()) {
                List<@Nullable Object> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(rows.getObject(i));
                }
                result.add(row);
            }
            return result;
        });
    }
}
