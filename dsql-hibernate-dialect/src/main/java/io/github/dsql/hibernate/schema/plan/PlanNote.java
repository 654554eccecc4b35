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

import java.util.List;

/**
 * What a {@link SchemaPlan} does not do by itself.
 *
 * @param severity how grave it is
 * @param subject what it is about, as "column pet.weight"
 * @param message what is so and why, in one sentence
 * @param manualSteps the SQL statements, in order, that a person may run to settle it; may be empty
 */
public record PlanNote(Severity severity, String subject, String message, List<String> manualSteps) {
    /** How grave a note is. */
    public enum Severity {
        /** The mapping cannot work with the schema, and the action fails without sending anything. */
        ERROR,
        /** The schema differs from the mapping in what Aurora DSQL cannot change, or waits for rows to be changed. */
        MANUAL,
        /** Worth knowing; nothing has to be done. */
        INFO
    }

    /**
     * Keeps a copy of the list.
     *
     * @param severity how grave it is
     * @param subject what it is about
     * @param message what is so and why
     * @param manualSteps the SQL statements that a person may run to settle it
     */
    public PlanNote {
        manualSteps = List.copyOf(manualSteps);
    }
}
