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
import io.github.dsql.hibernate.schema.migrate.TokenReader.UnreadableException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Internal: what the operators of an expression are applied to: literals, names, functions, CASE, rows and arrays. */
final class OperandParser {
    private static final Set<String> RESERVED = Set.of(
            "and", "or", "not", "is", "in", "between", "like", "ilike", "similar", "from", "for", "when", "then",
            "else", "end", "as", "select", "exists", "any", "all", "some", "using", "collate", "placing", "escape");
    private static final Set<String> FIELDS = Set.of("year", "month", "day", "hour", "minute", "second", "to");

    private final TokenReader tokens;
    private final ExpressionParser expressions;
    private final FunctionParser functions;

    OperandParser(TokenReader tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
        functions = new FunctionParser(tokens, expressions);
    }

    /** An operand with AT TIME ZONE and COLLATE, which bind more than any operator but a sign. */
    Expression operand() {
        Expression operand = collated();
        while (tokens.is("at")) {
            tokens.take();
            tokens.expect("time");
            tokens.expect("zone");
            operand = Expression.function("timezone", List.of(collated(), operand));
        }
        return operand;
    }

    private Expression collated() {
        Expression operand = signed();
        while (tokens.accept("collate")) {
            operand = Expression.of("collate " + qualified(tokens.take()), operand);
        }
        return operand;
    }

    private Expression signed() {
        boolean sign = tokens.next().kind() == Kind.OPERATOR;
        if (sign && tokens.next().text().equals("+")) {
            tokens.take();
            return signed();
        }
        if (sign && tokens.next().text().equals("-")) {
            tokens.take();
            Expression operand = signed();
            Literal literal = operand.literal();
            return literal != null && literal.isNumber()
                    ? Expression.of(literal.negative())
                    : Expression.of("negative", operand);
        }
        Expression operand = primary(tokens.take());
        while (true) {
            if (tokens.next().kind() == Kind.CAST) {
                operand = operand.cast(tokens.take().text());
            } else if (tokens.accept("[")) {
                operand = Expression.of("element", operand, expressions.expression());
                tokens.expect("]");
            } else {
                return operand;
            }
        }
    }

    private Expression primary(Token token) {
        return switch (token.kind()) {
            case STRING -> Expression.of(new Literal(token.text(), true, null));
            case NUMBER -> Expression.of(new Literal(token.text(), false, null));
            case NAME -> nameOrFunction(token);
            case WORD -> word(token);
            case PUNCTUATION -> {
                if (!token.text().equals("(")) {
                    throw new UnreadableException();
                }
                List<Expression> list = expressions.list();
                tokens.expect(")");
                yield list.size() == 1 ? list.get(0) : Expression.of(Expression.ROW, list);
            }
            case OPERATOR, CAST, AS_TYPE -> throw new UnreadableException();
        };
    }

    private Expression word(Token token) {
        String word = token.text();
        if (RESERVED.contains(word)) {
            throw new UnreadableException();
        }
        return switch (word) {
            case "true", "false", "null" -> Expression.of(new Literal(word, false, null));
            case "case" -> cases();
            case "array" -> tokens.is("[") ? array() : nameOrFunction(token);
            default -> typedLiteral(token);
        };
    }

    private Expression array() {
        tokens.expect("[");
        List<Expression> members = tokens.is("]") ? List.of() : expressions.list();
        tokens.expect("]");
        return Expression.of(Expression.ARRAY, members);
    }

    private Expression cases() {
        List<Expression> parts = new ArrayList<>();
        boolean simple = !tokens.is("when");
        if (simple) {
            parts.add(expressions.expression());
        }
        while (tokens.accept("when")) {
            parts.add(expressions.expression());
            tokens.expect("then");
            parts.add(expressions.expression());
        }
        if (tokens.accept("else")) {
            Expression other = expressions.expression();
            // The database adds ELSE NULL.
            if (!other.isNull()) {
                parts.add(Expression.of("else", other));
            }
        }
        tokens.expect("end");
        return Expression.of(simple ? "case of" : "case", parts);
    }

    /** A literal with its type before it, as DATE '2000-01-01', or else a name. */
    private Expression typedLiteral(Token token) {
        String type = token.text();
        boolean zoned = type.startsWith("time") && (tokens.is("with") || tokens.is("without"));
        if (zoned) {
            type = type + " " + tokens.take().text() + " time zone";
            tokens.expect("time");
            tokens.expect("zone");
        }
        if (tokens.next().kind() != Kind.STRING) {
            if (zoned) {
                throw new UnreadableException();
            }
            return nameOrFunction(token);
        }
        Literal literal = new Literal(tokens.take().text(), true, type);
        while (type.equals("interval") && FIELDS.contains(tokens.next().text())) {
            tokens.take();
        }
        return Expression.of(literal);
    }

    private Expression nameOrFunction(Token token) {
        String name = qualified(token);
        return tokens.accept("(") ? functions.function(name) : Expression.name(name);
    }

    /** A name without what qualifies it, which the database leaves out if it is not needed. */
    private String qualified(Token token) {
        Token last = token;
        while (tokens.accept(".")) {
            last = tokens.take();
        }
        if (last.kind() != Kind.NAME && last.kind() != Kind.WORD) {
            throw new UnreadableException();
        }
        return last.text();
    }
}
