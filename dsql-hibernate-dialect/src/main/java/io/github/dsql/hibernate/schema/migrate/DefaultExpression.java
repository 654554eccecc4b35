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

import org.jspecify.annotations.Nullable;

/**
 * Internal: a default in a form in which that of the mapping and that of the database can be compared.
 *
 * @param tokens its tokens
 * @param tree the expression as a tree, or null if it has a form that is not known
 */
record DefaultExpression(SqlTokens tokens, @Nullable Expression tree) {
    static DefaultExpression of(String sql) {
        SqlTokens tokens = SqlTokens.of(sql);
        return new DefaultExpression(tokens, Expression.of(tokens));
    }

    /** Whether it is NULL, which the database keeps as no default at all. */
    boolean isNull() {
        return tree != null && tree.isNull();
    }

    /** Whether it is one literal. */
    boolean constant() {
        return tree != null && tree.literal() != null;
    }

    /** Whether both are the same; constants of a type that the database writes in its own way may be so nevertheless. */
    boolean isSame(DefaultExpression other) {
        if (tree == null || other.tree == null) {
            return tokens.tokens().equals(other.tokens.tokens());
        }
        Literal literal = tree.literal();
        Literal otherLiteral = other.tree.literal();
        return (literal != null && otherLiteral != null)
                ? literal.uncast().matches(otherLiteral.uncast())
                : tree.matches(other.tree);
    }
}
