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

import io.github.dsql.hibernate.DsqlDialect;
import jakarta.persistence.EntityManagerFactory;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SharedSessionContract;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.transaction.jta.platform.spi.JtaPlatform;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Runs a unit of work again, from its start, when it ends with a conflict.
 *
 * <p>On Aurora DSQL any transaction may fail at COMMIT with SQLSTATE 40001, because another one that committed first has changed the same rows. Each attempt gets
 * a session and a transaction of its own, which are ended before the next; entities of an attempt that failed are not to be used again. So the work must be
 * repeatable: it reads what it needs itself, and what must happen only once goes to {@link Attempt#afterCommit}.
 *
 * <pre>{@code
 * OccRetry retry = OccRetry.withDefaults();
 * retry.inTransaction(sessionFactory, session -> session.find(Account.class, id).deposit(amount));
 * }</pre>
 *
 * <p>Only conflicts are retried, as {@link OccConflicts#isConflict} sees them, and what is added by {@link OccRetryBuilder#alsoRetryOn}; never an {@link AfterCommitException}, nor a {@link DsqlOutcomeUnknownException}
 * unless the work {@linkplain OccRetryBuilder#idempotent is idempotent}. When the attempts are used up, the last failure is thrown as it is; each
 * failure before it is suppressed in it as the cause of a {@link FailedAttempt}.
 *
 * <p>The wait before an attempt is a random time between zero and a limit that doubles with each one (full jitter), so that clients that met do not
 * meet again in step. An interrupt ends the retries: the last failure is thrown and the thread stays interrupted.
 *
 * <p>A retry inside a transaction could not undo what that transaction has done, and commits apart from it: a call on a thread that has one open
 * with the same database is refused with an {@link IllegalStateException}.
 *
 * <p>Instances are immutable and can be shared by threads.
 */
public final class OccRetry {
    private final RetryLoop loop;

    OccRetry(RetryLoop loop) {
        this.loop = loop;
    }

    /**
     * Returns a retry with the defaults of {@link OccRetryBuilder}.
     *
     * @return the retry
     */
    public static OccRetry withDefaults() {
        return builder().build();
    }

    /**
     * Starts to configure a retry.
     *
     * @return a builder with every option at its default
     */
    public static OccRetryBuilder builder() {
        return new OccRetryBuilder();
    }

    /**
     * Runs work in a session and a transaction.
     *
     * @param factory the session factory, or an entity manager factory of Hibernate
     * @param work the work; may run several times
     * @throws IllegalStateException if this thread has a transaction open
     */
    public void inTransaction(EntityManagerFactory factory, Consumer<? super Session> work) {
        inTransaction(factory, (session, attempt) -> work.accept(session));
    }

    /**
     * Runs work in a session and a transaction.
     *
     * @param factory the session factory, or an entity manager factory of Hibernate
     * @param work the work, given the attempt it runs in; may run several times
     * @throws IllegalStateException if this thread has a transaction open
     */
    public void inTransaction(EntityManagerFactory factory, BiConsumer<? super Session, Attempt> work) {
        fromTransaction(factory, (session, attempt) -> {
            work.accept(session, attempt);
            return work;
        });
    }

    /**
     * Runs work in a session and a transaction, and returns its result.
     *
     * @param factory the session factory, or an entity manager factory of Hibernate
     * @param work the work; may run several times
     * @param <R> the type of the result
     * @return the result of the attempt that succeeded
     * @throws IllegalStateException if this thread has a transaction open
     */
    public <R extends @Nullable Object> R fromTransaction(
            EntityManagerFactory factory, Function<? super Session, ? extends R> work) {
        return fromTransaction(factory, (session, attempt) -> work.apply(session));
    }

    /**
     * Runs work in a session and a transaction, and returns its result.
     *
     * @param factory the session factory, or an entity manager factory of Hibernate
     * @param work the work, given the attempt it runs in; may run several times
     * @param <R> the type of the result
     * @return the result of the attempt that succeeded
     * @throws IllegalStateException if this thread has a transaction open
     */
    public <R extends @Nullable Object> R fromTransaction(
            EntityManagerFactory factory, BiFunction<? super Session, Attempt, ? extends R> work) {
        SessionFactoryImplementor sessions = sessions(factory);
        return this.<Session, R>run(work, sessions::fromTransaction);
    }

    /**
     * Runs work in a stateless session and a transaction.
     *
     * @param factory the session factory, or an entity manager factory of Hibernate
     * @param work the work; may run several times
     * @throws IllegalStateException if this thread has a transaction open
     */
    public void inStatelessTransaction(EntityManagerFactory factory, Consumer<? super StatelessSession> work) {
        inStatelessTransaction(factory, (session, attempt) -> work.accept(session));
    }

    /**
     * Runs work in a stateless session and a transaction.
     *
     * @param factory the session factory, or an entity manager factory of Hibernate
     * @param work the work, given the attempt it runs in; may run several times
     * @throws IllegalStateException if this thread has a transaction open
     */
    public void inStatelessTransaction(
            EntityManagerFactory factory, BiConsumer<? super StatelessSession, Attempt> work) {
        fromStatelessTransaction(factory, (session, attempt) -> {
            work.accept(session, attempt);
            return work;
        });
    }

    /**
     * Runs work in a stateless session and a transaction, and returns its result.
     *
     * @param factory the session factory, or an entity manager factory of Hibernate
     * @param work the work; may run several times
     * @param <R> the type of the result
     * @return the result of the attempt that succeeded
     * @throws IllegalStateException if this thread has a transaction open
     */
    public <R extends @Nullable Object> R fromStatelessTransaction(
            EntityManagerFactory factory, Function<? super StatelessSession, ? extends R> work) {
        return fromStatelessTransaction(factory, (session, attempt) -> work.apply(session));
    }

    /**
     * Runs work in a stateless session and a transaction, and returns its result.
     *
     * @param factory the session factory, or an entity manager factory of Hibernate
     * @param work the work, given the attempt it runs in; may run several times
     * @param <R> the type of the result
     * @return the result of the attempt that succeeded
     * @throws IllegalStateException if this thread has a transaction open
     */
    public <R extends @Nullable Object> R fromStatelessTransaction(
            EntityManagerFactory factory, BiFunction<? super StatelessSession, Attempt, ? extends R> work) {
        SessionFactoryImplementor sessions = sessions(factory);
        return this.<StatelessSession, R>run(work, sessions::fromStatelessTransaction);
    }

    /**
     * Runs work that opens and ends its own session and transaction, for instance through a {@code TransactionTemplate} of Spring.
     *
     * <p>Whether the thread has a transaction open already cannot be told here, and is not looked at. Effects {@linkplain Attempt#afterCommit after commit} run when the work returns.
     *
     * @param work the work, given the attempt it runs in; may run several times
     * @param <R> the type of the result
     * @return the result of the attempt that succeeded
     */
    public <R extends @Nullable Object> R call(Function<Attempt, ? extends R> work) {
        return loop.run(attempt -> new RetryLoop.Run<>(work.apply(attempt), true));
    }

    private <S extends SharedSessionContract, R extends @Nullable Object> R run(
            BiFunction<? super S, Attempt, ? extends R> work, Function<Function<S, R>, R> inTransaction) {
        return loop.run(attempt -> {
            Outcome outcome = new Outcome();
            try {
                R result = inTransaction.apply(session -> outcome.watch(session, () -> work.apply(session, attempt)));
                return new RetryLoop.Run<>(result, outcome.isCommitted());
            } catch (Throwable failure) {
                outcome.failed(failure, attempt);
                throw failure;
            }
        });
    }

    private static SessionFactoryImplementor sessions(EntityManagerFactory factory) {
        SessionFactoryImplementor sessions = factory.unwrap(SessionFactoryImplementor.class);
        if (isInTransaction(sessions)) {
            throw new IllegalStateException(
                    "This thread has a transaction open already. A retry inside it would commit on its own, and could not undo what the open"
                            + " transaction has done: put the retry around the outermost transaction (with Spring, around the"
                            + " @Transactional method)");
        }
        return sessions;
    }

    private static boolean isInTransaction(SessionFactoryImplementor sessions) {
        if (sessions.getServiceRegistry()
                .requireService(TransactionCoordinatorBuilder.class)
                .isJta()) {
            try {
                return sessions.getServiceRegistry()
                                .requireService(JtaPlatform.class)
                                .getCurrentStatus()
                        == Status.STATUS_ACTIVE;
            } catch (SystemException e) {
                throw new IllegalStateException(
                        "The transaction manager does not tell whether a transaction is open", e);
            }
        }
        return sessions.getJdbcServices().getDialect() instanceof DsqlDialect dialect
                && dialect.openTransactions().isAny();
    }
}
