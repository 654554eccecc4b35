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
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.mapping.Any;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.OneToMany;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.mapping.UnionSubclass;
import org.hibernate.mapping.UniqueKey;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Whether the columns of every association lead a key or an index: nothing creates one by itself. */
final class AssociationIndexes implements Rule {
    static final Code MISSING = Code.warn(
            "association-without-index",
            "Neither Hibernate nor the service creates an index for an association or a collection of elements, a foreign key does not bring one either (2026-08):"
                    + " a join or a lookup by it reads the whole table. Columns that lead a key or an index are served by that.",
            "@ManyToOne Owner owner;",
            "add @Table(indexes = @Index(columnList = \"owner_id\")), or indexes in @JoinTable, @CollectionTable or @SecondaryTable");

    private static final String BEHIND =
            " (Hibernate puts the columns of the primary key in the order of size and name, and these behind others)";

    @Override
    public List<Code> codes() {
        return List.of(MISSING);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        Search search = new Search(model, findings, new HashSet<>());
        model.attributes.stream()
                .filter(attribute -> attribute.value() instanceof ToOne || attribute.value() instanceof Any)
                .filter(attribute -> !attribute.place().endsWith(")"))
                .forEach(search::reference);
        model.metadata.getCollectionBindings().stream()
                .sorted(Comparator.comparing(Collection::isInverse).thenComparing(Collection::getRole))
                .forEach(search::collection);
    }

    /** What two associations have in common that are the same one, seen from both sides. */
    private record Seen(Table table, Set<String> columns) {}

    private record Search(BootModel model, Findings findings, Set<Seen> seen) {
        void reference(Attribute attribute) {
            check(attribute.place(), attribute.value().getTable(), attribute.value());
            if (attribute.entity() != null) {
                subclassTables(attribute.entity()).forEach(table -> check(attribute.place(), table, attribute.value()));
            }
        }

        void collection(Collection collection) {
            check(collection.getRole(), collection.getKey().getTable(), collection.getKey());
            if (collection.getElement() instanceof OneToMany children) {
                subclassTables(children.getAssociatedClass())
                        .forEach(table -> check(collection.getRole(), table, collection.getKey()));
            }
        }

        /** With a table for each class, an association of the superclass has its columns in each of them. */
        private List<Table> subclassTables(PersistentClass entity) {
            List<Table> tables = new ArrayList<>();
            for (PersistentClass subclass : entity.getSubclasses()) {
                if (subclass instanceof UnionSubclass) {
                    tables.add(subclass.getTable());
                }
            }
            return tables;
        }

        private void check(String place, Table table, Value value) {
            Set<String> columns = BootModel.columns(value).stream()
                    .map(Column::getName)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            if (columns.isEmpty()
                    || columns.size() < value.getSelectables().size()
                    || !table.isPhysicalTable()
                    || table.isView()
                    || !seen.add(new Seen(table, columns))
                    || leads(table, columns)) {
                return;
            }
            findings.add(
                    MISSING,
                    place,
                    "no index or key of the table '" + table.getName() + "' begins with "
                            + (columns.size() == 1 ? "the column " : "the columns ")
                            + columns.stream().map(column -> "'" + column + "'").collect(Collectors.joining(", "))
                            + (inKey(table, columns) ? BEHIND : "")
                            + ", nothing creates one, and Aurora DSQL reads the whole table to join by it",
                    "add " + where(table, BootModel.columns(value)));
        }

        private String where(Table table, List<Column> columns) {
            String index = columns.stream()
                    .map(column -> column.isQuoted() ? "`" + column.getName() + "`" : column.getName())
                    .distinct()
                    .collect(Collectors.joining(", ", "@Index(columnList = \"", "\")"));
            Collection collection = model.collection(table);
            if (collection != null) {
                boolean toOne = collection.getElement() instanceof ToOne;
                return (toOne ? "@JoinTable(indexes = " : "@CollectionTable(indexes = ") + index + ") to "
                        + collection.getRole();
            }
            return model.isSecondary(table)
                    ? "indexes = " + index + " to the @SecondaryTable or @JoinTable '" + table.getName() + "' of "
                            + model.owner(table)
                    : "@Table(indexes = " + index + ") to " + model.owner(table);
        }

        /** Whether the primary key has the columns, but behind others. */
        private static boolean inKey(Table table, Set<String> columns) {
            return table.hasPrimaryKey()
                    && table.getPrimaryKey().getColumns().stream()
                            .map(Column::getName)
                            .collect(Collectors.toSet())
                            .containsAll(columns);
        }

        private boolean leads(Table table, Set<String> columns) {
            if (table.hasPrimaryKey() && leads(model.primaryKey(table), columns)) {
                return true;
            }
            for (UniqueKey key : table.getUniqueKeys().values()) {
                if (!isPartial(key.getOptions()) && leads(key.getColumns(), columns)) {
                    return true;
                }
            }
            for (Index index : table.getIndexes().values()) {
                if (!isPartial(index.getOptions()) && leads(index.getSelectables(), columns)) {
                    return true;
                }
            }
            return columns.size() == 1
                    && table.getColumns().stream()
                            .anyMatch(column -> column.isUnique() && columns.contains(column.getName()));
        }

        private static boolean leads(List<? extends Selectable> key, Set<String> columns) {
            return key.size() >= columns.size()
                    && key.subList(0, columns.size()).stream()
                            .allMatch(part -> part instanceof Column column && columns.contains(column.getName()));
        }

        private static boolean isPartial(@Nullable String options) {
            return options != null && options.toLowerCase(Locale.ROOT).contains("where");
        }
    }
}
