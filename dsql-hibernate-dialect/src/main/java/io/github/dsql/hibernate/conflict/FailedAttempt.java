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

import java.io.Serial;
import java.time.Duration;

/**
 * Stands for an attempt of {@link OccRetry} that failed before the one whose failure is thrown; suppressed in that failure, with its own
 * failure as the cause.
 */
public final class FailedAttempt extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** Which attempt it was. */
    private final int number;

    /** How long was waited after it. */
    private final Duration delay;

    FailedAttempt(int number, Duration delay, Throwable failure) {
        super("Attempt " + number + " failed and was retried after " + delay.toMillis() + " ms", failure, false, false);
        this.number = number;
        this.delay = delay;
    }

    /**
     * Returns which attempt it was.
     *
     * @return 1 for the first
     */
    public int number() {
        return number;
    }

    /**
     * Returns how long was waited after the attempt.
     *
     * @return the delay
     */
    public Duration delay() {
        return delay;
    }
}
