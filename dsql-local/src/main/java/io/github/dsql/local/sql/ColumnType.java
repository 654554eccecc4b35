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

/** Internal: what can be said about a column's type from its words; PostgreSQL's catalogue knows the rest. */
final class ColumnType {
    private static final Set<String> SERIAL =
            Set.of("serial", "serial2", "serial4", "serial8", "smallserial", "bigserial");

    private ColumnType() {}

    /** PostgreSQL makes an integer column with a sequence of serial, Aurora DSQL has no such word. */
    static @Nullable Refusal serial(Cursor type) {
        Token word = type.peek();
        boolean serial =
                word.isName() && SERIAL.contains(word.value()) && !type.peek(1).isSymbol(".");
        return serial ? Rule.SERIAL.refuse(word.value()) : null;
    }

    /** The name under which a message shows a type that is too small for a sequence, or null for any other type. */
    static @Nullable String smallInteger(Cursor type) {
        return switch (type.peek().isName() ? type.peek().value() : "") {
            case "integer", "int", "int4" -> "integer";
            case "smallint", "int2" -> "smallint";
            default -> null;
        };
    }
}
