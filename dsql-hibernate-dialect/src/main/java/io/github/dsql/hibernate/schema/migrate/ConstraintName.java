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

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dsql.hibernate.schema.catalog.CatalogName;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Internal: what a constraint without a name of its own is called: by its table and column, the same at each update, so that a later
 * one finds it.
 */
final class ConstraintName {
    private static final int MOST_BYTES = 63;

    private ConstraintName() {}

    /** Returns {@code table_column_suffix}, with a checksum in place of what does not fit. */
    static String of(String table, String column, String suffix) {
        String name = table + "_" + column + "_" + suffix;
        return name.getBytes(UTF_8).length <= MOST_BYTES ? name : shortened(table + "_" + column, suffix);
    }

    /** Returns a name for a check of several columns, by its condition. */
    static String ofTable(String table, String condition) {
        return shortened(table, condition, "check");
    }

    /** Whether PostgreSQL or this library calls a check on one column of a table so, unless the mapping gives a name. */
    static boolean isGenerated(String name, String table, String column, String suffix) {
        return numbered(of(table, column, suffix), name) || numbered(byPostgres(table, column, suffix), name);
    }

    /** Whether PostgreSQL or this library calls a check of several columns so. */
    static boolean isGeneratedOfTable(String name, String table) {
        return numbered(byPostgres(table, "", "check"), name)
                || Pattern.matches(Pattern.quote(cut(table, "_00000000_check")) + "_[0-9a-f]{8}_check", name);
    }

    private static boolean numbered(String base, String name) {
        return name.startsWith(base) && name.substring(base.length()).chars().allMatch(Character::isDigit);
    }

    private static String shortened(String start, String suffix) {
        return shortened(start, start, suffix);
    }

    private static String shortened(String start, String checked, String suffix) {
        CRC32 sum = new CRC32();
        sum.update(checked.getBytes(UTF_8));
        String end = String.format(Locale.ROOT, "_%08x_%s", sum.getValue(), suffix);
        return cut(start, end) + end;
    }

    private static String cut(String start, String end) {
        String cut = start;
        while (cut.getBytes(UTF_8).length + end.length() > MOST_BYTES) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    /** The longer of table and column is cut, a byte at a time, as PostgreSQL does. */
    private static String byPostgres(String table, String column, String suffix) {
        int room = MOST_BYTES - suffix.length() - 1 - (column.isEmpty() ? 0 : 1);
        int tableBytes = table.getBytes(UTF_8).length;
        int columnBytes = column.getBytes(UTF_8).length;
        while (tableBytes + columnBytes > room) {
            if (tableBytes > columnBytes) {
                tableBytes--;
            } else {
                columnBytes--;
            }
        }
        return bytes(table, tableBytes) + (column.isEmpty() ? "" : "_" + bytes(column, columnBytes)) + "_" + suffix;
    }

    private static String bytes(String text, int most) {
        int end = text.length();
        while (text.substring(0, end).getBytes(UTF_8).length > most) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end);
    }

    /** Returns a name for a table that makes room for another. */
    static String old(String table) {
        String name = table + "_old";
        return name.getBytes(UTF_8).length <= MOST_BYTES ? name : shortened(table, "old");
    }

    /** Returns a name for an index that is to take the place of another. */
    static String replacement(String index) {
        String name = index + "_new";
        return name.getBytes(UTF_8).length <= MOST_BYTES ? CatalogName.stored(name, true) : shortened(index, "new");
    }
}
