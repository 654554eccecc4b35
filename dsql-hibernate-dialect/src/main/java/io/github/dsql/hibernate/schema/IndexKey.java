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
import org.jspecify.annotations.Nullable;

/**
 * Internal: one key of an index as the mapping writes it, taken apart into the column or expression, the sort order and the
 * place of nulls.
 *
 * <p>Hibernate itself splits off a trailing {@code asc} or {@code desc} only. With {@code nulls last} behind a column it takes the
 * whole text for a quoted name, which is not taken apart here; behind an expression in parentheses it is.
 *
 * @param expression the column or expression
 * @param descending whether {@code desc} is asked for
 * @param nulls {@code " nulls first"}, {@code " nulls last"} or nothing
 */
record IndexKey(String expression, boolean descending, String nulls) {
    private static final Pattern ORDERED = Pattern.compile(
            "(.+?)(?:\\s+(asc|desc))?(?:\\s+nulls\\s+(first|last))?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    static IndexKey of(String text, @Nullable String order) {
        Matcher matcher = ORDERED.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("An index key without a column");
        }
        IndexKey fromText = new IndexKey(matcher.group(1), isDesc(matcher.group(2)), nulls(matcher.group(3)));
        if (order == null || order.isBlank()) {
            return fromText;
        }
        IndexKey fromOrder = of("_ " + order, null);
        return new IndexKey(
                fromText.expression,
                fromText.descending || fromOrder.descending,
                fromText.nulls.isEmpty() ? fromOrder.nulls : fromText.nulls);
    }

    private static boolean isDesc(@Nullable String order) {
        return "desc".equalsIgnoreCase(order);
    }

    private static String nulls(@Nullable String place) {
        return place == null ? "" : " nulls " + place.toLowerCase(Locale.ROOT);
    }
}
