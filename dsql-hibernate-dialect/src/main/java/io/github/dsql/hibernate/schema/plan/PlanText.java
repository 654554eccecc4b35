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
package io.github.dsql.hibernate.schema.plan;

/** Internal: a plan as a person reads it. */
final class PlanText {
    private static final String INDENT = "       ";

    private PlanText() {}

    static String of(SchemaPlan plan) {
        StringBuilder text = new StringBuilder();
        text.append(summary(plan)).append('\n');
        int number = 0;
        for (PlannedStatement statement : plan.statements()) {
            number++;
            text.append(String.format("%n%5d  ", number))
                    .append(indented(statement.sql()))
                    .append('\n');
            if (!statement.reason().isEmpty()) {
                text.append(INDENT).append("-- ").append(statement.reason()).append('\n');
            }
            if (statement.startsJob()) {
                text.append(INDENT).append("-- starts a job of the service\n");
            }
            if (statement.awaitsJobs()) {
                text.append(INDENT).append("-- only once every job before it has succeeded\n");
            }
        }
        plan.notes().forEach(note -> append(text, note));
        return text.toString();
    }

    private static String summary(SchemaPlan plan) {
        int statements = plan.statements().size();
        if (statements == 0) {
            return "Nothing to send.";
        }
        long jobs =
                plan.statements().stream().filter(PlannedStatement::startsJob).count();
        return statements
                + (statements == 1 ? " statement, " : " statements, each in a transaction of its own, ")
                + jobs
                + (jobs == 1 ? " of which starts a job." : " of which start a job.");
    }

    private static void append(StringBuilder text, PlanNote note) {
        text.append('\n')
                .append(note.severity())
                .append(": ")
                .append(note.subject())
                .append(": ")
                .append(note.message())
                .append('\n');
        note.manualSteps()
                .forEach(step -> text.append(INDENT).append(indented(step)).append(";\n"));
    }

    private static String indented(String sql) {
        return sql.strip().replace("\n", "\n" + INDENT);
    }
}
