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
package io.github.dsql.local.job;

import io.github.dsql.local.server.Database;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: decides how long asynchronous jobs take and which fail on request, and moves them on as time passes.
 *
 * <p>Time passes by the clock of the stand-in. A session moves the jobs on before each of its statements, so what a client sees
 * agrees with the clock at any time; a thread of its own does the same for those who wait.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration HISTORY = Duration.ofMinutes(30);
    private static final long POLL_MILLIS = 20;

    private final JobTable table;
    private final Clock clock;
    private final Duration delay;
    private final Deque<String> failures = new ArrayDeque<>();
    private Runnable indexCompleted = () -> {};
    private volatile long nextTime = Long.MAX_VALUE;
    private boolean pending;
    private @Nullable Thread poller;
    private boolean closed;

    /**
     * Creates the jobs of one stand-in; nothing runs before the first is submitted.
     *
     * @param database where the jobs are
     * @param clock what time goes by
     * @param delay how long each job takes
     */
    public Jobs(Database database, Clock clock, Duration delay) {
        this.table = new JobTable(database);
        this.clock = clock;
        this.delay = delay;
    }

    /**
     * Sets what to do when an index becomes valid, which changes the catalogue for everybody.
     *
     * @param action called without locks that a session could hold
     */
    public synchronized void onIndexCompleted(Runnable action) {
        indexCompleted = action;
    }

    /**
     * Makes the next jobs fail; those asked for before are forgotten.
     *
     * @param count how many
     * @param details what {@code sys.jobs} says about them
     */
    public synchronized void failNext(int count, String details) {
        failures.clear();
        for (int i = 0; i < count; i++) {
            failures.add(details);
        }
    }

    /**
     * Takes the failure that the next job is to have.
     *
     * @return its details, or null if the job may succeed
     */
    public synchronized @Nullable String takeFailure() {
        return failures.poll();
    }

    /**
     * Keeps a failure for the next job, since the one that it was taken for has not been submitted.
     *
     * @param details what {@link #takeFailure()} returned
     */
    public synchronized void returnFailure(String details) {
        failures.addFirst(details);
    }

    /**
     * Returns what a session tells PostgreSQL before a statement that submits jobs.
     *
     * @param id the id that the statement's job gets, or null if it has none of its own
     * @param failure why the job of the statement is to fail, or null
     * @return a query of one value that sets it for the transaction, or null if there is nothing to say
     */
    public @Nullable String settings(@Nullable UUID id, @Nullable String failure) {
        boolean plain = delay.isZero() && clock.equals(Clock.systemUTC());
        if (plain && id == null && failure == null) {
            return null;
        }
        return "SELECT pg_catalog.concat("
                + setting("id", id == null ? "" : id.toString()) + ", "
                + setting("now", plain ? "" : clock.instant().toString()) + ", "
                + setting("delay", delay.isZero() ? "" : delay.toString()) + ", "
                + setting("failure", failure == null ? "" : failure) + ")";
    }

    private static String setting(String name, String value) {
        return "pg_catalog.set_config('dsql_internal.job_" + name + "', '" + value.replace("'", "''") + "', true)";
    }

    /** Notes that a transaction that may have submitted or dropped something has committed. */
    public synchronized void committed() {
        Duration wait = delay.isZero() && !pending ? HISTORY : Duration.ZERO;
        nextTime = Math.min(nextTime, clock.instant().plus(wait).toEpochMilli());
        if (!delay.isZero()) {
            pending = true;
            startPolling();
        }
    }

    /** Moves the jobs on if their time has come; costs next to nothing if it has not. */
    public void catchUp() {
        if (nextTime != Long.MAX_VALUE && clock.millis() >= nextTime) {
            advance();
        }
    }

    private void advance() {
        Runnable action;
        synchronized (this) {
            Instant now = clock.instant();
            if (closed || now.toEpochMilli() < nextTime) {
                return;
            }
            JobTable.Progress progress = advanceTo(now);
            nextTime =
                    progress.next() == null ? Long.MAX_VALUE : progress.next().toEpochMilli();
            pending = progress.pending();
            action = progress.completedIndexes() ? indexCompleted : () -> {};
        }
        action.run();
    }

    private JobTable.Progress advanceTo(Instant now) {
        try {
            return table.advance(now);
        } catch (SQLException e) {
            LOG.warn("Jobs stand still, and are tried again: {}", e.toString());
            return new JobTable.Progress(pending, false, now.plusMillis(POLL_MILLIS));
        }
    }

    private void startPolling() {
        if (poller == null && !closed) {
            poller = new Thread(this::poll, "dsql-local-jobs");
            poller.setDaemon(true);
            poller.start();
        }
        notifyAll();
    }

    private void poll() {
        try {
            while (awaitPending()) {
                catchUp();
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException e) {
            LOG.debug("No longer moving jobs on");
        }
    }

    private synchronized boolean awaitPending() throws InterruptedException {
        while (!pending && !closed) {
            wait();
        }
        return !closed;
    }

    /** Lets all jobs stand still from now on. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        table.close();
    }
}
