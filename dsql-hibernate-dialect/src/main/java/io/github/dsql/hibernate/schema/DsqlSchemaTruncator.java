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

import io.github.dsql.hibernate.schema.TruncationPlan.Step;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.internal.Helper;
import org.hibernate.tool.schema.internal.SchemaPopulatorImpl;
import org.hibernate.tool.schema.internal.exec.JdbcContext;
import org.hibernate.tool.schema.spi.CommandAcceptanceException;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.Exporter;
import org.hibernate.tool.schema.spi.GenerationTarget;
import org.hibernate.tool.schema.spi.SchemaFilter;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.tool.schema.spi.SchemaTruncator;
import org.hibernate.tool.schema.spi.TargetDescriptor;
import org.jboss.logging.Logger;

/**
 * Internal: empties the mapped tables, and does what Hibernate does after that: restarts generators and runs the load scripts.
 *
 * <p>Aurora DSQL has no TRUNCATE, and one DELETE changes at most 3,000 rows, hence {@link RowChunks}. A script gets plain
 * deletes.
 */
final class DsqlSchemaTruncator implements SchemaTruncator {
    private static final Logger LOG = Logger.getLogger(DsqlSchemaTruncator.class);
    private static final String NO_IDENTITY_COLUMN = "55000";

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
        List<Table> mapped = mapped(metadata, filter);
        TruncationPlan plan = TruncationPlan.of(chosen(mapped, metadata), mapped, context);
        for (GenerationTarget target : targets) {
            target.prepare();
            try {
                new Run(metadata, context, target, execution, plan).truncate();
                new SchemaPopulatorImpl(action)
                        .doPopulation(jdbcContext.getDialect(), execution, new PreparedTarget(target));
            } finally {
                target.release();
            }
        }
    }

    /** One truncation by one target. */
    private final class Run {
        private final Metadata metadata;
        private final SqlStringGenerationContext context;
        private final GenerationTarget target;
        private final ExecutionOptions execution;
        private final TruncationPlan plan;
        private final Set<ForeignKey> dropped = new LinkedHashSet<>();

        Run(
                Metadata metadata,
                SqlStringGenerationContext context,
                GenerationTarget target,
                ExecutionOptions execution,
                TruncationPlan plan) {
            this.metadata = metadata;
            this.context = context;
            this.target = target;
            this.execution = execution;
            this.plan = plan;
        }

        void truncate() {
            List<Step> generators = plan.steps().stream()
                    .filter(step -> !initialRows(step).isEmpty())
                    .toList();
            try {
                for (Step step : plan.steps()) {
                    if (!generators.contains(step)) {
                        handling(() -> delete(step));
                    }
                }
            } finally {
                for (ForeignKey foreignKey : dropped) {
                    accept(exporter().getSqlCreateStrings(foreignKey, metadata, context));
                }
            }
            Generators.resets(plan.tables(), plan.kept(), context).forEach(sql -> handling(() -> target.accept(sql)));
            plan.steps().forEach(this::restartIdentity);
            generators.forEach(step -> handling(() -> fillAnew(step)));
        }

        private void delete(Step step) {
            String statement = "delete from " + step.name();
            if (target instanceof SchemaAction.DatabaseTarget database) {
                database.target().accept(statement, () -> truncation(database).empty(step));
            } else {
                target.accept(statement);
            }
        }

        private void restartIdentity(Step step) {
            for (String restart : Generators.identityRestarts(step, context.getDialect())) {
                if (target instanceof SchemaAction.DatabaseTarget database) {
                    handling(() -> database.target()
                            .accept(
                                    restart,
                                    () -> restartIfThere(database.target().rows(), restart)));
                } else {
                    handling(() -> target.accept(restart));
                }
            }
        }

        /** A schema made by other means may have a default where the mapping has an identity column. */
        private void restartIfThere(RowStatements database, String restart) throws SQLException {
            try {
                database.update(restart, List.of());
            } catch (SQLException e) {
                if (!NO_IDENTITY_COLUMN.equals(e.getSQLState())) {
                    throw e;
                }
                LOG.debugf("Nothing to restart: %s", e.getMessage());
            }
        }

        /** A table of generators is never seen empty: others would not know how to go on. */
        private void fillAnew(Step step) {
            List<String> statements = new ArrayList<>();
            statements.add("delete from " + step.name());
            statements.addAll(initialRows(step));
            if (target instanceof SchemaAction.DatabaseTarget database) {
                database.target().accept(statements.get(0), () -> database.target()
                        .rows()
                        .transaction(statements));
            } else {
                statements.forEach(target::accept);
            }
        }

        private List<String> initialRows(Step step) {
            return step.table().getInitCommands(context).stream()
                    .flatMap(command -> Arrays.stream(command.initCommands()))
                    .toList();
        }

        private TableTruncation truncation(SchemaAction.DatabaseTarget database) {
            RowChunks chunks =
                    new RowChunks(database.target().rows(), action.options().truncateChunkRows(), System::nanoTime);
            return new TableTruncation(plan, chunks, this::drop);
        }

        private boolean drop(ForeignKey foreignKey) {
            String[] commands = exporter().getSqlDropStrings(foreignKey, metadata, context);
            if (commands.length == 0 || !dropped.add(foreignKey)) {
                return false;
            }
            accept(commands);
            return true;
        }

        private Exporter<ForeignKey> exporter() {
            return context.getDialect().getForeignKeyExporter();
        }

        private void accept(String[] commands) {
            for (String command : commands) {
                handling(() -> target.accept(command));
            }
        }

        private void handling(Runnable work) {
            try {
                work.run();
            } catch (CommandAcceptanceException e) {
                execution.getExceptionHandler().handleException(e);
            }
        }
    }

    private static List<Table> mapped(Metadata metadata, ContributableMatcher filter) {
        List<Table> mapped = new ArrayList<>();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            namespace.getTables().stream()
                    .filter(table -> table.isPhysicalTable() && !table.isView() && filter.matches(table))
                    .forEach(mapped::add);
        }
        return mapped;
    }

    private List<Table> chosen(List<Table> mapped, Metadata metadata) {
        SchemaFilter schemaFilter = action.schemaFilters(settings).getTruncatorFilter();
        Set<Table> chosen = new LinkedHashSet<>();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            if (schemaFilter.includeNamespace(namespace)) {
                namespace.getTables().stream()
                        .filter(mapped::contains)
                        .filter(schemaFilter::includeTable)
                        .forEach(chosen::add);
            }
        }
        if (chosen.isEmpty() && !mapped.isEmpty()) {
            throw nothingToTruncate(mapped);
        }
        return List.copyOf(chosen);
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
