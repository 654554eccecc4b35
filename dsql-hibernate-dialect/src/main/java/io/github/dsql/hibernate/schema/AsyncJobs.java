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

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.schema.DdlStatement.Kind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the index builds and validations that were started and not yet seen to end.
 *
 * <p>{@code sys.jobs} is polled, up to every two seconds. {@code call sys.wait_for_job} would block with no deadline, and a
 * cancel does not reach it reliably.
 */
final class AsyncJobs {
    private static final Logger LOG = Logger.getLogger(AsyncJobs.class);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final ConflictRetry retry;
    private final Pause pause;
    private final LongSupplier nanoTime;
    private final int timeoutSeconds;
    private final Map<String, DdlStatement> pending = new LinkedHashMap<>();

    AsyncJobs(ConflictRetry retry, Pause pause, LongSupplier nanoTime, int timeoutSeconds) {
        this.retry = retry;
        this.pause = pause;
        this.nanoTime = nanoTime;
        this.timeoutSeconds = timeoutSeconds;
    }

    void started(String job, DdlStatement statement) {
        LOG.debugf("Job %s: %s", job, statement.sql());
        pending.put(job, statement);
    }

    /**
     * Awaits the jobs that a statement depends on: those on the table it changes, and before a foreign key every index, since
     * its target may be one of them.
     *
     * @return what failed, one message a job
     */
    List<String> awaitBefore(DdlStatement next, Connection connection) throws SQLException {
        return switch (next.kind()) {
            case ADD_FOREIGN_KEY -> await(started -> started.kind() == Kind.CREATE_INDEX, connection);
            case ALTER_TABLE, DROP ->
                await(started -> started.table() == null || started.table().equals(next.table()), connection);
            default -> List.of();
        };
    }

    /**
     * Awaits every job.
     *
     * @return what failed, one message a job
     */
    List<String> awaitAll(Connection connection) throws SQLException {
        return await(started -> true, connection);
    }

    private List<String> await(Predicate<DdlStatement> which, Connection connection) throws SQLException {
        Map<String, DdlStatement> awaited = new LinkedHashMap<>(pending);
        awaited.values().removeIf(which.negate());
        pending.keySet().removeAll(awaited.keySet());
        List<String> failures = new ArrayList<>();
        long started = nanoTime.getAsLong();
        for (long millis = FIRST_PAUSE_MILLIS; ; millis = Math.min(2 * millis, LONGEST_PAUSE_MILLIS)) {
            if (!awaited.isEmpty()) {
                retry.run(() -> removeEnded(awaited, failures, connection));
            }
            if (awaited.isEmpty()) {
                return failures;
            }
            if (nanoTime.getAsLong() - started >= TimeUnit.SECONDS.toNanos(timeoutSeconds)) {
                awaited.forEach((job, statement) -> failures.add(late(job, statement)));
                return failures;
            }
            pause.millis(millis);
        }
    }

    /** Returns how many are still running. */
    private static int removeEnded(Map<String, DdlStatement> awaited, List<String> failures, Connection connection)
            throws SQLException {
        String sql = "select job_id, status, details from sys.jobs where job_id in ("
                + String.join(", ", Collections.nCopies(awaited.size(), "?")) + ")";
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            int parameter = 1;
            for (String job : awaited.keySet()) {
                query.setString(parameter++, job);
            }
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    String job = rows.getString(1);
                    String status = rows.getString(2);
                    if ("completed".equals(status)) {
                        awaited.remove(job);
                    } else if ("failed".equals(status)) {
                        failures.add(failed(job, rows.getString(3), awaited.remove(job)));
                    }
                }
            }
        }
        return awaited.size();
    }

    private static String failed(String job, @Nullable String details, @Nullable DdlStatement statement) {
        if (statement == null) {
            return "The asynchronous job " + job + " failed: " + details;
        }
        String advice = statement.kind() == Kind.CREATE_INDEX
                ? "The index stays and is INVALID: correct the rows, drop the index, and run the schema action again."
                : "The constraint stays and holds for new rows only: correct the rows, then run the statement again.";
        return "Aurora DSQL could not finish \"" + statement.sql().strip() + "\": job " + job + " failed: " + details
                + ". " + advice;
    }

    private String late(String job, DdlStatement statement) {
        return "Aurora DSQL did not finish \"" + statement.sql().strip() + "\" within " + timeoutSeconds
                + " seconds: job " + job + " is still running. Look at it in sys.jobs, or raise "
                + DsqlSettings.DDL_JOB_TIMEOUT_SECONDS + ".";
    }
}
