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

/** Internal: a plan as a script. */
final class PlanScript {
    private PlanScript() {}

    static String of(SchemaPlan plan) {
        StringBuilder script =
                new StringBuilder("-- Each statement is a transaction of its own: run this in autocommit.\n");
        for (PlannedStatement statement : plan.statements()) {
            comment(script, statement.reason());
            if (statement.awaitsJobs()) {
                comment(
                        script,
                        "Run it once every job above is completed, see sys.jobs: it removes what they replace.");
            }
            if (statement.startsJob()) {
                comment(script, "Starts a job: see sys.jobs for its end.");
            }
            script.append(statement.sql().strip()).append(";\n");
        }
        for (PlanNote note : plan.notes()) {
            comment(script, note.severity() + ": " + note.subject() + ": " + note.message());
            note.manualSteps().forEach(step -> comment(script, step.strip() + ";"));
        }
        return script.toString();
    }

    private static void comment(StringBuilder script, String text) {
        if (!text.isEmpty()) {
            script.append("-- ").append(text.replace("\n", "\n-- ")).append('\n');
        }
    }
}
