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

/** Internal: what CREATE TABLE may say. */
final class CreateTableRules {
    private CreateTableRules() {}

    /** At what follows the word TABLE. */
    static @Nullable Refusal refusal(Cursor cursor, String persistence) {
        cursor.take("if", "not", "exists");
        if (cursor.contains("as")) {
            return Rule.CREATE_TABLE_AS.refuse();
        }
        if (!persistence.isEmpty()) {
            return persistence.equals("UNLOGGED") ? Rule.UNLOGGED_TABLE.refuse() : Rule.TEMP_TABLE.refuse();
        }
        cursor.takeName();
        if (cursor.at("partition", "of")) {
            return Rule.PARTITION_OF.refuse();
        }
        if (cursor.at("of")) {
            return Rule.TABLE_CLAUSE.refuse("OF");
        }
        if (!cursor.peek().isSymbol("(")) {
            return null;
        }
        Cursor elements = cursor.takeGroup();
        Refusal clause = clause(cursor);
        return clause == null ? elements(elements) : clause;
    }

    private static @Nullable Refusal clause(Cursor cursor) {
        if (cursor.contains("partition", "by")) {
            return Rule.PARTITION_BY.refuse();
        }
        if (cursor.at("inherits")) {
            // INHERITS () names no parent, which PostgreSQL refuses as a syntax error.
            return Rule.TABLE_CLAUSE.refuse("INHERITS");
        }
        if (cursor.at("using")) {
            return Rule.TABLE_CLAUSE.refuse("USING");
        }
        if (cursor.at("with")) {
            return Rule.TABLE_CLAUSE.refuse("WITH");
        }
        if (cursor.contains("on", "commit")) {
            return Rule.TABLE_CLAUSE.refuse("ON COMMIT");
        }
        return cursor.contains("tablespace") ? Rule.TABLE_CLAUSE.refuse("TABLESPACE") : null;
    }

    private static @Nullable Refusal elements(Cursor elements) {
        for (Cursor element : elements.split()) {
            Refusal refusal = element(element);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private static @Nullable Refusal element(Cursor element) {
        if (element.take("constraint")) {
            element.next();
            return KeyConstraints.tableConstraint(element);
        }
        // LIKE and these are reserved words, EXCLUDE is not: a column of that name is followed by a type.
        boolean constraint = element.atAny("check", "unique", "primary", "foreign")
                || (element.at("exclude")
                        && (element.peek(1).is("using") || element.peek(1).isSymbol("(")));
        if (constraint) {
            return KeyConstraints.tableConstraint(element);
        }
        return element.at("like") ? null : ColumnRules.refusal(element);
    }
}
