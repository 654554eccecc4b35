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

import java.util.Set;

/**
 * Internal: which catalogue relations are read from {@code dsql_internal}, where they look as on Aurora DSQL, and which word is
 * replaced because it would tell the database's real name.
 */
final class OverlaidNames {
    private static final Set<String> NAMES =
            Set.of("pg_index", "pg_namespace", "pg_event_trigger", "pg_am", "pg_database");
    private static final String SCHEMA = "dsql_internal";

    private OverlaidNames() {}

    /**
     * Rewrites the name at the cursor if it means an overlaid relation.
     *
     * @param attribute whether it stands behind a dot
     * @param relation whether it stands where FROM expects a relation; a name with the catalogue's schema means one anywhere
     */
    static void rewrite(Source source, Cursor cursor, boolean attribute, boolean relation) {
        Token name = cursor.peek();
        if (!attribute && name.is("current_catalog")) {
            rewriteCurrentCatalog(source, cursor);
        } else if (!attribute
                && name.value().equals("pg_catalog")
                && cursor.peek(1).isSymbol(".")) {
            if (isOverlaid(cursor.peek(2))) {
                source.replace(name.start(), name.end(), SCHEMA);
            }
        } else if (relation && isOverlaid(name)) {
            source.replace(name.start(), name.start(), SCHEMA + ".");
        }
    }

    /** The word is no function whose answer could be replaced, like that of {@code current_database()}. */
    private static void rewriteCurrentCatalog(Source source, Cursor cursor) {
        Token next = cursor.peek(1);
        boolean column = cursor.peek(-1).is("select")
                && (next.type() == Token.Type.END || next.isSymbol(",") || next.is("from"));
        source.replace(
                cursor.peek().start(),
                cursor.peek().end(),
                "pg_catalog.current_database()" + (column ? " AS current_catalog" : ""));
    }

    private static boolean isOverlaid(Token token) {
        return token.isName() && NAMES.contains(token.value());
    }
}
