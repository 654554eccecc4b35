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
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint.Kind;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.mapping.AggregateColumn;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Internal: how the checks of a table follow the mapping: one that is missing is added as NOT VALID and validated by a job, one that
 * says something else is dropped before.
 */
final class Checks {
    private static final String SUFFIX = "check";

    private final Scope scope;
    private final PlanBuilder plan;

    Checks(Scope scope, PlanBuilder plan) {
        this.scope = scope;
        this.plan = plan;
    }

    void plan(Table table, CatalogTable known) {
        new OneTable(table, known).plan();
    }

    /** The checks of one table: those of the mapping find theirs in the catalogue, by name and else by what they say. */
    private final class OneTable {
        private final Table table;
        private final CatalogTable known;
        private final Set<String> columns;
        private final List<CatalogConstraint> unclaimed;

        OneTable(Table table, CatalogTable known) {
            this.table = table;
            this.known = known;
            columns = scope.columns(table, known);
            unclaimed = new ArrayList<>(known.constraints().stream()
                    .filter(constraint -> constraint.kind() == Kind.CHECK)
                    .toList());
        }

        void plan() {
            List<MappedCheck> missing = new ArrayList<>(MappedCheck.of(table, scope));
            missing.removeIf(check -> claim(byName(check)));
            missing.removeIf(check -> claim(bySignature(check)));
            unclaimed.removeIf(NotNulls::isNotNull);
            missing.removeIf(check -> signature(check.condition()).columns().stream()
                    .anyMatch(column -> scope.isOfOtherKind(table, known, column)));
            missing.forEach(this::replace);
            unclaimed.forEach(this::leftOver);
        }

        private @Nullable CatalogConstraint byName(MappedCheck check) {
            return unclaimed.stream()
                    .filter(present -> present.name().equals(check.name()) && says(check, present))
                    .findFirst()
                    .orElse(null);
        }

        private @Nullable CatalogConstraint bySignature(MappedCheck check) {
            return unclaimed.stream()
                    .filter(present -> says(check, present))
                    .findFirst()
                    .orElse(null);
        }

        private boolean says(MappedCheck check, CatalogConstraint present) {
            return signature(check.condition()).matches(signature(present.definition()));
        }

        private CheckSignature signature(String condition) {
            return CheckSignature.of(condition.replaceFirst("(?i)\\s+not\\s+valid\\s*$", ""), columns);
        }

        private boolean claim(@Nullable CatalogConstraint present) {
            if (present == null) {
                return false;
            }
            unclaimed.remove(present);
            if (!present.validated()) {
                plan.send(
                        Phase.JOB,
                        scope.validate(table, scope.quoted(present.name())),
                        "check " + present.name() + " is not valid");
            }
            return true;
        }

        private void replace(MappedCheck check) {
            Set<String> read = signature(check.condition()).columns();
            String column = read.size() == 1 ? read.iterator().next() : null;
            List<CatalogConstraint> old = unclaimed.stream()
                    .filter(present ->
                            check.name() != null ? present.name().equals(check.name()) : isGenerated(present, column))
                    .toList();
            old.forEach(present ->
                    plan.send(Phase.ALTER, drop(present), "check " + present.name() + " says something else"));
            unclaimed.removeAll(old);
            String name = check.sqlName() == null ? scope.quoted(freeName(check, column)) : check.sqlName();
            plan.send(
                    Phase.ALTER,
                    scope.alter(table) + "add constraint " + name + " check (" + check.condition() + ")"
                            + (check.options().isEmpty() ? "" : " " + check.options()) + " not valid",
                    "check " + check.condition() + " of " + scope.subject(table) + " is missing");
            plan.send(Phase.JOB, scope.validate(table, name), "rows that are there are to satisfy the check " + name);
        }

        private boolean isGenerated(CatalogConstraint present, @Nullable String column) {
            String name = known.name().name();
            return column == null
                    ? ConstraintName.isGeneratedOfTable(present.name(), name)
                    : present.columns().equals(List.of(column))
                            && ConstraintName.isGenerated(present.name(), name, column, SUFFIX);
        }

        private String freeName(MappedCheck check, @Nullable String column) {
            String table = known.name().name();
            String name = column == null ? "" : ConstraintName.of(table, column, SUFFIX);
            boolean taken = name.isEmpty()
                    || (known.constraint(name) != null
                            && !isGenerated(Objects.requireNonNull(known.constraint(name)), column));
            boolean claimed = known.constraint(name) != null && isClaimed(name);
            return taken || claimed ? ConstraintName.ofTable(table, check.condition()) : name;
        }

        /** Whether the name is that of a check which stays, because another one of the mapping found it. */
        private boolean isClaimed(String name) {
            return MappedCheck.of(table, scope).stream()
                    .anyMatch(check -> says(check, Objects.requireNonNull(known.constraint(name))));
        }

        private void leftOver(CatalogConstraint present) {
            String column = present.columns().size() == 1 ? present.columns().get(0) : null;
            Column mapped = column == null ? null : scope.mapped(table, column);
            boolean ours = isGenerated(present, column);
            boolean allMapped = present.columns().stream().allMatch(name -> scope.mapped(table, name) != null);
            if (mapped instanceof AggregateColumn || !allMapped) {
                return;
            }
            String message = "The check " + present.name() + ", " + present.definition() + ", is not in the mapping";
            if (ours) {
                plan.manual(
                        column == null ? scope.subject(table) : scope.subject(table, column),
                        message + ": values that it does not know are refused until it is dropped.",
                        drop(present));
            } else {
                plan.info(scope.subject(table), message + ", and is left alone.", drop(present));
            }
        }

        private String drop(CatalogConstraint present) {
            return scope.alter(table) + "drop constraint if exists " + scope.quoted(present.name());
        }
    }

    /**
     * A check of the mapping.
     *
     * @param name its name as stored, or null
     * @param sqlName its name as it is written in a statement, or null
     * @param condition what it says
     * @param options what stands behind it
     */
    private record MappedCheck(
            @Nullable String name, @Nullable String sqlName, String condition, String options) {
        static List<MappedCheck> of(Table table, Scope scope) {
            List<MappedCheck> checks = new ArrayList<>();
            for (Column column : table.getColumns()) {
                List<String> anonymous = new ArrayList<>();
                column.getCheckConstraints().forEach(check -> {
                    if (check.isNamed()) {
                        checks.add(of(check, scope));
                    } else {
                        anonymous.add(check.getConstraintInParens());
                    }
                });
                if (!anonymous.isEmpty()) {
                    checks.add(new MappedCheck(null, null, String.join(" and ", anonymous), ""));
                }
                for (String clause :
                        ColumnClauses.of(column.getSqlType(scope.metadata())).others()) {
                    String condition = ColumnClauses.condition(clause);
                    if (condition != null) {
                        checks.add(new MappedCheck(null, null, condition, ""));
                    }
                }
            }
            table.getChecks().forEach(check -> checks.add(of(check, scope)));
            return checks;
        }

        private static MappedCheck of(org.hibernate.mapping.CheckConstraint check, Scope scope) {
            String options =
                    check.getOptions() == null ? "" : check.getOptions().strip();
            if (check.isAnonymous()) {
                return new MappedCheck(null, null, check.getConstraint(), options);
            }
            String sqlName = org.hibernate.boot.model.naming.Identifier.toIdentifier(check.getName())
                    .render(scope.dialect());
            return new MappedCheck(Scope.unquoted(sqlName), sqlName, check.getConstraint(), options);
        }
    }
}
