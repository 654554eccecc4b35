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
package io.github.dsql.hibernate.schema.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.hibernate.boot.model.naming.Identifier;

/**
 * Internal: the name of an object as the catalogue holds it.
 *
 * @param schema the schema
 * @param name the name
 */
public record CatalogName(String schema, String name) {
    private static final int MOST_BYTES = 63;

    /**
     * Returns what the catalogue holds for a name in a mapping or a statement: an unquoted one folds to lower case, and either
     * ends at 63 bytes.
     *
     * @param identifier the name
     * @return the stored name
     */
    public static String stored(Identifier identifier) {
        return stored(identifier.getText(), identifier.isQuoted());
    }

    /**
     * Returns what the catalogue holds for a name.
     *
     * @param text the name without quotes
     * @param quoted whether it is written in quotes
     * @return the stored name
     */
    public static String stored(String text, boolean quoted) {
        return cut(quoted ? text : folded(text));
    }

    /** PostgreSQL folds the letters A to Z only, in a database of UTF-8. */
    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < folded.length(); i++) {
            char c = folded.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                folded.setCharAt(i, (char) (c + ('a' - 'A')));
            }
        }
        return folded.toString();
    }

    private static String cut(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(UTF_8).length > MOST_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }

    @Override
    public String toString() {
        return schema + "." + name;
    }
}
