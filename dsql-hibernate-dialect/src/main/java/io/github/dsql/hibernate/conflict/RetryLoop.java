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
package io.github.dsql.hibernate.conflict;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Decides after each attempt of {@link OccRetry} whether there is another, and when. */
final class RetryLoop {
    private static final Logger LOG = Logger.getLogger(OccRetry.class);
    private static final int LARGEST_DOUBLING = 30;

    private final int maxAttempts;
    private final Duration baseDelay;
    private final Duration maxDelay;
    private final @Nullable Duration deadline;
    private final Predicate<Throwable> retryable;
    private final List<OccRetryListener> listeners;
    private final InstantSource clock;
    private final Sleeper sleeper;
    private final RandomGenerator random;

    RetryLoop(OccRetryBuilder builder) {
        maxAttempts = builder.maxAttempts();
        baseDelay = builder.baseDelay();
        maxDelay = builder.maxDelay();
        deadline = builder.deadline();
        retryable = builder.retryable();
        listeners = List.copyOf(builder.listeners());
        clock = builder.clock();
        sleeper = builder.sleeper();
        random = builder.random();
    }

    /** What one run of the work gave, and whether that is committed. */
    record Run<R extends @Nullable Object>(R result, boolean isCommitted) {}

    /** The attempts of one call, none of which has succeeded. */
    private final class Progress {
        private final Instant start = clock.instant();
        private final List<FailedAttempt> failed = new ArrayList<>();

        OccRetryEvent event(int attempt, @Nullable Throwable failure, Duration delay) {
            return new OccRetryEvent(attempt, maxAttempts, failure, delay, elapsed());
        }

        Duration elapsed() {
            return Duration.between(start, clock.instant());
        }

        /** Returns the failure as it is thrown: with those of the attempts before it. */
        Throwable lastFailure(Throwable failure) {
            failed.forEach(failure::addSuppressed);
            return failure;
        }
    }

    <R extends @Nullable Object> R run(Function<Attempt, Run<R>> work) {
        Progress progress = new Progress();
        for (int number = 1; ; number++) {
            Attempt attempt = new Attempt(number, maxAttempts);
            Run<R> run;
            try {
                run = work.apply(attempt);
            } catch (Throwable failure) { // Kotlin and others throw checked exceptions from here.
                awaitNext(number, failure, progress);
                continue;
            }
            tell(OccRetryListener::succeeded, progress.event(number, null, Duration.ZERO));
            if (run.isCommitted()) {
                attempt.runEffects();
            }
            return run.result();
        }
    }

    /** Waits for the time of the next attempt, or throws the failure if there is none. */
    private void awaitNext(int number, Throwable failure, Progress progress) {
        boolean isRetryable = isRetryable(failure);
        Duration delay = isRetryable && number < maxAttempts ? delayAfter(number) : Duration.ZERO;
        boolean isLast = number == maxAttempts
                || isPast(progress.elapsed().plus(delay))
                || Thread.currentThread().isInterrupted();
        if (isLast) {
            delay = Duration.ZERO;
        }
        tell(OccRetryListener::attemptFailed, progress.event(number, failure, delay));
        if (!isRetryable) {
            throw unchecked(progress.lastFailure(failure));
        }
        if (isLast) {
            tell(OccRetryListener::exhausted, progress.event(number, failure, Duration.ZERO));
            throw unchecked(progress.lastFailure(failure));
        }
        LOG.debugf(
                "Attempt %d of %d ended with a conflict, next one in %d ms: %s",
                number, maxAttempts, delay.toMillis(), failure.getMessage());
        tell(OccRetryListener::retried, progress.event(number, failure, delay));
        try {
            sleeper.sleep(delay);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            tell(OccRetryListener::exhausted, progress.event(number, failure, Duration.ZERO));
            throw unchecked(progress.lastFailure(failure));
        }
        progress.failed.add(new FailedAttempt(number, delay, failure));
    }

    private boolean isRetryable(Throwable failure) {
        try {
            return retryable.test(failure);
        } catch (RuntimeException e) {
            // A predicate of the user that fails must not hide what it was asked about.
            failure.addSuppressed(e);
            return false;
        }
    }

    /** A random time up to a limit that doubles with each attempt. */
    private Duration delayAfter(int attempt) {
        long longest = maxDelay.toNanos();
        long doubled = baseDelay.toNanos();
        for (int i = 1; i < attempt && doubled < longest && i < LARGEST_DOUBLING; i++) {
            doubled *= 2;
        }
        return Duration.ofNanos(random.nextLong(Math.min(longest, doubled) + 1));
    }

    private boolean isPast(Duration elapsed) {
        return deadline != null && elapsed.compareTo(deadline) >= 0;
    }

    private void tell(BiConsumer<OccRetryListener, OccRetryEvent> method, OccRetryEvent event) {
        for (OccRetryListener listener : listeners) {
            try {
                method.accept(listener, event);
            } catch (Throwable e) {
                LOG.warnf(
                        e,
                        "A listener of OccRetry failed; the attempts go on: %s",
                        listener.getClass().getName());
            }
        }
    }

    /** Throws any throwable as it is. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // The cast is to what the caller infers: none.
    private static <T extends Throwable> T unchecked(Throwable failure) throws T {
        throw (T) failure;
    }
}
