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

import io.github.dsql.hibernate.schema.plan.PlannedStatement;
import io.github.dsql.hibernate.schema.plan.SchemaPlan;
import java.util.List;
import org.hibernate.engine.jdbc.internal.FormatStyle;
import org.hibernate.engine.jdbc.internal.Formatter;
import org.hibernate.tool.schema.internal.Helper;
import org.hibernate.tool.schema.spi.CommandAcceptanceException;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.GenerationTarget;
import org.jboss.logging.Logger;

/** Internal: sends a plan to the targets of a schema action. */
final class PlanRun {
    private static final Logger LOG = Logger.getLogger(PlanRun.class);

    private final SchemaPlan plan;
    private final List<GenerationTarget> targets;
    private final ExecutionOptions execution;
    private final Formatter formatter;

    PlanRun(SchemaPlan plan, List<GenerationTarget> targets, ExecutionOptions execution) {
        this.plan = plan;
        this.targets = targets;
        this.execution = execution;
        formatter = Helper.interpretFormattingEnabled(execution.getConfigurationValues())
                ? FormatStyle.DDL.getFormatter()
                : FormatStyle.NONE.getFormatter();
    }

    void run() {
        targets.forEach(this::comment);
        for (GenerationTarget target : targets) {
            boolean jobsSucceeded = true;
            for (PlannedStatement statement : plan.statements()) {
                if (statement.awaitsJobs()) {
                    jobsSucceeded = jobsSucceeded && awaitJobs(target);
                }
                if (!statement.awaitsJobs() || jobsSucceeded) {
                    LOG.debugf("%s, since %s", statement.sql(), statement.reason());
                    send(statement, target);
                } else {
                    // Only where the user lets failures pass: what this removes has nothing in its place.
                    LOG.warnf("Not sent, since a job before it failed: %s", statement.sql());
                }
            }
        }
    }

    private void comment(GenerationTarget target) {
        if (target instanceof CommentedScript script) {
            plan.notes()
                    .forEach(note ->
                            DsqlSchemaMigrator.text(note).strip().lines().forEach(script::comment));
        }
    }

    private static boolean awaitJobs(GenerationTarget target) {
        if (target instanceof SchemaAction.DatabaseTarget database) {
            return database.target().awaitJobs();
        }
        if (target instanceof CommentedScript script) {
            script.comment("run it once select * from sys.jobs says that the jobs above are completed");
        }
        return true;
    }

    private void send(PlannedStatement statement, GenerationTarget target) {
        try {
            target.accept(formatter.format(statement.sql()));
        } catch (CommandAcceptanceException e) {
            execution.getExceptionHandler().handleException(e);
        }
    }
}
