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

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Says the same statement in other words: blanks, comments, case, quotes, and names that are keywords elsewhere. */
final class Mutation {
    /** What the known statements call their objects. */
    private static final Set<String> NAMES = Set.of(
            "t", "child", "s", "v", "d", "app", "f", "r", "x", "y", "z", "a", "b", "c", "id", "ix", "q", "w", "k", "u");

    private static final List<String> BLANKS = List.of(
            " ",
            "\n",
            "\t",
            "  \r\n ",
            " /* ; ' $$ */ ",
            "/**/",
            "/* a /* b */ \" */",
            " -- it's ; \"\n",
            "--\n",
            "\f");

    /** Keywords that PostgreSQL takes for a name of any kind; each begins, joins or ends something in some statement. */
    private static final List<String> KEYWORDS = List.of(
            "cache",
            "cascade",
            "data",
            "extension",
            "index",
            "language",
            "lock",
            "no",
            "owner",
            "policy",
            "procedure",
            "rename",
            "rule",
            "schema",
            "share",
            "start",
            "storage",
            "temp",
            "transaction",
            "trigger",
            "type",
            "unlogged",
            "validate",
            "view",
            "work");

    private static final List<String> QUOTED = List.of("x.ctid", "\"dsql.x\"", "\"a.b.c\"");

    private final Random random;
    private final List<String> blanks;

    private Mutation(Random random, List<String> blanks) {
        this.random = random;
        this.blanks = blanks;
    }

    static Mutation with(Random random) {
        return new Mutation(random, BLANKS);
    }

    /** For {@link PgQuery}, which loses PostgreSQL's look-ahead ({@code NULLS LAST}) at a comment. */
    static Mutation withoutComments(Random random) {
        return new Mutation(random, BLANKS.stream().filter(String::isBlank).toList());
    }

    /**
     * The known statements that can be varied: not those whose message quotes what is varied, nor those that PostgreSQL cannot read or
     * only Aurora DSQL has.
     */
    static List<KnownOutcome> subjects() {
        return KnownOutcome.all().stream()
                .filter(known -> !known.outcome().startsWith("42601 ")
                        && !known.outcome().startsWith("ok EMPTY"))
                .filter(known -> QUOTED.stream().noneMatch(known.outcome()::contains))
                .filter(known -> !known.sql().toLowerCase(Locale.ROOT).startsWith("aws "))
                .toList();
    }

    String of(String sql) {
        List<Token> tokens = Scanner.scan(sql).tokens();
        UnaryOperator<String> rename = random.nextInt(4) == 0 ? renaming() : name -> name;
        StringBuilder result = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            Token before = i == 0 ? null : tokens.get(i - 1);
            if (before == null || before.end() < token.start() || mayPart(before, token)) {
                result.append(blank(before, token));
            }
            result.append(token(sql.substring(token.start(), token.end()), token, rename));
        }
        return result.append(random.nextInt(3) == 0 ? blank(null, null) : "").toString();
    }

    /** Blanks may go in where there are none, but not after {@code $tag}-like or operator characters that they would change. */
    private boolean mayPart(Token before, Token token) {
        return random.nextInt(5) == 0 && (isPunctuation(before) || isPunctuation(token));
    }

    private String blank(@Nullable Token before, @Nullable Token token) {
        boolean strings = before != null
                && token != null
                && before.type() == Token.Type.STRING
                && token.type() == Token.Type.STRING;
        if (strings) {
            return " ";
        }
        boolean removable = (before != null && isPunctuation(before)) || (token != null && isPunctuation(token));
        if (before != null && token != null && removable && random.nextInt(3) == 0) {
            return "";
        }
        StringBuilder blank = new StringBuilder(blanks.get(random.nextInt(blanks.size())));
        while (random.nextInt(4) == 0) {
            blank.append(blanks.get(random.nextInt(blanks.size())));
        }
        // A comment right behind an operator would be read as part of it.
        return before != null && before.type() == Token.Type.SYMBOL && !isPunctuation(before)
                ? " " + blank
                : blank.toString();
    }

    private static boolean isPunctuation(Token token) {
        return token.isSymbol("(")
                || token.isSymbol(")")
                || token.isSymbol(",")
                || token.isSymbol("[")
                || token.isSymbol("]");
    }

    private String token(String text, Token token, UnaryOperator<String> rename) {
        return switch (token.type()) {
            case WORD -> NAMES.contains(token.value()) ? name(rename.apply(token.value())) : inOtherCase(text);
            case STRING -> text.startsWith("'") ? string(text) : text;
            default -> text;
        };
    }

    private String name(String name) {
        return switch (random.nextInt(5)) {
            case 0 -> '"' + name + '"';
            case 1 -> "U&\"" + name + '"';
            default -> inOtherCase(name);
        };
    }

    private String string(String text) {
        String content = text.substring(1, text.length() - 1);
        boolean plain = content.chars().allMatch(c -> c < 0x80 && c != '\\' && c != '\'' && c != '$');
        if (!plain) {
            return text;
        }
        return switch (random.nextInt(5)) {
            case 0 -> "E" + text;
            case 1 -> "$$" + content + "$$";
            case 2 -> "$q$" + content + "$q$";
            case 3 -> "U&" + text;
            default -> text;
        };
    }

    private String inOtherCase(String word) {
        return switch (random.nextInt(3)) {
            case 0 -> word.toUpperCase(Locale.ROOT);
            case 1 -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
            default -> word;
        };
    }

    private UnaryOperator<String> renaming() {
        Map<String, String> renamed = new HashMap<>();
        return name -> renamed.computeIfAbsent(name, unknown -> KEYWORDS.get(random.nextInt(KEYWORDS.size())));
    }
}
