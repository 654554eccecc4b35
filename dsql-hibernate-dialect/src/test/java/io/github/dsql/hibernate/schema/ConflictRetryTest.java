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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.junit.jupiter.api.Test;

class ConflictRetryTest {
    private final List<Long> pauses = new ArrayList<>();

    private ConflictRetry retry(int maxRetries) {
        return new ConflictRetry(maxRetries, pauses::add, longest -> longest);
    }

    private static SQLException conflict() {
        return new SQLException("schema has been updated by another transaction (OC001)", "40001");
    }

    private static ConflictRetry.Work<String> failing(SQLException... failures) {
        Deque<SQLException> left = new ArrayDeque<>(List.of(failures));
        return () -> {
            if (left.isEmpty()) {
                return "done";
            }
            throw left.poll();
        };
    }

    private static boolean isConflict(SQLException e) {
        return "40001".equals(e.getSQLState());
    }

    @Test
    void runsAgainAfterConflictsWithPausesThatDoubleUpToFiveSeconds() throws SQLException {
        SQLException[] conflicts = new SQLException[9];
        java.util.Arrays.setAll(conflicts, i -> conflict());
        assertThat(retry(10).run(failing(conflicts), ConflictRetryTest::isConflict))
                .isEqualTo("done");
        assertThat(pauses).containsExactly(50L, 100L, 200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L);
    }

    @Test
    void waitsAnyPartOfThePause() throws SQLException {
        ConflictRetry retry = new ConflictRetry(10, pauses::add, longest -> longest / 3);
        retry.run(failing(conflict(), conflict()), ConflictRetryTest::isConflict);
        assertThat(pauses).containsExactly(16L, 33L);
    }

    @Test
    void endsWithTheLastConflictWhenTheRetriesAreUsedUp() {
        SQLException last = conflict();
        assertThatThrownBy(() -> retry(2).run(failing(conflict(), conflict(), last), ConflictRetryTest::isConflict))
                .isSameAs(last)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(pauses).hasSize(2);
    }

    @Test
    void failureAfterAConflictIsNoConflict() {
        SQLException refused = new SQLException("refused", "0A000");
        assertThatThrownBy(() -> retry(10)
                        .run(failing(conflict(), refused), io.github.dsql.hibernate.conflict.OccConflicts::isConflict))
                .isSameAs(refused);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void interruptEndsTheRetriesAndStaysSet() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> new ConflictRetry(10, Pause.SLEEP, longest -> longest)
                            .run(failing(conflict()), ConflictRetryTest::isConflict))
                    .isInstanceOf(SchemaManagementException.class)
                    .hasMessageContaining("interrupted");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
