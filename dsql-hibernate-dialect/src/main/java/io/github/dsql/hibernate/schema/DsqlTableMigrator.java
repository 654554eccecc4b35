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
import java.util.List;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.extract.spi.ColumnInformation;
import org.hibernate.tool.schema.extract.spi.TableInformation;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.tool.schema.spi.TableMigrator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Internal: how a table gets the columns that the mapping has and it has not: the bare column, then its default, then its checks
 * as NOT VALID constraints, validated by a job.
 *
 * <p>For a schema tool that a user sets in place of this library's, whose own migrator does more: Hibernate's asks the dialect for this.
 *
 * <p>ADD COLUMN takes no constraint, no default and no generation on Aurora DSQL, and SET NOT NULL is refused. Rows that are
 * there keep NULL in the new column, so that a NOT NULL becomes a check that holds for new rows and is not validated. The
 * type of a column that exists is never changed: there is no statement for it.
 */
public final class DsqlTableMigrator implements TableMigrator {
    private static final Logger LOG = Logger.getLogger(DsqlTableMigrator.class);

    private final Dialect dialect;

    /**
     * Creates the migrator.
     *
     * @param dialect the dialect that it belongs to
     */
    public DsqlTableMigrator(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public String[] getSqlAlterStrings(
            Table table, Metadata metadata, TableInformation tableInfo, SqlStringGenerationContext context) {
        List<String> statements = new ArrayList<>();
        if (!table.isView()) {
            String name = context.format(table.getQualifiedTableName());
            for (Column column : table.getColumns()) {
                registerUniqueKey(table, column, tableInfo);
                if (existing(column, tableInfo) == null) {
                    addColumn(name, table, column, metadata, statements);
                }
            }
        }
        return statements.toArray(String[]::new);
    }

    private static @Nullable ColumnInformation existing(Column column, TableInformation tableInfo) {
        return tableInfo.getColumn(Identifier.toIdentifier(column.getName(), column.isQuoted()));
    }

    /**
     * Makes a unique column known as a unique key, for which an index is then created.
     *
     * <p>Hibernate does that as a side effect of writing a column definition, which is not done here.
     */
    private static void registerUniqueKey(Table table, Column column, TableInformation tableInfo) {
        String key = column.getUniqueKeyName();
        if (column.isUnique() && !table.isPrimaryKey(column) && key != null && !hasOwnIndex(table, column, tableInfo)) {
            table.getOrCreateUniqueKey(key).addColumn(column);
        }
    }

    /** Whether the column has the unique index that PostgreSQL names itself, as from an inline {@code unique}. */
    private static boolean hasOwnIndex(Table table, Column column, TableInformation tableInfo) {
        return tableInfo.getIndex(Identifier.toIdentifier(table.getName() + "_" + column.getName() + "_key")) != null;
    }

    private void addColumn(String tableName, Table table, Column column, Metadata metadata, List<String> statements) {
        ColumnClauses clauses = ColumnClauses.of(column.getSqlType(metadata));
        refuseWhatCannotBeAdded(tableName, column, clauses);
        String alter = dialect.getAlterTableString(tableName) + " ";
        String name = column.getQuotedName(dialect);
        statements.add(alter + dialect.getAddColumnString() + " if not exists " + name + " " + clauses.type());
        String defaultValue = column.getDefaultValue() == null ? clauses.defaultValue() : column.getDefaultValue();
        if (defaultValue != null) {
            statements.add(alter + "alter column " + name + " set default " + defaultValue);
        }
        addChecks(tableName, table, column, statements);
        if (!column.isNullable() || clauses.notNull()) {
            statements.add(alter + "add constraint " + constraintName(table, column, "_not_null") + " check (" + name
                    + " is not null) not valid");
        }
        warnOfOldRows(tableName, column, defaultValue, !column.isNullable() || clauses.notNull());
    }

    private static void refuseWhatCannotBeAdded(String tableName, Column column, ColumnClauses clauses) {
        List<String> others = new ArrayList<>(clauses.others());
        if (column.isIdentity()) {
            others.add("generated by default as identity");
        }
        if (column.getGeneratedAs() != null) {
            others.add("generated always as (" + column.getGeneratedAs() + ")");
        }
        if (column.getCollation() != null) {
            others.add("collate " + column.getCollation());
        }
        if (column.getOptions() != null && !column.getOptions().isBlank()) {
            others.add(column.getOptions());
        }
        if (!others.isEmpty()) {
            throw new SchemaManagementException("The column " + tableName + "." + column.getName()
                    + " cannot be added: Aurora DSQL adds a bare column to an existing table, without \""
                    + String.join("\", \"", others)
                    + "\". Add the column by hand in the form you want, or create the table"
                    + " anew and copy the rows.");
        }
    }

    private void addChecks(String tableName, Table table, Column column, List<String> statements) {
        String anonymous = column.getCheckConstraints().stream()
                .filter(CheckConstraint::isAnonymous)
                .map(CheckConstraint::getConstraintInParens)
                .collect(Collectors.joining(" and "));
        if (!anonymous.isEmpty()) {
            addCheck(tableName, constraintName(table, column, "_check"), "(" + anonymous + ")", null, statements);
        }
        for (CheckConstraint check : column.getCheckConstraints()) {
            if (check.isNamed()) {
                addCheck(
                        tableName,
                        Identifier.toIdentifier(check.getName()).render(dialect),
                        check.getConstraintInParens(),
                        check.getOptions(),
                        statements);
            }
        }
    }

    private void addCheck(
            String tableName, String name, String condition, @Nullable String options, List<String> statements) {
        statements.add(dialect.getAlterTableString(tableName) + " add constraint " + name + " check " + condition
                + (options == null || options.isBlank() ? "" : " " + options) + " not valid");
        statements.add("alter table async " + tableName + " validate constraint " + name);
    }

    private String constraintName(Table table, Column column, String suffix) {
        return new Identifier(table.getName() + "_" + column.getName() + suffix, table.isQuoted() || column.isQuoted())
                .render(dialect);
    }

    private static void warnOfOldRows(String tableName, Column column, @Nullable String defaultValue, boolean notNull) {
        if (defaultValue != null) {
            LOG.warnf(
                    "Rows that are in %s keep NULL in the new column %s: Aurora DSQL gives a default to new rows only."
                            + " To fill them: update %s set %s = %s where %s is null, at most 3,000 rows a transaction.",
                    tableName, column.getName(), tableName, column.getName(), defaultValue, column.getName());
        } else if (notNull) {
            LOG.warnf(
                    "Rows that are in %s keep NULL in the new column %s, which is mapped as not nullable: fill them before"
                            + " the application reads them.",
                    tableName, column.getName());
        }
    }
}
