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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Table;

/**
 * Internal: the order in which tables are emptied: those that reference others first.
 *
 * @param steps the tables in that order; within a cycle, in any
 */
record TruncationPlan(List<Step> steps) {
    /**
     * One table to be emptied.
     *
     * @param table the table
     * @param name its name as SQL takes it
     * @param key the columns of its primary key as SQL takes them, empty if it has none
     * @param references its foreign keys
     */
    record Step(Table table, String name, List<String> key, List<Reference> references) {}

    /**
     * One foreign key of a table.
     *
     * @param target the referenced table
     * @param columns the referencing columns as SQL takes them
     * @param targetColumns the referenced columns as SQL takes them
     * @param nullable whether every referencing column takes null
     */
    record Reference(Table target, List<String> columns, List<String> targetColumns, boolean nullable) {}

    static TruncationPlan of(List<Table> tables, SqlStringGenerationContext context) {
        Set<Table> parentsFirst = new LinkedHashSet<>();
        Set<Table> visited = new LinkedHashSet<>();
        for (Table table : tables) {
            visit(table, tables, visited, parentsFirst);
        }
        List<Step> steps = new ArrayList<>();
        for (Table table : parentsFirst) {
            steps.add(0, step(table, context));
        }
        return new TruncationPlan(List.copyOf(steps));
    }

    private static void visit(Table table, List<Table> tables, Set<Table> visited, Set<Table> parentsFirst) {
        if (tables.contains(table) && visited.add(table)) {
            for (ForeignKey foreignKey : table.getForeignKeyCollection()) {
                visit(foreignKey.getReferencedTable(), tables, visited, parentsFirst);
            }
            parentsFirst.add(table);
        }
    }

    private static Step step(Table table, SqlStringGenerationContext context) {
        Dialect dialect = context.getDialect();
        List<Reference> references = new ArrayList<>();
        for (ForeignKey foreignKey : table.getForeignKeyCollection()) {
            List<Column> target = foreignKey.isReferenceToPrimaryKey()
                    ? foreignKey.getReferencedTable().getPrimaryKey().getColumns()
                    : foreignKey.getReferencedColumns();
            references.add(new Reference(
                    foreignKey.getReferencedTable(),
                    names(foreignKey.getColumns(), dialect),
                    names(target, dialect),
                    foreignKey.getColumns().stream().allMatch(Column::isNullable)));
        }
        List<String> key = table.hasPrimaryKey() ? names(table.getPrimaryKey().getColumns(), dialect) : List.of();
        return new Step(table, context.format(table.getQualifiedTableName()), key, List.copyOf(references));
    }

    private static List<String> names(List<Column> columns, Dialect dialect) {
        return columns.stream().map(column -> column.getQuotedName(dialect)).toList();
    }
}
