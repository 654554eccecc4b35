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

import io.github.dsql.hibernate.schema.TruncationPlan.Reference;
import io.github.dsql.hibernate.schema.TruncationPlan.Step;
import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Table;
import org.jboss.logging.Logger;

/**
 * Internal: empties the tables of a plan where foreign keys of the database stand in the way.
 *
 * <p>The plan has children before parents, so what stands in the way is a table that references itself, a cycle of tables, rows that
 * other sessions insert meanwhile, or rows of other tables that the database would delete or change along, more of them than a
 * transaction may. In turn: the referencing table is emptied too, where it is to be; its rows are detached, by nulls or by
 * referencing themselves; or the foreign key is dropped until the end.
 */
final class TableTruncation {
    private static final Logger LOG = Logger.getLogger(TableTruncation.class);

    private final TruncationPlan plan;
    private final RowChunks chunks;
    private final ForeignKeySwitch foreignKeys;
    private final Set<Table> underWay = new LinkedHashSet<>();

    TableTruncation(TruncationPlan plan, RowChunks chunks, ForeignKeySwitch foreignKeys) {
        this.plan = plan;
        this.chunks = chunks;
        this.foreignKeys = foreignKeys;
    }

    /** Drops a foreign key until the end of the truncation. */
    @FunctionalInterface
    interface ForeignKeySwitch {
        /** Returns whether it was there to be dropped, as far as is known. */
        boolean drop(ForeignKey foreignKey);
    }

    /** Deletes all rows of a table. */
    void empty(Step table) throws SQLException {
        delete(table, "true");
    }

    private void delete(Step table, String condition) throws SQLException {
        underWay.add(table.table());
        try {
            chunks.change("delete from " + table.name(), table, condition, () -> release(table.table()));
        } finally {
            underWay.remove(table.table());
        }
    }

    private boolean release(Table table) throws SQLException {
        boolean any = false;
        for (Reference reference : plan.referencesTo(table)) {
            any |= release(reference);
        }
        return any;
    }

    private boolean release(Reference reference) throws SQLException {
        OnDeleteAction action = reference.action();
        boolean emptied = plan.contains(reference.child().table());
        boolean open = underWay.contains(reference.child().table());
        if (emptied && !open) {
            empty(reference.child());
        } else if (emptied || reference.self()) {
            return detachOrDrop(reference);
        } else if (action == OnDeleteAction.CASCADE && !open) {
            delete(reference.child(), referencing(reference.columns()));
        } else if (action != null) {
            assign(reference, action == OnDeleteAction.SET_DEFAULT ? "default" : "null");
        } else {
            return false;
        }
        return true;
    }

    private boolean detachOrDrop(Reference reference) throws SQLException {
        if (!reference.detachable().isEmpty()) {
            assign(reference, "null");
            return true;
        }
        if (reference.self() && pointedAtItself(reference)) {
            return true;
        }
        LOG.infof(
                "The foreign key %s is left out until %s is empty: it closes a cycle, and its columns take no null",
                reference.foreignKey().getName(), reference.child().name());
        return foreignKeys.drop(reference.foreignKey());
    }

    private void assign(Reference reference, String value) throws SQLException {
        List<String> columns = reference.detachable().isEmpty() ? reference.columns() : reference.detachable();
        String assignments =
                columns.stream().map(column -> column + " = " + value).collect(Collectors.joining(", "));
        update(reference, assignments, referencing(columns));
    }

    /** Lets each row reference itself, which the foreign key always takes; other constraints need not. */
    private boolean pointedAtItself(Reference reference) {
        List<Integer> differing = IntStream.range(0, reference.columns().size())
                .filter(i -> !reference
                        .columns()
                        .get(i)
                        .equals(reference.targetColumns().get(i)))
                .boxed()
                .toList();
        if (differing.isEmpty()) {
            return false;
        }
        String assignments = differing.stream().map(i -> equation(reference, i)).collect(Collectors.joining(", "));
        String condition = differing.stream().map(i -> equation(reference, i)).collect(Collectors.joining(" and "));
        try {
            update(reference, assignments, "not (" + condition + ")");
            return true;
        } catch (SQLException e) {
            LOG.debugf(
                    e,
                    "Rows of %s cannot reference themselves",
                    reference.child().name());
            return false;
        }
    }

    private static String equation(Reference reference, int i) {
        return reference.columns().get(i) + " = " + reference.targetColumns().get(i);
    }

    private void update(Reference reference, String assignments, String condition) throws SQLException {
        Step child = reference.child();
        chunks.change("update " + child.name() + " set " + assignments, child, condition, () -> false);
    }

    private static String referencing(List<String> columns) {
        return columns.stream().map(column -> column + " is not null").collect(Collectors.joining(" and ", "(", ")"));
    }
}
