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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Internal: reads through a query or a data change once and notes what it locks, what it changes and what in it is refused; it also makes
 * the edits that PostgreSQL needs.
 */
final class QueryScan {
    /** Functions with a FROM or a FOR of their own between their arguments. */
    private static final Set<String> WORDY_FUNCTIONS = Set.of("extract", "substring", "trim", "overlay");

    /** Words that end a FROM clause; all but SET are reserved. */
    private static final Set<String> AFTER_FROM = Set.of(
            "where",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "fetch",
            "window",
            "union",
            "intersect",
            "except",
            "returning",
            "set");

    private final Source source;
    private final Cursor cursor;
    private final Deque<Level> levels = new ArrayDeque<>();
    private @Nullable Refusal refusal;
    private boolean isItemStart;
    private boolean locks;
    private boolean changes;

    /** What is known within one pair of parentheses, or outside of all. */
    private static final class Level {
        final boolean wordyFunction;
        final boolean fromItem;
        boolean inWith;
        boolean verbSeen;
        boolean inFrom;
        boolean expectsItem;
        boolean readsRelation;

        Level(boolean wordyFunction, boolean fromItem) {
            this.wordyFunction = wordyFunction;
            this.fromItem = fromItem;
            this.inFrom = fromItem;
            this.expectsItem = fromItem;
        }

        void begin(boolean item) {
            inWith = false;
            verbSeen = true;
            inFrom = item;
            expectsItem = item;
        }
    }

    private QueryScan(Source source, Cursor cursor) {
        this.source = source;
        this.cursor = cursor;
    }

    static QueryScan of(Source source, Cursor query) {
        QueryScan scan = new QueryScan(source, query.copy());
        scan.levels.push(new Level(false, false));
        while (!scan.cursor.done() && scan.refusal == null) {
            scan.step();
        }
        return scan;
    }

    @Nullable
    Refusal refusal() {
        return refusal;
    }

    /** FOR UPDATE or FOR KEY SHARE at any level? */
    boolean locksRows() {
        return locks;
    }

    /** INSERT, UPDATE or DELETE in a CTE? */
    boolean changesRows() {
        return changes;
    }

    private Level level() {
        return levels.getFirst();
    }

    private void step() {
        Token token = cursor.peek();
        if (token.isName()) {
            name(token);
        } else if (token.isSymbol("(") || token.isSymbol("[")) {
            open();
        } else if (token.isSymbol(")") || token.isSymbol("]")) {
            close();
        } else if (token.isSymbol(",") && level().inFrom) {
            level().expectsItem = true;
        } else if (token.isSymbol("::")) {
            refusal = QueryNames.typeRefusal(cursor.peek(1));
        }
        cursor.next();
    }

    private void open() {
        Token before = cursor.peek(-1);
        boolean item = level().expectsItem;
        level().expectsItem = false;
        levels.push(new Level(before.isName() && WORDY_FUNCTIONS.contains(before.value()), item));
    }

    private void close() {
        if (levels.size() > 1) {
            Level inner = levels.pop();
            if (inner.readsRelation && (inner.fromItem || !level().verbSeen)) {
                level().readsRelation = true;
            }
        }
    }

    private void name(Token token) {
        Token before = cursor.peek(-1);
        boolean attribute = before.isSymbol(".");
        if (token.type() == Token.Type.WORD && !attribute && keyword(token.value(), before)) {
            return;
        }
        if (level().expectsItem && !attribute) {
            item();
        }
        refusal = refusal == null ? QueryNames.refusal(cursor, namesNothing(before)) : refusal;
        OverlaidNames.rewrite(source, cursor, attribute, level().inFrom && !attribute && isItemStart);
        isItemStart = false;
    }

    /** Is the name at the cursor that of a CTE, an alias or a target, so that a parenthesis behind it holds column names? */
    private boolean namesNothing(Token before) {
        boolean alias = level().inFrom && !isItemStart && (before.isSymbol(")") || before.type() == Token.Type.QUOTED);
        return level().inWith
                || alias
                || before.is("into")
                || before.is("view")
                || before.is("copy")
                || before.is("as");
    }

    private void item() {
        level().expectsItem = false;
        isItemStart = true;
        Cursor name = cursor.copy();
        name.takeName();
        if (!name.peek().isSymbol("(")) {
            level().readsRelation = true;
        }
    }

    /** Handles a word that is a keyword here; false if it is a name. */
    private boolean keyword(String word, Token before) {
        if (before.is("as") && !word.equals("select") && !word.equals("with") && !word.equals("values")) {
            return false;
        }
        if (AFTER_FROM.contains(word)) {
            level().inFrom = false;
            level().expectsItem = false;
            return true;
        }
        switch (word) {
            case "with" -> level().inWith = true;
            case "select" -> level().begin(false);
            case "values" -> values();
            case "table" -> level().begin(true);
            case "from" -> from(before);
            case "join" -> level().expectsItem = true;
            case "using" ->
                level().expectsItem = level().inFrom && !cursor.peek(1).isSymbol("(");
            case "lateral", "only" -> {}
            case "rows" -> {
                return rowsFrom();
            }
            case "for" -> lock();
            case "into" -> into(before);
            case "tablesample" -> tableSample();
            case "insert", "delete", "update", "merge" -> {
                return change(word, before);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void values() {
        if (cursor.peek(1).isSymbol("(")) {
            level().begin(false);
        }
    }

    private void from(Token before) {
        boolean distinctFrom = before.is("distinct")
                && (cursor.peek(-2).is("is") || cursor.peek(-2).is("not"));
        if (!level().wordyFunction && !distinctFrom) {
            level().inFrom = true;
            level().expectsItem = true;
        }
    }

    private boolean rowsFrom() {
        if (!level().expectsItem || !cursor.at("rows", "from")) {
            return false;
        }
        level().expectsItem = false;
        cursor.next();
        return true;
    }

    private void into(Token before) {
        if (levels.size() == 1 && level().verbSeen && !before.is("insert") && !before.is("merge")) {
            refusal = Rule.SELECT_INTO.refuse();
        }
    }

    private void tableSample() {
        if (level().inFrom && !level().expectsItem) {
            refusal = Rule.TABLESAMPLE.refuse();
        }
    }

    private boolean change(String word, Token before) {
        boolean begins = before.isSymbol("(") || before.isSymbol(")") || before.type() == Token.Type.END;
        Token after = cursor.peek(1);
        boolean complete =
                switch (word) {
                    case "insert", "merge" -> after.is("into");
                    case "delete" -> after.is("from");
                    default -> after.isName();
                };
        if (!begins || !complete) {
            return false;
        }
        if (word.equals("merge")) {
            refusal = Rule.MERGE.refuse();
        }
        changes |= levels.size() > 1;
        level().begin(false);
        return true;
    }

    /** FOR is reserved: outside of {@code substring(s FOR n)} it begins a locking clause. */
    private void lock() {
        if (level().wordyFunction) {
            return;
        }
        level().inFrom = false;
        level().expectsItem = false;
        Cursor clause = cursor.copy();
        clause.next();
        if (clause.take("update") || clause.take("key", "share")) {
            locks = true;
        } else if (clause.take("share") || clause.take("no", "key", "update")) {
            refusal = level().readsRelation ? Rule.WEAK_LOCK.refuse() : null;
        } else {
            return;
        }
        cutWaitPolicy(clause);
    }

    /** Nothing ever blocks on the service, so NOWAIT and SKIP LOCKED do nothing (ministack, 2026-08); PostgreSQL would heed them. */
    private void cutWaitPolicy(Cursor clause) {
        if (clause.take("of")) {
            do {
                clause.takeName();
            } while (clause.takeSymbol(","));
        }
        if (clause.at("nowait")) {
            source.cut(clause.next());
        } else if (clause.at("skip", "locked")) {
            source.cut(clause.next());
            source.cut(clause.next());
        }
    }
}
