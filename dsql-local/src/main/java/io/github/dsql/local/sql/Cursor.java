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

import java.util.ArrayList;
import java.util.List;

/** Internal: walks over the tokens of a statement or of a part of it. */
final class Cursor {
    private static final Token END = new Token(Token.Type.END, -1, -1, -1, "");

    private final List<Token> tokens;
    private final int end;
    private int at;

    Cursor(List<Token> tokens, int from, int end) {
        this.tokens = tokens;
        this.at = from;
        this.end = end;
    }

    Cursor copy() {
        return new Cursor(tokens, at, end);
    }

    boolean done() {
        return at >= end;
    }

    Token peek() {
        return peek(0);
    }

    Token peek(int ahead) {
        int index = at + ahead;
        if (index >= 0 && index < end) {
            return tokens.get(index);
        }
        return END;
    }

    Token next() {
        Token token = peek();
        at++;
        return token;
    }

    /** Are these words next? */
    boolean at(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!peek(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean atAny(String... words) {
        for (String word : words) {
            if (peek().is(word)) {
                return true;
            }
        }
        return false;
    }

    /** Moves over these words if they are next. */
    boolean take(String... words) {
        if (!at(words)) {
            return false;
        }
        at += words.length;
        return true;
    }

    boolean takeAny(String... words) {
        if (!atAny(words)) {
            return false;
        }
        at++;
        return true;
    }

    boolean takeSymbol(String symbol) {
        if (!peek().isSymbol(symbol)) {
            return false;
        }
        at++;
        return true;
    }

    /** Moves over a name that may be qualified; false if there is none. */
    boolean takeName() {
        if (!peek().isName()) {
            return false;
        }
        at++;
        while (peek().isSymbol(".") && peek(1).isName()) {
            at += 2;
        }
        return true;
    }

    /** Moves over a parenthesis and everything in it; the cursor returned walks over its content. */
    Cursor takeGroup() {
        int depth = peek().depth();
        int open = at;
        at++;
        while (at < end && tokens.get(at).depth() > depth) {
            at++;
        }
        Cursor content = new Cursor(tokens, open + 1, Math.min(at, end));
        at++;
        return content;
    }

    /** Are these words in a row anywhere ahead, outside of parentheses? */
    boolean contains(String... words) {
        Cursor ahead = copy();
        return ahead.seek(words);
    }

    /** Moves to the first place ahead where these words are in a row outside of parentheses, or to the end. */
    boolean seek(String... words) {
        int depth = peek().depth();
        while (!done()) {
            if (peek().depth() == depth && at(words)) {
                return true;
            }
            at++;
        }
        return false;
    }

    /** Splits what is ahead at the commas outside of parentheses. */
    List<Cursor> split() {
        List<Cursor> parts = new ArrayList<>();
        int depth = peek().depth();
        int start = at;
        for (int i = at; i < end; i++) {
            Token token = tokens.get(i);
            if (token.depth() == depth && token.isSymbol(",")) {
                parts.add(new Cursor(tokens, start, i));
                start = i + 1;
            }
        }
        parts.add(new Cursor(tokens, start, end));
        return parts;
    }

    /** The part from another cursor's place, on the same tokens, up to this one's. */
    Cursor since(Cursor start) {
        return new Cursor(tokens, start.at, Math.min(at, end));
    }
}
