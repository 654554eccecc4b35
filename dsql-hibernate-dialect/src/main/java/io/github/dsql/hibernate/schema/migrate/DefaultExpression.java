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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Internal: a default in a form in which that of the mapping and that of the database can be compared: without casts, blanks and
 * parentheses.
 *
 * @param text the tokens that say something
 * @param constant whether it is one literal
 */
record DefaultExpression(String text, boolean constant) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");

    static DefaultExpression of(String sql) {
        List<Token> tokens = SqlTokens.of(sql).tokens().stream()
                .filter(token -> !token.text().equals("(") && !token.text().equals(")"))
                .toList();
        boolean signed = tokens.size() == 2
                && tokens.get(0).text().equals("-")
                && tokens.get(1).kind() == Kind.NUMBER;
        if (signed) {
            return new DefaultExpression(number("-" + tokens.get(1).text()), true);
        }
        String text = tokens.stream().map(DefaultExpression::text).collect(Collectors.joining(" "));
        return new DefaultExpression(text, tokens.size() == 1 && isLiteral(tokens.get(0)));
    }

    /** Whether it is NULL, which the database keeps as no default at all. */
    boolean isNull() {
        return text.equals("null");
    }

    private static boolean isLiteral(Token token) {
        return token.kind() == Kind.STRING
                || token.kind() == Kind.NUMBER
                || token.is("true")
                || token.is("false")
                || token.is("null");
    }

    private static String text(Token token) {
        boolean number = (token.kind() == Kind.STRING || token.kind() == Kind.NUMBER)
                && NUMBER.matcher(token.text()).matches();
        if (number) {
            return number(token.text());
        }
        return token.kind() == Kind.STRING ? "'" + token.text().replace("'", "''") + "'" : token.text();
    }

    private static String number(String text) {
        return new BigDecimal(text).stripTrailingZeros().toPlainString();
    }
}
