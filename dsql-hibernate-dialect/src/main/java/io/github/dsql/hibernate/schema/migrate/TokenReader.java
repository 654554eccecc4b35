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
package io.github.dsql.hibernate.schema.migrate;

import io.github.dsql.hibernate.schema.migrate.SqlTokens.Kind;
import io.github.dsql.hibernate.schema.migrate.SqlTokens.Token;
import java.util.List;

/** Internal: which token of an expression is read next. */
final class TokenReader {
    private static final Token END = new Token(Kind.PUNCTUATION, "");

    private final List<Token> tokens;
    private int at;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** Says that an expression has a form that is not known. */
    static final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UnreadableException() {
            super("a form that is not known", null, false, false);
        }
    }

    Token next() {
        return token(0);
    }

    Token following() {
        return token(1);
    }

    private Token token(int distance) {
        return at + distance < tokens.size() ? tokens.get(at + distance) : END;
    }

    Token take() {
        Token token = next();
        at++;
        return token;
    }

    /** Whether the next token is a keyword or punctuation. */
    boolean is(String text) {
        return is(next(), text);
    }

    /** Whether the one behind the next token is a keyword or punctuation. */
    boolean isBefore(String text) {
        return is(following(), text);
    }

    private static boolean is(Token token, String text) {
        return (token.kind() == Kind.WORD || token.kind() == Kind.PUNCTUATION)
                && token.text().equals(text);
    }

    boolean accept(String text) {
        boolean found = is(text);
        if (found) {
            at++;
        }
        return found;
    }

    void expect(String text) {
        if (!accept(text)) {
            throw new UnreadableException();
        }
    }
}
