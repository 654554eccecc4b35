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
import org.jspecify.annotations.Nullable;

/**
 * Internal: what CREATE INDEX may say, in the order in which the service looks (ministack, 2026-10): name, CONCURRENTLY, USING, number of
 * keys, ASYNC, keys, INCLUDE.
 */
final class IndexRules {
    private static final int MOST_KEYS = 8;

    private IndexRules() {}

    /** At what follows the word INDEX. */
    static @Nullable Refusal refusal(Source source, Cursor cursor) {
        boolean async = cursor.take("async");
        boolean concurrently = cursor.take("concurrently");
        Refusal name = name(source, cursor);
        if (name != null) {
            return name;
        }
        if (concurrently) {
            return Rule.INDEX_CONCURRENTLY.refuse();
        }
        if (!cursor.take("on")) {
            return null;
        }
        cursor.take("only");
        cursor.takeName();
        cursor.takeSymbol("*");
        Refusal method = method(source, cursor);
        if (method != null || !cursor.peek().isSymbol("(")) {
            return method;
        }
        return keysAndRest(cursor, async);
    }

    private static @Nullable Refusal keysAndRest(Cursor cursor, boolean async) {
        List<Cursor> keys = cursor.takeGroup().split();
        if (keys.size() > MOST_KEYS) {
            return Rule.KEY_COLUMNS.refuse();
        }
        if (!async) {
            return Rule.INDEX_SYNC.refuse();
        }
        for (Cursor key : keys) {
            Refusal refusal = key(key);
            if (refusal != null) {
                return refusal;
            }
        }
        Refusal include = cursor.take("include") && cursor.peek().isSymbol("(") ? include(cursor.takeGroup()) : null;
        return include == null ? options(cursor) : include;
    }

    /** An index lives in its table's schema, so its name has no qualifier. */
    private static @Nullable Refusal name(Source source, Cursor cursor) {
        boolean nameRequired = cursor.take("if", "not", "exists");
        if (cursor.at("on")) {
            return nameRequired ? Rule.SYNTAX_ERROR.refuse(source.text(cursor.peek())) : null;
        }
        if (cursor.peek().isName()) {
            cursor.next();
            return cursor.peek().isSymbol(".") ? Rule.SYNTAX_ERROR.refuse(".") : null;
        }
        return null;
    }

    /** {@code btree_index} is the service's name for its one method; PostgreSQL does not know it. */
    private static @Nullable Refusal method(Source source, Cursor cursor) {
        if (!cursor.at("using")) {
            return null;
        }
        Token using = cursor.next();
        Token method = cursor.next();
        if (!method.value().equals("btree_index")) {
            return Rule.INDEX_USING.refuse();
        }
        source.cut(using);
        source.cut(method);
        return null;
    }

    private static @Nullable Refusal key(Cursor key) {
        if (key.peek().isSymbol("(")) {
            key.takeGroup();
        } else {
            key.takeName();
            if (key.peek().isSymbol("(")) {
                key.takeGroup();
            }
        }
        if (key.contains("asc") || key.contains("desc")) {
            return Rule.INDEX_ORDER.refuse();
        }
        if (key.at("collate")) {
            return Rule.INDEX_COLLATE.refuse();
        }
        return key.peek().isName() && !key.at("nulls") ? Rule.INDEX_OPCLASS.refuse() : null;
    }

    private static @Nullable Refusal include(Cursor columns) {
        for (Cursor column : columns.split()) {
            boolean expression = column.peek().isSymbol("(")
                    || (column.takeName() && column.peek().isSymbol("("));
            if (expression) {
                return Rule.INDEX_INCLUDE.refuse();
            }
        }
        return null;
    }

    private static @Nullable Refusal options(Cursor cursor) {
        Cursor rest = cursor.copy();
        if (!rest.take("nulls", "distinct")) {
            rest.take("nulls", "not", "distinct");
        }
        if (rest.at("with")) {
            return Rule.INDEX_OPTION.refuse("WITH");
        }
        return rest.at("tablespace") ? Rule.INDEX_OPTION.refuse("TABLESPACE") : null;
    }
}
