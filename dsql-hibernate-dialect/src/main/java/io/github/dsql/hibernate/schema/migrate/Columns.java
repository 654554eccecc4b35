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

import io.github.dsql.hibernate.schema.ColumnClauses;
import io.github.dsql.hibernate.schema.catalog.CatalogColumn;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Internal: how the columns of a table follow the mapping.
 *
 * <p>ADD COLUMN takes the type alone on Aurora DSQL (2026-10): the default and the checks come after it.
 */
final class Columns {
    private static final Pattern GENERATED = Pattern.compile(
            "generated\\s+always\\s+as\\s*\\((.*)\\)\\s*(?:stored)?", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Scope scope;
    private final PlanBuilder plan;
    private final ColumnTypes types;
    private final NotNulls notNulls;
    private final Defaults defaults;
    private final Identities identities;

    Columns(Scope scope, PlanBuilder plan) {
        this.scope = scope;
        this.plan = plan;
        types = new ColumnTypes(scope.metadata(), scope.dialect());
        notNulls = new NotNulls(scope, plan);
        defaults = new Defaults(scope, plan);
        identities = new Identities(scope, plan);
    }

    void plan(Table table, CatalogTable known) {
        for (Column column : table.getColumns()) {
            CatalogColumn existing = known.column(scope.stored(column));
            ColumnClauses clauses = ColumnClauses.of(column.getSqlType(scope.metadata()));
            if (existing == null) {
                add(table, column, clauses);
            } else {
                compare(table, known, column, existing, clauses);
            }
            if (column.getGeneratedAs() == null && !column.isIdentity()) {
                planDefault(table, column, existing, clauses);
                planNull(table, known, column, existing, clauses);
            }
        }
        known.columns().stream()
                .filter(column -> scope.mapped(table, column.name()) == null)
                .forEach(column -> unmapped(table, known, column));
    }

    private void planDefault(Table table, Column column, @Nullable CatalogColumn existing, ColumnClauses clauses) {
        String value = defaultOf(column, clauses);
        boolean fits = existing == null || types.isOfSameKind(column, existing);
        if (value != null && fits) {
            defaults.plan(table, column, existing, value, isRequired(column, clauses));
        }
    }

    private void planNull(
            Table table, CatalogTable known, Column column, @Nullable CatalogColumn existing, ColumnClauses clauses) {
        if (isRequired(column, clauses)) {
            notNulls.require(table, known, column, existing, defaultOf(column, clauses));
        } else if (!table.hasPrimaryKey() || !table.getPrimaryKey().containsColumn(column)) {
            notNulls.release(table, known, column, existing);
        }
    }

    private static boolean isRequired(Column column, ColumnClauses clauses) {
        return !column.isNullable() || clauses.notNull();
    }

    private static @Nullable String defaultOf(Column column, ColumnClauses clauses) {
        return column.getDefaultValue() == null ? clauses.defaultValue() : column.getDefaultValue();
    }

    private void add(Table table, Column column, ColumnClauses clauses) {
        String refused = refused(column, clauses);
        if (refused != null) {
            plan.error(
                    scope.subject(table, scope.stored(column)),
                    "The column cannot be added: Aurora DSQL adds a bare column to an existing table, without \""
                            + refused
                            + "\". Add the column by hand in the form you want, or create the table anew and copy the rows.");
            return;
        }
        plan.send(
                Phase.ALTER,
                scope.alter(table) + "add column if not exists " + scope.sql(column) + " " + clauses.type(),
                scope.subject(table, scope.stored(column)) + " is missing");
    }

    /** Returns what the mapping asks for that no statement gives to a new column of an existing table. */
    static @Nullable String refused(Column column, ColumnClauses clauses) {
        List<String> refused = new ArrayList<>(clauses.others());
        refused.removeIf(clause -> ColumnClauses.condition(clause) != null);
        if (column.isIdentity()) {
            refused.add("generated by default as identity");
        }
        if (column.getGeneratedAs() != null) {
            refused.add("generated always as (" + column.getGeneratedAs() + ")");
        }
        if (column.getCollation() != null) {
            refused.add("collate " + column.getCollation());
        }
        if (column.getOptions() != null && !column.getOptions().isBlank()) {
            refused.add(column.getOptions());
        }
        return refused.isEmpty() ? null : String.join("\", \"", refused);
    }

    private void compare(
            Table table, CatalogTable known, Column column, CatalogColumn existing, ColumnClauses clauses) {
        if (!types.fits(column, existing)) {
            plan.manual(
                    scope.subject(table, existing.name()),
                    "The column is " + existing.type() + " and mapped as " + types.sqlType(column)
                            + ": Aurora DSQL changes no type. Fill a new column by the second statement"
                            + Backfill.howTo(scope, table)
                            + "; put it in place of the old one, and run the update again for its default, checks and"
                            + " indexes."
                            + (known.inPrimaryKey(existing.name())
                                    ? " A column of the primary key takes a new table instead, into which the rows are copied."
                                    : ""),
                    known.inPrimaryKey(existing.name()) ? new String[0] : replacement(table, column, existing));
        }
        if (column.isIdentity()) {
            identities.plan(table, column, existing);
        }
        generated(table, column, existing, generatedAs(column, clauses));
    }

    private String[] replacement(Table table, Column column, CatalogColumn existing) {
        String name = scope.sql(column);
        String other = scope.quoted(ConstraintName.replacement(scope.stored(column)));
        String type = types.sqlType(column);
        Translation translation = Translation.of(scope, column, existing, type);
        return new String[] {
            scope.alter(table) + "add column " + other + " " + type,
            Backfill.update(
                    scope,
                    table,
                    other + " = " + translation.expression(),
                    other + " is null and " + translation.condition()),
            scope.alter(table) + "drop column " + name,
            scope.alter(table) + "rename column " + other + " to " + name
        };
    }

    /** The expression of a generated column, which the definition of the column may have instead of the mapping. */
    private static @Nullable String generatedAs(Column column, ColumnClauses clauses) {
        return column.getGeneratedAs() != null
                ? column.getGeneratedAs()
                : clauses.others().stream()
                        .map(GENERATED::matcher)
                        .filter(Matcher::matches)
                        .map(clause -> clause.group(1))
                        .findFirst()
                        .orElse(null);
    }

    private void generated(Table table, Column column, CatalogColumn existing, @Nullable String wanted) {
        String actual = existing.generatedExpression();
        if (wanted != null && actual == null) {
            plan.manual(
                    scope.subject(table, existing.name()),
                    "The column is mapped as generated always as (" + wanted + ") and is an ordinary column:"
                            + " Aurora DSQL generates a column only if the table is created with it. Create the table anew"
                            + " and copy the rows.");
        } else if (wanted == null && actual != null) {
            plan.manual(
                    scope.subject(table, existing.name()),
                    "The column is generated always as " + actual + " and mapped as an ordinary one: it takes no value"
                            + " until it is changed.",
                    scope.alter(table) + "alter column " + scope.sql(column) + " drop expression");
        }
    }

    private void unmapped(Table table, CatalogTable known, CatalogColumn column) {
        boolean filled =
                column.defaultExpression() != null || column.identity() || column.generatedExpression() != null;
        if (filled || known.inPrimaryKey(column.name())) {
            return;
        }
        String name = scope.quoted(column.name());
        String message = "is not mapped and takes no null: inserts fail until it is changed. Let it take nulls by the"
                + " first statement, or drop it with its values by the second.";
        if (column.notNull()) {
            plan.manual(
                    scope.subject(table, column.name()),
                    "The column " + message,
                    scope.alter(table) + "alter column " + name + " drop not null",
                    scope.alter(table) + "drop column " + name);
        } else {
            var check = NotNulls.check(known, column.name());
            if (check != null) {
                plan.manual(
                        scope.subject(table, column.name()),
                        "The column " + message,
                        scope.alter(table) + "drop constraint " + scope.quoted(check.name()),
                        scope.alter(table) + "drop column " + name);
            }
        }
    }
}
