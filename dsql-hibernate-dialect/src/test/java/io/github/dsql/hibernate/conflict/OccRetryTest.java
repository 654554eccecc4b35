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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccRetryTest {
    private final List<Duration> slept = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private OccRetryBuilder builder() {
        return OccRetry.builder().clock(() -> now).sleeper(duration -> {
            slept.add(duration);
            now = now.plus(duration);
        });
    }

    private static RuntimeException conflict() {
        return new RuntimeException(new SQLException("change conflicts with another transaction (OC000)", "40001"));
    }

    private static String failTimes(int failures, Attempt attempt) {
        if (attempt.number() <= failures) {
            throw conflict();
        }
        return "attempt " + attempt.number();
    }

    @Test
    void succeedsWithoutAWait() {
        assertThat(builder().build().<String>call(attempt -> failTimes(0, attempt)))
                .isEqualTo("attempt 1");
        assertThat(slept).isEmpty();
    }

    @Test
    void runsAgainAfterEachConflict() {
        assertThat(builder().build().<String>call(attempt -> failTimes(3, attempt)))
                .isEqualTo("attempt 4");
        assertThat(slept).hasSize(3);
    }

    @Test
    void throwsTheLastFailureWithTheOthersSuppressed() {
        List<RuntimeException> failures = new ArrayList<>();
        Throwable thrown = catchThrowable(() -> builder().maxAttempts(3).build().call(attempt -> {
            assertThat(attempt.maxAttempts()).isEqualTo(3);
            failures.add(conflict());
            throw failures.get(failures.size() - 1);
        }));
        assertThat(failures).hasSize(3);
        assertThat(thrown).isSameAs(failures.get(2));
        assertThat(thrown.getSuppressed()).hasSize(2).allMatch(FailedAttempt.class::isInstance);
        assertThat(thrown.getSuppressed()[0]).hasCause(failures.get(0));
        assertThat(thrown.getSuppressed()[1]).hasCause(failures.get(1));
        FailedAttempt second = (FailedAttempt) thrown.getSuppressed()[1];
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.delay()).isEqualTo(slept.get(1));
    }

    @Test
    void bearsTheSameExceptionInEveryAttempt() {
        RuntimeException same = conflict();
        Throwable thrown = catchThrowable(() -> builder().maxAttempts(4).build().call(attempt -> {
            throw same;
        }));
        assertThat(thrown).isSameAs(same);
        assertThat(OccConflicts.isConflict(thrown)).isTrue();
    }

    @Test
    void doesNotRetryOtherFailures() {
        AtomicInteger runs = new AtomicInteger();
        IllegalStateException business = new IllegalStateException("no money");
        assertThatThrownBy(() -> builder().build().call(attempt -> {
                    runs.incrementAndGet();
                    throw business;
                }))
                .isSameAs(business);
        assertThat(runs).hasValue(1);
    }

    @Test
    void keepsEarlierConflictsWithAnotherFailure() {
        Throwable thrown = catchThrowable(() -> builder().build().call(attempt -> {
            failTimes(2, attempt);
            throw new IllegalStateException("no money");
        }));
        assertThat(thrown).isInstanceOf(IllegalStateException.class);
        assertThat(thrown.getSuppressed()).hasSize(2);
        assertThat(OccConflicts.isConflict(thrown)).isFalse();
    }

    @Test
    void waitsAtRandomBelowALimitThatDoubles() {
        long seed = System.nanoTime();
        for (int run = 0; run < 200; run++) {
            slept.clear();
            OccRetry retry = builder()
                    .maxAttempts(8)
                    .baseDelay(Duration.ofMillis(10))
                    .maxDelay(Duration.ofMillis(300))
                    .random(new SplittableRandom(seed + run))
                    .build();
            retry.call(attempt -> failTimes(7, attempt));
            long[] limits = {10, 20, 40, 80, 160, 300, 300};
            for (int i = 0; i < limits.length; i++) {
                assertThat(slept.get(i))
                        .as("seed %d, wait %d", seed + run, i)
                        .isBetween(Duration.ZERO, Duration.ofMillis(limits[i]));
            }
        }
    }

    @Test
    void usesTheWholeRangeOfTheWait() {
        OccRetry most = builder()
                .random(() -> Long.MAX_VALUE)
                .baseDelay(Duration.ofMillis(1))
                .build();
        assertThat(catchThrowable(() -> most.call(attempt -> failTimes(5, attempt))))
                .isNull();
        List<Duration> waits = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 1000; i++) {
            slept.clear();
            builder().random(random).baseDelay(Duration.ofMillis(10)).build().call(attempt -> failTimes(1, attempt));
            waits.add(slept.get(0));
        }
        assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofMillis(1)) < 0);
        assertThat(waits).anyMatch(wait -> wait.compareTo(Duration.ofMillis(9)) > 0);
    }

    @Test
    void beginsNoAttemptBehindTheDeadline() {
        AtomicInteger runs = new AtomicInteger();
        OccRetry retry = builder()
                .baseDelay(Duration.ofMillis(10))
                .maxDelay(Duration.ofMillis(10))
                .maxAttempts(100)
                .deadline(Duration.ofMillis(50))
                .build();
        assertThatThrownBy(() -> retry.call(attempt -> {
                    runs.incrementAndGet();
                    now = now.plusMillis(20);
                    throw conflict();
                }))
                .hasRootCauseInstanceOf(SQLException.class);
        assertThat(runs.get()).isBetween(2, 3);
        assertThat(now).isBeforeOrEqualTo(Instant.EPOCH.plusMillis(70));
    }

    @Test
    void anInterruptDuringTheWaitEndsTheRetries() {
        AtomicInteger runs = new AtomicInteger();
        RuntimeException first = conflict();
        OccRetry retry = OccRetry.builder()
                .sleeper(duration -> {
                    throw new InterruptedException();
                })
                .build();
        assertThatThrownBy(() -> retry.call(attempt -> {
                    runs.incrementAndGet();
                    throw first;
                }))
                .isSameAs(first);
        assertThat(runs).hasValue(1);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void aThreadThatIsInterruptedDoesNotTryAgain() {
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> builder().build().call(attempt -> {
                    runs.incrementAndGet();
                    Thread.currentThread().interrupt();
                    throw conflict();
                }))
                .hasRootCauseInstanceOf(SQLException.class);
        assertThat(runs).hasValue(1);
        assertThat(slept).isEmpty();
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void listenersHearEverythingAndCannotBreakIt() {
        List<String> heard = new ArrayList<>();
        OccRetryListener recording = new OccRetryListener() {
            private void note(String what, OccRetryEvent event) {
                heard.add(what + " " + event.attempt() + "/" + event.maxAttempts()
                        + (event.failure() == null ? "" : " !"));
                throw new IllegalStateException("a listener that fails");
            }

            @Override
            public void attemptFailed(OccRetryEvent event) {
                note("failed", event);
            }

            @Override
            public void retried(OccRetryEvent event) {
                note("retried", event);
            }

            @Override
            public void exhausted(OccRetryEvent event) {
                note("exhausted", event);
            }

            @Override
            public void succeeded(OccRetryEvent event) {
                note("succeeded", event);
            }
        };
        OccRetry retry = builder().maxAttempts(2).listener(recording).build();
        retry.call(attempt -> failTimes(1, attempt));
        assertThat(heard).containsExactly("failed 1/2 !", "retried 1/2 !", "succeeded 2/2");
        heard.clear();
        assertThatThrownBy(() -> retry.call(attempt -> failTimes(9, attempt))).isNotNull();
        assertThat(heard).containsExactly("failed 1/2 !", "retried 1/2 !", "failed 2/2 !", "exhausted 2/2 !");
        heard.clear();
        assertThatThrownBy(() -> retry.call(attempt -> {
                    throw new IllegalStateException("other");
                }))
                .hasMessage("other");
        assertThat(heard).containsExactly("failed 1/2 !");
    }

    @Test
    void effectsRunOnceAndOnlyThoseOfTheAttemptThatSucceeded() {
        List<String> effects = new ArrayList<>();
        builder().build().call(attempt -> {
            attempt.afterCommit(() -> effects.add("mail of attempt " + attempt.number()));
            return failTimes(2, attempt);
        });
        assertThat(effects).containsExactly("mail of attempt 3");
    }

    @Test
    void anEffectThatFailsStopsNeitherTheOthersNorRepeatsTheWork() {
        List<String> effects = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        Throwable thrown = catchThrowable(() -> builder().build().call(attempt -> {
            runs.incrementAndGet();
            attempt.afterCommit(() -> {
                throw conflict();
            });
            attempt.afterCommit(() -> effects.add("second"));
            attempt.afterCommit(() -> {
                throw new IllegalStateException("third");
            });
            return "";
        }));
        assertThat(thrown).isInstanceOf(AfterCommitException.class).hasMessageContaining("was committed");
        assertThat(thrown.getSuppressed()).singleElement().satisfies(t -> assertThat(t)
                .hasMessage("third"));
        assertThat(effects).containsExactly("second");
        assertThat(runs).hasValue(1);
    }

    @Test
    void aLostAnswerIsRetriedForIdempotentWorkOnly() {
        AtomicInteger runs = new AtomicInteger();
        DsqlOutcomeUnknownException unknown =
                new DsqlOutcomeUnknownException("lost", new SQLException("lost", "08006"));
        OccRetry eager = builder().alsoRetryOn(failure -> true).build();
        assertThatThrownBy(() -> eager.call(attempt -> {
                    runs.incrementAndGet();
                    throw new RuntimeException(unknown);
                }))
                .hasCause(unknown);
        assertThat(runs).hasValue(1);
        assertThat(builder().idempotent().build().<Integer>call(attempt -> {
                    if (attempt.number() == 1) {
                        throw unknown;
                    }
                    return attempt.number();
                }))
                .isEqualTo(2);
    }

    @Test
    void alsoRetriesWhatIsAskedFor() {
        OccRetry retry = builder().alsoRetryOn(OccConflicts::isTransient).build();
        assertThat(retry.<Integer>call(attempt -> {
                    if (attempt.number() == 1) {
                        throw new DsqlConnectionException("find", new SQLException("gone", "08006"), "select");
                    }
                    return attempt.number();
                }))
                .isEqualTo(2);
    }

    @Test
    void whatIsBuiltDoesNotChangeWithItsBuilder() {
        OccRetryBuilder builder = builder().maxAttempts(2);
        OccRetry two = builder.build();
        builder.maxAttempts(50).alsoRetryOn(failure -> true).idempotent();
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> two.call(attempt -> {
                    runs.incrementAndGet();
                    throw conflict();
                }))
                .isNotNull();
        assertThat(runs).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1001})
    void refusesAttemptsOutOfRange(int attempts) {
        assertThatThrownBy(() -> OccRetry.builder().maxAttempts(attempts))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxAttempts is " + attempts + ", but must be from 1 to 1000");
    }

    @Test
    void refusesDelaysOutOfRange() {
        assertThatThrownBy(() -> OccRetry.builder().baseDelay(Duration.ofMillis(-1)))
                .hasMessageContaining("baseDelay is PT-0.001S, but must be from PT0S to PT1H");
        assertThatThrownBy(() -> OccRetry.builder().deadline(Duration.ZERO)).hasMessageContaining("deadline is PT0S");
        assertThatThrownBy(() -> OccRetry.builder().maxDelay(Duration.ofDays(1)))
                .hasMessageContaining("to PT1H");
        assertThatThrownBy(() -> OccRetry.builder()
                        .baseDelay(Duration.ofSeconds(2))
                        .maxDelay(Duration.ofSeconds(1))
                        .build())
                .hasMessageContaining("must not be longer than maxDelay");
    }

    @Test
    void effectsAndListenersMayThrowAnything() {
        for (Throwable failure : List.of(new SQLException("checked", "40001"), new Error("error"))) {
            List<String> done = new ArrayList<>();
            OccRetry retry = builder()
                    .listener(new OccRetryListener() {
                        @Override
                        public void succeeded(OccRetryEvent event) {
                            OccRetryTest.<RuntimeException>throwAsIs(failure);
                        }
                    })
                    .build();
            Throwable thrown = catchThrowable(() -> retry.call(attempt -> {
                attempt.afterCommit(() -> OccRetryTest.<RuntimeException>throwAsIs(failure));
                attempt.afterCommit(() -> done.add("second"));
                return 1;
            }));
            assertThat(thrown).isInstanceOf(AfterCommitException.class).hasCause(failure);
            assertThat(OccConflicts.isConflict(thrown)).isFalse();
            assertThat(done).containsExactly("second");
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As Kotlin does.
    private static <T extends Throwable> void throwAsIs(Throwable failure) throws T {
        throw (T) failure;
    }
}
