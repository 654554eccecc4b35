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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the keys of the tables of collections: those that Hibernate itself wanted and Aurora DSQL does not take are left out, and
 * tables without a primary key are told of.
 */
public final class CollectionKeys implements Rule {
    static final Code LEFT_OUT = Code.warn(
            "collection-key-left-out",
            "The table of a set, list or map would have a key that the service does not take; it is kept without one (2026-10)."
                    + " The database does not keep the same row from being there twice; Hibernate does, as far as it knows the collection.",
            "@ElementCollection Set<Duration> delays; // as interval",
            "choose elements or an index of types and lengths that a key takes");

    static final Code NO_PRIMARY_KEY = Code.warn(
            "no-primary-key",
            "A table without a primary key works, with a hidden key (2026-09). But nothing tells two equal rows apart: none can be locked by its"
                    + " key, a truncation deletes random shares instead of ranges, and Hibernate deletes and inserts all rows of a bag to"
                    + " change one, of at most 3,000 in a transaction.",
            "@ElementCollection List<String> phones;",
            "make it a Set with elements that are not null, add @OrderColumn, or map an entity with an id");

    @Override
    public List<Code> codes() {
        return List.of(LEFT_OUT, NO_PRIMARY_KEY);
    }

    /**
     * Takes back the keys of collections that only Hibernate wanted and that cannot be created.
     *
     * @param metadata the model, bound and with its types resolved
     */
    public static void settle(MetadataImplementor metadata) {
        KeySizes sizes = new KeySizes(metadata);
        Set<Table> entities = new HashSet<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            entities.add(entity.getTable());
            entity.getJoins().forEach(join -> entities.add(join.getTable()));
        }
        for (Collection collection : metadata.getCollectionBindings()) {
            Table table = collection.isOneToMany() ? null : collection.getCollectionTable();
            if (table != null && !entities.contains(table)) {
                settle(table, sizes);
            }
        }
    }

    private static void settle(Table table, KeySizes sizes) {
        if (table.hasPrimaryKey()) {
            List<Column> columns = table.getPrimaryKey().getColumns();
            if (!sizes.problems(table, columns, columns.size()).isEmpty()) {
                table.setPrimaryKey(null);
            }
        }
        for (UniqueKey key : table.getUniqueKeys().values()) {
            if (!key.isExplicit()
                    && !sizes.problems(table, key.getColumns(), key.getColumns().size())
                            .isEmpty()) {
                key.getColumns().clear();
            }
        }
    }

    @Override
    public void check(BootModel model, Findings findings) {
        KeySizes sizes = new KeySizes(model.metadata);
        for (Table table : model.tables()) {
            Collection collection = model.collection(table);
            if (collection != null && !table.hasPrimaryKey()) {
                String problem = leftOut(table, collection, sizes);
                if (problem == null) {
                    findings.add(
                            NO_PRIMARY_KEY,
                            collection.getRole(),
                            "the table '" + table.getName() + "' has no primary key");
                } else {
                    findings.add(
                            LEFT_OUT,
                            collection.getRole(),
                            "the table '" + table.getName() + "' gets no key: " + problem);
                }
            }
        }
    }

    /** Returns why the key is missing that Hibernate gives to such a collection; null if it gives none. */
    private static @Nullable String leftOut(Table table, Collection collection, KeySizes sizes) {
        List<Column> columns = new ArrayList<>(BootModel.columns(collection.getKey()));
        if (collection instanceof IndexedCollection indexed) {
            columns.addAll(BootModel.columns(indexed.getIndex()));
        } else if (collection.isSet()) {
            columns.addAll(BootModel.columns(collection.getElement()));
        } else {
            return null;
        }
        String problems = sizes.problems(table, columns, columns.size()).stream()
                .map(KeySizes.Problem::what)
                .collect(Collectors.joining("; "));
        return problems.isEmpty() ? null : problems;
    }
}
