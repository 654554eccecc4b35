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

import io.github.dsql.hibernate.boot.DsqlOptions;
import io.github.dsql.hibernate.mapping.MappingReview;
import io.github.dsql.hibernate.schema.FailurePolicy.Existing;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.hibernate.JDBCException;
import org.hibernate.boot.Metadata;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.tool.schema.SourceType;
import org.hibernate.tool.schema.internal.HibernateSchemaManagementTool;
import org.hibernate.tool.schema.internal.exec.JdbcContext;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.DelayedDropAction;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.GenerationTarget;
import org.hibernate.tool.schema.spi.GeneratorSynchronizer;
import org.hibernate.tool.schema.spi.SchemaCreator;
import org.hibernate.tool.schema.spi.SchemaDropper;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.hibernate.tool.schema.spi.SchemaMigrator;
import org.hibernate.tool.schema.spi.SchemaPopulator;
import org.hibernate.tool.schema.spi.SchemaTruncator;
import org.hibernate.tool.schema.spi.SchemaValidator;
import org.hibernate.tool.schema.spi.SourceDescriptor;
import org.hibernate.tool.schema.spi.TargetDescriptor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the schema tool of the dialect: Hibernate's, whose every action runs in a {@link SchemaAction} of its own.
 *
 * <p>What a failure means is for the {@link FailurePolicy} to say.
 */
@SuppressWarnings("serial") // Every service of Hibernate is declared serializable; none is serialized.
public final class DsqlSchemaManagementTool extends HibernateSchemaManagementTool {
    private static final Logger LOG = Logger.getLogger(DsqlSchemaManagementTool.class);

    private final ServiceRegistryImplementor registry;
    private final Supplier<DsqlOptions> dsqlOptions;
    private final MappingReview mappingReview = new MappingReview();
    private @Nullable GenerationTarget customTarget;

    /**
     * Creates the tool.
     *
     * @param registry the services that the actions use
     * @param dsqlOptions the options, asked for each action
     */
    public DsqlSchemaManagementTool(ServiceRegistryImplementor registry, Supplier<DsqlOptions> dsqlOptions) {
        this.registry = registry;
        this.dsqlOptions = dsqlOptions;
        injectServices(registry);
    }

    /**
     * Returns the review of the models that this tool works with.
     *
     * @return the review, which remembers the models that it has seen
     */
    public MappingReview mappingReview() {
        return mappingReview;
    }

    @Override
    public void setCustomDatabaseGenerationTarget(@Nullable GenerationTarget generationTarget) {
        super.setCustomDatabaseGenerationTarget(generationTarget);
        customTarget = generationTarget;
    }

    @Override
    protected GenerationTarget buildDatabaseTarget(JdbcContext jdbcContext, boolean needsAutoCommit) {
        return new DsqlGenerationTarget(
                new SharedIsolator(jdbcContext, () -> getDdlTransactionIsolator(jdbcContext)),
                dsqlOptions.get(),
                new FailurePolicy(null, Existing.WARNING));
    }

    @Override
    public SchemaCreator getSchemaCreator(Map<String, Object> options) {
        return (metadata, execution, filter, source, target) -> run(execution, action -> {
            mappingReview.review(metadata, registry);
            action.followedByMetadata(
                    source.getSourceType() == SourceType.SCRIPT_THEN_METADATA ? source.getScriptSourceInput() : null);
            action.getSchemaCreator(options).doCreation(metadata, execution, filter, source, target);
        });
    }

    @Override
    public SchemaDropper getSchemaDropper(Map<String, Object> options) {
        return new SchemaDropper() {
            @Override
            public void doDrop(
                    Metadata metadata,
                    ExecutionOptions execution,
                    ContributableMatcher filter,
                    SourceDescriptor source,
                    TargetDescriptor target) {
                mappingReview.review(metadata, registry);
                run(execution, action -> action.getSchemaDropper(options)
                        .doDrop(metadata, execution, filter, source, target));
            }

            @Override
            public DelayedDropAction buildDelayedAction(
                    Metadata metadata,
                    ExecutionOptions execution,
                    ContributableMatcher filter,
                    SourceDescriptor source) {
                return delayed(options, metadata, execution, filter, source);
            }
        };
    }

    @Override
    public SchemaMigrator getSchemaMigrator(Map<String, Object> options) {
        return (metadata, execution, filter, target) -> run(policy(execution).ofMigration(), action -> {
            mappingReview.review(metadata, registry);
            new DsqlSchemaMigrator(action, options).doMigration(metadata, execution, filter, target);
        });
    }

    @Override
    public SchemaValidator getSchemaValidator(Map<String, Object> options) {
        return (metadata, execution, filter) -> run(execution, action -> {
            mappingReview.review(metadata, registry);
            new DsqlSchemaValidator(action, options).doValidation(metadata, execution, filter);
        });
    }

    @Override
    public SchemaTruncator getSchemaTruncator(Map<String, Object> options) {
        return (metadata, execution, filter, target) ->
                run(execution, action -> new DsqlSchemaTruncator(action, options)
                        .doTruncate(metadata, execution, filter, target));
    }

    @Override
    public SchemaPopulator getSchemaPopulator(Map<String, Object> options) {
        return (execution, target) ->
                run(execution, action -> action.getSchemaPopulator(options).doPopulation(execution, target));
    }

    @Override
    public GeneratorSynchronizer getSequenceSynchronizer(Map<String, Object> options) {
        return (metadata, execution, filter, target) ->
                run(execution, action -> new DsqlGeneratorSynchronizer(action, options)
                        .doSynchronize(metadata, execution, filter, target));
    }

    private void run(ExecutionOptions execution, Consumer<SchemaAction> work) {
        run(policy(execution), work);
    }

    private void run(FailurePolicy policy, Consumer<SchemaAction> work) {
        try (SchemaAction action = new SchemaAction(registry, dsqlOptions.get(), policy)) {
            action.setCustomDatabaseGenerationTarget(customTarget);
            work.accept(action);
            action.finish();
        }
    }

    private FailurePolicy policy(ExecutionOptions execution) {
        return FailurePolicy.of(execution, registry);
    }

    /** The drop when the session factory closes: too late to fail anything, so that each failure is logged. */
    private DelayedDropAction delayed(
            Map<String, Object> options,
            Metadata metadata,
            ExecutionOptions execution,
            ContributableMatcher filter,
            SourceDescriptor source) {
        SchemaAction action = new SchemaAction(registry, dsqlOptions.get(), FailurePolicy.LOGGED);
        if (customTarget == null) {
            // A connection given for the creation of the schema is gone by then: the action takes one of the pool.
            action.useDatabaseTarget(action.resolveJdbcContext(Map.of()));
        } else {
            action.setCustomDatabaseGenerationTarget(customTarget);
        }
        DelayedDropAction drop =
                action.getSchemaDropper(options).buildDelayedAction(metadata, execution, filter, source);
        return serviceRegistry -> {
            try (action) {
                drop.perform(serviceRegistry);
                action.finish();
            } catch (SchemaManagementException | JDBCException e) {
                LOG.warn("The schema was not dropped, or not all of it, when the session factory was closed", e);
            }
        };
    }
}
