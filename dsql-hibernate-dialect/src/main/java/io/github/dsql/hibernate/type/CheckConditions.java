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
package io.github.dsql.hibernate.type;

import java.util.Collection;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Internal: the text of a CHECK that limits a column to the values of an enum. */
public final class CheckConditions {
    private CheckConditions() {}

    /**
     * Returns {@code column in ('a','b')}, with quotes in the values doubled (Hibernate 7.2.0 leaves them as they are).
     *
     * @param column the column, quoted if need be
     * @param values the values; a null among them is rendered as {@code or column is null}
     * @return the condition
     */
    public static String in(String column, Collection<? extends @Nullable Object> values) {
        StringJoiner list = new StringJoiner(",", column + " in (", ")");
        boolean nullable = false;
        for (Object value : values) {
            if (value == null) {
                nullable = true;
            } else {
                list.add("'" + value.toString().replace("'", "''") + "'");
            }
        }
        return nullable ? list + " or " + column + " is null" : list.toString();
    }
}
