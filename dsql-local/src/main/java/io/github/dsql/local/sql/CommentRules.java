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

import org.jspecify.annotations.Nullable;

/** Internal: on which objects a comment can be left: those that exist on Aurora DSQL. */
final class CommentRules {
    private CommentRules() {}

    static @Nullable Refusal refusal(Cursor statement) {
        Cursor cursor = statement.copy();
        if (!cursor.take("comment", "on")) {
            return null;
        }
        boolean known = cursor.atAny(
                "table",
                "column",
                "view",
                "index",
                "sequence",
                "constraint",
                "schema",
                "domain",
                "function",
                "routine",
                "statistics",
                "role");
        return known || cursor.done() ? null : Rule.COMMENT_OBJECT.refuse();
    }
}
