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

import io.github.dsql.hibernate.boot.DsqlOptions.ForeignKeys;
import io.github.dsql.hibernate.schema.catalog.Catalog;
import io.github.dsql.hibernate.schema.catalog.CatalogReader;
import io.github.dsql.hibernate.schema.migrate.MappedObjects;
import io.github.dsql.hibernate.schema.migrate.MigrationPlanner;
import io.github.dsql.hibernate.schema.migrate.Probe;
import io.github.dsql.hibernate.schema.migrate.Probe.ProbeException;
import io.github.dsql.hibernate.schema.plan.PlanNote;
import io.github.dsql.hibernate.schema.plan.PlanNote.Severity;
import io.github.dsql.hibernate.schema.plan.SchemaPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.cfg.SchemaToolingSettings;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;
import org.hibernate.tool.schema.UniqueConstraintSchemaUpdateStrategy;
import org.hibernate.tool.schema.internal.exec.JdbcContext;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.GenerationTarget;
import org.hibernate.tool.schema.spi.SchemaFilter;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.tool.schema.spi.SchemaMigrator;
import org.hibernate.tool.schema.spi.TargetDescriptor;
import org.jboss.logging.Logger;

/**
 * Internal: the update of a schema: plans by the difference of mapping and catalogue, and sends the plan.
 *
 * <p>Hibernate's own migrator reads the metadata of JDBC table by table, knows tables, columns, indexes by name and foreign keys only, and
 * changes nothing that exists.
 */
final class DsqlSchemaMigrator implements SchemaMigrator {
    private static final Logger LOG = Logger.getLogger(DsqlSchemaMigrator.class);

    private final SchemaAction action;
    private final Map<String, Object> settings;

    /**
     * Creates the migrator.
     *
     * @param action the action it is part of
     * @param settings the settings of the schema tool
     */
    DsqlSchemaMigrator(SchemaAction action, Map<String, Object> settings) {
        this.action = action;
        this.settings = settings;
    }

    @Override
    public void doMigration(
            Metadata metadata, ExecutionOptions execution, ContributableMatcher filter, TargetDescriptor descriptor) {
        if (descriptor.getTargetTypes().isEmpty()) {
            return;
        }
        Map<String, Object> configuration = execution.getConfigurationValues();
        JdbcContext jdbcContext = action.resolveJdbcContext(configuration);
        GenerationTarget[] targets = action.buildGenerationTargets(descriptor, jdbcContext, configuration, true);
        boolean runs = Arrays.stream(targets).anyMatch(SchemaAction.DatabaseTarget.class::isInstance);
        SchemaPlan plan = plan(metadata, execution, filter, runs);
        if (Arrays.stream(targets).allMatch(PlanRecorder.class::isInstance)) {
            Arrays.stream(targets).forEach(recorder -> ((PlanRecorder) recorder).add(plan));
            return;
        }
        refuse(plan);
        warn(plan);
        for (GenerationTarget target : targets) {
            target.prepare();
        }
        try {
            new PlanRun(plan, List.of(targets), execution).run();
        } finally {
            for (GenerationTarget target : targets) {
                target.release();
            }
        }
    }

    private SchemaPlan plan(
            Metadata metadata, ExecutionOptions execution, ContributableMatcher filter, boolean awaitJobs) {
        JdbcContext jdbcContext = action.resolveJdbcContext(execution.getConfigurationValues());
        SqlStringGenerationContext context = SqlStringGenerationContextImpl.fromConfigurationMapForMigration(
                action.getServiceRegistry().requireService(JdbcEnvironment.class),
                metadata.getDatabase(),
                execution.getConfigurationValues());
        MigrationPlanner planner = new MigrationPlanner(
                metadata,
                jdbcContext.getDialect(),
                context,
                MappedObjects.of(metadata, schemaFilter(), filter),
                new MigrationPlanner.Options(
                        execution.shouldManageNamespaces(),
                        uniqueKeys(),
                        action.options().foreignKeys() == ForeignKeys.NOT_VALID));
        StatementSender sender = action.databaseTarget(jdbcContext).sender();
        try {
            if (awaitJobs && action.options().ddlAwaitJobs()) {
                new RunningJobs(
                                sender,
                                Pause.SLEEP,
                                System::nanoTime,
                                action.options().ddlJobTimeoutSeconds())
                        .await(planner.schemas());
            }
            return sender.read(connection -> plan(planner, connection));
        } catch (SQLException e) {
            throw new SchemaManagementException(
                    "The schema could not be read, so that nothing was sent: " + e.getMessage(), e);
        }
    }

    private static SchemaPlan plan(MigrationPlanner planner, Connection connection) throws SQLException {
        Catalog catalog = CatalogReader.read(connection, planner.schemas());
        try {
            return planner.plan(catalog, Probe.over(connection));
        } catch (ProbeException e) {
            // A conflict with a schema change elsewhere begins all anew.
            throw e.failure();
        }
    }

    private SchemaFilter schemaFilter() {
        return action.schemaFilters(settings).getMigrateFilter();
    }

    private boolean uniqueKeys() {
        Object strategy = settings.get(SchemaToolingSettings.UNIQUE_CONSTRAINT_SCHEMA_UPDATE_STRATEGY);
        return UniqueConstraintSchemaUpdateStrategy.interpret(strategy) != UniqueConstraintSchemaUpdateStrategy.SKIP;
    }

    private static void refuse(SchemaPlan plan) {
        List<PlanNote> errors = notes(plan, Severity.ERROR);
        if (!errors.isEmpty()) {
            throw new SchemaManagementException("The schema cannot follow the mapping, and nothing was sent:"
                    + errors.stream().map(DsqlSchemaMigrator::text).collect(Collectors.joining()));
        }
    }

    private static void warn(SchemaPlan plan) {
        List<PlanNote> manual = notes(plan, Severity.MANUAL);
        if (!manual.isEmpty()) {
            LOG.warn("The schema differs from the mapping in what is to be done by hand:"
                    + manual.stream().map(DsqlSchemaMigrator::text).collect(Collectors.joining()));
        }
        notes(plan, Severity.INFO).forEach(note -> LOG.info(text(note).strip()));
    }

    private static List<PlanNote> notes(SchemaPlan plan, Severity severity) {
        return plan.notes().stream().filter(note -> note.severity() == severity).toList();
    }

    static String text(PlanNote note) {
        return "\n  - " + note.subject() + ": " + note.message()
                + note.manualSteps().stream()
                        .map(step -> "\n      " + step + ";")
                        .collect(Collectors.joining());
    }
}
