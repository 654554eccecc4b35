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
import org.jspecify.annotations.Nullable;

/** Internal: on which objects rights can be granted and revoked. */
final class GrantRules {
    private static final Set<String> SYSTEM_SCHEMAS = Set.of("public", "sys", "pg_catalog", "information_schema");

    private GrantRules() {}

    static @Nullable Refusal refusal(Cursor statement) {
        Cursor cursor = statement.copy();
        cursor.next();
        if (!cursor.seek("on")) {
            return null;
        }
        cursor.take("on");
        if (isKeywordBeforeName(cursor, "schema")) {
            cursor.take("schema");
            return schema(cursor);
        }
        if (isKeywordBeforeName(cursor, "procedure") || cursor.at("all", "procedures")) {
            return Rule.PROCEDURE.refuse();
        }
        boolean unsupported = isKeywordBeforeName(cursor, "database")
                || isKeywordBeforeName(cursor, "tablespace")
                || isKeywordBeforeName(cursor, "language")
                || isKeywordBeforeName(cursor, "type")
                || isKeywordBeforeName(cursor, "parameter")
                || cursor.at("foreign")
                || cursor.at("large", "object");
        return unsupported ? Rule.GRANT_OBJECT.refuse() : null;
    }

    /** Most of these words may be a table's name too: {@code GRANT SELECT ON type TO r}. */
    private static boolean isKeywordBeforeName(Cursor cursor, String word) {
        Token next = cursor.peek(1);
        return cursor.at(word) && next.isName() && !next.is("to") && !next.is("from");
    }

    private static @Nullable Refusal schema(Cursor cursor) {
        while (cursor.peek().isName() && !cursor.atAny("to", "from")) {
            if (SYSTEM_SCHEMAS.contains(cursor.next().value())) {
                return Rule.GRANT_SYSTEM.refuse();
            }
            cursor.takeSymbol(",");
        }
        return null;
    }
}
