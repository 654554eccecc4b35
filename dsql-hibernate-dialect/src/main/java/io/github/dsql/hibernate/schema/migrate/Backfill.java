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

import io.github.dsql.hibernate.schema.catalog.CatalogIndex;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import java.util.List;
import java.util.Objects;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/** Internal: the statements by which a person changes the rows of a table a chunk at a time. */
final class Backfill {
    private static final int CHUNK_ROWS = 3_000;

    private Backfill() {}

    /** Returns an update of at most 3,000 of the rows that satisfy a condition, to be repeated until it changes none. */
    static String update(Scope scope, Table table, String assignment, String condition) {
        String name = scope.sql(table);
        List<String> key = key(scope, table);
        if (key.isEmpty()) {
            return "update " + name + " set " + assignment + " where " + condition;
        }
        String columns = String.join(", ", key);
        return "update " + name + " set " + assignment + " where " + (key.size() == 1 ? columns : "(" + columns + ")")
                + " in (select " + columns + " from " + name + " where " + condition + " limit " + CHUNK_ROWS + ")";
    }

    /** The columns that tell the rows apart by now: those of the mapping may be just what the rows have no value for. */
    private static List<String> key(Scope scope, Table table) {
        CatalogTable known = scope.known(table);
        CatalogIndex key = known == null ? null : known.primaryKey();
        return key == null
                ? List.of()
                : key.keys().stream()
                        .filter(Objects::nonNull)
                        .map(scope::quoted)
                        .toList();
    }

    /** Returns what a person is to do with an update, in words. */
    static String howTo(Scope scope, Table table) {
        return key(scope, table).isEmpty()
                ? "; the table has no primary key to take the rows by: if there are more than 3,000, the most that a transaction"
                        + " changes, narrow its condition"
                : ", repeated until it changes no row";
    }

    /** Returns an update that gives a column a value where it is null. */
    static String ofNulls(Scope scope, Table table, Column column, String value) {
        String name = scope.sql(column);
        return update(scope, table, name + " = " + value, name + " is null");
    }
}
