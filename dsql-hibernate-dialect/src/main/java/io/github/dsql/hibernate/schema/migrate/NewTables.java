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

import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import java.util.Arrays;
import java.util.List;
import org.hibernate.boot.model.relational.InitCommand;
import org.hibernate.mapping.Table;

/** Internal: how a table that is missing is created, and gets the rows it cannot do without. */
final class NewTables {
    private final Scope scope;
    private final PlanBuilder plan;
    private final Names names;
    private final GeneratorOwners owners;

    NewTables(Scope scope, PlanBuilder plan, Names names, GeneratorOwners owners) {
        this.scope = scope;
        this.plan = plan;
        this.names = names;
        this.owners = owners;
    }

    /**
     * Plans a table or view, with its comments and first rows.
     *
     * @return the statement that creates it
     */
    String plan(Table table) {
        List<String> statements = statements(table, scope);
        String subject =
                (table.isView() ? "view " : "table ") + scope.name(table).name();
        if (names.take(subject, "", scope.name(table))) {
            for (String sql : statements) {
                plan.send(table.isView() ? Phase.VIEW : Phase.TABLE, sql, subject + " is missing");
            }
            String greatest = owners.greatestKey(scope.sql(table));
            if (greatest != null) {
                plan.manual(
                        subject,
                        "The table is new and generates keys, and rows that may have theirs from it have keys up to "
                                + greatest
                                + ". It begins with its initial value: before new rows are written, let it go on behind them by"
                                + " SessionFactory.getSchemaManager().resynchronizeGenerators().");
            }
        }
        return statements.get(0);
    }

    /** Returns the statements that create a table or view, which may be sent again. */
    static List<String> statements(Table table, Scope scope) {
        String[] statements =
                scope.dialect().getTableExporter().getSqlCreateStrings(table, scope.metadata(), scope.context());
        return Arrays.stream(statements).map(NewTables::repeatable).toList();
    }

    /** Plans the first rows of a table generator when the table is there without them, as after a crash in between. */
    void planRows(Table table, CatalogTable known) {
        var commands = table.getInitCommands(scope.context());
        if (commands.isEmpty() || known.view() || scope.hasRows(table)) {
            return;
        }
        for (InitCommand command : commands) {
            for (String sql : command.initCommands()) {
                plan.send(Phase.TABLE, sql, scope.subject(table) + " has no row");
            }
        }
    }

    private static String repeatable(String sql) {
        return sql.startsWith("create view ")
                ? "create or replace view " + sql.substring("create view ".length())
                : ifNotExists(sql, "create table ");
    }

    static String ifNotExists(String sql, String start) {
        boolean plain = sql.startsWith(start) && !sql.startsWith(start + "if not exists");
        return plain ? start + "if not exists " + sql.substring(start.length()) : sql;
    }
}
