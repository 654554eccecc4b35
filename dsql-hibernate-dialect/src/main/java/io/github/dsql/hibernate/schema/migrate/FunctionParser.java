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
import java.util.Locale;

/** Internal: what the arguments of a function are, if they stand behind words, as in {@code trim(both from name)}, too. */
final class FunctionParser {
    private final TokenReader tokens;
    private final ExpressionParser expressions;

    FunctionParser(TokenReader tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** Reads a function whose opening parenthesis is read. */
    Expression function(String name) {
        Expression function =
                switch (name) {
                    case "cast" -> cast();
                    case "trim" -> trim();
                    case "substring" -> substring();
                    case "position" -> position();
                    case "extract" -> extract();
                    case "overlay" -> overlay();
                    case "row" -> Expression.of(Expression.ROW, arguments());
                    default -> Expression.function(name, arguments());
                };
        tokens.expect(")");
        return function;
    }

    private List<Expression> arguments() {
        return tokens.is(")") ? List.of() : expressions.list();
    }

    private Expression cast() {
        Expression value = expressions.expression();
        if (tokens.next().kind() != Kind.AS_TYPE) {
            throw new UnreadableException();
        }
        return value.cast(tokens.take().text());
    }

    private Expression trim() {
        String name = "btrim";
        if (tokens.accept("leading")) {
            name = "ltrim";
        } else if (tokens.accept("trailing")) {
            name = "rtrim";
        } else {
            tokens.accept("both");
        }
        List<Expression> characters = tokens.is("from") ? List.of() : arguments();
        if (!tokens.accept("from")) {
            return Expression.function(name, characters);
        }
        List<Expression> arguments = new ArrayList<>(arguments());
        arguments.addAll(characters);
        return Expression.function(name, arguments);
    }

    private Expression substring() {
        List<Expression> arguments = new ArrayList<>(arguments());
        boolean from = tokens.accept("from");
        if (from) {
            arguments.add(expressions.expression());
        }
        if (tokens.accept("for")) {
            if (!from) {
                arguments.add(Expression.of(new Literal("1", false, null)));
            }
            arguments.add(expressions.expression());
        }
        return Expression.function("substring", arguments);
    }

    private Expression position() {
        Expression first = expressions.other();
        if (tokens.accept("in")) {
            return Expression.function("position", List.of(expressions.other(), first));
        }
        tokens.expect(",");
        return Expression.function("position", List.of(first, expressions.expression()));
    }

    private Expression extract() {
        Token field = tokens.take();
        tokens.expect("from");
        Literal literal = new Literal(field.text().toLowerCase(Locale.ROOT), true, null);
        return Expression.function("extract", List.of(Expression.of(literal), expressions.expression()));
    }

    private Expression overlay() {
        List<Expression> arguments = new ArrayList<>(arguments());
        for (String word : List.of("placing", "from", "for")) {
            if (tokens.accept(word)) {
                arguments.add(expressions.expression());
            }
        }
        return Expression.function("overlay", arguments);
    }
}
