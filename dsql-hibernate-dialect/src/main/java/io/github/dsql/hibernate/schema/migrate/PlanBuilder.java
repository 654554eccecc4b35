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
package io.github.dsql.hibernate.schema.migrate;

import io.github.dsql.hibernate.schema.plan.PlanNote;
import io.github.dsql.hibernate.schema.plan.PlanNote.Severity;
import io.github.dsql.hibernate.schema.plan.PlannedStatement;
import io.github.dsql.hibernate.schema.plan.SchemaPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Internal: collects a plan, its statements by the phase in which they run.
 *
 * <p>All that ends at once comes before what starts a job, so that the jobs of all tables run side by side; what needs a job to have
 * ended comes after.
 */
final class PlanBuilder {
    /** When a statement runs. */
    enum Phase {
        BEFORE_TABLES,
        SCHEMA,
        SEQUENCE,
        TABLE,
        /** Changes that end at once, and drops of what is built anew. */
        ALTER,
        /** Index builds and validations. */
        JOB,
        /** What an index takes the place of goes, once the index is built. */
        REPLACE,
        FOREIGN_KEY,
        FOREIGN_KEY_VALIDATION,
        VIEW,
        AFTER_TABLES
    }

    private static final Pattern STARTS_JOB =
            Pattern.compile("\\s*(?:create\\s+(?:unique\\s+)?index|alter\\s+table)\\s+async\\b.*", Pattern.DOTALL);

    private final Map<Phase, List<PlannedStatement>> statements = new EnumMap<>(Phase.class);
    private final List<PlanNote> notes = new ArrayList<>();

    void send(Phase phase, String sql, String reason) {
        statements
                .computeIfAbsent(phase, unused -> new ArrayList<>())
                .add(new PlannedStatement(sql, reason, STARTS_JOB.matcher(sql).matches(), phase == Phase.REPLACE));
    }

    void note(Severity severity, String subject, String message, List<String> steps) {
        notes.add(new PlanNote(severity, subject, message, steps));
    }

    void error(String subject, String message) {
        note(Severity.ERROR, subject, message, List.of());
    }

    void manual(String subject, String message, String... steps) {
        note(Severity.MANUAL, subject, message, List.of(steps));
    }

    void info(String subject, String message, String... steps) {
        note(Severity.INFO, subject, message, List.of(steps));
    }

    SchemaPlan build() {
        List<PlannedStatement> inOrder =
                statements.values().stream().flatMap(List::stream).toList();
        notes.sort(Comparator.comparing(PlanNote::severity));
        return new SchemaPlan(inOrder, notes);
    }
}
