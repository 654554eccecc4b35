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

import static io.github.dsql.hibernate.schema.migrate.Expression.AND;
import static io.github.dsql.hibernate.schema.migrate.Expression.OR;

import io.github.dsql.hibernate.schema.migrate.SqlTokens.Kind;
import io.github.dsql.hibernate.schema.migrate.SqlTokens.Token;
import io.github.dsql.hibernate.schema.migrate.TokenReader.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Internal: how the operators of an expression bind, as PostgreSQL 16 reads them, and what it makes of those that it has no operator
 * for: IN, BETWEEN and LIKE.
 */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("<", ">", "=", "<=", ">=", "<>", "!=");
    private static final Set<String> ARITHMETIC = Set.of("+", "-", "*", "/", "%", "^");

    private final TokenReader tokens;
    private final OperandParser operands;

    ExpressionParser(List<Token> tokens) {
        this.tokens = new TokenReader(tokens);
        operands = new OperandParser(this.tokens, this);
    }

    @Nullable
    Expression parse() {
        if (tokens.is("check") && tokens.isBefore("(")) {
            tokens.accept("check");
        }
        try {
            List<Expression> list = list();
            boolean read = tokens.next().text().isEmpty();
            return !read ? null : list.size() == 1 ? list.get(0) : Expression.of("list", list);
        } catch (UnreadableException e) {
            // The caller compares in another way.
            return null;
        }
    }

    List<Expression> list() {
        List<Expression> list = new ArrayList<>();
        do {
            list.add(expression());
        } while (tokens.accept(","));
        return list;
    }

    Expression expression() {
        return connected(OR, () -> connected(AND, this::not));
    }

    private Expression connected(String connective, Supplier<Expression> part) {
        List<Expression> parts = new ArrayList<>();
        do {
            parts.add(part.get());
        } while (tokens.accept(connective));
        return Expression.connected(connective, parts);
    }

    private Expression not() {
        return tokens.accept("not") ? Expression.of("not", not()) : test();
    }

    /** What stands before IS. */
    private Expression test() {
        Expression tested = comparison();
        while (true) {
            if (tokens.accept("isnull")) {
                tested = Expression.of("is null", tested);
            } else if (tokens.accept("notnull")) {
                tested = Expression.of("is not null", tested);
            } else if (tokens.accept("is")) {
                tested = is(tested, tokens.accept("not"));
            } else {
                return tested;
            }
        }
    }

    private Expression is(Expression tested, boolean negated) {
        if (tokens.accept("distinct")) {
            tokens.expect("from");
            Expression distinct = Expression.distinct(tested, comparison());
            return negated ? Expression.notDistinct(distinct) : distinct;
        }
        for (String test : List.of("null", "true", "false", "unknown")) {
            if (tokens.accept(test)) {
                return Expression.of("is " + (negated ? "not " : "") + test, tested);
            }
        }
        throw new UnreadableException();
    }

    private Expression comparison() {
        Expression left = range();
        while (tokens.next().kind() == Kind.OPERATOR
                && COMPARISONS.contains(tokens.next().text())) {
            String operator = tokens.take().text();
            left = compared(operator, left, this::range);
        }
        return left;
    }

    private Expression compared(String operator, Expression left, Supplier<Expression> right) {
        boolean any = tokens.is("any") || tokens.is("some");
        if (!any && !tokens.is("all")) {
            return Expression.compared(operator, left, right.get());
        }
        tokens.take();
        tokens.expect("(");
        Expression members = expression();
        tokens.expect(")");
        return members.form().equals(Expression.ARRAY) && !members.parts().isEmpty()
                ? Expression.quantified(operator.equals("!=") ? "<>" : operator, any, left, members.parts())
                : Expression.of(operator + (any ? " any" : " all"), left, members);
    }

    /** What stands before BETWEEN, IN and LIKE. */
    private Expression range() {
        Expression left = other();
        while (true) {
            boolean negated = tokens.is("not");
            String word = negated ? tokens.following().text() : tokens.next().text();
            if (tokens.next().kind() != Kind.WORD
                    || !Set.of("between", "in", "like", "ilike", "similar").contains(word)) {
                return left;
            }
            if (negated) {
                tokens.take();
            }
            tokens.take();
            left = switch (word) {
                case "between" -> between(left, negated);
                case "in" -> in(left, negated);
                default -> like(word, left, negated);
            };
        }
    }

    private Expression between(Expression value, boolean negated) {
        boolean symmetric = tokens.accept("symmetric");
        tokens.accept("asymmetric");
        Expression low = other();
        tokens.expect(AND);
        Expression high = other();
        Expression first = between(value, low, high, negated);
        return symmetric
                ? Expression.connected(negated ? AND : OR, List.of(first, between(value, high, low, negated)))
                : first;
    }

    private static Expression between(Expression value, Expression low, Expression high, boolean negated) {
        return Expression.connected(
                negated ? OR : AND,
                List.of(
                        Expression.of(negated ? "<" : ">=", value, low),
                        Expression.of(negated ? ">" : "<=", value, high)));
    }

    private Expression in(Expression left, boolean negated) {
        tokens.expect("(");
        List<Expression> members = list();
        tokens.expect(")");
        return Expression.quantified(negated ? "<>" : "=", !negated, left, members);
    }

    private Expression like(String word, Expression left, boolean negated) {
        boolean similar = word.equals("similar");
        if (similar) {
            tokens.expect("to");
        }
        String operator = (negated ? "!" : "") + (similar ? "~" : word.equals("like") ? "~~" : "~~*");
        return compared(operator, left, () -> {
            Expression pattern = other();
            List<Expression> arguments = new ArrayList<>(List.of(pattern));
            boolean escape = tokens.accept("escape");
            if (escape) {
                arguments.add(other());
            }
            String function = similar ? "similar_to_escape" : "like_escape";
            return similar || escape ? Expression.function(function, arguments) : pattern;
        });
    }

    /** All operators but those with a place of their own, as {@code ||}. */
    Expression other() {
        if (isOther()) {
            return Expression.of("prefix " + tokens.take().text(), sum());
        }
        Expression left = sum();
        while (isOther()) {
            String operator = tokens.take().text();
            left = compared(operator, left, this::sum);
        }
        return left;
    }

    private boolean isOther() {
        Token next = tokens.next();
        return next.kind() == Kind.OPERATOR && !COMPARISONS.contains(next.text()) && !ARITHMETIC.contains(next.text());
    }

    private Expression sum() {
        return chain(Set.of("+", "-"), () -> chain(Set.of("*", "/", "%"), () -> chain(Set.of("^"), operands::operand)));
    }

    private Expression chain(Set<String> operators, Supplier<Expression> part) {
        Expression left = part.get();
        while (tokens.next().kind() == Kind.OPERATOR
                && operators.contains(tokens.next().text())) {
            String operator = tokens.take().text();
            left = Expression.of(operator, left, part.get());
        }
        return left;
    }
}
