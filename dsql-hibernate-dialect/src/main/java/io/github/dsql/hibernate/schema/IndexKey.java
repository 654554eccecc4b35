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

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.MappingException;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/**
 * Internal: one key of an index as Aurora DSQL takes it: a column or an expression in parentheses, and the place of nulls, but no
 * sort order (2026-10).
 *
 * @param text the column, quoted if need be, or the expression in parentheses
 * @param column whether it is a column
 * @param descending whether the mapping asks for {@code desc}
 * @param nulls {@code " nulls first"}, {@code " nulls last"} or nothing
 */
public record IndexKey(String text, boolean column, boolean descending, String nulls) {
    private static final Pattern ORDERED = Pattern.compile(
            "(.+?)(?:\\s+(asc|desc))?(?:\\s+nulls\\s+(first|last))?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String NAME = "[\\p{L}_][\\p{L}\\p{N}_$]*|\"(?:[^\"]|\"\")+\"|`[^`]+`";
    private static final Pattern SIMPLE = Pattern.compile(NAME);
    private static final Pattern COLUMN_AND_MORE =
            Pattern.compile("(?:" + NAME + ")\\s+(?:[\\p{L}_\"].*)", Pattern.DOTALL);

    /**
     * Takes apart one element of a column list.
     *
     * @param table what the index belongs to
     * @param element the element, as in {@code lower(name) desc nulls last}
     * @param dialect what quotes
     * @return the key
     */
    static IndexKey of(Table table, String element, Dialect dialect) {
        Matcher matcher = ORDERED.matcher(element.strip());
        if (!matcher.matches()) {
            throw new MappingException("An index of the table '" + table.getName() + "' has a key without a column");
        }
        boolean descending = "desc".equalsIgnoreCase(matcher.group(2));
        String nulls = matcher.group(3) == null ? "" : matcher.group(3).toLowerCase(Locale.ROOT);
        String expression = matcher.group(1).strip();
        boolean column = SIMPLE.matcher(expression).matches();
        return new IndexKey(
                column ? column(table, expression, dialect) : expression(table, expression),
                column,
                descending,
                descending ? mirrored(nulls) : nulls.isEmpty() ? "" : " nulls " + nulls);
    }

    /**
     * An index is read in both directions. Backwards, nulls that come first are last: {@code nulls first} without {@code desc}
     * serves the queries that {@code desc nulls last} is for, and {@code desc nulls first} is what every index serves.
     */
    private static String mirrored(String nulls) {
        return nulls.equals("last") ? " nulls first" : "";
    }

    private static String column(Table table, String name, Dialect dialect) {
        Identifier identifier = Identifier.toIdentifier(name);
        Column known = table.getColumn(identifier);
        if (known == null) {
            // Quoted by hibernate.globally_quoted_identifiers.
            known = table.getColumn(identifier.quoted());
        }
        return known == null ? identifier.render(dialect) : known.getQuotedName(dialect);
    }

    private static String expression(Table table, String expression) {
        if (COLUMN_AND_MORE.matcher(expression).matches()) {
            throw new MappingException("The index key '" + expression + "' of the table '" + table.getName()
                    + "' has more than a column: Aurora DSQL takes no operator class and no collation in an index."
                    + " Leave them out, or put an expression in parentheses.");
        }
        return enclosed(expression) ? expression : "(" + expression + ")";
    }

    /** Whether one pair of parentheses encloses all of it. */
    private static boolean enclosed(String expression) {
        return expression.startsWith("(")
                && expression.endsWith(")")
                && KeyText.closing(expression, 0) == expression.length() - 1;
    }

    /** Returns the key as it is written in CREATE INDEX. */
    String inIndex() {
        return text + nulls;
    }
}
