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

/** Internal: what a column definition in CREATE TABLE may say. */
final class ColumnRules {
    private ColumnRules() {}

    static @Nullable Refusal refusal(Cursor definition) {
        Cursor cursor = definition.copy();
        cursor.next();
        Refusal serial = ColumnType.serial(cursor);
        return serial == null ? constraints(cursor) : serial;
    }

    private static @Nullable Refusal constraints(Cursor type) {
        Cursor cursor = type.copy();
        int depth = cursor.peek().depth();
        String constraint = "";
        while (!cursor.done()) {
            Token token = cursor.peek();
            Refusal refusal =
                    token.depth() == depth && token.type() == Token.Type.WORD ? word(cursor, type, constraint) : null;
            if (refusal != null) {
                return refusal;
            }
            if (token.depth() == depth && cursor.atAny("unique", "primary", "check", "references")) {
                constraint = token.value();
            }
            cursor.next();
        }
        return null;
    }

    private static @Nullable Refusal word(Cursor cursor, Cursor type, String constraint) {
        return switch (cursor.peek().value()) {
            case "collate" -> Rule.COLLATE.refuse();
            case "compression" -> cursor.peek(1).isName() ? Rule.COMPRESSION.refuse() : null;
            case "deferrable", "initially" -> KeyConstraints.deferral(cursor, constraint);
            case "generated" -> identity(cursor, type);
            default -> null;
        };
    }

    private static @Nullable Refusal identity(Cursor generated, Cursor type) {
        Cursor cursor = generated.copy();
        cursor.next();
        if (!cursor.take("always") && !cursor.take("by", "default")) {
            return null;
        }
        if (!cursor.take("as", "identity")) {
            return null;
        }
        String small = ColumnType.smallInteger(type);
        return small == null ? identityOptions(cursor) : Rule.IDENTITY_TYPE.refuse(small);
    }

    /** At what follows AS IDENTITY: the options in parentheses, or none. */
    static @Nullable Refusal identityOptions(Cursor cursor) {
        return cursor.peek().isSymbol("(")
                ? SequenceOptions.refusal(cursor.takeGroup(), Rule.IDENTITY_CACHE, true)
                : Rule.IDENTITY_CACHE.refuse();
    }
}
