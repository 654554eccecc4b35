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
package io.github.dsql.hibernate.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the order in which tables are emptied, those that reference others first, and what references them.
 *
 * @param steps the tables in that order; within a cycle, in any
 * @param kept the mapped tables that are not emptied
 * @param references the foreign keys of all mapped tables, also of those that are not emptied
 */
record TruncationPlan(List<Step> steps, List<Table> kept, List<Reference> references) {
    /**
     * One table.
     *
     * @param table the table
     * @param name its name as SQL takes it
     * @param key the columns of its primary key as SQL takes them, empty if it has none
     */
    record Step(Table table, String name, List<String> key) {}

    /**
     * One foreign key.
     *
     * @param child the referencing table
     * @param foreignKey the foreign key
     * @param columns the referencing columns as SQL takes them
     * @param targetColumns the referenced columns as SQL takes them
     * @param detachable those of the columns that take null, which is enough to reference nothing
     */
    record Reference(
            Step child,
            ForeignKey foreignKey,
            List<String> columns,
            List<String> targetColumns,
            List<String> detachable) {
        Table target() {
            return foreignKey.getReferencedTable();
        }

        boolean self() {
            return child.table().equals(target());
        }

        /** What the database itself does with the referencing rows, or null if it refuses to delete what they reference. */
        @Nullable
        OnDeleteAction action() {
            OnDeleteAction action = foreignKey.getOnDeleteAction();
            return action == OnDeleteAction.NO_ACTION || action == OnDeleteAction.RESTRICT ? null : action;
        }
    }

    /**
     * Makes the plan.
     *
     * @param tables the tables to empty
     * @param mapped all mapped tables
     */
    static TruncationPlan of(Collection<Table> tables, Collection<Table> mapped, SqlStringGenerationContext context) {
        Set<Table> parentsFirst = new LinkedHashSet<>();
        Set<Table> visited = new LinkedHashSet<>();
        Set<Table> wanted = new LinkedHashSet<>(tables);
        for (Table table : tables) {
            visit(table, wanted, visited, parentsFirst);
        }
        List<Step> steps = new ArrayList<>();
        for (Table table : parentsFirst) {
            steps.add(0, step(table, context));
        }
        List<Reference> references = new ArrayList<>();
        for (Table table : mapped) {
            for (ForeignKey foreignKey : table.getForeignKeyCollection()) {
                if (foreignKey.getReferencedTable() != null) {
                    references.add(reference(step(table, context), foreignKey, context.getDialect()));
                }
            }
        }
        List<Table> kept =
                mapped.stream().filter(table -> !wanted.contains(table)).toList();
        return new TruncationPlan(List.copyOf(steps), kept, List.copyOf(references));
    }

    List<Reference> referencesTo(Table table) {
        return references.stream()
                .filter(reference -> reference.target().equals(table))
                .toList();
    }

    List<Table> tables() {
        return steps.stream().map(Step::table).toList();
    }

    boolean contains(Table table) {
        return steps.stream().anyMatch(step -> step.table().equals(table));
    }

    private static void visit(Table table, Set<Table> tables, Set<Table> visited, Set<Table> parentsFirst) {
        if (tables.contains(table) && visited.add(table)) {
            for (ForeignKey foreignKey : table.getForeignKeyCollection()) {
                visit(foreignKey.getReferencedTable(), tables, visited, parentsFirst);
            }
            parentsFirst.add(table);
        }
    }

    private static Step step(Table table, SqlStringGenerationContext context) {
        List<String> key =
                table.hasPrimaryKey() ? names(table.getPrimaryKey().getColumns(), context.getDialect()) : List.of();
        return new Step(table, context.format(table.getQualifiedTableName()), key);
    }

    private static Reference reference(Step child, ForeignKey foreignKey, Dialect dialect) {
        List<Column> target = foreignKey.isReferenceToPrimaryKey()
                ? foreignKey.getReferencedTable().getPrimaryKey().getColumns()
                : foreignKey.getReferencedColumns();
        Table table = child.table();
        List<Column> detachable = foreignKey.getColumns().stream()
                .filter(Column::isNullable)
                .filter(column ->
                        !table.hasPrimaryKey() || !table.getPrimaryKey().containsColumn(column))
                .toList();
        return new Reference(
                child,
                foreignKey,
                names(foreignKey.getColumns(), dialect),
                names(target, dialect),
                names(detachable, dialect));
    }

    private static List<String> names(List<Column> columns, Dialect dialect) {
        return columns.stream().map(column -> column.getQuotedName(dialect)).toList();
    }
}
