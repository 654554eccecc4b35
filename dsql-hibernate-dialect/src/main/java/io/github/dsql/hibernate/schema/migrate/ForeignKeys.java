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

import io.github.dsql.hibernate.schema.catalog.CatalogConstraint;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint.Action;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint.Kind;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Internal: how the foreign keys of a table follow the mapping, or go when they are switched off.
 *
 * <p>They come after everything else: the tables and unique indexes they need are there then.
 */
final class ForeignKeys {
    private static final Pattern NAME =
            Pattern.compile("\\badd\\s+constraint\\s+(\"(?:[^\"]|\"\")+\"|\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ON_DELETE = Pattern.compile(
            "\\bon\\s+delete\\s+(cascade|restrict|no\\s+action|set\\s+null|set\\s+default)", Pattern.CASE_INSENSITIVE);

    private final Scope scope;
    private final PlanBuilder plan;
    private final boolean exported;

    /**
     * Creates the concern.
     *
     * @param exported whether foreign keys are to be in the database
     */
    ForeignKeys(Scope scope, PlanBuilder plan, boolean exported) {
        this.scope = scope;
        this.plan = plan;
        this.exported = exported;
    }

    void plan(Table table, @Nullable CatalogTable known) {
        for (ForeignKey foreignKey : table.getForeignKeyCollection()) {
            boolean wanted = foreignKey.isPhysicalConstraint() && foreignKey.isCreationEnabled();
            if (exported && wanted) {
                require(table, known, foreignKey);
            } else if (!exported && known != null && foreignKey.getName() != null) {
                remove(table, known, foreignKey);
            }
        }
    }

    private void require(Table table, @Nullable CatalogTable known, ForeignKey foreignKey) {
        String[] statements = scope.dialect()
                .getForeignKeyExporter()
                .getSqlCreateStrings(foreignKey, scope.metadata(), scope.context());
        if (statements.length == 0) {
            return;
        }
        Matcher matcher = NAME.matcher(statements[0]);
        if (!matcher.find()) {
            throw new IllegalStateException("No constraint name in: " + statements[0]);
        }
        String sqlName = matcher.group(1);
        CatalogConstraint present = known == null ? null : find(known, foreignKey);
        boolean sameAction = present != null
                && present.reference() != null
                && present.reference().onDelete() == action(foreignKey, statements[0]);
        if (present != null && sameAction) {
            validate(table, present);
            return;
        }
        if (isOfOtherKind(table, known, foreignKey)) {
            // Told by the note on the type of the column.
            return;
        }
        CatalogConstraint inTheWay =
                present == null && known != null ? known.constraint(Scope.unquoted(sqlName)) : present;
        String reason = "foreign key " + Scope.unquoted(sqlName) + " of " + scope.subject(table)
                + (inTheWay == null ? " is missing" : " differs from the mapping");
        if (inTheWay != null) {
            plan.send(Phase.ALTER, drop(table, inTheWay), reason);
        }
        plan.send(Phase.FOREIGN_KEY, statements[0], reason);
        for (int i = 1; i < statements.length; i++) {
            plan.send(Phase.FOREIGN_KEY_VALIDATION, statements[i], reason);
        }
    }

    private boolean isOfOtherKind(Table table, @Nullable CatalogTable known, ForeignKey foreignKey) {
        Table target = foreignKey.getReferencedTable();
        CatalogTable knownTarget = scope.known(target);
        return (known != null
                        && names(foreignKey.getColumns()).stream()
                                .anyMatch(column -> scope.isOfOtherKind(table, known, column)))
                || (knownTarget != null
                        && targets(foreignKey).stream()
                                .anyMatch(column -> scope.isOfOtherKind(target, knownTarget, column)));
    }

    private void validate(Table table, CatalogConstraint present) {
        if (!present.validated()) {
            plan.send(
                    Phase.FOREIGN_KEY_VALIDATION,
                    scope.validate(table, scope.quoted(present.name())),
                    "foreign key " + present.name() + " is not valid");
        }
    }

    /** Drops what an update with the setting on has added. What has another name is not ours. */
    private void remove(Table table, CatalogTable known, ForeignKey foreignKey) {
        String name = Scope.unquoted(scope.metadata()
                .getDatabase()
                .getJdbcEnvironment()
                .getIdentifierHelper()
                .toIdentifier(foreignKey.getName())
                .render(scope.dialect()));
        CatalogConstraint named = known.constraint(name);
        CatalogConstraint same = find(known, foreignKey);
        if (named != null && named.kind() == Kind.FOREIGN_KEY) {
            plan.send(Phase.ALTER, drop(table, named), "foreign keys are switched off");
        } else if (same != null) {
            plan.info(
                    scope.subject(table),
                    "The foreign key " + same.name() + ", " + same.definition()
                            + ", has a name that is not in the mapping: it is left alone, although foreign keys are switched off.",
                    drop(table, same));
        }
    }

    private String drop(Table table, CatalogConstraint constraint) {
        return scope.alter(table) + "drop constraint if exists " + scope.quoted(constraint.name());
    }

    private @Nullable CatalogConstraint find(CatalogTable known, ForeignKey foreignKey) {
        return ForeignKeyMatch.find(foreignKey, known, scope);
    }

    private List<String> targets(ForeignKey foreignKey) {
        return names(
                foreignKey.isReferenceToPrimaryKey()
                        ? foreignKey.getReferencedTable().getPrimaryKey().getColumns()
                        : foreignKey.getReferencedColumns());
    }

    private List<String> names(List<Column> columns) {
        return columns.stream().map(scope::stored).toList();
    }

    private static Action action(ForeignKey foreignKey, String statement) {
        Matcher written = ON_DELETE.matcher(statement);
        if (written.find()) {
            String action = written.group(1).replaceAll("\\s+", "_").toUpperCase(Locale.ROOT);
            return Action.valueOf(action);
        }
        OnDeleteAction action = foreignKey.getOnDeleteAction();
        return action == null || action == OnDeleteAction.NO_ACTION ? Action.NO_ACTION : Action.valueOf(action.name());
    }
}
