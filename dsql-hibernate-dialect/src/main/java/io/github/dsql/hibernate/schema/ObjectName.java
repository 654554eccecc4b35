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
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the name of a table, index or constraint as the catalogue has it, read from the SQL that names it.
 *
 * @param schema the schema, or null where SQL leaves it to the search path
 * @param name the name, in lower case unless it was quoted, cut to 63 bytes
 */
record ObjectName(@Nullable String schema, String name) {
    /** One part of a name: quoted or not. */
    static final String PART = "(?:\"(?:[^\"]|\"\")+\"|[^\\s\"(),.;]+)";

    /** A name with or without its schema. */
    static final String NAME = PART + "(?:\\s*\\.\\s*" + PART + ")*";

    private static final Pattern NEXT_PART = Pattern.compile(PART);

    static ObjectName of(String sql) {
        List<String> parts = new ArrayList<>();
        Matcher part = NEXT_PART.matcher(sql);
        while (part.find()) {
            parts.add(inCatalogue(part.group()));
        }
        int last = parts.size() - 1;
        return new ObjectName(last > 0 ? parts.get(last - 1) : null, parts.get(last));
    }

    private static String inCatalogue(String part) {
        return ServiceNames.cut(
                part.startsWith("\"")
                        ? part.substring(1, part.length() - 1).replace("\"\"", "\"")
                        : part.toLowerCase(Locale.ROOT));
    }

    /** Returns the name as SQL has it, always quoted. */
    String sql() {
        return schema == null ? quoted(name) : quoted(schema) + "." + quoted(name);
    }

    /** Returns an object of the same schema. */
    ObjectName sibling(ObjectName other) {
        return new ObjectName(schema, other.name());
    }

    private static String quoted(String part) {
        return "\"" + part.replace("\"", "\"\"") + "\"";
    }
}
