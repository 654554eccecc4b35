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
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dsql.hibernate.conflict.AfterCommitException;
import io.github.dsql.hibernate.conflict.DsqlConflictException;
import io.github.dsql.hibernate.conflict.DsqlConflictException.Kind;
import io.github.dsql.hibernate.conflict.DsqlConnectionException;
import io.github.dsql.hibernate.conflict.DsqlOutcomeUnknownException;
import io.github.dsql.hibernate.conflict.DsqlStatementException;
import io.github.dsql.hibernate.conflict.DsqlUnavailableException;
import io.github.dsql.hibernate.conflict.OccConflicts;
import io.github.dsql.hibernate.conflict.OccRetry;
import io.github.dsql.hibernate.it.conflict.Bank.Account;
import io.github.dsql.local.fault.CommitOutcome;
import io.github.dsql.local.fault.Failure;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.TransactionException;
import org.hibernate.event.spi.EventSource;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OccRetry, and what a session says after a conflict, against conflicts of the stand-in. */
class OccRetryIT {
    private static final OccRetry RETRY =
            OccRetry.builder().baseDelay(Duration.ZERO).build();
    private static Cluster cluster;

    @BeforeAll
    static void start() {
        cluster = new Cluster();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void oneAccount() {
        cluster.dsql.faults().reset();
        cluster.factory.inTransaction(session -> {
            session.createMutationQuery("delete from Account").executeUpdate();
            session.persist(new Account(1, 100));
        });
    }

    private static long balance() {
        return cluster.factory.fromTransaction(session -> session.find(Account.class, 1L).balance);
    }

    private static void deposit(Session session) {
        session.find(Account.class, 1L).balance += 10;
    }

    @Test
    void runsAgainAfterConflictsAtCommit() {
        cluster.dsql.faults().failNextCommits(3);
        List<Session> sessions = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        RETRY.inTransaction(cluster.factory, (session, attempt) -> {
            sessions.add(session);
            numbers.add(attempt.number());
            deposit(session);
        });
        assertThat(numbers).containsExactly(1, 2, 3, 4);
        assertThat(sessions).doesNotHaveDuplicates().noneMatch(Session::isOpen);
        assertThat(balance()).isEqualTo(110);
    }

    @Test
    void runsAgainAfterARealConflict() {
        AtomicInteger runs = new AtomicInteger();
        RETRY.inTransaction(cluster.factory, session -> {
            deposit(session);
            if (runs.getAndIncrement() == 0) {
                another(() -> cluster.factory.inTransaction(OccRetryIT::deposit));
            }
        });
        assertThat(runs).hasValue(2);
        assertThat(balance()).isEqualTo(120);
    }

    @Test
    void runsAgainAfterASchemaConflictAtAStatement() {
        cluster.dsql.faults().failNextStatements(1, Failure.schemaConflict());
        AtomicInteger runs = new AtomicInteger();
        RETRY.inTransaction(cluster.factory, session -> {
            runs.incrementAndGet();
            deposit(session);
        });
        assertThat(runs).hasValue(2);
        assertThat(balance()).isEqualTo(110);
    }

    @Test
    void runsAStatelessSessionAgain() {
        cluster.dsql.faults().failNextCommits(2);
        int runs = RETRY.fromStatelessTransaction(cluster.factory, (session, attempt) -> {
            Account account = session.get(Account.class, 1L);
            account.balance += 10;
            session.update(account);
            return attempt.number();
        });
        assertThat(runs).isEqualTo(3);
        assertThat(balance()).isEqualTo(110);
    }

    @Test
    void takesAnEntityManagerFactory() {
        try (EntityManagerFactory jpa = cluster.jpa()) {
            cluster.dsql.faults().failNextCommits(2);
            RETRY.inTransaction(jpa, em -> em.find(Account.class, 1L).balance += 10);
            cluster.dsql.faults().failNextStatements(1, Failure.schemaConflict());
            long balance = RETRY.<Long>fromTransaction(jpa, em -> em.find(Account.class, 1L).balance);
            assertThat(balance).isEqualTo(110);
        }
    }

    @Test
    void givesUpWithTheConflictWhenTheAttemptsAreUsedUp() {
        cluster.dsql.faults().failNextCommits(3);
        Throwable thrown = catchThrowable(() -> OccRetry.builder()
                .maxAttempts(3)
                .baseDelay(Duration.ZERO)
                .build()
                .inTransaction(cluster.factory, OccRetryIT::deposit));
        assertThat(thrown).isInstanceOf(DsqlConflictException.class);
        assertThat(thrown.getSuppressed()).hasSize(2).allSatisfy(attempt -> assertThat(attempt)
                .hasCauseInstanceOf(DsqlConflictException.class));
        assertThat(balance()).isEqualTo(100);
    }

    @Test
    void effectsRunOnceAfterTheCommit() {
        List<Long> seen = new ArrayList<>();
        cluster.dsql.faults().failNextCommits(2);
        RETRY.inTransaction(cluster.factory, (session, attempt) -> {
            attempt.afterCommit(() -> seen.add(balance()));
            deposit(session);
        });
        assertThat(seen).containsExactly(110L);
    }

    @Test
    void effectsOfWorkThatAsksForARollbackDoNotRun() {
        List<String> effects = new ArrayList<>();
        RETRY.inTransaction(cluster.factory, (session, attempt) -> {
            attempt.afterCommit(() -> effects.add("mail"));
            deposit(session);
            session.getTransaction().markRollbackOnly();
        });
        assertThat(effects).isEmpty();
        assertThat(balance()).isEqualTo(100);
    }

    @Test
    void aCommitWhoseAnswerIsLostIsNeverRunAgain() {
        for (CommitOutcome outcome : CommitOutcome.values()) {
            long before = balance();
            cluster.dsql.faults().dropConnectionAtNextCommit(outcome);
            AtomicInteger runs = new AtomicInteger();
            List<String> effects = new ArrayList<>();
            Throwable thrown = catchThrowable(() -> RETRY.inTransaction(cluster.factory, (session, attempt) -> {
                runs.incrementAndGet();
                attempt.afterCommit(() -> effects.add("mail"));
                deposit(session);
            }));
            assertThat(thrown)
                    .isInstanceOf(DsqlOutcomeUnknownException.class)
                    .hasMessageContaining("may have been committed or not");
            assertThat(runs).hasValue(1);
            assertThat(effects).isEmpty();
            assertThat(balance() - before).isEqualTo(outcome == CommitOutcome.COMMITTED ? 10 : 0);
        }
    }

    @Test
    void anUnavailableServiceAtCommitLeavesTheOutcomeOpenToo() {
        try (EntityManagerFactory jpa = cluster.jpa()) {
            cluster.dsql.faults().failNextCommits(1, Failure.serverUnavailable(), CommitOutcome.COMMITTED);
            Throwable thrown =
                    catchThrowable(() -> jpa.runInTransaction(em -> em.find(Account.class, 1L).balance += 10));
            assertThat(thrown)
                    .isInstanceOf(RollbackException.class)
                    .hasCauseInstanceOf(DsqlOutcomeUnknownException.class);
            assertThat(OccConflicts.isOutcomeUnknown(thrown)).isTrue();
            assertThat(OccConflicts.isConflict(thrown)).isFalse();
        }
        assertThat(balance()).isEqualTo(110);
    }

    @Test
    void idempotentWorkRunsAgainAfterALostAnswer() {
        cluster.dsql.faults().dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
        OccRetry.builder()
                .idempotent()
                .baseDelay(Duration.ZERO)
                .build()
                .inStatelessTransaction(cluster.factory, session -> session.createMutationQuery(
                                "update Account set balance = 500 where id = 1")
                        .executeUpdate());
        assertThat(balance()).isEqualTo(500);
    }

    @Test
    void aConnectionThatIsLostBeforeCommitIsNoUnknownOutcome() {
        cluster.dsql.faults().dropConnectionAtStatement(1);
        Throwable thrown = catchThrowable(() -> cluster.factory.inTransaction(OccRetryIT::deposit));
        assertThat(thrown).isInstanceOf(DsqlConnectionException.class);
        assertThat(OccConflicts.isTransient(thrown)).isTrue();
        cluster.dsql.faults().failNextStatements(1, Failure.serverUnavailable());
        thrown = catchThrowable(() -> cluster.factory.inTransaction(OccRetryIT::deposit));
        assertThat(thrown).isInstanceOf(DsqlUnavailableException.class).hasMessageContaining("nothing was committed");
        assertThat(balance()).isEqualTo(100);
    }

    @Test
    void refusesToRunInsideATransaction() {
        List<Throwable> refusals = new ArrayList<>();
        cluster.factory.inTransaction(session ->
                refusals.add(catchThrowable(() -> RETRY.inTransaction(cluster.factory, OccRetryIT::deposit))));
        RETRY.inTransaction(
                cluster.factory,
                session -> refusals.add(
                        catchThrowable(() -> RETRY.inStatelessTransaction(cluster.factory, stateless -> {}))));
        try (StatelessSession stateless = cluster.factory.openStatelessSession()) {
            stateless.beginTransaction();
            refusals.add(catchThrowable(() -> RETRY.fromTransaction(cluster.factory, session -> 1)));
            stateless.getTransaction().rollback();
        }
        try (EntityManagerFactory jpa = cluster.jpa();
                EntityManager em = jpa.createEntityManager()) {
            em.getTransaction().begin();
            em.getTransaction().setRollbackOnly();
            refusals.add(catchThrowable(() -> RETRY.fromTransaction(jpa, session -> 1)));
            em.getTransaction().rollback();
        }
        assertThat(refusals).hasSize(4).allSatisfy(refusal -> assertThat(refusal)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has a transaction open already"));
        assertThat(balance()).isEqualTo(100);
    }

    @Test
    void runsAfterATransactionHasEndedInAnyWay() {
        cluster.dsql.faults().failNextCommits(1);
        assertThatThrownBy(() -> cluster.factory.inTransaction(OccRetryIT::deposit))
                .isNotNull();
        assertThatThrownBy(() -> cluster.factory.inTransaction(session -> {
                    throw new IllegalStateException();
                }))
                .isNotNull();
        Session abandoned = cluster.factory.openSession();
        abandoned.beginTransaction();
        abandoned.close();
        try (Session open = cluster.factory.openSession()) {
            open.beginTransaction();
            another(() -> RETRY.inTransaction(cluster.factory, OccRetryIT::deposit));
            open.getTransaction().rollback();
        }
        RETRY.inTransaction(cluster.factory, (session, attempt) -> {
            attempt.afterCommit(() -> RETRY.inTransaction(cluster.factory, OccRetryIT::deposit));
            deposit(session);
        });
        assertThat(balance()).isEqualTo(130);
    }

    @Test
    void aSessionCannotBeUsedFurtherAfterAConflictAtCommit() {
        cluster.dsql.faults().failNextCommits(1);
        try (Session session = cluster.factory.openSession()) {
            session.beginTransaction();
            deposit(session);
            assertThatThrownBy(() -> session.getTransaction().commit()).isInstanceOf(DsqlConflictException.class);
            assertUnusable(session, Kind.DATA);
        }
        assertThat(balance()).isEqualTo(100);
    }

    @Test
    void aSessionCannotBeUsedFurtherAfterAConflictAtAStatement() {
        try (Session session = cluster.factory.openSession();
                Session bystander = cluster.factory.openSession()) {
            session.beginTransaction();
            deposit(session);
            bystander.beginTransaction();
            bystander.find(Account.class, 1L);
            cluster.dsql.faults().failNextStatements(1, Failure.schemaConflict());
            assertThatThrownBy(session::flush).isInstanceOf(OptimisticLockException.class);
            assertThatThrownBy(() ->
                            session.createNativeQuery("select 1", Integer.class).getSingleResult())
                    .isInstanceOf(OptimisticLockException.class)
                    .hasMessageContaining("has ended with a conflict")
                    .satisfies(again -> assertThat(OccConflicts.kind(again)).isEqualTo(Kind.SCHEMA));
            session.getTransaction().rollback();
            assertUnusable(session, Kind.SCHEMA);
            bystander.getTransaction().rollback();
            bystander.beginTransaction();
            bystander.getTransaction().commit();
        }
        assertThat(balance()).isEqualTo(100);
    }

    private static void assertUnusable(Session session, Kind kind) {
        Throwable refusal = catchThrowable(session::beginTransaction);
        assertThat(refusal)
                .isInstanceOf(TransactionException.class)
                .hasMessageContaining("close the session")
                .hasMessageContaining("spring.jpa.open-in-view=false");
        assertThat(OccConflicts.kind(refusal)).isEqualTo(kind);
    }

    @Test
    void aSessionGoesOnAfterAnErrorThatIsNoConflict() {
        try (Session session = cluster.factory.openSession()) {
            session.beginTransaction();
            assertThatThrownBy(() -> session.createNativeMutationQuery("insert into Account values (1, 1, 1)")
                            .executeUpdate())
                    .isInstanceOf(ConstraintViolationException.class);
            assertThatThrownBy(() ->
                            session.createNativeQuery("select 1", Integer.class).getSingleResult())
                    .isInstanceOf(DsqlStatementException.class)
                    .hasMessageContaining("an error before this one ended the transaction");
            session.getTransaction().rollback();
            session.beginTransaction();
            deposit(session);
            session.getTransaction().commit();
        }
        assertThat(balance()).isEqualTo(110);
    }

    @Test
    void synchronizationsHearOfTheEnd() {
        List<Integer> heard = new ArrayList<>();
        cluster.dsql.faults().failNextCommits(1);
        assertThatThrownBy(() -> cluster.factory.inTransaction(session -> {
                    session.getTransaction().registerSynchronization(new Synchronization() {
                        @Override
                        public void beforeCompletion() {}

                        @Override
                        public void afterCompletion(int status) {
                            heard.add(status);
                        }
                    });
                    deposit(session);
                }))
                .isInstanceOf(DsqlConflictException.class);
        assertThat(heard).singleElement().isNotEqualTo(Status.STATUS_COMMITTED);
    }

    @Test
    void workThatSwallowsAConflictRunsAgain() {
        List<Integer> effects = new ArrayList<>();
        RETRY.inStatelessTransaction(cluster.factory, (session, attempt) -> {
            attempt.afterCommit(() -> effects.add(attempt.number()));
            Account account = session.get(Account.class, 1L);
            account.balance += 10;
            if (attempt.number() == 1) {
                cluster.dsql.faults().failNextStatements(1, Failure.schemaConflict());
            }
            Throwable swallowed = catchThrowable(() -> session.update(account));
            assertThat(swallowed == null).isEqualTo(attempt.number() == 2);
        });
        assertThat(effects).containsExactly(2);
        assertThat(balance()).isEqualTo(110);
    }

    @Test
    void workThatSwallowsAnotherErrorIsNotTakenForCommitted() {
        Throwable thrown = catchThrowable(() -> RETRY.inStatelessTransaction(cluster.factory, session -> {
            Account account = session.get(Account.class, 1L);
            account.balance += 10;
            session.update(account);
            assertThatThrownBy(() -> session.insert(new Account(1, 1)))
                    .isInstanceOf(ConstraintViolationException.class);
        }));
        assertThat(thrown)
                .isInstanceOf(TransactionException.class)
                .hasMessageContaining("A statement before COMMIT failed");
        assertThat(OccConflicts.isConflict(thrown)).isFalse();
        assertThat(balance()).isEqualTo(100);
    }

    @Test
    void nothingOfWorkThatThrowsAnErrorOrACheckedExceptionIsCommittedByTheNextUserOfItsConnection() {
        for (Throwable failure : List.of(new Error("error"), new AssertionError(), new IOException("checked"))) {
            Throwable thrown = catchThrowable(() -> RETRY.inTransaction(cluster.factory, session -> {
                deposit(session);
                session.flush();
                OccRetryIT.<RuntimeException>throwAsIs(failure);
            }));
            assertThat(thrown).isSameAs(failure);
            thrown = catchThrowable(() -> RETRY.inStatelessTransaction(cluster.factory, session -> {
                session.createMutationQuery("update Account set balance = 7").executeUpdate();
                OccRetryIT.<RuntimeException>throwAsIs(failure);
            }));
            assertThat(thrown).isSameAs(failure);
            assertThat(balance()).isEqualTo(100);
        }
    }

    @Test
    void aConflictAfterTheCommitRunsNothingAgain() {
        List<String> effects = new ArrayList<>();
        AtomicInteger runs = new AtomicInteger();
        Throwable thrown = catchThrowable(() -> RETRY.inTransaction(cluster.factory, (session, attempt) -> {
            runs.incrementAndGet();
            attempt.afterCommit(() -> effects.add("mail"));
            deposit(session);
            ((EventSource) session).getActionQueue().registerCallback((success, inSession) -> {
                cluster.dsql.faults().failNextCommits(1);
                cluster.factory.inTransaction(OccRetryIT::deposit);
            });
        }));
        assertThat(thrown).isInstanceOf(AfterCommitException.class);
        assertThat(OccConflicts.isConflict(thrown)).isFalse();
        assertThat(effects).containsExactly("mail");
        assertThat(runs).hasValue(1);
        assertThat(balance()).isEqualTo(110);
    }

    @Test
    void workThatCommitsItselfIsNotRunAgainAfterThat() {
        Throwable thrown = catchThrowable(() -> RETRY.inTransaction(cluster.factory, session -> {
            deposit(session);
            session.getTransaction().commit();
            session.beginTransaction();
            deposit(session);
            cluster.dsql.faults().failNextCommits(1);
        }));
        assertThat(thrown).isInstanceOf(AfterCommitException.class).hasCauseInstanceOf(DsqlConflictException.class);
        assertThat(balance()).isEqualTo(110);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As Kotlin does.
    private static <T extends Throwable> void throwAsIs(Throwable failure) throws T {
        throw (T) failure;
    }

    /** Runs on a thread of its own, to its end. */
    private static void another(Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLostAnswerToAChangeOutsideOfATransactionLeavesTheOutcomeOpen() {
        try (SessionFactory autocommit = cluster.factory(Map.of("hibernate.connection.autocommit", true));
                StatelessSession session = autocommit.openStatelessSession()) {
            Account account = session.get(Account.class, 1L);
            account.balance += 10;
            cluster.dsql.faults().dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
            Throwable thrown = catchThrowable(() -> session.update(account));
            assertThat(OccConflicts.isOutcomeUnknown(thrown)).isTrue();
            assertThat(OccConflicts.isTransient(thrown)).isFalse();
        }
        assertThat(balance()).isEqualTo(110);
    }

    @Test
    void aTransactionThatWasGivenUpLeavesItsConnectionClean() {
        try (Session session = cluster.factory.openSession()) {
            session.beginTransaction();
            session.find(Account.class, 1L).balance += 10;
            cluster.dsql.faults().failNextStatements(1, Failure.schemaConflict());
            assertThatThrownBy(session::flush).isNotNull();
            session.clear();
            assertThatThrownBy(() -> session.getTransaction().commit()).isInstanceOf(DsqlConflictException.class);
            assertUnusable(session, Kind.SCHEMA);
        }
        for (int i = 0; i < 45; i++) {
            cluster.factory.inTransaction(OccRetryIT::deposit);
        }
        assertThat(balance()).isEqualTo(550);
    }
}
