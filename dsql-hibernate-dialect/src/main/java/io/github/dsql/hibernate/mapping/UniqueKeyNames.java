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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.NamingHelper;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what the unique keys are called to which Hibernate gives the same name in several tables: by a hash of their own table.
 *
 * <p>Hibernate names the key of a set by the table of the owner, and the unique columns of a union by the table of the root. On
 * PostgreSQL it leaves such keys unnamed; here each has a name, by which an update finds it again, and a name is taken once in a schema.
 */
public final class UniqueKeyNames {
    private final Map<Place, List<Key>> keys = new LinkedHashMap<>();

    private UniqueKeyNames() {}

    /** Where a name is taken once. */
    private record Place(@Nullable String schema, String name) {
        static Place of(Table table, String name) {
            return new Place(table.getSchema(), Identifier.toIdentifier(name).getCanonicalName());
        }
    }

    /** The key of a table that has the name. */
    private record Key(Table table, List<Column> columns) {
        /** Makes it a key with a name of its own. Hibernate then drops the old one, since it has the same columns. */
        void rename() {
            UniqueKey renamed = table.getOrCreateUniqueKey(NamingHelper.INSTANCE.generateHashedConstraintName(
                    "UK",
                    table.getNameIdentifier(),
                    columns.stream()
                            .map(column -> Identifier.toIdentifier(column.getName(), column.isQuoted()))
                            .toList()));
            renamed.setExplicit(true);
            columns.forEach(renamed::addColumn);
        }
    }

    /**
     * Gives names of their own to the keys of a model that share one.
     *
     * @param metadata the model, bound
     */
    public static void settle(MetadataImplementor metadata) {
        UniqueKeyNames names = new UniqueKeyNames();
        for (Table table : metadata.collectTableMappings()) {
            if (table.isPhysicalTable() && !table.isView()) {
                names.collect(table);
            }
        }
        names.keys.values().stream().filter(shared -> shared.size() > 1).forEach(shared -> shared.forEach(Key::rename));
    }

    private void collect(Table table) {
        for (UniqueKey key : table.getUniqueKeys().values()) {
            if (!key.isNameExplicit() && !key.getColumns().isEmpty()) {
                add(table, key.getName(), List.copyOf(key.getColumns()));
            }
        }
        for (Column column : table.getColumns()) {
            String name = column.getUniqueKeyName();
            if (column.isUnique() && name != null && !table.isPrimaryKey(column) && table.getUniqueKey(name) == null) {
                add(table, name, List.of(column));
            }
        }
    }

    private void add(Table table, String name, List<Column> columns) {
        keys.computeIfAbsent(Place.of(table, name), place -> new ArrayList<>()).add(new Key(table, columns));
    }
}
