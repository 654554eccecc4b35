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
package io.github.dsql.hibernate.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What of the SQL in a mapping is SQL, and not the text of a literal, a name or a comment. */
final class SqlText {
    private static final Pattern OPAQUE = Pattern.compile(
            "--[^\n]*+|/\\*.*?\\*/"
                    + "|(?<![\\p{L}\\p{N}_$])[eE]'(?:[^'\\\\]|\\\\.|'')*+'"
                    + "|'[^']*+(?:''[^']*+)*+'"
                    + "|\"[^\"]*+(?:\"\"[^\"]*+)*+\""
                    + "|(?<![\\p{L}\\p{N}_$])\\$(\\w*)\\$.*?\\$\\1\\$",
            Pattern.DOTALL);

    private SqlText() {}

    /**
     * Returns SQL in lower case with literals, quoted names and comments blanked out.
     *
     * <p>Every character stays where it was, so that what is found here can be cut out of the original.
     */
    static String plain(@Nullable String sql) {
        StringBuilder plain = new StringBuilder(sql == null ? "" : sql);
        Matcher opaque = OPAQUE.matcher(plain.toString());
        while (opaque.find()) {
            char first = plain.charAt(opaque.start());
            if (first == '-' || first == '/') {
                fill(plain, opaque.start(), opaque.end(), ' ');
            } else {
                char quote = first == '"' ? '"' : '\'';
                fill(plain, opaque.start(), opaque.end(), quote == '"' ? '_' : ' ');
                plain.setCharAt(opaque.start(), quote);
                plain.setCharAt(opaque.end() - 1, quote);
            }
        }
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            // Character by character: some words get longer in lower case.
            plain.setCharAt(i, Character.isWhitespace(c) ? ' ' : Character.toLowerCase(c));
        }
        return plain.toString();
    }

    /** Returns what is outside all parentheses, each character where it was. */
    static String outside(String plain) {
        StringBuilder outside = new StringBuilder(plain);
        int depth = 0;
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == ')' && depth > 0) {
                depth--;
            }
            if (depth > 0) {
                outside.setCharAt(i, ' ');
            }
            if (c == '(') {
                depth++;
            }
        }
        return outside.toString();
    }

    /** Returns where the parenthesis is closed that opens at a place, or the end of the text. */
    static int closing(String plain, int open) {
        int depth = 0;
        for (int i = open; i < plain.length(); i++) {
            char c = plain.charAt(i);
            if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i;
            }
        }
        return plain.length();
    }

    private static void fill(StringBuilder text, int from, int to, char with) {
        for (int i = from; i < to; i++) {
            text.setCharAt(i, with);
        }
    }
}
