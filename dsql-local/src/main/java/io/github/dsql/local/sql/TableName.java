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
package io.github.dsql.local.sql;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Internal: a name in a statement that may be a table's; which ones are, only the catalogue can tell.
 *
 * @param schema the schema in front of it, or null
 * @param name the name, folded as PostgreSQL does
 */
public record TableName(@Nullable String schema, String name) {
    /**
     * Finds all candidates in a statement.
     *
     * @param sql the statement
     * @return every name, with and without the name in front of it
     */
    public static Set<TableName> candidates(String sql) {
        Set<TableName> names = new LinkedHashSet<>();
        List<Token> tokens = Scanner.scan(sql).tokens();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.isName()) {
                names.add(new TableName(null, token.value()));
                if (isQualifier(tokens, i)) {
                    names.add(new TableName(token.value(), tokens.get(i + 2).value()));
                }
            }
        }
        return names;
    }

    /**
     * Lets a statement mean the temporary tables of the same names.
     *
     * @param sql the statement
     * @param tables which tables are meant, each with its schema
     * @return the statement with the schema of temporary tables in place of theirs
     */
    public static String inTemporarySchema(String sql, Collection<TableName> tables) {
        List<Token> tokens = Scanner.scan(sql).tokens();
        Source source = new Source(sql, tokens);
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean begins = i == 0 || !tokens.get(i - 1).isSymbol(".");
            if (begins
                    && isQualifier(tokens, i)
                    && tables.contains(
                            new TableName(token.value(), tokens.get(i + 2).value()))) {
                source.replace(token.start(), token.end(), "pg_temp");
            }
        }
        return source.edited();
    }

    /**
     * Writes names as a JSON array of pairs, in ASCII.
     *
     * @param names the names
     * @return {@code [[<schema or null>,<name>],…]}
     */
    public static String toJson(Collection<TableName> names) {
        List<String> pairs = new ArrayList<>(names.size());
        for (TableName name : names) {
            pairs.add("[" + (name.schema == null ? "null" : json(name.schema)) + "," + json(name.name) + "]");
        }
        return "[" + String.join(",", pairs) + "]";
    }

    /**
     * Reads names written as {@code dsql_internal.shadow} does.
     *
     * @param text schema and name in hexadecimal with a point between them, and commas between tables
     * @return the names
     */
    public static Set<TableName> parseHex(String text) {
        Set<TableName> names = new LinkedHashSet<>();
        for (String pair : text.split(",", -1)) {
            int point = pair.indexOf('.');
            names.add(new TableName(unhex(pair.substring(0, point)), unhex(pair.substring(point + 1))));
        }
        return names;
    }

    private static boolean isQualifier(List<Token> tokens, int at) {
        return at + 2 < tokens.size()
                && tokens.get(at).isName()
                && tokens.get(at + 1).isSymbol(".")
                && tokens.get(at + 2).isName();
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static String unhex(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }
}
