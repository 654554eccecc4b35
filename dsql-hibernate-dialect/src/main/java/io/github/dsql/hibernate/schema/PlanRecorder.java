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

import io.github.dsql.hibernate.schema.plan.PlanNote;
import io.github.dsql.hibernate.schema.plan.PlannedStatement;
import io.github.dsql.hibernate.schema.plan.SchemaPlan;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.tool.schema.spi.GenerationTarget;

/** Internal: collects what a schema action would send instead of sending it. */
public final class PlanRecorder implements GenerationTarget {
    private final List<PlannedStatement> statements = new ArrayList<>();
    private final List<PlanNote> notes = new ArrayList<>();

    /** Starts with nothing. */
    public PlanRecorder() {}

    @Override
    public void prepare() {
        // Nothing to prepare.
    }

    @Override
    public void accept(String command) {
        String sql = command.strip();
        statements.add(new PlannedStatement(sql, "", DdlStatement.of(sql).startsJob()));
    }

    @Override
    public void release() {
        // Nothing to release.
    }

    /** Adds a plan that knows its reasons. */
    void add(SchemaPlan plan) {
        statements.addAll(plan.statements());
        notes.addAll(plan.notes());
    }

    /**
     * Returns what was collected.
     *
     * @return the statements in the order in which they came
     */
    public SchemaPlan plan() {
        return new SchemaPlan(statements, notes);
    }
}
