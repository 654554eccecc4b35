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

/** Internal: what CREATE may create; objects that never exist on Aurora DSQL are in {@link RefusedStatements}. */
final class CreateRules {
    private CreateRules() {}

    static @Nullable Refusal refusal(Source source, Cursor statement) {
        Cursor cursor = statement.copy();
        cursor.next();
        cursor.take("or", "replace");
        String persistence = takePersistence(cursor);
        if (cursor.take("table")) {
            return CreateTableRules.refusal(cursor, persistence);
        }
        if (cursor.take("sequence")) {
            return sequence(cursor, persistence);
        }
        if (cursor.at("view") || cursor.at("recursive", "view")) {
            return view(source, cursor, persistence);
        }
        if (cursor.at("index") || cursor.at("unique", "index")) {
            cursor.take("unique");
            cursor.next();
            return IndexRules.refusal(source, cursor);
        }
        if (cursor.take("schema")) {
            return schema(source, cursor);
        }
        if (cursor.take("type")) {
            return type(cursor);
        }
        if (cursor.take("domain")) {
            return domain(cursor);
        }
        if (cursor.take("function")) {
            return function(cursor);
        }
        if (cursor.atAny("trusted", "procedural", "language")) {
            return language(cursor);
        }
        boolean known = cursor.atAny("role", "user", "group", "statistics");
        return known ? null : Classifier.unknown("Create", cursor.peek());
    }

    private static String takePersistence(Cursor cursor) {
        cursor.takeAny("global", "local");
        if (cursor.takeAny("temp", "temporary")) {
            return "TEMPORARY or TEMP";
        }
        return cursor.take("unlogged") ? "UNLOGGED" : "";
    }

    private static @Nullable Refusal sequence(Cursor cursor, String persistence) {
        if (!persistence.isEmpty()) {
            return Rule.SEQUENCE_PERSISTENCE.refuse(persistence);
        }
        cursor.take("if", "not", "exists");
        cursor.takeName();
        return SequenceOptions.refusal(cursor, Rule.SEQUENCE_CACHE, true);
    }

    private static @Nullable Refusal view(Source source, Cursor cursor, String persistence) {
        if (!persistence.isEmpty()) {
            return Rule.VIEW_PERSISTENCE.refuse(persistence);
        }
        return QueryScan.of(source, cursor).refusal();
    }

    /** {@code CREATE SCHEMA s CREATE TABLE … GRANT …}: each element is judged as the statement it is. */
    private static @Nullable Refusal schema(Source source, Cursor cursor) {
        Cursor element = cursor.copy();
        if (!seekElement(element)) {
            return null;
        }
        while (!element.done()) {
            Cursor start = element.copy();
            element.next();
            seekElement(element);
            Cursor statement = element.since(start);
            Refusal refusal = statement.at("create") ? nested(source, statement) : GrantRules.refusal(statement);
            if (refusal != null) {
                return refusal;
            }
        }
        return null;
    }

    private static @Nullable Refusal nested(Source source, Cursor statement) {
        Refusal refusal = RefusedStatements.find(statement);
        return refusal != null ? refusal : refusal(source, statement);
    }

    private static boolean seekElement(Cursor cursor) {
        while (!cursor.done()) {
            if (cursor.at("create") || cursor.at("grant")) {
                return true;
            }
            if (cursor.peek().isSymbol("(")) {
                cursor.takeGroup();
            } else {
                cursor.next();
            }
        }
        return false;
    }

    private static Refusal type(Cursor cursor) {
        cursor.takeName();
        if (cursor.at("as", "enum")) {
            return Rule.ENUM_TYPE.refuse();
        }
        if (cursor.at("as", "range")) {
            return Rule.RANGE_TYPE.refuse();
        }
        return cursor.at("as") ? Rule.COMPOSITE_TYPE.refuse() : Rule.BASE_TYPE.refuse();
    }

    private static @Nullable Refusal domain(Cursor cursor) {
        cursor.takeName();
        cursor.take("as");
        return cursor.contains("collate") ? Rule.COLLATE.refuse() : null;
    }

    /** To PostgreSQL a language without a handler is the extension of that name. */
    private static Refusal language(Cursor cursor) {
        return cursor.contains("handler") ? Rule.CREATE_LANGUAGE.refuse() : Rule.LANGUAGE_EXTENSION.refuse();
    }

    private static @Nullable Refusal function(Cursor cursor) {
        while (cursor.seek("language")) {
            cursor.next();
            Token language = cursor.peek();
            if ((language.isName() || language.type() == Token.Type.STRING)
                    && !language.value().equalsIgnoreCase("sql")) {
                return Rule.FUNCTION_LANGUAGE.refuse(language.value());
            }
        }
        return null;
    }
}
