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
import java.util.Arrays;
import java.util.List;
import org.postgresql.core.Parser;

/**
 * Internal: cuts a SQL text into tokens by PostgreSQL's lexical rules, with standard_conforming_strings on.
 *
 * <p>pgjdbc's own skippers do dollar quotes and comments. Its quote skippers see {@code 'a''b'} as two literals and lose the escape
 * mode of {@code E'…'} in the second, so quotes are read here.
 */
final class Scanner {
    private final String sql;
    private final char[] chars;
    private final List<Token> tokens = new ArrayList<>();
    private int depth;
    private boolean broken;

    private Scanner(String sql) {
        this.sql = sql;
        this.chars = sql.toCharArray();
    }

    /**
     * Scans a text.
     *
     * @param broken whether a literal, a comment or a parenthesis is left open, or closed without being opened: a syntax error whatever
     *     the statement is, for which PostgreSQL has the message
     */
    record Result(List<Token> tokens, boolean broken) {}

    static Result scan(String sql) {
        Scanner scanner = new Scanner(sql);
        int at = 0;
        while (at < scanner.chars.length) {
            at = scanner.next(at);
        }
        return new Result(List.copyOf(scanner.tokens), scanner.broken || scanner.depth != 0);
    }

    private int next(int at) {
        char c = chars[at];
        if (c <= ' ') {
            return at + 1;
        }
        if (startsIdentifier(c)) {
            return wordOrPrefixedLiteral(at);
        }
        if (isDigit(at) || (c == '.' && isDigit(at + 1))) {
            return number(at);
        }
        return switch (c) {
            case '\'' -> string(at, at, false);
            case '"' -> quotedIdentifier(at, at);
            case '$' -> dollar(at);
            case '-' -> isAt(at + 1, '-') ? skipped(Parser.parseLineComment(chars, at), false) : operator(at);
            case '/' -> isAt(at + 1, '*') ? skipped(Parser.parseBlockComment(chars, at), true) : operator(at);
            case '(', '[' -> open(at);
            case ')', ']' -> close(at);
            default -> isOperator(c) ? operator(at) : symbol(at, at + 1);
        };
    }

    private int skipped(int last, boolean mustEnd) {
        if (mustEnd && last >= chars.length) {
            broken = true;
        }
        return last + 1;
    }

    private int wordOrPrefixedLiteral(int start) {
        char c = chars[start];
        if (isAt(start + 1, '\'') && "eEbBxXnN".indexOf(c) >= 0) {
            return string(start, start + 1, c == 'e' || c == 'E');
        }
        if ((c == 'u' || c == 'U') && isAt(start + 1, '&')) {
            if (isAt(start + 2, '\'')) {
                return string(start, start + 2, false);
            }
            if (isAt(start + 2, '"')) {
                return quotedIdentifier(start, start + 2);
            }
        }
        int at = start + 1;
        while (at < chars.length && continuesIdentifier(chars[at])) {
            at++;
        }
        return add(Token.Type.WORD, start, at, fold(start, at));
    }

    /** Folds as PostgreSQL does for UTF8: ASCII letters only. */
    private String fold(int start, int end) {
        char[] folded = Arrays.copyOfRange(chars, start, end);
        for (int i = 0; i < folded.length; i++) {
            if (folded[i] >= 'A' && folded[i] <= 'Z') {
                folded[i] = (char) (folded[i] + ('a' - 'A'));
            }
        }
        return new String(folded);
    }

    private int number(int start) {
        int at = start + 1;
        while (at < chars.length) {
            char c = chars[at];
            boolean sign = (c == '+' || c == '-') && (chars[at - 1] == 'e' || chars[at - 1] == 'E');
            if (!sign && c != '.' && !continuesIdentifier(c)) {
                break;
            }
            at++;
        }
        return add(Token.Type.NUMBER, start, at, new String(chars, start, at - start));
    }

    private int string(int start, int quote, boolean escapes) {
        int at = quote + 1;
        while (at < chars.length) {
            if (escapes && chars[at] == '\\') {
                at += 2;
            } else if (chars[at] != '\'') {
                at++;
            } else if (isAt(at + 1, '\'')) {
                at += 2;
            } else {
                String value = sql.substring(quote + 1, at).replace("''", "'");
                return add(Token.Type.STRING, start, at + 1, value);
            }
        }
        return unterminated();
    }

    private int quotedIdentifier(int start, int quote) {
        int at = quote + 1;
        while (at < chars.length) {
            if (chars[at] != '"') {
                at++;
            } else if (isAt(at + 1, '"')) {
                at += 2;
            } else {
                String value = sql.substring(quote + 1, at).replace("\"\"", "\"");
                return add(Token.Type.QUOTED, start, at + 1, value);
            }
        }
        return unterminated();
    }

    private int dollar(int start) {
        if (isDigit(start + 1)) {
            int at = start + 2;
            while (isDigit(at)) {
                at++;
            }
            return add(Token.Type.PARAMETER, start, at, sql.substring(start, at));
        }
        int last = Parser.parseDollarQuotes(chars, start);
        if (last >= chars.length) {
            return unterminated();
        }
        if (last == start) {
            return symbol(start, start + 1);
        }
        int tag = sql.indexOf('$', start + 1) + 1 - start;
        return add(Token.Type.STRING, start, last + 1, sql.substring(start + tag, last + 1 - tag));
    }

    private int open(int at) {
        int next = symbol(at, at + 1);
        depth++;
        return next;
    }

    private int close(int at) {
        if (depth == 0) {
            broken = true;
        } else {
            depth--;
        }
        return symbol(at, at + 1);
    }

    private int operator(int start) {
        int at = start + 1;
        while (at < chars.length && isOperator(chars[at]) && !startsComment(at)) {
            at++;
        }
        return symbol(start, at);
    }

    private boolean startsComment(int at) {
        return (chars[at] == '-' && isAt(at + 1, '-')) || (chars[at] == '/' && isAt(at + 1, '*'));
    }

    private int symbol(int start, int end) {
        return add(Token.Type.SYMBOL, start, end, sql.substring(start, end));
    }

    private int add(Token.Type type, int start, int end, String value) {
        tokens.add(new Token(type, start, end, depth, value));
        return end;
    }

    private int unterminated() {
        broken = true;
        return chars.length;
    }

    private boolean isAt(int at, char c) {
        return at < chars.length && chars[at] == c;
    }

    private boolean isDigit(int at) {
        return at < chars.length && chars[at] >= '0' && chars[at] <= '9';
    }

    private static boolean startsIdentifier(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean continuesIdentifier(char c) {
        return startsIdentifier(c) || (c >= '0' && c <= '9') || c == '$';
    }

    private static boolean isOperator(char c) {
        return "~!@#^&|`?+-*/%<>=".indexOf(c) >= 0;
    }
}
