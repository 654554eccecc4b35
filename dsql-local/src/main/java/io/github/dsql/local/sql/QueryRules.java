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

/** Internal: judges queries and data changes, and leaves what is no statement at all to PostgreSQL. */
final class QueryRules {
    private QueryRules() {}

    static Statement judge(Source source, Cursor statement) {
        String verb = verb(statement);
        if (verb.equals("merge")) {
            return source.refuse(StatementKind.DML, Rule.MERGE.refuse());
        }
        if (verb.isEmpty()) {
            return source.accept(StatementKind.QUERY);
        }
        QueryScan scan = QueryScan.of(source, statement);
        StatementKind kind = kind(verb, scan);
        return scan.refusal() == null ? source.accept(kind) : source.refuse(kind, scan.refusal());
    }

    private static StatementKind kind(String verb, QueryScan scan) {
        boolean reads = verb.equals("select") || verb.equals("values") || verb.equals("table");
        if (!reads || scan.changesRows()) {
            return StatementKind.DML;
        }
        return scan.locksRows() ? StatementKind.LOCKING_QUERY : StatementKind.QUERY;
    }

    /** The word that says what the whole statement does, behind parentheses and WITH; empty if there is none. */
    private static String verb(Cursor statement) {
        Cursor cursor = statement.copy();
        while (cursor.takeSymbol("(")) {
            // The first word decides, however deep.
        }
        if (!cursor.at("with")) {
            return isVerb(cursor) ? cursor.peek().value() : "";
        }
        return verbBehindWith(cursor);
    }

    private static String verbBehindWith(Cursor cursor) {
        int depth = cursor.next().depth();
        while (!cursor.done()) {
            Token before = cursor.peek(-1);
            boolean names = before.is("with") || before.is("recursive") || before.isSymbol(",");
            if (!names && isVerb(cursor) && cursor.peek().depth() == depth) {
                return cursor.peek().value();
            }
            if (cursor.peek().isSymbol("(") && before.isSymbol(")")) {
                return verb(cursor);
            }
            if (cursor.peek().isSymbol("(")) {
                cursor.takeGroup();
            } else {
                cursor.next();
            }
        }
        return "";
    }

    private static boolean isVerb(Cursor cursor) {
        return cursor.atAny("select", "values", "table", "insert", "update", "delete") || cursor.at("merge", "into");
    }
}
