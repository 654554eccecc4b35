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
package io.github.dsql.hibernate.schema.migrate;

import io.github.dsql.hibernate.schema.catalog.CatalogColumn;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint;
import io.github.dsql.hibernate.schema.catalog.CatalogIndex;
import io.github.dsql.hibernate.schema.catalog.CatalogName;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Internal: the statements by which a person puts a new table in the place of one that Aurora DSQL cannot change into it. */
final class Replacement {
    private final Scope scope;
    private final Table table;
    private final CatalogTable known;
    private final String name;
    private final String old;
    private final ColumnTypes types;

    Replacement(Scope scope, Table table, CatalogTable known) {
        this.scope = scope;
        this.table = table;
        this.known = known;
        types = new ColumnTypes(scope.metadata(), scope.dialect());
        name = scope.sql(table);
        old = free(ConstraintName.old(known.name().name()));
    }

    private String free(String wanted) {
        String schema = known.name().schema();
        String free = wanted;
        for (int i = 2; scope.catalog().table(new CatalogName(schema, free)) != null; i++) {
            free = wanted + i;
        }
        return free;
    }

    /** The old table goes out of the way with the names of its keys, which the new one is to have. */
    List<String> steps() {
        List<String> steps = new ArrayList<>();
        foreignKeys(steps);
        steps.add(scope.alter(table) + "rename to " + scope.quoted(old));
        for (CatalogIndex index : known.indexes()) {
            if (!index.primary()) {
                steps.add(
                        index.constraint() == null
                                ? "drop index " + qualified(index.name())
                                : "alter table " + qualified(old) + " drop constraint "
                                        + scope.quoted(index.constraint()));
            }
        }
        NewTables.statements(table, scope).stream()
                .filter(sql -> sql.startsWith("create "))
                .forEach(steps::add);
        steps.add(copy());
        for (Column column : table.getColumns()) {
            if (column.isIdentity()) {
                steps.add("select setval(pg_get_serial_sequence('" + name.replace("'", "''") + "', '"
                        + scope.stored(column).replace("'", "''") + "'), max(" + scope.sql(column) + ")) from " + name);
            }
        }
        steps.add("drop table " + qualified(old));
        return steps;
    }

    private void foreignKeys(List<String> steps) {
        for (CatalogTable other : scope.catalog().tables().values()) {
            for (CatalogConstraint constraint : other.constraints()) {
                if (constraint.reference() != null
                        && constraint.reference().table().equals(known.name())
                        && !other.name().equals(known.name())) {
                    steps.add("alter table " + qualified(other.name()) + " drop constraint "
                            + scope.quoted(constraint.name()));
                }
            }
        }
    }

    /** Rows that are there already are left out, so that each run copies others. */
    private String copy() {
        Map<String, String> values = values();
        List<String> key = keyOfBoth(values);
        String rows = "insert into " + name + " (" + String.join(", ", values.keySet()) + ") select "
                + String.join(", ", values.values()) + " from " + qualified(old) + " o";
        if (key.isEmpty()) {
            return rows;
        }
        return rows + " where not exists (select 1 from " + name + " n where "
                + key.stream().map(column -> "n." + column + " = o." + column).collect(Collectors.joining(" and "))
                + ") limit 3000";
    }

    private Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>();
        for (Column column : table.getColumns()) {
            String value = column.getGeneratedAs() == null ? value(column) : null;
            if (value != null) {
                values.put(scope.sql(column), value);
            }
        }
        return values;
    }

    private @Nullable String value(Column column) {
        CatalogColumn existing = known.column(scope.stored(column));
        if (existing != null) {
            return types.isOfSameKind(column, existing)
                    ? "o." + scope.sql(column)
                    : Translation.of(scope, column, existing, types.sqlType(column))
                            .expression();
        }
        boolean key = table.hasPrimaryKey() && table.getPrimaryKey().containsColumn(column);
        if (key && !column.isIdentity()) {
            return "/* a value of its own for " + scope.sql(column) + " */";
        }
        return column.isNullable() || column.isIdentity() || column.getDefaultValue() != null
                ? null
                : "/* a value for " + scope.sql(column) + " */";
    }

    /** The key by which rows of both tables are told apart: the new one if the old table has its columns, or the old one. */
    private List<String> keyOfBoth(Map<String, String> values) {
        List<String> mapped = !table.hasPrimaryKey()
                ? List.of()
                : table.getPrimaryKey().getColumns().stream().map(scope::sql).toList();
        if (!mapped.isEmpty() && mapped.stream().allMatch(column -> ("o." + column).equals(values.get(column)))) {
            return mapped;
        }
        CatalogIndex key = known.primaryKey();
        List<String> present = key == null
                ? List.of()
                : key.keys().stream()
                        .filter(Objects::nonNull)
                        .map(column -> scope.mapped(table, column))
                        .map(column -> column == null ? "" : scope.sql(column))
                        .toList();
        return present.stream().allMatch(column -> ("o." + column).equals(values.get(column))) ? present : List.of();
    }

    private String qualified(String relation) {
        return qualified(new CatalogName(known.name().schema(), relation));
    }

    private String qualified(CatalogName relation) {
        return relation.schema().equals(scope.catalog().currentSchema())
                ? scope.quoted(relation.name())
                : scope.quoted(relation.schema()) + "." + scope.quoted(relation.name());
    }
}
