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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import org.hibernate.MappingException;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Whether Aurora DSQL can create every primary key, unique key and index of a model, and write to it (2026-10). */
final class Keys implements Rule {
    static final Code COLUMNS = Code.error(
            "key-columns",
            "A primary key, unique key or index has at most 8 columns; the ninth fails with 54011 (2026-10).",
            "@UniqueConstraint(columnNames = {\"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\", \"i\"})",
            "take fewer columns, such as an id of its own or a hash in a column of its own");

    static final Code SIZE = Code.error(
            "key-size",
            "The columns of a key may hold at most 2,000 bytes as declared, where varchar(n) counts bytes; more fails with 54000 key"
                    + " size greater than 2000 bytes not supported (2026-10).",
            "@Column(length = 4000, unique = true) String url;",
            "take fewer, shorter or other columns, such as an id of its own or a hash in a column of its own");

    static final Code TYPE = Code.error(
            "key-type",
            "No key or index takes bytea, json, jsonb, interval or time with time zone: 0A000 datatype … is not supported in a key"
                    + " (2026-10).",
            "@Id byte[] id;",
            "take other columns, such as an id of its own or a hash in a column of its own");

    static final Code EXPRESSION = Code.error(
            "key-expression",
            "An index takes columns and expressions, but no sort order, operator class or collation of its own (2026-10).",
            "@Index(columnList = \"name varchar_pattern_ops\")",
            "leave out the operator class and the collation; put an expression in parentheses");

    static final Code MAY_OVERFLOW = Code.warn(
            "key-may-overflow",
            "A key holds about 1,981 bytes when it is written: all its columns, 7 bytes between two of them, and in an index the"
                    + " primary key too. A longer value fails the write with 54000 key size too large (2026-10).",
            "@Column(columnDefinition = \"text\", unique = true) String name;",
            "declare lengths that fit, or take a hash in a column of its own");

    static final Code SECOND_PRIMARY_KEY = Code.error(
            "second-primary-key",
            "A table has one primary key, which Hibernate makes of the id: one more in a columnDefinition fails with 42P16 (2026-10).",
            "@Column(columnDefinition = \"varchar(20) primary key\") String code;",
            "leave it to @Id, or write unique");

    private static final String SHORTER = "declare a shorter length, of at most " + KeySizes.MOST_WRITTEN_BYTES
            + ", or take a hash in a column of its own";

    @Override
    public List<Code> codes() {
        return List.of(COLUMNS, SIZE, TYPE, SECOND_PRIMARY_KEY, EXPRESSION, MAY_OVERFLOW);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        Search search = new Search(model, findings, new KeySizes(model.metadata));
        model.tables().forEach(search::table);
    }

    private record Search(BootModel model, Findings findings, KeySizes sizes) {
        void table(Table table) {
            if (table.hasPrimaryKey()) {
                List<Column> columns = table.getPrimaryKey().getColumns();
                key(table, name("primary key", columns, table), columns, columns.size(), true);
            }
            Set<String> unique = new HashSet<>();
            for (UniqueKey key : table.getUniqueKeys().values()) {
                List<Column> columns = key.getColumns();
                String name = name("unique key", columns, table);
                Integer count = count(table, name, () -> IndexKeys.count(key, model.dialect));
                if (count != null) {
                    key(table, name, columns, count, false);
                }
                if (columns.size() == 1) {
                    unique.add(columns.get(0).getName());
                }
            }
            for (Column column : table.getColumns()) {
                ColumnDefinition definition = ColumnDefinition.of(column.getSqlType());
                boolean isUnique = (column.isUnique() && !table.isPrimaryKey(column)) || definition.isUnique();
                if (isUnique && !unique.contains(column.getName())) {
                    key(table, name("unique key", List.of(column), table), List.of(column), 1, false);
                }
                if (definition.isPrimaryKey()) {
                    primaryKeyOfColumn(table, column);
                }
            }
            table.getIndexes().values().forEach(index -> index(table, index));
        }

        private void primaryKeyOfColumn(Table table, Column column) {
            if (table.hasPrimaryKey()) {
                findings.add(
                        SECOND_PRIMARY_KEY,
                        model.place(table, column),
                        "the columnDefinition of '" + column.getName() + "' gives the table '" + table.getName()
                                + "' a primary key, and Hibernate gives it another one");
            } else {
                key(table, name("primary key", List.of(column), table), List.of(column), 1, true);
            }
        }

        private void index(Table table, Index index) {
            List<Column> columns = index.getSelectables().stream()
                    .filter(Column.class::isInstance)
                    .map(Column.class::cast)
                    .toList();
            String name = index.getSelectables().size() == columns.size()
                    ? name("index '" + index.getName() + "'", columns, table)
                    : "index '" + index.getName() + "' of the table '" + table.getName() + "'";
            Integer count = count(table, name, () -> IndexKeys.count(index, model.dialect));
            if (count != null) {
                key(table, name, columns, count, false);
            }
        }

        private static String name(String kind, List<Column> columns, Table table) {
            return kind
                    + columns.stream().map(Column::getName).collect(Collectors.joining(", ", " (", ")"))
                    + " of the table '" + table.getName() + "'";
        }

        /** Returns the number of keys, null if they cannot be read, which is a finding. */
        private @Nullable Integer count(Table table, String name, IntSupplier count) {
            try {
                return count.getAsInt();
            } catch (MappingException e) {
                findings.add(EXPRESSION, model.owner(table), "the " + name + " cannot be created: " + e.getMessage());
                return null;
            }
        }

        private void key(Table table, String name, List<Column> columns, int count, boolean primary) {
            List<KeySizes.Problem> problems = sizes.problems(table, columns, count);
            String place = place(table, columns);
            if (problems.isEmpty()) {
                mayOverflow(table, name, columns, place, primary);
            }
            for (KeySizes.Problem problem : problems) {
                Column column = problem.column();
                findings.add(
                        problem.code(),
                        column == null ? place : model.place(table, column),
                        "the " + name + " cannot be created: " + problem.what(),
                        SIZE.equals(problem.code()) && count == 1
                                ? SHORTER
                                : problem.code().fix());
            }
        }

        private void mayOverflow(Table table, String name, List<Column> columns, String place, boolean primary) {
            Column unbounded = sizes.unbounded(table, columns);
            if (unbounded != null) {
                findings.add(
                        MAY_OVERFLOW,
                        place,
                        "the " + name + " has "
                                + (columns.size() == 1 ? "a value" : "in '" + unbounded.getName() + "' a value")
                                + " of any length, of type " + TypeNames.base(sizes.type(unbounded))
                                + ", and Aurora DSQL refuses values that make a key longer than "
                                + KeySizes.MOST_WRITTEN_BYTES + " bytes");
                return;
            }
            List<Column> all = new ArrayList<>(columns);
            if (!primary && table.hasPrimaryKey()) {
                table.getPrimaryKey().getColumns().stream()
                        .filter(column -> !columns.contains(column))
                        .forEach(all::add);
            }
            long bytes = sizes.declared(table, all) + (long) KeySizes.BYTES_BETWEEN * (all.size() - 1);
            if (bytes > KeySizes.MOST_WRITTEN_BYTES) {
                findings.add(
                        MAY_OVERFLOW,
                        place,
                        "the " + name + (primary ? "" : ", which carries the primary key,") + " may hold " + bytes
                                + " bytes, and Aurora DSQL refuses to write more than " + KeySizes.MOST_WRITTEN_BYTES);
            }
        }

        /** One column is named by its attribute, several by their entity. */
        private String place(Table table, List<Column> columns) {
            Column only = columns.size() == 1 ? table.getColumn(columns.get(0)) : null;
            return only == null ? model.owner(table) : model.place(table, only);
        }
    }
}
