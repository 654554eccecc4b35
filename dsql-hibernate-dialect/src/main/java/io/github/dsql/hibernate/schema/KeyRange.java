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
import java.util.stream.Collectors;

/**
 * Internal: the rows of a table after one key and up to another, as a condition in SQL.
 *
 * <p>Comparisons of rows, as {@code (a, b) > (?, ?)}, are nowhere recorded from a cluster; columns are compared one by one.
 *
 * @param key the columns of the key as SQL takes them
 * @param start the values of the last key before the range, as text; empty if it begins with the first row
 * @param end the values of its last key, as text; empty if it ends with the last row
 */
record KeyRange(List<String> key, List<String> start, List<String> end) {
    KeyRange(List<String> key) {
        this(key, List.of(), List.of());
    }

    KeyRange after(List<String> values) {
        return new KeyRange(key, values, end);
    }

    KeyRange endingAt(List<String> values) {
        return new KeyRange(key, start, values);
    }

    String columnsAsText() {
        return key.stream().map(column -> "cast(" + column + " as text)").collect(Collectors.joining(", "));
    }

    /** The order of the key, qualified by an alias, since a bare name would mean the text that is selected. */
    String order(String alias, String direction) {
        return key.stream()
                .map(column -> alias + "." + column + direction)
                .collect(Collectors.joining(", ", " order by ", ""));
    }

    /** The condition, which begins with "and"; empty for all rows. */
    String condition() {
        return (start.isEmpty() ? "" : " and " + beyond(">", false))
                + (end.isEmpty() ? "" : " and " + beyond("<", true));
    }

    /** The values of the parameters of the condition, in order. */
    List<String> values() {
        List<String> values = new ArrayList<>();
        if (!start.isEmpty()) {
            values.addAll(parameters(start));
        }
        if (!end.isEmpty()) {
            values.addAll(parameters(end));
        }
        return values;
    }

    /** For a, b, c: a >= ? and (a > ? or b >= ? and (b > ? or c > ?)). */
    private String beyond(String operator, boolean inclusive) {
        int last = key.size() - 1;
        StringBuilder condition = new StringBuilder();
        for (int i = 0; i < last; i++) {
            condition.append(key.get(i)).append(' ').append(operator).append("= ? and (");
            condition.append(key.get(i)).append(' ').append(operator).append(" ? or ");
        }
        condition.append(key.get(last)).append(' ').append(operator).append(inclusive ? "= ?" : " ?");
        return condition.append(")".repeat(last)).toString();
    }

    private static List<String> parameters(List<String> values) {
        List<String> parameters = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            parameters.add(values.get(i));
            if (i < values.size() - 1) {
                parameters.add(values.get(i));
            }
        }
        return parameters;
    }
}
