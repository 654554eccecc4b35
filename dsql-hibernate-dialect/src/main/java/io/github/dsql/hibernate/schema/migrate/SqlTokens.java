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

import io.github.dsql.hibernate.schema.catalog.CatalogName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Internal: the tokens of an expression, as a mapping writes it or as the database writes it back.
 *
 * @param all the tokens in order, with the casts
 * @param opaque whether a literal is cast to a type whose literals the database rewrites, as a date
 */
record SqlTokens(List<Token> all, boolean opaque) {
    /** What a token is. */
    enum Kind {
        STRING,
        NUMBER,
        NAME,
        WORD,
        OPERATOR,
        PUNCTUATION,
        /** {@code ::type}, with the name of the type. */
        CAST,
        /** The {@code as type} of a cast, with the name of the type. */
        AS_TYPE
    }

    /**
     * One token.
     *
     * @param kind what it is
     * @param text the value of a string or quoted name, the word folded as a name is, or the text as it is
     */
    record Token(Kind kind, String text) {
        boolean is(String word) {
            return kind == Kind.WORD && text.equals(word);
        }
    }

    /** The tokens without the casts that the database adds. */
    List<Token> tokens() {
        return all.stream()
                .filter(token -> token.kind() != Kind.CAST && token.kind() != Kind.AS_TYPE)
                .toList();
    }

    /** Whether the database leaves the literals of a type as they are, but for the form of a number. */
    static boolean transparent(String type) {
        return TRANSPARENT.matcher(type).matches();
    }

    private static final String TYPE = "(?:[a-z_]\\w*\\.)?(double\\s+precision|character\\s+varying|bit\\s+varying"
            + "|interval\\s+(?:year|month|day|hour|minute|second)(?:\\s+to\\s+(?:month|hour|minute|second))?"
            + "|(?:timestamp|time)(?:\\s*\\(\\d+\\))?\\s+with(?:out)?\\s+time\\s+zone|\"[^\"]+\"|[a-z_]\\w*)"
            + "(?:\\s*\\(\\s*-?\\d+(?:\\s*,\\s*-?\\d+)?\\s*\\))?((?:\\[\\d*\\])*)";
    private static final Pattern UNICODE = Pattern.compile("\\\\(\\p{XDigit}{4})");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([^0-7xuU])");
    private static final Pattern CAST = Pattern.compile("::\\s*" + TYPE, Pattern.CASE_INSENSITIVE);
    private static final Pattern AS_TYPE = Pattern.compile("as\\s+" + TYPE + "\\s*(?=\\))", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRANSPARENT = Pattern.compile(
            "text|varchar|character varying|bpchar|char|character|\"char\"|numeric|decimal|integer|int|int2|int4|int8"
                    + "|smallint|bigint|real|float4|float8|float|double precision|boolean|bool",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKEN = Pattern.compile(
            "(?<comment>/\\*.*?\\*/|--[^\\n]*)|(?<string>(?:[eE]|[uU]&)?'(?:[^']|'')*'|\\$\\$.*?\\$\\$)|(?<name>\"(?:[^\"]|\"\")+\"|`[^`]+`)"
                    + "|(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)"
                    + "|(?<operator>(?:(?!--|/\\*)[<>=!~+*/%^&|#@?-])+)|(?<punctuation>\\S)",
            Pattern.DOTALL);

    static SqlTokens of(String sql) {
        List<Token> tokens = new ArrayList<>();
        boolean opaque = false;
        int position = 0;
        Matcher cast = CAST.matcher(sql);
        Matcher asType = AS_TYPE.matcher(sql);
        Matcher token = TOKEN.matcher(sql);
        while (position < sql.length()) {
            Matcher type = sql.startsWith("::", position) ? cast : wordAt(sql, position, "as") ? asType : null;
            if (type != null && type.region(position, sql.length()).lookingAt()) {
                String name = type.group(1).replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
                opaque |= !transparent(name);
                tokens.add(new Token(type == cast ? Kind.CAST : Kind.AS_TYPE, name + type.group(2)));
                position = type.end();
            } else if (token.region(position, sql.length()).lookingAt()) {
                position = token.group("comment") != null ? token.end() : add(tokens, token);
            } else {
                position++;
            }
        }
        return new SqlTokens(List.copyOf(tokens), opaque);
    }

    /** Adds a token, and returns where it ends. */
    private static int add(List<Token> tokens, Matcher matcher) {
        Token token = token(matcher);
        tokens.add(token);
        return token.kind() == Kind.OPERATOR ? matcher.start() + token.text().length() : matcher.end();
    }

    private static boolean wordAt(String sql, int position, String word) {
        return sql.regionMatches(true, position, word, 0, word.length())
                && (position == 0 || !Character.isLetterOrDigit(sql.charAt(position - 1)));
    }

    private static Token token(Matcher matcher) {
        String text = matcher.group();
        if (matcher.group("string") != null) {
            return new Token(Kind.STRING, string(text));
        }
        if (matcher.group("name") != null) {
            return new Token(Kind.NAME, text.substring(1, text.length() - 1).replace("\"\"", "\""));
        }
        if (matcher.group("number") != null) {
            return new Token(Kind.NUMBER, text);
        }
        if (matcher.group("word") != null) {
            return new Token(Kind.WORD, CatalogName.stored(text, false));
        }
        return matcher.group("operator") != null
                ? new Token(Kind.OPERATOR, operator(text))
                : new Token(Kind.PUNCTUATION, text);
    }

    private static String string(String text) {
        if (text.startsWith("$")) {
            return text.substring(2, text.length() - 2);
        }
        String value = text.substring(text.indexOf('\'') + 1, text.length() - 1).replace("''", "'");
        return switch (text.charAt(0)) {
            case '\'' -> value;
            case 'u', 'U' -> UNICODE.matcher(value).replaceAll(SqlTokens::character);
            default -> unescaped(value);
        };
    }

    private static String character(MatchResult code) {
        return Matcher.quoteReplacement(Character.toString(Integer.parseInt(code.group(1), 16)));
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "t" -> "\t";
                            case "r" -> "\r";
                            default -> escape.group(1);
                        }));
    }

    /** As PostgreSQL reads it: a sign at the end is one of its own, but in an operator that only it defines. */
    private static String operator(String text) {
        String operator = text;
        while (operator.length() > 1 && operator.matches("[<>=+*/-]+[+-]")) {
            operator = operator.substring(0, operator.length() - 1);
        }
        return operator;
    }
}
