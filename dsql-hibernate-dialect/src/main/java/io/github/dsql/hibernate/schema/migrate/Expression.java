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

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Internal: a condition or value as a tree, in which what a mapping writes and what the database writes back for it are the same.
 *
 * @param form the operator, function or name
 * @param parts what it is applied to
 * @param literal the literal, or null if it is something else
 */
record Expression(
        String form, List<Expression> parts, @Nullable Literal literal) {
    static final String AND = "and";
    static final String OR = "or";
    static final String ROW = "row";
    static final String ARRAY = "array";

    /**
     * Reads an expression, or several with commas between them.
     *
     * @param tokens its tokens, with or without CHECK before them
     * @return the tree, or null if it has a form that is not known
     */
    static @Nullable Expression of(SqlTokens tokens) {
        return new ExpressionParser(tokens.all()).parse();
    }

    static Expression of(String form, List<Expression> parts) {
        return new Expression(form, List.copyOf(parts), null);
    }

    static Expression of(String form, Expression... parts) {
        return of(form, List.of(parts));
    }

    static Expression of(Literal literal) {
        return new Expression("literal", List.of(), literal);
    }

    static Expression name(String name) {
        return of("name " + name);
    }

    static Expression function(String name, List<Expression> arguments) {
        return of("function " + name, arguments);
    }

    /** Connects conditions; those of one that is connected in the same way stand side by side. */
    static Expression connected(String connective, List<Expression> conditions) {
        List<Expression> flat = new ArrayList<>();
        conditions.forEach(condition -> {
            if (condition.form.equals(connective)) {
                flat.addAll(condition.parts);
            } else {
                flat.add(condition);
            }
        });
        return flat.size() == 1 ? flat.get(0) : of(connective, flat);
    }

    /** Compares; the database compares rows for equality member by member. */
    static Expression compared(String written, Expression left, Expression right) {
        String operator = written.equals("!=") ? "<>" : written;
        boolean rows = left.form.equals(ROW) && right.form.equals(ROW) && left.parts.size() == right.parts.size();
        if (!rows || !(operator.equals("=") || operator.equals("<>"))) {
            return of(operator, left, right);
        }
        List<Expression> members = new ArrayList<>();
        for (int i = 0; i < left.parts.size(); i++) {
            members.add(compared(operator, left.parts.get(i), right.parts.get(i)));
        }
        return connected(operator.equals("=") ? AND : OR, members);
    }

    /** IS DISTINCT FROM, for which the database has other forms where a null or rows are compared. */
    static Expression distinct(Expression left, Expression right) {
        if (left.isNull() || right.isNull()) {
            return of("is not null", left.isNull() ? right : left);
        }
        if (!left.form.equals(ROW) || !right.form.equals(ROW) || left.parts.size() != right.parts.size()) {
            return of("is distinct from", left, right);
        }
        List<Expression> members = new ArrayList<>();
        for (int i = 0; i < left.parts.size(); i++) {
            members.add(distinct(left.parts.get(i), right.parts.get(i)));
        }
        return connected(OR, members);
    }

    /** IS NOT DISTINCT FROM, of what is written with IS DISTINCT FROM. */
    static Expression notDistinct(Expression distinct) {
        return distinct.form.equals("is not null") ? of("is null", distinct.parts) : of("not", distinct);
    }

    /** Compares with each member of a list or array. */
    static Expression quantified(String operator, boolean any, Expression left, List<Expression> members) {
        return connected(
                any ? OR : AND,
                members.stream().map(member -> compared(operator, left, member)).toList());
    }

    /** The same with a cast behind it, which is kept for a literal only. */
    Expression cast(String type) {
        return literal == null ? this : of(literal.cast(type));
    }

    /** Whether it is NULL. */
    boolean isNull() {
        return literal != null && !literal.quoted() && literal.text().equals("null");
    }

    /** Whether both can be the same. The order of what AND and OR connect says nothing. */
    boolean matches(Expression other) {
        if (literal != null && other.literal != null) {
            return literal.matches(other.literal);
        }
        if (!form.equals(other.form) || parts.size() != other.parts.size()) {
            return false;
        }
        return inOrder(other) || ((form.equals(AND) || form.equals(OR)) && inAnyOrder(other));
    }

    private boolean inOrder(Expression other) {
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).matches(other.parts.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean inAnyOrder(Expression other) {
        List<Expression> left = new ArrayList<>(other.parts);
        for (Expression part : parts) {
            Expression match = left.stream().filter(part::matches).findFirst().orElse(null);
            if (match == null) {
                return false;
            }
            left.remove(match);
        }
        return true;
    }
}
