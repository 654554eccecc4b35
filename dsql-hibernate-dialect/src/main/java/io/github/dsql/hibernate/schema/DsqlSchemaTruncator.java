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
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.InitCommand;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.boot.registry.selector.spi.StrategySelector;
import org.hibernate.cfg.SchemaToolingSettings;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.internal.DefaultSchemaFilterProvider;
import org.hibernate.tool.schema.internal.Helper;
import org.hibernate.tool.schema.internal.SchemaPopulatorImpl;
import org.hibernate.tool.schema.internal.exec.JdbcContext;
import org.hibernate.tool.schema.spi.CommandAcceptanceException;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.GenerationTarget;
import org.hibernate.tool.schema.spi.SchemaFilter;
import org.hibernate.tool.schema.spi.SchemaFilterProvider;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.tool.schema.spi.SchemaTruncator;
import org.hibernate.tool.schema.spi.TargetDescriptor;

/**
 * Internal: empties the mapped tables, and does what Hibernate does after that: restarts generators and runs the load scripts.
 *
 * <p>Aurora DSQL has no TRUNCATE, and one DELETE changes at most 3,000 rows, hence {@link ChunkedDelete}. A script gets plain
 * deletes.
 */
final class DsqlSchemaTruncator implements SchemaTruncator {
    private final SchemaAction action;
    private final Map<String, Object> settings;

    DsqlSchemaTruncator(SchemaAction action, Map<String, Object> settings) {
        this.action = action;
        this.settings = settings;
    }

    @Override
    public void doTruncate(
            Metadata metadata, ExecutionOptions execution, ContributableMatcher filter, TargetDescriptor descriptor) {
        Map<String, Object> configuration = execution.getConfigurationValues();
        JdbcContext jdbcContext = action.resolveJdbcContext(configuration);
        GenerationTarget[] targets = action.buildGenerationTargets(descriptor, jdbcContext, configuration, true);
        SqlStringGenerationContext context = Helper.createSqlStringGenerationContext(execution, metadata);
        TruncationPlan plan = TruncationPlan.of(tables(metadata, filter), context);
        for (GenerationTarget target : targets) {
            target.prepare();
            try {
                truncate(plan, context, target, execution);
                new SchemaPopulatorImpl(action)
                        .doPopulation(jdbcContext.getDialect(), execution, new PreparedTarget(target));
            } finally {
                target.release();
            }
        }
    }

    private void truncate(
            TruncationPlan plan,
            SqlStringGenerationContext context,
            GenerationTarget target,
            ExecutionOptions execution) {
        for (TruncationPlan.Step step : plan.steps()) {
            handling(execution, () -> delete(plan, step, target));
        }
        List<InitCommand> commands = new ArrayList<>();
        plan.steps().forEach(step -> commands.addAll(step.table().getInitCommands(context)));
        plan.steps().forEach(step -> commands.addAll(step.table().getResetCommands(context)));
        for (InitCommand command : commands) {
            for (String sql : command.initCommands()) {
                handling(execution, () -> target.accept(sql));
            }
        }
    }

    private void delete(TruncationPlan plan, TruncationPlan.Step step, GenerationTarget target) {
        String statement = "delete from " + step.name();
        if (target instanceof SchemaAction.DatabaseTarget database) {
            ChunkedDelete delete =
                    new ChunkedDelete(database.target(), action.options().truncateChunkRows(), plan);
            database.target().accept(statement, () -> delete.deleteAll(step));
        } else {
            target.accept(statement);
        }
    }

    private static void handling(ExecutionOptions execution, Runnable work) {
        try {
            work.run();
        } catch (CommandAcceptanceException e) {
            execution.getExceptionHandler().handleException(e);
        }
    }

    private List<Table> tables(Metadata metadata, ContributableMatcher filter) {
        SchemaFilter schemaFilter = action.getServiceRegistry()
                .requireService(StrategySelector.class)
                .resolveDefaultableStrategy(
                        SchemaFilterProvider.class,
                        settings.get(SchemaToolingSettings.HBM2DDL_FILTER_PROVIDER),
                        DefaultSchemaFilterProvider.INSTANCE)
                .getTruncatorFilter();
        List<Table> mapped = new ArrayList<>();
        List<Table> tables = new ArrayList<>();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            for (Table table : namespace.getTables()) {
                if (table.isPhysicalTable() && !table.isView() && filter.matches(table)) {
                    mapped.add(table);
                    if (schemaFilter.includeNamespace(namespace) && schemaFilter.includeTable(table)) {
                        tables.add(table);
                    }
                }
            }
        }
        if (tables.isEmpty() && !mapped.isEmpty()) {
            throw nothingToTruncate(mapped);
        }
        return tables;
    }

    /** Whoever asks for a truncation must not take a misspelt name for an emptied table. */
    private static SchemaManagementException nothingToTruncate(List<Table> mapped) {
        return new SchemaManagementException(
                "Nothing was truncated: no mapped table has the name given, or the schema filter leaves none. The mapped"
                        + " tables are "
                        + mapped.stream().map(Table::getName).sorted().collect(Collectors.joining(", "))
                        + "; letter case counts.");
    }

    /** A target whose life the truncator rules, and not the populator. */
    private record PreparedTarget(GenerationTarget target) implements GenerationTarget {
        @Override
        public void prepare() {
            // Done by the truncator.
        }

        @Override
        public void accept(String command) {
            target.accept(command);
        }

        @Override
        public void release() {
            // Done by the truncator.
        }
    }
}
