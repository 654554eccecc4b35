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
package io.github.dsql.hibernate.it.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.failsafe.Failsafe;
import dev.failsafe.RetryPolicy;
import io.github.dsql.hibernate.conflict.OccConflicts;
import io.github.dsql.hibernate.it.conflict.Bank.Account;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The recipes of docs/conflicts.md for the retry of other libraries. */
class RecipesIT {
    private static Cluster cluster;

    private final AtomicInteger runs = new AtomicInteger();

    @BeforeAll
    static void start() {
        cluster = new Cluster();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private void insert(long id) {
        cluster.factory.inTransaction(session -> {
            runs.incrementAndGet();
            session.persist(new Account(id, 1));
        });
    }

    @Test
    void resilience4j() {
        RetryConfig config = RetryConfig.custom()
                .maxAttempts(10)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(10, 2, 0.5, 1_000))
                .retryOnException(OccConflicts::isConflict)
                .build();
        Retry retry = Retry.of("conflicts", config);
        cluster.dsql.faults().failNextCommits(3);
        retry.executeRunnable(() -> insert(1));
        assertThat(runs).hasValue(4);
        assertThatThrownBy(() -> retry.executeRunnable(() -> insert(1))).isNotNull();
        assertThat(runs).hasValue(5);
    }

    @Test
    void failsafe() {
        RetryPolicy<Object> policy = RetryPolicy.builder()
                .handleIf(OccConflicts::isConflict)
                .withMaxAttempts(10)
                .withBackoff(10, 1_000, ChronoUnit.MILLIS)
                .withJitter(0.5)
                .build();
        cluster.dsql.faults().failNextCommits(3);
        Failsafe.with(policy).run(() -> insert(2));
        assertThat(runs).hasValue(4);
        assertThatThrownBy(() -> Failsafe.with(policy).run(() -> insert(2))).isNotNull();
        assertThat(runs).hasValue(5);
    }
}
