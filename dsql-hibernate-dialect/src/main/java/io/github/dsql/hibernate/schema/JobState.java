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

import org.jspecify.annotations.Nullable;

/**
 * Internal: what has become of a job so far.
 *
 * @param phase how far it is
 * @param details what the service says of its failure, or null
 */
record JobState(Phase phase, @Nullable String details) {
    static final JobState RUNNING = new JobState(Phase.RUNNING, null);
    static final JobState DONE = new JobState(Phase.DONE, null);
    static final JobState MISSING = new JobState(Phase.MISSING, null);

    /** How far a job is. */
    enum Phase {
        /** It has not ended. */
        RUNNING,
        /** Its index is valid, its constraint is validated. */
        DONE,
        /** It failed. */
        FAILED,
        /** No job is to be seen, and the index or the constraint is not valid. */
        MISSING
    }

    static JobState failed(@Nullable String details) {
        return new JobState(Phase.FAILED, details);
    }
}
