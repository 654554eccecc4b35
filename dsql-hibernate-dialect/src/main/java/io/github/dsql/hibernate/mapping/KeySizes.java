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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.MappingException;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** What the columns of a key hold, as Aurora DSQL measures it (2026-10). */
final class KeySizes {
    static final int MOST_COLUMNS = 8;

    /** The most that the columns of a key may hold as declared; unbounded types are limited by their values alone. */
    static final int MOST_DECLARED_BYTES = 2000;

    /** The most that a key holds when it is written, the primary key that each entry of an index carries included. */
    static final int MOST_WRITTEN_BYTES = 1981;

    /** What each column but the first adds to the size of a key. */
    static final int BYTES_BETWEEN = 7;

    private static final Pattern BOUNDED = Pattern.compile(
            "(?:varchar|char|character|character varying|char varying|bpchar)\\s*\\( *(\\d{1,15}) *\\).*");
    private static final Pattern UNBOUNDED =
            Pattern.compile("(?:text|(?:varchar|character varying|char varying)\\b(?!\\s*\\()).*", Pattern.DOTALL);
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z0-9_]+");
    private static final Set<String> WITHOUT_ORDER = Set.of("json", "jsonb", "bytea", "timetz", "interval");
    private static final Map<String, Integer> FIXED = Map.ofEntries(
            Map.entry("smallint", 2),
            Map.entry("int2", 2),
            Map.entry("integer", 4),
            Map.entry("int", 4),
            Map.entry("int4", 4),
            Map.entry("bigint", 8),
            Map.entry("int8", 8),
            Map.entry("boolean", 1),
            Map.entry("uuid", 16),
            Map.entry("date", 4),
            Map.entry("time", 8),
            Map.entry("timestamp", 8),
            Map.entry("timestamptz", 8),
            Map.entry("float4", 4),
            Map.entry("real", 4),
            Map.entry("float8", 8),
            Map.entry("float", 8));

    private final MetadataImplementor metadata;

    KeySizes(MetadataImplementor metadata) {
        this.metadata = metadata;
    }

    /** Returns the columns that have no order, so that no key takes them. */
    List<Column> withoutOrder(Table table, List<Column> columns) {
        List<Column> without = new ArrayList<>();
        for (Column column : columns) {
            // Columns of unique keys and indexes know their name only.
            Column mapped = table.getColumn(column);
            if (mapped != null && WITHOUT_ORDER.contains(name(type(mapped)))) {
                without.add(mapped);
            }
        }
        return without;
    }

    /** Returns a column of a text without a declared length, null if there is none. */
    @Nullable
    Column unbounded(Table table, List<Column> columns) {
        for (Column column : columns) {
            Column mapped = table.getColumn(column);
            if (mapped != null && UNBOUNDED.matcher(type(mapped)).matches()) {
                return mapped;
            }
        }
        return null;
    }

    /** Returns how much the columns hold as declared, those without a bound counted as nothing. */
    long declared(Table table, List<Column> columns) {
        long bytes = 0;
        for (Column column : columns) {
            Column mapped = table.getColumn(column);
            if (mapped != null) {
                String type = type(mapped);
                Matcher bounded = BOUNDED.matcher(type);
                bytes += bounded.matches() ? Long.parseLong(bounded.group(1)) : FIXED.getOrDefault(name(type), 0);
            }
        }
        return bytes;
    }

    /**
     * One thing that keeps a key from being created.
     *
     * @param code what kind it is
     * @param column the column that is to blame, null if it is all of them together
     * @param what what the service says to it
     */
    record Problem(Code code, @Nullable Column column, String what) {}

    /** Returns all that keeps a key from being created. */
    List<Problem> problems(Table table, List<Column> columns, int keys) {
        List<Problem> problems = new ArrayList<>();
        if (keys > MOST_COLUMNS) {
            problems.add(new Problem(
                    Keys.COLUMNS,
                    null,
                    "it has " + keys + " columns, and Aurora DSQL takes at most " + MOST_COLUMNS + " in a key"));
        }
        for (Column column : withoutOrder(table, columns)) {
            String which = keys == 1 ? "it" : "its column '" + column.getName() + "'";
            problems.add(new Problem(
                    Keys.TYPE,
                    column,
                    which + " is " + TypeNames.base(type(column)) + ", which Aurora DSQL does not take in a key"));
        }
        long bytes = declared(table, columns);
        if (bytes > MOST_DECLARED_BYTES) {
            String which = keys == 1 ? "it" : columns.size() == 1 ? "its column" : "its columns";
            problems.add(new Problem(
                    Keys.SIZE,
                    null,
                    which + " may hold " + bytes + " bytes as declared, and Aurora DSQL takes at most "
                            + MOST_DECLARED_BYTES + " in a key"));
        }
        return problems;
    }

    String type(Column column) {
        try {
            return TypeNames.head(TypeNames.of(column, metadata));
        } catch (MappingException e) {
            return "unknown"; // Reported as a type that the service does not have.
        }
    }

    private static String name(String type) {
        Matcher matcher = TYPE_NAME.matcher(type);
        String name = matcher.lookingAt() ? matcher.group() : type;
        return name.equals("time") && TypeNames.base(type).equals("time with time zone") ? "timetz" : name;
    }
}
