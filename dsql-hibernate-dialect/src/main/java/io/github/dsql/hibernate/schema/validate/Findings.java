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
package io.github.dsql.hibernate.schema.validate;

import java.util.List;

/**
 * Internal: what a validation has found.
 *
 * @param errors what the application cannot work with, one message each, beginning as those of Hibernate's own validator
 * @param unvalidated the constraints that hold for new rows only, one statement that validates each
 * @param warnings what else is worth knowing
 */
public record Findings(List<String> errors, List<String> unvalidated, List<String> warnings) {
    /** Keeps copies. */
    public Findings {
        errors = List.copyOf(errors);
        unvalidated = List.copyOf(unvalidated);
        warnings = List.copyOf(warnings);
    }
}
