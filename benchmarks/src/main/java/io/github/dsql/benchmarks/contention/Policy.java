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
package io.github.dsql.benchmarks.contention;

import io.github.dsql.hibernate.conflict.OccConflicts;
import io.github.dsql.hibernate.conflict.OccRetry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;

/** How a client runs its transaction again after a conflict. */
enum Policy {
    /** {@link OccRetry} with its defaults. */
    OCC_RETRY("OccRetry", "#0b6e4f") {
        @SuppressWarnings("ImmutableEnumChecker") // It says of itself that it is.
        private final OccRetry retry = OccRetry.withDefaults();

        @Override
        void run(SessionFactory factory, Work work, LongAdder attempts) {
            retry.inStatelessTransaction(factory, session -> {
                attempts.increment();
                work.accept(session);
            });
        }
    },
    /** The loop that one writes first: the same pauses for everybody, doubled from 50 ms to 1 s, 10 attempts. */
    NO_JITTER("loop without jitter", "#e07a5f") {
        @Override
        void run(SessionFactory factory, Work work, LongAdder attempts) {
            loop(factory, work, attempts, 10, attempt -> Math.min(1_000, 50L << (attempt - 1)));
        }
    },
    /** The numbers of the AWS connector: 3 retries, 100 ms doubled up to 5 s, 25 % jitter. */
    CONNECTOR("AWS connector's policy", "#3d5a80") {
        @Override
        void run(SessionFactory factory, Work work, LongAdder attempts) {
            loop(factory, work, attempts, 4, attempt -> {
                long delay = Math.min(5_000, 100L << (attempt - 1));
                return Math.round(delay * (1 + ThreadLocalRandom.current().nextDouble(-0.25, 0.25)));
            });
        }
    },
    /** The limit: every client has rows of its own, so that nothing is ever in conflict. */
    NO_CONFLICTS("no conflicts", "#999999") {
        @Override
        void run(SessionFactory factory, Work work, LongAdder attempts) {
            attempts.increment();
            factory.inStatelessTransaction(work::accept);
        }
    };

    final String title;
    final String colour;

    Policy(String title, String colour) {
        this.title = title;
        this.colour = colour;
    }

    /** Those that are measured against the limit. */
    static List<Policy> compared() {
        return List.of(OCC_RETRY, NO_JITTER, CONNECTOR);
    }

    /** The work of one transaction. */
    @FunctionalInterface
    interface Work {
        void accept(StatelessSession session);
    }

    /** The pause after an attempt, in milliseconds. */
    @FunctionalInterface
    private interface Pause {
        long after(int attempt);
    }

    /** Runs the work until it is committed or the policy gives up, which it does with the conflict. */
    abstract void run(SessionFactory factory, Work work, LongAdder attempts);

    private static void loop(SessionFactory factory, Work work, LongAdder attempts, int maxAttempts, Pause pause) {
        for (int attempt = 1; ; attempt++) {
            try {
                attempts.increment();
                factory.inStatelessTransaction(work::accept);
                return;
            } catch (RuntimeException e) {
                if (attempt == maxAttempts || !OccConflicts.isConflict(e)) {
                    throw e;
                }
                sleep(Duration.ofMillis(pause.after(attempt)));
            }
        }
    }

    static void sleep(Duration duration) {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("The benchmark was interrupted", e);
        }
    }
}
