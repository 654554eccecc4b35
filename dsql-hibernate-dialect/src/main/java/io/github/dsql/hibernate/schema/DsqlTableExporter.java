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

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.model.relational.InitCommand;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.AggregateColumn;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.internal.StandardTableExporter;

/** Internal: how a table is created: as on PostgreSQL, with the comments as literals that hold whatever they contain. */
public final class DsqlTableExporter extends StandardTableExporter {
    /** The first value of a table generator. */
    private static final Pattern INSERT_ROW = Pattern.compile(
            "(\\s*insert\\s+into\\s.*?\\([^)]*\\))\\s*values\\s*\\((.*)\\)\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /**
     * Creates the exporter.
     *
     * @param dialect the dialect that it belongs to
     */
    public DsqlTableExporter(Dialect dialect) {
        super(dialect);
    }

    @Override
    protected void applyComments(Table table, String formattedTableName, List<String> sqlStrings) {
        if (table.getComment() != null) {
            String kind = table.isView() ? "view " : "table ";
            sqlStrings.add("comment on " + kind + formattedTableName + " is " + literal(table.getComment()));
        }
        for (Column column : table.getColumns()) {
            if (column.getComment() != null) {
                sqlStrings.add("comment on column " + formattedTableName + '.' + column.getQuotedName(dialect) + " is "
                        + literal(column.getComment()));
            }
        }
    }

    @Override
    protected void applyAggregateColumnCheck(StringBuilder buf, AggregateColumn aggregateColumn) {
        // As in the PostgreSQL dialect: no CHECK can look into XML.
        if (!aggregateColumn.getType().getJdbcType().isXml()) {
            super.applyAggregateColumnCheck(buf, aggregateColumn);
        }
    }

    /** {@inheritDoc} A row that is there already, from another instance that starts or from an earlier attempt, is no second one. */
    @Override
    protected void applyInitCommands(Table table, List<String> sqlStrings, SqlStringGenerationContext context) {
        for (InitCommand command : table.getInitCommands(context)) {
            for (String sql : command.initCommands()) {
                sqlStrings.add(insertedOnce(sql, table, context));
            }
        }
    }

    private static String insertedOnce(String sql, Table table, SqlStringGenerationContext context) {
        Matcher insert = INSERT_ROW.matcher(sql);
        if (!insert.matches()) {
            return sql;
        }
        return table.hasPrimaryKey()
                ? sql + " on conflict do nothing"
                : insert.group(1) + " select " + insert.group(2) + " where not exists (select 1 from "
                        + context.format(table.getQualifiedTableName()) + ")";
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
