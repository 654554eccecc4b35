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

/** Internal: which objects may be dropped how; those that cannot be at all are in {@link RefusedStatements}. */
final class DropRules {
    private static final Set<String> OBJECTS = Set.of(
            "table",
            "sequence",
            "view",
            "index",
            "schema",
            "domain",
            "function",
            "routine",
            "statistics",
            "role",
            "user",
            "group");

    private DropRules() {}

    static @Nullable Refusal refusal(Cursor cursor) {
        if (!OBJECTS.contains(cursor.peek(1).value())) {
            return Rule.DROP_OBJECT.refuse();
        }
        if (cursor.at("drop", "index", "concurrently")) {
            return Rule.DROP_INDEX_CONCURRENTLY.refuse();
        }
        if (cursor.at("drop", "domain") && cursor.contains("cascade")) {
            return Rule.DROP_DOMAIN_CASCADE.refuse();
        }
        return null;
    }
}
