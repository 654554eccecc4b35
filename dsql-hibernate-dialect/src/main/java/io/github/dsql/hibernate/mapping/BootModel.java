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

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.boot.DsqlOptions;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.MappingException;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.PrimaryKey;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** What the rules look at: the model, the settings, and which entity or collection a table and a column belong to. */
final class BootModel {
    final MetadataImplementor metadata;
    final DsqlDialect dialect;
    final Map<String, Object> settings;
    final List<Attribute> attributes;

    private final Map<Table, String> entities = new LinkedHashMap<>();
    private final Set<Table> secondary = new HashSet<>();
    private final Map<Table, Collection> collections = new LinkedHashMap<>();
    private final Map<Table, Map<String, String>> places = new LinkedHashMap<>();

    BootModel(MetadataImplementor metadata, DsqlDialect dialect, Map<String, Object> settings) {
        this.metadata = metadata;
        this.dialect = dialect;
        this.settings = settings;
        this.attributes = Attributes.of(metadata);
        entities();
        for (Collection collection : metadata.getCollectionBindings()) {
            if (!collection.isOneToMany() && !entities.containsKey(collection.getCollectionTable())) {
                Collection other = collections.get(collection.getCollectionTable());
                if (other == null || other.isInverse()) {
                    collections.put(collection.getCollectionTable(), collection);
                }
            }
        }
        places();
    }

    private void entities() {
        metadata.getEntityBindings().stream()
                .sorted(Comparator.comparing(PersistentClass::getEntityName))
                .forEach(entity -> {
                    PersistentClass owner = entity;
                    while (owner.getSuperclass() != null
                            && owner.getSuperclass().getTable().equals(entity.getTable())) {
                        owner = owner.getSuperclass();
                    }
                    entities.putIfAbsent(entity.getTable(), owner.getEntityName());
                    for (Join join : entity.getJoins()) {
                        entities.putIfAbsent(join.getTable(), entity.getEntityName());
                        secondary.add(join.getTable());
                    }
                });
    }

    private void places() {
        for (Attribute attribute : attributes) {
            Table table = attribute.value().getTable();
            for (Selectable selectable : attribute.value().getSelectables()) {
                if (table != null && selectable instanceof Column column) {
                    // The innermost attribute comes last.
                    places.computeIfAbsent(table, key -> new LinkedHashMap<>())
                            .put(column.getName(), attribute.place());
                }
            }
        }
        for (PersistentClass entity : metadata.getEntityBindings()) {
            if (entity instanceof UnionSubclass) {
                Map<String, String> own = places.computeIfAbsent(entity.getTable(), key -> new LinkedHashMap<>());
                for (PersistentClass up = entity.getSuperclass(); up != null; up = up.getSuperclass()) {
                    places.getOrDefault(up.getTable(), Map.of()).forEach(own::putIfAbsent);
                }
            }
        }
    }

    /** Returns the columns of a value, without its formulas. */
    static List<Column> columns(Value value) {
        return value.getSelectables().stream()
                .filter(Column.class::isInstance)
                .map(Column.class::cast)
                .toList();
    }

    DsqlOptions options() {
        return dialect.options();
    }

    /** Returns the tables that the schema tool creates. */
    List<Table> tables() {
        return metadata.collectTableMappings().stream()
                .filter(table -> table.isPhysicalTable() && !table.isView())
                .distinct()
                .sorted(Comparator.comparing(Table::getName))
                .toList();
    }

    /** Returns the entity or the collection that a table belongs to; its name, if it is neither's. */
    String owner(Table table) {
        Collection collection = collections.get(table);
        return collection != null
                ? collection.getRole()
                : entities.getOrDefault(table, "table '" + table.getName() + "'");
    }

    /**
     * Returns the columns of a primary key in the order in which the schema tool will write them.
     *
     * <p>Hibernate sorts them by size and name, and later than this is asked; so a copy of the key is sorted here.
     */
    List<Column> primaryKey(Table table) {
        PrimaryKey key = table.getPrimaryKey();
        PrimaryKey copy = new PrimaryKey(table);
        key.getColumns().forEach(column -> copy.addColumn(column.clone()));
        copy.setOrderingUniqueKey(key.getOrderingUniqueKey());
        try {
            List<Column> sorted = metadata.getMetadataBuildingOptions()
                    .getColumnOrderingStrategy()
                    .orderConstraintColumns(copy, metadata);
            return sorted == null ? key.getColumns() : sorted;
        } catch (MappingException e) {
            return key.getColumns(); // A column without a type, which is reported as such.
        }
    }

    /** Returns the collection that a table is for, null if it has an entity or nothing. */
    @Nullable
    Collection collection(Table table) {
        return collections.get(table);
    }

    /** Returns whether a table is one more of an entity that has another one. */
    boolean isSecondary(Table table) {
        return secondary.contains(table);
    }

    /** Returns the attribute that a column is for, or the owner of the table. */
    String place(Table table, Column column) {
        return places.getOrDefault(table, Map.of()).getOrDefault(column.getName(), owner(table));
    }
}
