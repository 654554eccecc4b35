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

/** Internal: what PRIMARY KEY, UNIQUE and CHECK constraints of a new table may say; foreign keys may say everything. */
final class KeyConstraints {
    private KeyConstraints() {}

    /** At a table constraint, its name already behind. */
    static @Nullable Refusal tableConstraint(Cursor constraint) {
        Cursor cursor = constraint.copy();
        String word = cursor.next().value();
        if (word.equals("exclude")) {
            return Rule.EXCLUDE_CONSTRAINT.refuse();
        }
        boolean key = word.equals("unique") || word.equals("primary");
        int depth = cursor.peek().depth();
        while (!cursor.done()) {
            if (cursor.peek().depth() == depth) {
                Refusal refusal = option(cursor, word, key);
                if (refusal != null) {
                    return refusal;
                }
            }
            cursor.next();
        }
        return null;
    }

    private static @Nullable Refusal option(Cursor cursor, String word, boolean key) {
        if (cursor.atAny("deferrable", "initially")) {
            return deferral(cursor, word);
        }
        if (key && cursor.at("with")) {
            return Rule.KEY_OPTION.refuse("WITH");
        }
        return key && cursor.at("using", "index", "tablespace") ? Rule.KEY_OPTION.refuse("TABLESPACE") : null;
    }

    /** At DEFERRABLE or INITIALLY: does it make a constraint of this kind deferrable? */
    static @Nullable Refusal deferral(Cursor cursor, String constraint) {
        boolean deferrable = cursor.at("initially", "deferred")
                || (cursor.at("deferrable") && !cursor.peek(-1).is("not"));
        if (!deferrable) {
            return null;
        }
        return switch (constraint) {
            case "unique", "primary" -> Rule.DEFERRABLE_KEY.refuse();
            case "check" -> Rule.DEFERRABLE_CHECK.refuse();
            default -> null;
        };
    }
}
