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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Internal: what Aurora DSQL does not take in a primary key, unique key or index (2026-10). */
final class KeyLimits {
    private static final int MOST_COLUMNS = 8;

    /** The most that the columns of a key may hold as declared; unbounded types are limited by their values alone. */
    private static final int MOST_BYTES = 2000;

    private static final Pattern BOUNDED =
            Pattern.compile("(?:varchar|char|character|character varying|bpchar)\\s*\\((\\d+)\\).*");
    private static final Pattern TYPE_NAME = Pattern.compile("[a-z0-9_]+");
    private static final Set<String> WITHOUT_ORDER = Set.of("json", "jsonb", "bytea", "timetz", "interval");
    private static final Map<String, Integer> FIXED = Map.ofEntries(
            Map.entry("smallint", 2),
            Map.entry("integer", 4),
            Map.entry("bigint", 8),
            Map.entry("boolean", 1),
            Map.entry("uuid", 16),
            Map.entry("date", 4),
            Map.entry("time", 8),
            Map.entry("timestamp", 8),
            Map.entry("float4", 4),
            Map.entry("float", 8));

    private final MetadataImplementor metadata;

    KeyLimits(MetadataImplementor metadata) {
        this.metadata = metadata;
    }

    /** Returns what keeps a key from being created, or null. */
    @Nullable
    String problem(Table table, List<Column> columns, int keys) {
        if (keys > MOST_COLUMNS) {
            return "it has " + keys + " columns, and Aurora DSQL takes at most " + MOST_COLUMNS + " in a key";
        }
        long bytes = 0;
        for (Column column : columns) {
            // Columns of unique keys and indexes know their name only.
            Column mapped = table.getColumn(column);
            if (mapped != null) {
                String type = type(mapped);
                if (WITHOUT_ORDER.contains(name(type))) {
                    return "its column '" + mapped.getName() + "' is " + type
                            + ", which Aurora DSQL does not take in a key";
                }
                bytes += bytes(type);
            }
        }
        return bytes > MOST_BYTES
                ? "its columns may hold " + bytes + " bytes as declared, and Aurora DSQL takes at most " + MOST_BYTES
                        + " in a key"
                : null;
    }

    private String type(Column column) {
        return ColumnTypeReview.typeOf(column, metadata).toLowerCase(Locale.ROOT);
    }

    private static String name(String type) {
        Matcher matcher = TYPE_NAME.matcher(type);
        String name = matcher.lookingAt() ? matcher.group() : type;
        return name.equals("time") && type.contains("with time zone") ? "timetz" : name;
    }

    private static long bytes(String type) {
        Matcher bounded = BOUNDED.matcher(type);
        return bounded.matches() ? Long.parseLong(bounded.group(1)) : FIXED.getOrDefault(name(type), 0);
    }
}
