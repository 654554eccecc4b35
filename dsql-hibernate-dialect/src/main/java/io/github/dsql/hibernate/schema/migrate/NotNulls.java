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
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint.Kind;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import java.util.Set;
import org.hibernate.annotations.SoftDeleteType;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Internal: how a column that exists becomes NOT NULL, or stops being so.
 *
 * <p>Aurora DSQL has no SET NOT NULL (2026-10): a check takes its place, which is validated once no row has a null.
 */
final class NotNulls {
    private static final String SUFFIX = "not_null";

    private final Scope scope;
    private final PlanBuilder plan;

    NotNulls(Scope scope, PlanBuilder plan) {
        this.scope = scope;
        this.plan = plan;
    }

    /** Whether a constraint is a check that says no more than that its one column is not null. */
    static boolean isNotNull(CatalogConstraint constraint) {
        return constraint.kind() == Kind.CHECK
                && constraint.columns().size() == 1
                && CheckSignature.of(
                                constraint.definition().replaceFirst("(?i)\\s+not\\s+valid\\s*$", ""),
                                Set.copyOf(constraint.columns()))
                        .isNotNullOf(constraint.columns().get(0));
    }

    static @Nullable CatalogConstraint check(CatalogTable known, String column) {
        return known.constraints().stream()
                .filter(constraint ->
                        isNotNull(constraint) && constraint.columns().get(0).equals(column))
                .findFirst()
                .orElse(null);
    }

    /**
     * Plans what a column that must not be null needs.
     *
     * @param existing the column of the database, or null if it is only added by the plan
     * @param value what old rows may be given, or null if nothing is known
     */
    void require(
            Table table, CatalogTable known, Column column, @Nullable CatalogColumn existing, @Nullable String value) {
        String stored = scope.stored(column);
        CatalogConstraint check = check(known, stored);
        if ((existing != null && existing.notNull()) || (check != null && check.validated())) {
            return;
        }
        String name =
                scope.quoted(check == null ? ConstraintName.of(known.name().name(), stored, SUFFIX) : check.name());
        if (check == null) {
            plan.send(
                    Phase.ALTER,
                    scope.alter(table) + "add constraint " + name + " check (" + scope.sql(column)
                            + " is not null) not valid",
                    scope.subject(table, stored) + " is mapped as not null");
        }
        if (hasNulls(table, column, existing)) {
            boolean inMappedKey = table.hasPrimaryKey() && table.getPrimaryKey().containsColumn(column);
            plan.manual(
                    scope.subject(table, stored),
                    "Rows have null in this column, which is mapped as not null: the check " + name
                            + " holds for rows that are written from now on, updates of those rows included. Fill them"
                            + " by the first statement" + Backfill.howTo(scope, table)
                            + "; the next update then validates the check by the second."
                            + (inMappedKey
                                    ? " The column belongs to the primary key of the mapping: each row needs a value of its own."
                                    : ""),
                    Backfill.ofNulls(scope, table, column, fill(column, value, inMappedKey)),
                    scope.validate(table, name));
        } else {
            plan.send(Phase.JOB, scope.validate(table, name), "no row has null in " + scope.subject(table, stored));
        }
    }

    private String fill(Column column, @Nullable String value, boolean inMappedKey) {
        if (inMappedKey) {
            return "/* a value of its own */";
        }
        if (value != null) {
            return value;
        }
        String known = ofHibernate(column);
        return known == null ? "/* a value */" : known;
    }

    /** What Hibernate gives to a new row, whatever the application does. */
    private @Nullable String ofHibernate(Column column) {
        String type = ColumnTypes.typeName(
                ColumnClauses.of(column.getSqlType(scope.metadata())).type());
        boolean version = scope.metadata().getEntityBindings().stream()
                .anyMatch(entity ->
                        entity.isVersioned() && entity.getVersion().getColumns().contains(column));
        if (version && type.matches("int[248]")) {
            return "0";
        }
        if (column.getValue() instanceof BasicValue value && value.isSoftDelete() && type.equals("bool")) {
            return value.getSoftDeleteStrategy() == SoftDeleteType.ACTIVE ? "true" : "false";
        }
        return null;
    }

    /** Plans what a column that may be null needs. */
    void release(Table table, CatalogTable known, Column column, @Nullable CatalogColumn existing) {
        String stored = scope.stored(column);
        CatalogConstraint check = check(known, stored);
        if (check != null
                && ConstraintName.isGenerated(check.name(), known.name().name(), stored, SUFFIX)) {
            plan.send(
                    Phase.ALTER,
                    scope.alter(table) + "drop constraint if exists " + scope.quoted(check.name()),
                    scope.subject(table, stored) + " is mapped as nullable");
        }
        if (existing != null && existing.notNull() && !existing.identity() && !known.inPrimaryKey(stored)) {
            plan.manual(
                    scope.subject(table, stored),
                    "The column is NOT NULL and mapped as nullable: a null cannot be stored until it is changed.",
                    scope.alter(table) + "alter column " + scope.sql(column) + " drop not null");
        }
    }

    private boolean hasNulls(Table table, Column column, @Nullable CatalogColumn existing) {
        return existing == null
                ? scope.hasRows(table)
                : scope.probe()
                        .holds("select exists (select 1 from " + scope.sql(table) + " where " + scope.sql(column)
                                + " is null)");
    }
}
