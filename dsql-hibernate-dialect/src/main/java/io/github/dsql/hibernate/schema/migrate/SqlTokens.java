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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Internal: the tokens of an expression, as a mapping writes it or as the database writes it back, without the casts that the
 * database adds.
 *
 * @param tokens the tokens in order
 * @param opaque whether a literal is cast to a type whose literals the database rewrites, as a date
 */
record SqlTokens(List<Token> tokens, boolean opaque) {
    /** What a token is. */
    enum Kind {
        STRING,
        NUMBER,
        NAME,
        WORD,
        OPERATOR,
        PUNCTUATION
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

    private static final String TYPE = "(?:[a-z_]\\w*\\.)?(double\\s+precision|character\\s+varying|bit\\s+varying"
            + "|(?:timestamp|time)(?:\\s*\\(\\d+\\))?\\s+with(?:out)?\\s+time\\s+zone|\"[^\"]+\"|[a-z_]\\w*)"
            + "(?:\\s*\\(\\s*-?\\d+(?:\\s*,\\s*-?\\d+)?\\s*\\))?(?:\\[\\d*\\])*";
    private static final Pattern CAST = Pattern.compile("::\\s*" + TYPE, Pattern.CASE_INSENSITIVE);
    private static final Pattern AS_TYPE = Pattern.compile("as\\s+" + TYPE + "\\s*(?=\\))", Pattern.CASE_INSENSITIVE);
    private static final Pattern TRANSPARENT = Pattern.compile(
            "text|varchar|character varying|bpchar|char|character|\"char\"|numeric|decimal|integer|int|int2|int4|int8"
                    + "|smallint|bigint|real|float4|float8|float|double precision|boolean|bool",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TOKEN =
            Pattern.compile("(?<string>[eE]?'(?:[^']|'')*')|(?<name>\"(?:[^\"]|\"\")+\"|`[^`]+`)"
                    + "|(?<number>(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)"
                    + "|(?<operator>[<>=!~+*/%^&|#@-]+)|(?<punctuation>\\S)");

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
                opaque |= !TRANSPARENT
                        .matcher(type.group(1).replaceAll("\\s+", " "))
                        .matches();
                position = type.end();
            } else if (token.region(position, sql.length()).lookingAt()) {
                tokens.add(token(token));
                position = token.end();
            } else {
                position++;
            }
        }
        return new SqlTokens(List.copyOf(tokens), opaque);
    }

    private static boolean wordAt(String sql, int position, String word) {
        return sql.regionMatches(true, position, word, 0, word.length())
                && (position == 0 || !Character.isLetterOrDigit(sql.charAt(position - 1)));
    }

    private static Token token(Matcher matcher) {
        String text = matcher.group();
        if (matcher.group("string") != null) {
            boolean escapes = text.charAt(0) != '\'';
            String value =
                    text.substring(text.indexOf('\'') + 1, text.length() - 1).replace("''", "'");
            return new Token(Kind.STRING, escapes ? value.replace("\\\\", "\\") : value);
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
        return new Token(matcher.group("operator") != null ? Kind.OPERATOR : Kind.PUNCTUATION, text);
    }
}
