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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the index builds and validations that were started and not yet seen to end.
 *
 * <p>They run at the same time and are awaited together, at the end or before the first statement that needs one of them. They are
 * polled, up to every two seconds: {@code call sys.wait_for_job} would block with no deadline, and a cancel does not reach it
 * reliably.
 */
final class AsyncJobs {
    private static final Logger LOG = Logger.getLogger(AsyncJobs.class);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long BETWEEN_REPORTS = TimeUnit.SECONDS.toNanos(10);
    /** How long an index that is not valid may be without a job in sys.jobs before it is given up. */
    private static final long MISSING_TOO_LONG = TimeUnit.SECONDS.toNanos(10);

    private final JobStates states;
    private final Function<DdlStatement, String> advice;
    private final Pause pause;
    private final LongSupplier nanoTime;
    private final int timeoutSeconds;
    private final Set<AsyncJob> pending = new LinkedHashSet<>();

    AsyncJobs(
            JobStates states,
            Function<DdlStatement, String> advice,
            Pause pause,
            LongSupplier nanoTime,
            int timeoutSeconds) {
        this.states = states;
        this.advice = advice;
        this.pause = pause;
        this.nanoTime = nanoTime;
        this.timeoutSeconds = timeoutSeconds;
    }

    void started(AsyncJob job) {
        LOG.debugf("Started: %s", job);
        pending.add(job);
    }

    /**
     * Awaits the jobs that a statement depends on: before a foreign key the unique indexes of its target, before an index becomes a
     * key the index.
     *
     * @return what failed, one message a job
     */
    List<String> awaitBefore(DdlStatement next) throws SQLException {
        return switch (next.kind()) {
            case ADD_FOREIGN_KEY ->
                await(job -> job.kind() == Kind.CREATE_UNIQUE_INDEX && isSame(job.table(), next.target()));
            case USE_INDEX -> await(job -> job.createsIndex() && isSame(job.table(), next.table()));
            default -> List.of();
        };
    }

    /** Whether a job is pending on the table of a statement, which may be why the statement failed. */
    boolean hasJobOn(DdlStatement statement) {
        return statement.table() != null
                && pending.stream().anyMatch(job -> isSame(job.statement().table(), statement.table()));
    }

    /**
     * Awaits the jobs on the table of a statement.
     *
     * @return what failed, one message a job
     */
    List<String> awaitTableOf(DdlStatement statement) throws SQLException {
        return await(job -> isSame(job.table(), statement.table()));
    }

    /** Forgets the jobs whose object was dropped: the service cancels them. */
    void dropped(DdlStatement drop) {
        Predicate<DdlStatement> gone =
                switch (drop.kind()) {
                    case DROP_TABLE -> job -> isSame(job.table(), drop.table());
                    case DROP_SCHEMA -> job -> isIn(job.table(), drop.table());
                    case DROP_INDEX -> job -> job.createsIndex() && isSame(job.object(), drop.object());
                    case DROP_CONSTRAINT ->
                        job -> isSame(job.table(), drop.table())
                                && job.object() != null
                                && isNamed(job.object(), drop.object());
                    default -> job -> false;
                };
        pending.removeIf(job -> gone.test(job.statement()));
    }

    /**
     * Awaits every job.
     *
     * @return what failed, one message a job
     */
    List<String> awaitAll() throws SQLException {
        return await(job -> true);
    }

    /** Leaves the jobs to themselves, and says which they are. */
    void leave(String reason) {
        if (!pending.isEmpty()) {
            LOG.infof(
                    "%d asynchronous jobs go on, %s; select * from sys.jobs shows how far they are: %s",
                    pending.size(), reason, pending);
            pending.clear();
        }
    }

    private static boolean isSame(@Nullable ObjectName one, @Nullable ObjectName other) {
        return one != null && one.equals(other);
    }

    private static boolean isIn(@Nullable ObjectName table, @Nullable ObjectName schema) {
        return table != null && schema != null && schema.name().equals(table.schema());
    }

    private static boolean isNamed(ObjectName one, @Nullable ObjectName other) {
        return other != null && one.name().equals(other.name());
    }

    private List<String> await(Predicate<DdlStatement> which) throws SQLException {
        List<AsyncJob> awaited =
                pending.stream().filter(job -> which.test(job.statement())).toList();
        if (awaited.isEmpty()) {
            return List.of();
        }
        awaited.forEach(pending::remove);
        return new Wait(awaited).run();
    }

    /** One time of waiting for some jobs. */
    private final class Wait {
        private final Set<AsyncJob> open;
        private final int all;
        private final long start = nanoTime.getAsLong();
        private long reported = start;
        private final Map<AsyncJob, Long> missingSince = new HashMap<>();
        private final List<String> failures = new ArrayList<>();

        Wait(Collection<AsyncJob> jobs) {
            open = new LinkedHashSet<>(jobs);
            all = open.size();
        }

        List<String> run() throws SQLException {
            for (long millis = FIRST_PAUSE_MILLIS; ; millis = Math.min(2 * millis, LONGEST_PAUSE_MILLIS)) {
                states.of(open).forEach(this::look);
                report();
                if (open.isEmpty()) {
                    return failures;
                }
                if (nanoTime.getAsLong() - start >= TimeUnit.SECONDS.toNanos(timeoutSeconds)) {
                    failures.add(late());
                    return failures;
                }
                pause.millis(millis);
            }
        }

        private void look(AsyncJob job, JobState state) {
            switch (state.phase()) {
                case RUNNING -> missingSince.remove(job);
                case DONE -> open.remove(job);
                case FAILED -> failed(job, state.details());
                case MISSING -> {
                    long since = missingSince.computeIfAbsent(job, first -> nanoTime.getAsLong());
                    if (nanoTime.getAsLong() - since >= MISSING_TOO_LONG) {
                        failed(job, "no job for it is in sys.jobs, and it is not valid");
                    }
                }
            }
        }

        private void failed(AsyncJob job, @Nullable String details) {
            open.remove(job);
            failures.add("Aurora DSQL could not finish " + job + ": " + details + ". " + advice.apply(job.statement()));
        }

        private void report() {
            long now = nanoTime.getAsLong();
            if (now - reported >= BETWEEN_REPORTS || (open.isEmpty() && reported != start)) {
                reported = now;
                LOG.infof(
                        "%d of %d jobs done, %d s",
                        all - open.size(), all, TimeUnit.NANOSECONDS.toSeconds(now - start));
            }
        }

        private String late() {
            return "Aurora DSQL did not finish " + open.size() + " of " + all + " asynchronous jobs within "
                    + timeoutSeconds + " seconds. They go on; select * from sys.jobs shows how far they are. Wait until"
                    + " they have completed and start again, or raise " + DsqlSettings.DDL_JOB_TIMEOUT_SECONDS + ": "
                    + open;
        }
    }
}
