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

/** Internal: which session state a client may set, reset and read. */
final class SessionRules {
    private SessionRules() {}

    static Statement judge(Source source, Cursor cursor) {
        return switch (cursor.next().value()) {
            case "set" -> set(source, cursor);
            case "reset" -> reset(source, cursor);
            case "show" -> show(source, cursor);
            default -> deallocate(source, cursor);
        };
    }

    private static Statement set(Source source, Cursor cursor) {
        if (cursor.at("constraints")) {
            return source.accept(StatementKind.SESSION);
        }
        Refusal refusal = setRefusal(source, cursor);
        return refusal == null ? source.accept(StatementKind.SESSION) : source.refuse(StatementKind.SESSION, refusal);
    }

    private static @Nullable Refusal setRefusal(Source source, Cursor cursor) {
        if (cursor.take("session", "characteristics", "as", "transaction")) {
            return TransactionRules.isolationRefusal(cursor);
        }
        if (cursor.atAny("session", "local") && !isAssignment(cursor) && !cursor.at("session", "authorization")) {
            cursor.next();
        }
        if (cursor.take("session", "authorization")) {
            return cursor.at("default") ? null : SessionParameters.refusalOf("session_authorization");
        }
        if (cursor.at("transaction") && !isAssignment(cursor)) {
            return transaction(cursor);
        }
        if (cursor.at("time", "zone") || (cursor.atAny("names", "schema", "catalog") && !isAssignment(cursor))) {
            return null;
        }
        if (cursor.at("role") && !isAssignment(cursor)) {
            return SessionParameters.refusalOf("role");
        }
        if (cursor.at("xml", "option")) {
            return SessionParameters.refusalOf("xmloption");
        }
        return parameter(source, cursor);
    }

    private static Refusal transaction(Cursor cursor) {
        cursor.next();
        Refusal isolation = TransactionRules.isolationRefusal(cursor);
        if (isolation != null) {
            return isolation;
        }
        return Rule.PARAMETER.refuse(cursor.at("snapshot") ? "TRANSACTION SNAPSHOT" : "TRANSACTION");
    }

    private static boolean isAssignment(Cursor cursor) {
        Token next = cursor.peek(1);
        return next.isSymbol("=") || next.is("to") || next.is("from") || next.isSymbol(".");
    }

    /** {@code SET name TO DEFAULT} is taken for every name, as RESET is (2026-09). */
    private static @Nullable Refusal parameter(Source source, Cursor cursor) {
        Cursor start = cursor.copy();
        String name = takeName(source, cursor);
        if (name.isEmpty() || !(cursor.peek().isSymbol("=") || cursor.atAny("to", "from"))) {
            return null;
        }
        boolean toDefault = !cursor.at("from") && cursor.peek(1).is("default");
        Refusal refusal = toDefault ? null : SessionParameters.refusalOf(name);
        if (refusal == null) {
            renameForBackend(source, start, name);
        }
        return refusal;
    }

    private static Statement reset(Source source, Cursor cursor) {
        if (!cursor.atAny("all", "session", "time", "transaction")) {
            Cursor start = cursor.copy();
            renameForBackend(source, start, takeName(source, cursor));
        }
        return source.accept(StatementKind.SESSION);
    }

    /** The switch has no prefix, so PostgreSQL does not know it; its default, on, is what Aurora DSQL would show. */
    private static Statement show(Source source, Cursor cursor) {
        String name = takeName(source, cursor);
        if (!cursor.done() || SessionParameters.backendName(name).equals(name)) {
            return source.accept(StatementKind.QUERY);
        }
        String read = "SELECT coalesce(nullif(current_setting('"
                + SessionParameters.backendName(SessionParameters.SYNC_INDEX_SWITCH) + "', true), ''), 'on') AS "
                + SessionParameters.SYNC_INDEX_SWITCH;
        return source.instead(StatementKind.QUERY, read, "SHOW");
    }

    private static void renameForBackend(Source source, Cursor start, String name) {
        String backendName = SessionParameters.backendName(name);
        if (!backendName.equals(name)) {
            source.replace(start.peek().start(), start.peek().end(), backendName);
        }
    }

    private static String takeName(Source source, Cursor cursor) {
        Cursor start = cursor.copy();
        if (!cursor.takeName()) {
            return "";
        }
        Cursor words = cursor.since(start);
        StringBuilder name = new StringBuilder();
        while (!words.done()) {
            Token token = words.next();
            name.append(token.isName() ? token.value() : source.text(token));
        }
        return name.toString();
    }

    private static Statement deallocate(Source source, Cursor cursor) {
        cursor.take("prepare");
        return cursor.at("all")
                ? source.accept(StatementKind.SESSION)
                : source.refuse(StatementKind.SESSION, Rule.DEALLOCATE.refuse());
    }
}
