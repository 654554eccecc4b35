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

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.hibernate.JDBCException;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.TargetType;
import org.hibernate.tool.schema.internal.Helper;
import org.hibernate.tool.schema.internal.exec.JdbcContext;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.GeneratorSynchronizer;
import org.hibernate.tool.schema.spi.SchemaFilter;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.tool.schema.spi.TargetDescriptor;

/**
 * Internal: moves generators on behind the keys that the tables have: sequences and table generators as Hibernate does it, and
 * identity columns, which Hibernate leaves out.
 *
 * <p>An explicit value does not advance an identity column. It is moved on only, never back: another session may hold values up
 * to the last one that was handed out.
 */
final class DsqlGeneratorSynchronizer implements GeneratorSynchronizer {
    private static final String LAST_VALUE = """
            select last_value from pg_catalog.pg_sequences
            where pg_catalog.quote_ident(schemaname) || '.' || pg_catalog.quote_ident(sequencename)
            = pg_catalog.pg_get_serial_sequence(?, ?)
            """;

    private final SchemaAction action;
    private final Map<String, Object> settings;

    DsqlGeneratorSynchronizer(SchemaAction action, Map<String, Object> settings) {
        this.action = action;
        this.settings = settings;
    }

    @Override
    public void doSynchronize(
            Metadata metadata, ExecutionOptions execution, ContributableMatcher filter, TargetDescriptor descriptor) {
        if (!descriptor.getTargetTypes().contains(TargetType.DATABASE)) {
            action.getSequenceSynchronizer(settings).doSynchronize(metadata, execution, filter, descriptor);
            return;
        }
        JdbcContext jdbcContext = action.resolveJdbcContext(execution.getConfigurationValues());
        DsqlGenerationTarget target = action.databaseTarget(jdbcContext);
        synchronizeAsHibernate(metadata, execution, filter, descriptor, target);
        SqlStringGenerationContext context = Helper.createSqlStringGenerationContext(execution, metadata);
        SchemaFilter schemaFilter = schemaFilter();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            if (schemaFilter.includeNamespace(namespace)) {
                for (Table table : namespace.getTables()) {
                    if (table.isPhysicalTable() && schemaFilter.includeTable(table) && filter.matches(table)) {
                        synchronize(table, context, jdbcContext.getDialect(), target);
                    }
                }
            }
        }
    }

    /** What Hibernate reads can meet a conflict too; done twice, it comes to the same. */
    private void synchronizeAsHibernate(
            Metadata metadata,
            ExecutionOptions execution,
            ContributableMatcher filter,
            TargetDescriptor descriptor,
            DsqlGenerationTarget target) {
        try {
            target.sender().read(connection -> {
                try {
                    action.getSequenceSynchronizer(settings).doSynchronize(metadata, execution, filter, descriptor);
                    return connection;
                } catch (JDBCException e) {
                    throw e.getSQLException();
                }
            });
        } catch (SQLException e) {
            throw new SchemaManagementException("The generators were not moved on: " + e.getMessage(), e);
        }
    }

    private static void synchronize(
            Table table, SqlStringGenerationContext context, Dialect dialect, DsqlGenerationTarget target) {
        String name = context.format(table.getQualifiedTableName());
        for (Column column : table.getColumns()) {
            if (column.isIdentity()) {
                String columnName = column.getQuotedName(dialect);
                try {
                    long greatest = greatest("select max(" + columnName + ") from " + name, target);
                    if (greatest > 0 && greatest >= lastValue(name, column, target)) {
                        target.accept("alter table " + name + " alter column " + columnName + " restart with "
                                + (greatest + 1));
                    }
                } catch (SQLException e) {
                    throw new SchemaManagementException(
                            "The identity column " + name + "." + column.getName() + " was not moved on: "
                                    + e.getMessage(),
                            e);
                }
            }
        }
    }

    private static long greatest(String sql, DsqlGenerationTarget target) throws SQLException {
        return target.sender().read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql);
                    ResultSet rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0L;
            }
        });
    }

    /** Returns the last value that was handed out to a session, or more than any key if there is none. */
    private static long lastValue(String table, Column column, DsqlGenerationTarget target) throws SQLException {
        return target.sender().read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(LAST_VALUE)) {
                query.setString(1, table);
                query.setString(
                        2,
                        ObjectName.of(column.isQuoted() ? quoted(column.getName()) : column.getName())
                                .name());
                try (ResultSet rows = query.executeQuery()) {
                    // Null as long as no value was taken; then keys have to be behind the start, which is 1.
                    return rows.next() ? rows.getLong(1) : Long.MAX_VALUE;
                }
            }
        });
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    private SchemaFilter schemaFilter() {
        return action.schemaFilters(settings).getMigrateFilter();
    }
}
