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

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Internal: which forms of BEGIN, COMMIT and ROLLBACK there are. */
final class TransactionRules {
    private TransactionRules() {}

    static Statement judge(Source source, Cursor cursor) {
        String verb = cursor.next().value();
        return switch (verb) {
            case "begin", "start" -> begin(source, cursor);
            case "commit", "end" -> end(source, cursor, StatementKind.COMMIT, "COMMIT");
            default -> end(source, cursor, StatementKind.ROLLBACK, "ROLLBACK");
        };
    }

    private static Statement begin(Source source, Cursor cursor) {
        Refusal refusal = isolationRefusal(cursor);
        return refusal == null ? source.accept(StatementKind.BEGIN) : source.refuse(StatementKind.BEGIN, refusal);
    }

    /** REPEATABLE READ is the one level there is. */
    static @Nullable Refusal isolationRefusal(Cursor modes) {
        Cursor cursor = modes.copy();
        while (cursor.seek("isolation", "level")) {
            cursor.take("isolation", "level");
            if (cursor.at("serializable")) {
                return Rule.ISOLATION_LEVEL.refuse("SERIALIZABLE");
            }
            if (cursor.at("read")) {
                return Rule.ISOLATION_LEVEL.refuse(
                        "READ " + cursor.peek(1).value().toUpperCase(Locale.ROOT));
            }
        }
        return null;
    }

    private static Statement end(Source source, Cursor cursor, StatementKind kind, String verb) {
        cursor.takeAny("work", "transaction");
        if (cursor.at("to")) {
            return source.refuse(StatementKind.SESSION, Rule.TRANSACTION_STATEMENT.refuse("ROLLBACK TO"));
        }
        if (cursor.at("and", "chain")) {
            return source.refuse(StatementKind.SESSION, Rule.TRANSACTION_CHAIN.refuse(verb));
        }
        return source.accept(kind);
    }
}
