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

/**
 * Internal: turns DDL with ASYNC into a call that runs it and answers a {@code job_id}; all other DDL passes as it is.
 *
 * <p>PostgreSQL would take {@code CREATE INDEX async ON t} as the name of an index. On Aurora DSQL the word behind INDEX is always the
 * keyword (recorded 2026-09), and behind ALTER TABLE where a table and an action follow.
 */
final class AsyncRules {
    private AsyncRules() {}

    /** Blanks out the word ASYNC of the statement at the cursor, whatever becomes of it. */
    static void blank(Source source, Cursor statement) {
        Cursor cursor = statement.copy();
        if (isAsyncIndex(cursor)) {
            source.blank(cursor.peek());
        } else if (isAsyncAlterTable(statement)) {
            source.blank(statement.peek(2));
        }
    }

    static Statement accept(Source source, Cursor statement) {
        if (isAsyncIndex(statement.copy())) {
            return job(source, "INDEX_BUILD", "CREATE INDEX");
        }
        return isAsyncAlterTable(statement)
                ? job(source, "VALIDATE_CONSTRAINT", "ALTER TABLE")
                : source.accept(StatementKind.DDL);
    }

    /** At {@code CREATE [UNIQUE] INDEX ASYNC}? If so, the cursor has moved to the last word. */
    private static boolean isAsyncIndex(Cursor cursor) {
        if (!cursor.take("create")) {
            return false;
        }
        cursor.take("unique");
        return cursor.take("index") && cursor.at("async");
    }

    /** At {@code ALTER TABLE ASYNC t VALIDATE}? A table of that name is followed by the action at once. */
    static boolean isAsyncAlterTable(Cursor statement) {
        Cursor cursor = statement.copy();
        if (!cursor.take("alter", "table", "async")) {
            return false;
        }
        cursor.take("if", "exists");
        cursor.take("only");
        if (!cursor.takeName()) {
            return false;
        }
        cursor.takeSymbol("*");
        return cursor.at("validate", "constraint");
    }

    private static Statement job(Source source, String jobType, String tag) {
        String call = "SELECT dsql_internal.ddl_async(" + Literals.dollarQuoted(source.edited()) + ", '" + jobType
                + "') AS job_id";
        return source.instead(StatementKind.DDL, call, tag);
    }
}
