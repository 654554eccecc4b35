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

/** Internal: a column added to an existing table has a name, a type and a storage mode, and no more (still so in 2026-10). */
final class AddColumnRules {
    private AddColumnRules() {}

    /** At the column's name. */
    static @Nullable Refusal refusal(Cursor column) {
        column.next();
        Cursor type = column.copy();
        Refusal serial = ColumnType.serial(type);
        if (serial != null) {
            return serial;
        }
        int depth = type.peek().depth();
        for (Cursor cursor = type.copy(); !cursor.done(); cursor.next()) {
            if (cursor.peek().depth() == depth) {
                Refusal refusal = word(cursor);
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        return null;
    }

    private static @Nullable Refusal word(Cursor cursor) {
        if (cursor.at("collate")) {
            return Rule.COLLATE.refuse();
        }
        if (cursor.at("compression") && cursor.peek(1).isName()) {
            return Rule.COMPRESSION.refuse();
        }
        boolean constraint = cursor.atAny("default", "check", "unique", "primary", "references", "constraint")
                || cursor.at("not", "null")
                || cursor.at("generated");
        boolean storageDefault = cursor.at("default") && cursor.peek(-1).is("storage");
        return constraint && !storageDefault ? Rule.ADD_COLUMN_CONSTRAINT.refuse() : null;
    }
}
