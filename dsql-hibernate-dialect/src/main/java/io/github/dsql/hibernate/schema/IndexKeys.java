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
package io.github.dsql.hibernate.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hibernate.MappingException;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Formula;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;

/**
 * Internal: the keys of an index or unique key as the mapping wrote them.
 *
 * <p>Hibernate splits a column list at every comma, and takes a part for an expression only if it opens with a parenthesis; all else
 * it takes for the name of a column, which it quotes: {@code lower(name)} and {@code name desc nulls last} too. So the list is put
 * together again and read as the service reads it.
 */
public final class IndexKeys {
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private IndexKeys() {}

    /**
     * Returns the keys of an index.
     *
     * @param index the index
     * @param dialect what quotes
     * @return its keys in order
     */
    public static List<IndexKey> of(Index index, Dialect dialect) {
        return keys(
                "index '" + index.getName() + "'",
                index.getTable(),
                index.getSelectables(),
                index.getSelectableOrderMap(),
                dialect);
    }

    /**
     * Returns the keys of a unique key.
     *
     * @param key the unique key
     * @param dialect what quotes
     * @return its keys in order
     */
    public static List<IndexKey> of(UniqueKey key, Dialect dialect) {
        return keys(
                "unique key '" + key.getName() + "'",
                key.getTable(),
                key.getColumns(),
                key.getColumnOrderMap(),
                dialect);
    }

    /**
     * Returns how many keys an index has.
     *
     * @param index the index
     * @param dialect what quotes
     * @return the number of columns and expressions
     */
    public static int count(Index index, Dialect dialect) {
        return of(index, dialect).size();
    }

    /**
     * Returns how many keys a unique key has.
     *
     * @param key the unique key
     * @param dialect what quotes
     * @return the number of columns and expressions
     */
    public static int count(UniqueKey key, Dialect dialect) {
        return key.getColumns().isEmpty() ? 0 : of(key, dialect).size();
    }

    private static List<IndexKey> keys(
            String owner,
            Table table,
            List<? extends Selectable> parts,
            Map<? extends Selectable, String> orders,
            Dialect dialect) {
        List<String> written = new ArrayList<>();
        for (Selectable part : parts) {
            String order = orders.get(part);
            boolean nested = KeyText.split(KeyText.join(written)) == null && !written.isEmpty();
            written.add(written(table, part, nested, dialect) + (order == null || order.isBlank() ? "" : " " + order));
        }
        List<String> elements = KeyText.split(KeyText.join(written));
        if (elements == null) {
            throw new MappingException(
                    "The " + owner + " of the table '" + table.getName() + "' has keys that cannot be read: "
                            + String.join(", ", written)
                            + ". Hibernate takes them apart at every comma, in a text too, and drops"
                            + " what repeats. Give them without commas and repetitions, or create the index by a script.");
        }
        return elements.stream()
                .map(element -> IndexKey.of(table, element, dialect))
                .toList();
    }

    private static String written(Table table, Selectable part, boolean nested, Dialect dialect) {
        if (part instanceof Formula formula) {
            return formula.getFormula();
        }
        Column column = (Column) part;
        return isColumn(table, column, nested) ? column.getQuotedName(dialect) : column.getName();
    }

    /** Within an expression, a part that the table has no column of is a number or a word of the language. */
    private static boolean isColumn(Table table, Column column, boolean nested) {
        return (!nested && PLAIN_NAME.matcher(column.getName()).matches()) || table.getColumn(column) != null;
    }
}
