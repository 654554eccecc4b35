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
 * What a schema action would do: its statements in order, and what is to be known or done by hand besides.
 *
 * <p>Each statement is a transaction of its own, since Aurora DSQL takes one DDL statement a transaction. Those that start an
 * asynchronous job return before the job has ended; the schema tool awaits it.
 *
 * @param statements the statements in the order in which they run
 * @param notes what the statements leave open, the gravest first
 */
public record SchemaPlan(List<PlannedStatement> statements, List<PlanNote> notes) {
    /**
     * Keeps copies of the lists.
     *
     * @param statements the statements in the order in which they run
     * @param notes what the statements leave open, the gravest first
     */
    public SchemaPlan {
        statements = List.copyOf(statements);
        notes = List.copyOf(notes);
    }

    /**
     * Whether nothing is to be sent.
     *
     * @return true if there is no statement; there may be notes
     */
    public boolean isEmpty() {
        return statements.isEmpty();
    }
}
