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
 * Internal: a job of the service that a statement started, or that another session started for the same object.
 *
 * @param id its id in {@code sys.jobs}, or null if only its object is known
 * @param statement the statement
 */
record AsyncJob(@Nullable String id, DdlStatement statement) {
    /** Returns the job in words. */
    @Override
    public String toString() {
        return "\"" + statement.sql().strip() + "\"" + (id == null ? "" : " (job " + id + ")");
    }
}
