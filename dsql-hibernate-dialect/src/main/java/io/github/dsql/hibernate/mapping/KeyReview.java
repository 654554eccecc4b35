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
package io.github.dsql.hibernate.mapping;

import io.github.dsql.hibernate.schema.IndexKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Internal: whether Aurora DSQL can create every primary key, unique key and index of a model (2026-10).
 *
 * <p>The table of a collection does without the key that Hibernate itself gives it: the collection is kept without it.
 */
public final class KeyReview {
    private static final Logger LOG = Logger.getLogger(KeyReview.class);

    private final Dialect dialect;
    private final KeyLimits limits;
    private final List<String> problems = new ArrayList<>();

    private KeyReview(MetadataImplementor metadata) {
        this.dialect = metadata.getDatabase().getDialect();
        this.limits = new KeyLimits(metadata);
    }

    /**
     * Returns a problem for each key that cannot be created, and takes back those that only Hibernate wanted.
     *
     * @param metadata the model, bound and with its types resolved
     * @return the problems, empty if there is none
     */
    public static List<String> review(MetadataImplementor metadata) {
        KeyReview review = new KeyReview(metadata);
        Map<Table, String> entities = entities(metadata);
        Map<Table, String> collections = new HashMap<>();
        for (Collection collection : metadata.getCollectionBindings()) {
            if (!collection.isOneToMany() && !entities.containsKey(collection.getCollectionTable())) {
                collections.put(collection.getCollectionTable(), collection.getRole());
            }
        }
        for (Table table : metadata.collectTableMappings()) {
            if (table.isPhysicalTable() && !table.isView()) {
                review.table(table, entities.getOrDefault(table, table.getName()), collections.get(table));
            }
        }
        return review.problems;
    }

    private static Map<Table, String> entities(MetadataImplementor metadata) {
        Map<Table, String> owners = new LinkedHashMap<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            owners.putIfAbsent(entity.getTable(), entity.getEntityName());
            for (Join join : entity.getJoins()) {
                owners.putIfAbsent(join.getTable(), entity.getEntityName());
            }
        }
        return owners;
    }

    private void table(Table table, String entity, @Nullable String collection) {
        String owner = collection == null ? entity : collection;
        primaryKey(table, owner, collection != null);
        for (UniqueKey key : table.getUniqueKeys().values()) {
            uniqueKey(key, owner, collection != null);
        }
        for (Column column : table.getColumns()) {
            if (column.isUnique() && !table.isPrimaryKey(column)) {
                refuse(owner, "unique column '" + column.getName() + "'", limits.problem(table, List.of(column), 1));
            }
        }
        for (Index index : table.getIndexes().values()) {
            List<Column> columns = index.getSelectables().stream()
                    .filter(Column.class::isInstance)
                    .map(Column.class::cast)
                    .toList();
            refuse(
                    owner,
                    "index '" + index.getName() + "'",
                    limits.problem(table, columns, IndexKeys.count(index, dialect)));
        }
    }

    private void primaryKey(Table table, String owner, boolean ofCollection) {
        if (table.hasPrimaryKey()) {
            List<Column> columns = table.getPrimaryKey().getColumns();
            String problem = limits.problem(table, columns, columns.size());
            if (problem != null && ofCollection) {
                table.setPrimaryKey(null);
                leftOut(table, "primary key", owner, problem);
            } else {
                refuse(owner, "primary key of the table '" + table.getName() + "'", problem);
            }
        }
    }

    private void uniqueKey(UniqueKey key, String owner, boolean ofCollection) {
        String problem = limits.problem(key.getTable(), key.getColumns(), IndexKeys.count(key, dialect));
        if (problem != null && ofCollection && !key.isExplicit()) {
            key.getColumns().clear();
            leftOut(key.getTable(), "unique key", owner, problem);
        } else {
            refuse(owner, "unique key '" + key.getName() + "'", problem);
        }
    }

    private void refuse(String owner, String key, @Nullable String problem) {
        if (problem != null) {
            problems.add(
                    owner + ": the " + key + " cannot be created: " + problem
                            + "; take fewer, shorter or other columns, such as an id of its own or a hash in a column of its own");
        }
    }

    private static void leftOut(Table table, String key, String role, String problem) {
        LOG.warnf(
                "The table '%s' of the collection %s gets no %s: %s. The database does not keep the same row from being there"
                        + " twice; Hibernate does, as far as it knows the collection.",
                table.getName(), role, key, problem);
    }
}
