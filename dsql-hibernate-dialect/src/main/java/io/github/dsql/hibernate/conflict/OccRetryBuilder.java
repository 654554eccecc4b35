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
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Configures an {@link OccRetry}. */
public final class OccRetryBuilder {
    private static final int DEFAULT_MAX_ATTEMPTS = 10;
    private static final int MOST_ATTEMPTS = 1_000;
    private static final Duration DEFAULT_BASE_DELAY = Duration.ofMillis(50);
    private static final Duration DEFAULT_MAX_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** A random generator of the thread that asks. */
    private static final RandomGenerator OF_THREAD =
            () -> ThreadLocalRandom.current().nextLong();

    private int maxAttempts = DEFAULT_MAX_ATTEMPTS;
    private Duration baseDelay = DEFAULT_BASE_DELAY;
    private Duration maxDelay = DEFAULT_MAX_DELAY;
    private @Nullable Duration deadline;
    private Predicate<Throwable> others = failure -> false;
    private boolean idempotent;
    private final List<OccRetryListener> listeners = new ArrayList<>();
    private InstantSource clock = () -> Instant.ofEpochSecond(0, System.nanoTime());
    private Sleeper sleeper = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    private RandomGenerator random = OF_THREAD;

    OccRetryBuilder() {}

    /**
     * Sets how often the work runs at most, the first time included.
     *
     * @param attempts 1 to 1,000; 10 unless set
     * @return this
     * @throws IllegalArgumentException if the number is out of its range
     */
    public OccRetryBuilder maxAttempts(int attempts) {
        if (attempts < 1 || attempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException(
                    "maxAttempts is " + attempts + ", but must be from 1 to " + MOST_ATTEMPTS);
        }
        maxAttempts = attempts;
        return this;
    }

    /**
     * Sets the longest wait before the second attempt; it doubles with each further one.
     *
     * @param delay zero to one hour; 50 ms unless set
     * @return this
     * @throws IllegalArgumentException if the delay is out of its range
     */
    public OccRetryBuilder baseDelay(Duration delay) {
        baseDelay = checked("baseDelay", delay, Duration.ZERO);
        return this;
    }

    /**
     * Sets the longest wait before any attempt.
     *
     * @param delay zero to one hour; 1 s unless set
     * @return this
     * @throws IllegalArgumentException if the delay is out of its range
     */
    public OccRetryBuilder maxDelay(Duration delay) {
        maxDelay = checked("maxDelay", delay, Duration.ZERO);
        return this;
    }

    /**
     * Sets the time after which no further attempt begins, counted from the beginning of the first. An attempt that runs is not cut short.
     *
     * @param time more than zero, to one hour; no limit unless set
     * @return this
     * @throws IllegalArgumentException if the time is out of its range
     */
    public OccRetryBuilder deadline(Duration time) {
        deadline = checked("deadline", time, Duration.ofNanos(1));
        return this;
    }

    /**
     * Adds failures other than conflicts after which the work runs again, for instance {@code OccConflicts::isTransient}. Not asked about a failure that
     * leaves open whether the work was committed.
     *
     * @param failures what to retry, too
     * @return this
     */
    public OccRetryBuilder alsoRetryOn(Predicate<? super Throwable> failures) {
        Predicate<Throwable> before = others;
        Objects.requireNonNull(failures, "failures");
        others = failure -> before.test(failure) || failures.test(failure);
        return this;
    }

    /**
     * Says that the work has the same effect when it runs twice, so that it runs again also when the answer to COMMIT was lost
     * ({@link DsqlOutcomeUnknownException}). An upsert with fixed values is idempotent, adding to a counter is not.
     *
     * @return this
     */
    public OccRetryBuilder idempotent() {
        idempotent = true;
        return this;
    }

    /**
     * Adds a listener.
     *
     * @param listener hears about every attempt
     * @return this
     */
    public OccRetryBuilder listener(OccRetryListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * Sets the clock that the deadline and the events go by.
     *
     * @param source the clock; one that never goes back unless set
     * @return this
     */
    public OccRetryBuilder clock(InstantSource source) {
        clock = Objects.requireNonNull(source, "source");
        return this;
    }

    /**
     * Sets how to wait.
     *
     * @param wait what waits; {@code Thread.sleep} unless set
     * @return this
     */
    public OccRetryBuilder sleeper(Sleeper wait) {
        sleeper = Objects.requireNonNull(wait, "wait");
        return this;
    }

    /**
     * Sets the source of the random part of each wait.
     *
     * @param generator the source, used by all threads that retry; {@code ThreadLocalRandom} unless set
     * @return this
     */
    public OccRetryBuilder random(RandomGenerator generator) {
        random = Objects.requireNonNull(generator, "generator");
        return this;
    }

    /**
     * Returns the retry.
     *
     * @return the retry, which later calls of this builder do not change
     * @throws IllegalArgumentException if the base delay is longer than the longest one
     */
    public OccRetry build() {
        if (baseDelay.compareTo(maxDelay) > 0) {
            throw new IllegalArgumentException(
                    "baseDelay is " + baseDelay + ", but must not be longer than maxDelay, which is " + maxDelay);
        }
        return new OccRetry(new RetryLoop(this));
    }

    private static Duration checked(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", but must be from " + least + " to " + LONGEST);
        }
        return value;
    }

    int maxAttempts() {
        return maxAttempts;
    }

    Duration baseDelay() {
        return baseDelay;
    }

    Duration maxDelay() {
        return maxDelay;
    }

    @Nullable
    Duration deadline() {
        return deadline;
    }

    Predicate<Throwable> retryable() {
        Predicate<Throwable> added = others;
        boolean again = idempotent;
        return failure -> OccConflicts.isOutcomeUnknown(failure)
                ? again
                : OccConflicts.isConflict(failure) || (!OccConflicts.mayBeCommitted(failure) && added.test(failure));
    }

    List<OccRetryListener> listeners() {
        return listeners;
    }

    InstantSource clock() {
        return clock;
    }

    Sleeper sleeper() {
        return sleeper;
    }

    RandomGenerator random() {
        return random;
    }
}
