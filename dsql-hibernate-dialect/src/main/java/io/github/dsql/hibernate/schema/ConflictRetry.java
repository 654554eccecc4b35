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

import java.sql.SQLException;
import java.util.function.LongUnaryOperator;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * Internal: how often and how soon a schema statement runs again, mostly after a conflict (SQLSTATE 40001).
 *
 * <p>Schema changes of other sessions, finished index builds included, refuse a statement with OC001. The refused statement
 * changed nothing, so that it can run again as it is. The pause doubles from 50 ms up to 5 s, of which a random part is waited
 * (full jitter). Which failures count is for the caller to say.
 */
final class ConflictRetry {
    private static final Logger LOG = Logger.getLogger(ConflictRetry.class);
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    private static final int LARGEST_DOUBLING = 7;

    private final int maxRetries;
    private final Pause pause;
    private final LongUnaryOperator random;

    /**
     * Creates the policy.
     *
     * @param maxRetries attempts after the first
     * @param pause how to wait
     * @param random gives a number from 0 to its argument, both included
     */
    ConflictRetry(int maxRetries, Pause pause, LongUnaryOperator random) {
        this.maxRetries = maxRetries;
        this.pause = pause;
        this.random = random;
    }

    /** One run of the work. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /**
     * Runs the work until it succeeds, fails in a way that running it again cannot help, or the retries are used up.
     *
     * @param again whether a failure is one after which the work may run again
     * @return what the work returns
     * @throws SQLException the last failure, with the one before it as a suppressed exception
     */
    <T> T run(Work<T> work, Predicate<SQLException> again) throws SQLException {
        SQLException earlier = null;
        for (int retry = 0; ; retry++) {
            try {
                return work.run();
            } catch (SQLException e) {
                // Asked before the earlier failure is added, which would answer for this one.
                boolean end = !again.test(e) || retry == maxRetries;
                if (earlier != null && earlier != e) {
                    e.addSuppressed(earlier);
                }
                if (end) {
                    throw e;
                }
                earlier = e;
                LOG.debugf("Retry %d of %d: %s", retry + 1, maxRetries, e.getMessage());
                pause.millis(random.applyAsLong(longestPause(retry)));
            }
        }
    }

    int maxRetries() {
        return maxRetries;
    }

    private static long longestPause(int retry) {
        return Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(retry, LARGEST_DOUBLING));
    }
}
