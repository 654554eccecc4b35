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

/** Internal: EXPLAIN stands and falls with the statement it explains; with ANALYZE it also runs it. */
final class ExplainRules {
    private ExplainRules() {}

    static Statement judge(Source source, Cursor cursor) {
        cursor.next();
        boolean analyze = takeOptions(cursor);
        Statement inner = Classifier.classify(source, cursor);
        boolean runs = analyze && (inner.kind() == StatementKind.DML || inner.kind() == StatementKind.LOCKING_QUERY);
        StatementKind kind = runs ? inner.kind() : StatementKind.QUERY;
        return inner.refusal() == null ? source.accept(kind) : source.refuse(kind, inner.refusal());
    }

    private static boolean takeOptions(Cursor cursor) {
        if (cursor.peek().isSymbol("(") && !isQuery(cursor)) {
            return analyzes(cursor.takeGroup());
        }
        boolean analyze = cursor.takeAny("analyze", "analyse");
        cursor.take("verbose");
        return analyze;
    }

    private static boolean isQuery(Cursor cursor) {
        Token first = cursor.peek(1);
        return first.isSymbol("(") || first.is("select") || first.is("with") || first.is("values") || first.is("table");
    }

    private static boolean analyzes(Cursor options) {
        boolean analyze = false;
        for (Cursor option : options.split()) {
            if (option.takeAny("analyze", "analyse")) {
                String value = option.peek().value();
                analyze = !(value.equals("false") || value.equals("off") || value.equals("0"));
            }
        }
        return analyze;
    }
}
