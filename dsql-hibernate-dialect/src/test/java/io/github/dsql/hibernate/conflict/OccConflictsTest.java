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

import io.github.dsql.hibernate.conflict.DsqlConflictException.Kind;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.RollbackException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.time.Duration;
import org.hibernate.StaleStateException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccConflictsTest {
    private static SQLException conflict() {
        return new SQLException("change conflicts with another transaction (OC000)", "40001");
    }

    private static SQLException schemaConflict() {
        return new SQLException("schema has been updated by another transaction (OC001)", "40001");
    }

    @Test
    void nullIsNoConflict() {
        assertThat(OccConflicts.isConflict(null)).isFalse();
        assertThat(OccConflicts.kind(null)).isNull();
        assertThat(OccConflicts.isTransient(null)).isFalse();
        assertThat(OccConflicts.isOutcomeUnknown(null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "OC000", "OC001"})
    void knowsTheStatesOfAllVersionsOfTheService(String state) {
        assertThat(OccConflicts.isConflict(new SQLException("x", state))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"40P01", "54000", "23505", "25P02", "08006", "XX000", "0C000", "40000"})
    void otherStatesAreNoConflict(String state) {
        assertThat(OccConflicts.isConflict(new SQLException("(OC000)", state))).isFalse();
    }

    @Test
    void tellsDataFromSchema() {
        assertThat(OccConflicts.kind(conflict())).isEqualTo(Kind.DATA);
        assertThat(OccConflicts.kind(schemaConflict())).isEqualTo(Kind.SCHEMA);
        assertThat(OccConflicts.kind(new SQLException("x", "OC001"))).isEqualTo(Kind.SCHEMA);
    }

    @Test
    void findsAConflictInCausesNextAndSuppressed() {
        assertThat(OccConflicts.isConflict(new RollbackException(
                        new OptimisticLockException(new DsqlConflictException("commit", conflict(), null)))))
                .isTrue();
        BatchUpdateException batch = new BatchUpdateException("batch", new int[0]);
        batch.setNextException(new SQLException("first", "25P02"));
        batch.setNextException(conflict());
        assertThat(OccConflicts.isConflict(new IllegalStateException(batch))).isTrue();
        RuntimeException closing = new RuntimeException("body failed");
        closing.addSuppressed(new RuntimeException("close failed", schemaConflict()));
        assertThat(OccConflicts.kind(closing)).isEqualTo(Kind.SCHEMA);
    }

    @Test
    void aStaleVersionAloneIsNoConflict() {
        assertThat(OccConflicts.isConflict(new OptimisticLockException(new StaleStateException("stale"))))
                .isFalse();
    }

    @Test
    void whatEarlierAttemptsRanIntoSaysNothingOfThisOne() {
        IllegalStateException business = new IllegalStateException("not enough money");
        business.addSuppressed(new FailedAttempt(1, Duration.ZERO, conflict()));
        assertThat(OccConflicts.isConflict(business)).isFalse();
    }

    @Test
    void aLostAnswerToCommitIsNoConflictWhateverElseIsInIt() {
        DsqlOutcomeUnknownException unknown =
                new DsqlOutcomeUnknownException("lost", new SQLException("lost", "08006"));
        unknown.addSuppressed(conflict());
        RollbackException thrown = new RollbackException(unknown);
        assertThat(OccConflicts.isConflict(thrown)).isFalse();
        assertThat(OccConflicts.isTransient(thrown)).isFalse();
        assertThat(OccConflicts.isOutcomeUnknown(thrown)).isTrue();
    }

    @Test
    void aConflictOfAnEffectAfterCommitDoesNotRepeatTheWork() {
        assertThat(OccConflicts.isConflict(new AfterCommitException(new RuntimeException(conflict()))))
                .isFalse();
    }

    @Test
    void aConnectionThatIsLostBeforeCommitIsTransientAndNoConflict() {
        SQLException lost = new SQLException("gone", "08006");
        Throwable thrown = new RuntimeException(new DsqlConnectionException("find", lost, "select"));
        assertThat(OccConflicts.isConflict(thrown)).isFalse();
        assertThat(OccConflicts.isTransient(thrown)).isTrue();
        assertThat(OccConflicts.isTransient(new DsqlUnavailableException("find", lost, null)))
                .isTrue();
        assertThat(OccConflicts.isTransient(new DsqlAccessDeniedException("connect", lost, null)))
                .isFalse();
        assertThat(OccConflicts.isTransient(conflict())).isTrue();
    }

    @Test
    void circlesEnd() {
        SQLException first = conflict();
        RuntimeException a = new RuntimeException("a");
        RuntimeException b = new RuntimeException("b", a);
        a.initCause(b);
        a.addSuppressed(b);
        assertThat(OccConflicts.isConflict(a)).isFalse();
        assertThat(OccConflicts.isOutcomeUnknown(a)).isFalse();
        b.addSuppressed(first);
        assertThat(OccConflicts.isConflict(a)).isTrue();
    }
}
