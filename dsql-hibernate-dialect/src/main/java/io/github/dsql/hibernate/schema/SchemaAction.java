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
import java.util.Map;
import org.hibernate.boot.registry.selector.spi.StrategySelector;
import org.hibernate.cfg.SchemaToolingSettings;
import org.hibernate.resource.transaction.spi.DdlTransactionIsolator;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.tool.schema.internal.DefaultSchemaFilterProvider;
import org.hibernate.tool.schema.internal.HibernateSchemaManagementTool;
import org.hibernate.tool.schema.internal.exec.JdbcContext;
import org.hibernate.tool.schema.spi.GenerationTarget;
import org.hibernate.tool.schema.spi.SchemaFilterProvider;
import org.hibernate.tool.schema.spi.ScriptSourceInput;
import org.hibernate.tool.schema.spi.TargetDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Internal: one schema action: Hibernate's own tool, with our target and one connection for all of it.
 *
 * <p>The jobs still running are awaited by {@link #finish()}. Hibernate releases its targets in a way that logs what goes wrong
 * then, so that a failed job would pass unnoticed there.
 */
@SuppressWarnings("serial") // Every service of Hibernate is declared serializable; none is serialized.
final class SchemaAction extends HibernateSchemaManagementTool implements AutoCloseable {
    private final DsqlOptions options;
    private final FailurePolicy policy;
    private @Nullable SharedIsolator isolator;
    private @Nullable DsqlGenerationTarget target;
    private @Nullable ScriptSourceInput followedByMetadata;

    SchemaAction(ServiceRegistryImplementor registry, DsqlOptions options, FailurePolicy policy) {
        this.options = options;
        this.policy = policy;
        injectServices(registry);
    }

    @Override
    public DdlTransactionIsolator getDdlTransactionIsolator(JdbcContext jdbcContext) {
        return sharedIsolator(jdbcContext);
    }

    private SharedIsolator sharedIsolator(JdbcContext jdbcContext) {
        if (isolator == null) {
            isolator = new SharedIsolator(jdbcContext, () -> super.getDdlTransactionIsolator(jdbcContext));
        }
        return isolator;
    }

    @Override
    protected GenerationTarget buildDatabaseTarget(JdbcContext jdbcContext, boolean needsAutoCommit) {
        return new DatabaseTarget(databaseTarget(jdbcContext), followedByMetadata);
    }

    @Override
    protected GenerationTarget buildScriptTarget(TargetDescriptor targetDescriptor, String scriptDelimiter) {
        return new CommentedScript(super.buildScriptTarget(targetDescriptor, null), scriptDelimiter);
    }

    @Override
    protected GenerationTarget buildStdoutTarget(String scriptDelimiter) {
        return new CommentedScript(super.buildStdoutTarget(null), scriptDelimiter);
    }

    /** Makes our target the one that a migration and a delayed drop use, which ask no other method for it. */
    void useDatabaseTarget(JdbcContext jdbcContext) {
        setCustomDatabaseGenerationTarget(buildDatabaseTarget(jdbcContext, true));
    }

    /** Notes the script after which statements come that are not of it, and must not be taken for its own when they fail. */
    void followedByMetadata(@Nullable ScriptSourceInput script) {
        followedByMetadata = script;
    }

    DsqlGenerationTarget databaseTarget(JdbcContext jdbcContext) {
        if (target == null) {
            target = new DsqlGenerationTarget(sharedIsolator(jdbcContext), options, policy);
        }
        return target;
    }

    /** Returns what leaves schemas, tables and sequences out of an action. */
    SchemaFilterProvider schemaFilters(Map<String, Object> settings) {
        return getServiceRegistry()
                .requireService(StrategySelector.class)
                .resolveDefaultableStrategy(
                        SchemaFilterProvider.class,
                        settings.get(SchemaToolingSettings.HBM2DDL_FILTER_PROVIDER),
                        DefaultSchemaFilterProvider.INSTANCE);
    }

    DsqlOptions options() {
        return options;
    }

    void finish() {
        if (target != null) {
            target.finish();
        }
    }

    @Override
    public void close() {
        if (target != null) {
            target.abandon();
        }
        if (isolator != null) {
            isolator.end();
        }
    }

    /** Our target, whose jobs outlive its release by Hibernate. */
    record DatabaseTarget(
            DsqlGenerationTarget target, @Nullable ScriptSourceInput followedByMetadata) implements GenerationTarget {
        @Override
        public void prepare() {
            target.prepare();
        }

        @Override
        public void beforeScript(ScriptSourceInput scriptSource) {
            if (scriptSource != followedByMetadata) {
                target.beforeScript(scriptSource);
            }
        }

        @Override
        public void accept(String command) {
            target.accept(command);
        }

        @Override
        public void release() {
            // See finish().
        }
    }
}
