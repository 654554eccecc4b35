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
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what stays of a condition when the database writes it back.
 *
 * <p>The database writes {@code IN} as {@code = ANY (ARRAY[…])} and {@code BETWEEN} as two comparisons, and adds casts and
 * parentheses, so that the texts themselves cannot be compared. The trees are, and where one of both cannot be read as a tree,
 * the columns, literals and functions.
 *
 * @param tree the condition as a tree, or null
 * @param functions the functions that it calls
 * @param columns the columns as stored
 * @param literals the strings, numbers and truth values
 * @param operators the comparisons and connectives
 * @param plain whether there is nothing else in it, as a function, which the database may write otherwise
 * @param opaque whether the database may have written a literal otherwise, as a date
 */
record CheckSignature(
        @Nullable Expression tree,
        Set<String> functions,
        Set<String> columns,
        Set<String> literals,
        Set<String> operators,
        boolean plain,
        boolean opaque) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Set<String> SILENT = Set.of("any", "all", "some", "array", "check", "as", "symmetric");
    /** What PostgreSQL may write in another form, or what is no function. */
    private static final Set<String> REWRITTEN = Set.of(
            "trim",
            "btrim",
            "ltrim",
            "rtrim",
            "substring",
            "position",
            "extract",
            "overlay",
            "timezone",
            "normalize",
            "cast",
            "row",
            "and",
            "or",
            "not",
            "in",
            "is",
            "like",
            "ilike",
            "between",
            "when",
            "then",
            "else",
            "from",
            "for",
            "overlaps",
            "to",
            "escape",
            "similar_to_escape",
            "like_escape",
            "collation",
            "operator");

    /**
     * Reads a condition.
     *
     * @param condition the condition, with or without CHECK before it
     * @param tableColumns the columns of the table as stored
     */
    static CheckSignature of(String condition, Set<String> tableColumns) {
        SqlTokens tokens = SqlTokens.of(condition);
        Reader reader = new Reader(tokens.tokens(), tableColumns);
        reader.read();
        return new CheckSignature(
                Expression.of(tokens),
                reader.functions,
                reader.columns,
                reader.literals,
                reader.operators,
                reader.plain && !tokens.opaque(),
                tokens.opaque());
    }

    /** Whether both can be the same condition. */
    boolean matches(CheckSignature other) {
        if (tree != null && other.tree != null) {
            return tree.matches(other.tree);
        }
        boolean sameLiterals =
                (opaque || other.opaque) ? literals.size() == other.literals.size() : literals.equals(other.literals);
        return columns.equals(other.columns)
                && functions.equals(other.functions)
                && sameLiterals
                && (!plain || !other.plain || operators.equals(other.operators));
    }

    /** Whether it says no more than that a column is not null. */
    boolean isNotNullOf(String column) {
        return plain && literals.isEmpty() && columns.equals(Set.of(column)) && operators.equals(Set.of("is not null"));
    }

    /** Reads the tokens once from left to right. */
    private static final class Reader {
        private final List<Token> tokens;
        private final Set<String> tableColumns;
        private final Set<String> columns = new TreeSet<>();
        private final Set<String> literals = new TreeSet<>();
        private final Set<String> operators = new TreeSet<>();
        private final Set<String> functions = new TreeSet<>();
        private boolean plain = true;
        private int openBetween;
        private int at;

        Reader(List<Token> tokens, Set<String> tableColumns) {
            this.tokens = tokens;
            this.tableColumns = tableColumns;
        }

        void read() {
            for (at = 0; at < tokens.size(); at++) {
                Token token = tokens.get(at);
                switch (token.kind()) {
                    case STRING -> literals.add(literal(token.text()));
                    case NUMBER -> literals.add(number(token.text()));
                    case NAME -> name(token.text());
                    case WORD -> word(token.text());
                    case OPERATOR -> operator(token.text());
                    case PUNCTUATION, CAST, AS_TYPE -> {
                        // Parentheses, commas and casts say nothing.
                    }
                }
            }
        }

        private void name(String name) {
            function(name);
            if (tableColumns.contains(name)) {
                columns.add(name);
            } else {
                plain = false;
            }
        }

        private void operator(String operator) {
            boolean sign = operator.equals("-") && !operandBefore() && next(1).kind() == Kind.NUMBER;
            if (sign) {
                at++;
                literals.add(number("-" + tokens.get(at).text()));
            } else {
                operators.add(operator.equals("!=") ? "<>" : operator);
            }
        }

        private boolean operandBefore() {
            if (at == 0) {
                return false;
            }
            Token before = tokens.get(at - 1);
            return before.kind() != Kind.OPERATOR
                    && !Set.of("(", ",", "[").contains(before.text())
                    && !Set.of("and", "or", "between", "in", "not", "then", "else")
                            .contains(before.text());
        }

        private void word(String word) {
            boolean negated = at > 0 && tokens.get(at - 1).is("not");
            switch (word) {
                case "and" -> {
                    // The one of BETWEEN is counted with it.
                    if (openBetween > 0) {
                        openBetween--;
                    } else {
                        operators.add("and");
                    }
                }
                case "or" -> operators.add("or");
                case "not" -> not();
                case "in" -> operators.add(negated ? "<>" : "=");
                case "between" -> {
                    openBetween++;
                    operators.addAll(negated ? Set.of("<", ">", "or") : Set.of(">=", "<=", "and"));
                }
                case "like" -> operators.add(negated ? "!~~" : "~~");
                case "ilike" -> operators.add(negated ? "!~~*" : "~~*");
                case "is" -> is();
                case "true", "false" -> literals.add(word);
                default -> other(word);
            }
        }

        private void not() {
            boolean part = Set.of("in", "between", "like", "ilike").contains(next(1).text());
            if (!part) {
                operators.add("not");
            }
        }

        private void is() {
            StringBuilder test = new StringBuilder("is");
            while (Set.of("not", "null", "true", "false", "unknown", "distinct", "from")
                    .contains(next(1).text())) {
                at++;
                test.append(' ').append(tokens.get(at).text());
            }
            operators.add(test.toString());
        }

        private void other(String word) {
            if (tableColumns.contains(word) && !next(1).text().equals("(")) {
                columns.add(word);
            } else if (!SILENT.contains(word)) {
                function(word);
                plain = false;
            }
        }

        private void function(String name) {
            if (next(1).text().equals("(") && !REWRITTEN.contains(name)) {
                functions.add(name);
            }
        }

        private Token next(int distance) {
            return at + distance < tokens.size() ? tokens.get(at + distance) : new Token(Kind.PUNCTUATION, "");
        }

        private static String literal(String text) {
            return NUMBER.matcher(text).matches() ? number(text) : "'" + text + "'";
        }

        private static String number(String text) {
            return new BigDecimal(text).stripTrailingZeros().toPlainString();
        }
    }
}
