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

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Internal: which statements are refused by their first words alone; {@code rules.txt} has them. */
final class RefusedStatements {
    private static final int MOST_WORDS = 4;

    private static final Map<String, Refusal> BY_WORDS = load();

    private RefusedStatements() {}

    /** The refusal for the statement at the cursor, which does not move; null if its first words do not decide it. */
    static @Nullable Refusal find(Cursor statement) {
        Cursor cursor = statement.copy();
        StringBuilder words = new StringBuilder();
        Refusal longest = null;
        for (int i = 0; i < MOST_WORDS && cursor.peek().type() == Token.Type.WORD; i++) {
            words.append(i == 0 ? "" : " ").append(cursor.next().value());
            if (i == 0) {
                cursor.take("or", "replace");
            }
            longest = BY_WORDS.getOrDefault(words.toString(), longest);
        }
        return longest;
    }

    private static Map<String, Refusal> load() {
        Map<String, Refusal> refusals = new HashMap<>();
        for (RuleFile.Row row : RuleFile.rows()) {
            if (row.enforcers().contains(RuleFile.Enforcer.WORDS)) {
                refusals.put(row.id().replace('-', ' '), row.refuse());
            }
        }
        return Map.copyOf(refusals);
    }
}
