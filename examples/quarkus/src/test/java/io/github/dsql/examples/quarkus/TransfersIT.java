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
package io.github.dsql.examples.quarkus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.conflict.OccConflicts;
import io.github.dsql.hibernate.conflict.OccRetry;
import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.fault.CommitOutcome;
import io.github.dsql.local.fault.Failure;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.SessionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Quarkus with the dependency, the URL and the name of the dialect, against conflicts of DSQL Local. */
@QuarkusTest
@QuarkusTestResource(DsqlLocalResource.class)
class TransfersIT {
    @Inject
    Transfers transfers;

    @Inject
    SessionFactory sessionFactory;

    @Inject
    EntityManager entityManager;

    DsqlLocal dsql;

    private final String alice = "alice " + UUID.randomUUID();
    private final String bob = "bob " + UUID.randomUUID();

    @BeforeEach
    void twoAccounts() {
        dsql.faults().reset();
        transfers.open(alice, 100);
        transfers.open(bob, 100);
    }

    @Test
    void theDialectThatWasBuiltInIsUsed() {
        assertThat(sessionFactory
                        .unwrap(SessionFactoryImplementor.class)
                        .getJdbcServices()
                        .getDialect())
                .isInstanceOfSatisfying(
                        DsqlDialect.class,
                        dialect -> assertThat(dialect.options().ddlMaxRetries()).isEqualTo(7));
    }

    @Test
    void theMappingIsThatOfAuroraDsql() {
        assertThat(dsql.statements().sql())
                .anyMatch(sql -> sql.startsWith("create table") && sql.contains("kind varchar(255) check"));
    }

    @Test
    void theAnnotationRunsTheTransactionAgain() {
        dsql.faults().failNextCommits(3);
        dsql.faults().after(1).failNextStatements(1, Failure.schemaConflict());
        transfers.transfer(alice, bob, 30);
        assertThat(transfers.balance(alice)).isEqualTo(70);
        assertThat(transfers.balance(bob)).isEqualTo(130);
    }

    @Test
    void aConflictIsRecognisedInWhatTheTransactionManagerThrows() {
        dsql.faults().failNextCommits(1);
        Throwable atCommit =
                catchThrowable(() -> QuarkusTransaction.requiringNew().run(this::deposit));
        assertThat(OccConflicts.isConflict(atCommit)).isTrue();
        dsql.faults().failNextStatements(1, Failure.schemaConflict());
        Throwable atStatement =
                catchThrowable(() -> QuarkusTransaction.requiringNew().run(this::deposit));
        assertThat(OccConflicts.isConflict(atStatement)).isTrue();
        assertThat(transfers.balance(alice)).isEqualTo(100);
    }

    @Test
    void aLostAnswerToCommitIsNotRunAgain() {
        dsql.faults().dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
        Throwable thrown = catchThrowable(() -> transfers.transfer(alice, bob, 30));
        assertThat(thrown).isNotNull();
        assertThat(OccConflicts.isConflict(thrown)).isFalse();
        assertThat(transfers.balance(alice)).isEqualTo(70);
    }

    @Test
    void occRetryTakesATransactionOfQuarkus() {
        AtomicInteger runs = new AtomicInteger();
        dsql.faults().failNextCommits(2);
        OccRetry.withDefaults().call(attempt -> {
            runs.incrementAndGet();
            QuarkusTransaction.requiringNew().run(this::deposit);
            return null;
        });
        assertThat(runs).hasValue(3);
        assertThat(transfers.balance(alice)).isEqualTo(101);
    }

    private void deposit() {
        entityManager.find(Account.class, alice).add(1);
    }
}
