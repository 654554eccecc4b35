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
package io.github.dsql.local.session;

import io.github.dsql.local.job.Jobs;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.StatementKind;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Internal: tells PostgreSQL how the jobs of a session's next statement are to go. */
final class JobSubmission {
    private final Backend backend;
    private final Jobs jobs;
    private @Nullable String failure;
    private @Nullable String settings;

    JobSubmission(Backend backend, Jobs jobs) {
        this.backend = backend;
        this.jobs = jobs;
    }

    /** Prepares for a statement; called before it is sent. */
    void start(Statement statement) throws IOException, HiddenStatementException {
        if (statement.kind() == StatementKind.DDL) {
            boolean async = isAsync(statement);
            failure = async ? jobs.takeFailure() : null;
            settings = jobs.settings(async ? UUID.randomUUID() : null, failure);
            if (settings != null) {
                backend.askOnce(settings);
            }
        }
    }

    /** Returns what was set for the last DDL statement, and must be set again if it is repeated; or null. */
    @Nullable
    String settings() {
        return settings;
    }

    /** Notes whether the statement succeeded; a failure kept for a job that did not come about is for the next one. */
    void finish(boolean succeeded) {
        if (failure != null && !succeeded) {
            jobs.returnFailure(failure);
        }
        failure = null;
    }

    private static boolean isAsync(Statement statement) {
        return statement.backendText().startsWith("SELECT dsql_internal.ddl_async(");
    }
}
