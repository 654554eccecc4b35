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

/** Internal: COPY moves data through the connection only; the service has no files. */
final class CopyRules {
    private CopyRules() {}

    static Statement judge(Source source, Cursor cursor) {
        cursor.next();
        Cursor subject = cursor.copy();
        boolean query = cursor.peek().isSymbol("(");
        while (!cursor.done() && !isDirection(cursor)) {
            if (cursor.peek().isSymbol("(")) {
                cursor.takeGroup();
            } else {
                cursor.next();
            }
        }
        if (cursor.done()) {
            return source.accept(StatementKind.QUERY);
        }
        boolean in = cursor.next().is("from");
        StatementKind kind = in ? StatementKind.COPY_IN : StatementKind.COPY_OUT;
        if (!cursor.atAny("stdin", "stdout")) {
            return source.refuse(kind, Rule.COPY_FILE.refuse());
        }
        if (!query) {
            return source.accept(kind);
        }
        QueryScan scan = QueryScan.of(source, cursor.since(subject));
        return scan.refusal() == null
                ? source.accept(scan.changesRows() ? StatementKind.DML : kind)
                : source.refuse(kind, scan.refusal());
    }

    private static boolean isDirection(Cursor cursor) {
        return cursor.atAny("from", "to");
    }
}
