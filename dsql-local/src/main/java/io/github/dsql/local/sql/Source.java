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
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Internal: one statement while it is being judged: its text, its tokens, and the edits PostgreSQL needs. */
final class Source {
    private final String text;
    private final List<Token> tokens;
    private final List<Edit> edits = new ArrayList<>();
    private final List<Edit> blanks = new ArrayList<>();

    private record Edit(int start, int end, String replacement) {}

    Source(String text, List<Token> tokens) {
        this.text = text;
        this.tokens = tokens;
    }

    String text() {
        return text;
    }

    String text(Token token) {
        return text.substring(token.start(), token.end());
    }

    Cursor cursor() {
        return new Cursor(tokens, 0, tokens.size());
    }

    /** Takes a token out; a space stays so that its neighbours do not grow together. */
    void cut(Token token) {
        replace(token.start(), token.end(), " ");
    }

    void replace(int start, int end, String replacement) {
        edits.add(new Edit(start, end, replacement));
    }

    /** Takes out a word that PostgreSQL does not know; what follows keeps its position. */
    void blank(Token token) {
        Edit blank = new Edit(token.start(), token.end(), " ".repeat(token.end() - token.start()));
        blanks.add(blank);
        edits.add(blank);
    }

    Statement accept(StatementKind kind) {
        return new Statement(text, kind, null, edited(), null, syntaxText());
    }

    Statement refuse(StatementKind kind, Refusal refusal) {
        return new Statement(text, kind, refusal, text, null, apply(blanks));
    }

    /** A statement of Aurora DSQL only that cannot be read: PostgreSQL says so itself about another text of the same length. */
    Statement unreadable(String syntaxText, Refusal refusal) {
        return new Statement(text, StatementKind.QUERY, refusal, text, null, syntaxText);
    }

    /** Another statement runs in place of this one, which is accepted and answers its own command tag. */
    Statement instead(StatementKind kind, String backendText, String commandTag) {
        return new Statement(text, kind, null, backendText, commandTag, syntaxText());
    }

    private @Nullable String syntaxText() {
        return blanks.isEmpty() ? null : apply(blanks);
    }

    /** The text with all edits made. */
    String edited() {
        return apply(edits);
    }

    private String apply(List<Edit> edits) {
        if (edits.isEmpty()) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length() + 64);
        int at = 0;
        edits.sort(Comparator.comparingInt(Edit::start));
        for (Edit edit : edits) {
            result.append(text, at, edit.start()).append(edit.replacement());
            at = edit.end();
        }
        return result.append(text, at, text.length()).toString();
    }
}
