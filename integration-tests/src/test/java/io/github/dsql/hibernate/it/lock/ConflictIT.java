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
package io.github.dsql.hibernate.it.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dsql.hibernate.conflict.DsqlConflictException;
import io.github.dsql.hibernate.conflict.DsqlConflictException.Kind;
import io.github.dsql.hibernate.conflict.DsqlConnectionException;
import io.github.dsql.hibernate.conflict.DsqlLimitException;
import io.github.dsql.hibernate.conflict.DsqlOutcomeUnknownException;
import io.github.dsql.hibernate.conflict.DsqlStatementException;
import io.github.dsql.hibernate.conflict.DsqlUnsupportedException;
import io.github.dsql.hibernate.it.lock.UpsertModel.Plain;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.RollbackException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.hibernate.JDBCException;
import org.hibernate.SessionFactory;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import org.postgresql.util.ServerErrorMessage;

/** What a failed statement and a failed COMMIT become; the driver is made to fail, since one cannot order a conflict. */
class ConflictIT {
    private static Fixture fixture;
    private static SessionFactory failing;
    private static final AtomicReference<SQLException> AT_COMMIT = new AtomicReference<>();
    private static final AtomicReference<SQLException> AT_STATEMENT = new AtomicReference<>();

    @BeforeAll
    static void boot() {
        fixture = new Fixture(Map.of(), Plain.class, UpsertModel.OnlyId.class);
        failing = Fixture.factory(failing(fixture.recording), Map.of(), "none", Plain.class, UpsertModel.OnlyId.class);
    }

    @AfterAll
    static void close() {
        failing.close();
        fixture.close();
    }

    @AfterEach
    void reset() {
        AT_COMMIT.set(null);
        AT_STATEMENT.set(null);
    }

    private static DataSource failing(DataSource target) {
        return (DataSource) Proxy.newProxyInstance(
                ConflictIT.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, args) -> method.getName().equals("getConnection")
                        ? failing(target.getConnection())
                        : method.invoke(target, args));
    }

    private static Connection failing(Connection target) {
        return (Connection) Proxy.newProxyInstance(
                ConflictIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                    if (method.getName().equals("commit") && AT_COMMIT.get() != null) {
                        target.rollback();
                        throw AT_COMMIT.get();
                    }
                    if (method.getName().equals("prepareStatement") && AT_STATEMENT.get() != null) {
                        throw AT_STATEMENT.get();
                    }
                    try {
                        return method.invoke(target, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private static SQLException error(String state, String message) {
        return new PSQLException(new ServerErrorMessage("SERROR\0VERROR\0C" + state + "\0M" + message + "\0\0"));
    }

    private static SQLException conflict() {
        return error("40001", "change conflicts with another transaction (OC000)");
    }

    private static void assertConflict(Throwable thrown, Kind kind) {
        assertThat(thrown).isInstanceOf(DsqlConflictException.class);
        assertThat(((DsqlConflictException) thrown).kind()).isEqualTo(kind);
        assertThat(((DsqlConflictException) thrown).getSQLState()).isEqualTo("40001");
        assertThat(thrown.getCause()).isInstanceOf(StaleStateException.class);
        assertThat(thrown.getCause().getCause()).isInstanceOf(PSQLException.class);
    }

    @Test
    void nativeCommitThrowsTheConflict() {
        AT_COMMIT.set(conflict());
        assertConflict(
                catchThrowable(() -> failing.inTransaction(session -> session.persist(new Plain(1, "a")))), Kind.DATA);
        AT_COMMIT.set(error("40001", "schema has been updated by another transaction (OC001)"));
        assertConflict(
                catchThrowable(() -> failing.inTransaction(session -> session.find(Plain.class, 1L))), Kind.SCHEMA);
    }

    @Test
    void statelessCommitThrowsTheConflict() {
        AT_COMMIT.set(conflict());
        assertConflict(
                catchThrowable(() -> failing.inStatelessTransaction(session -> session.insert(new Plain(2, "a")))),
                Kind.DATA);
    }

    @Test
    void entityTransactionShowsAnOptimisticLockException() {
        AT_COMMIT.set(conflict());
        try (EntityManagerFactory jpa = jpa();
                EntityManager em = jpa.createEntityManager()) {
            EntityTransaction transaction = em.getTransaction();
            transaction.begin();
            em.persist(new Plain(3, "a"));
            Throwable thrown = catchThrowable(transaction::commit);
            assertThat(thrown).isInstanceOf(RollbackException.class).hasCauseInstanceOf(OptimisticLockException.class);
            assertConflict(thrown.getCause().getCause(), Kind.DATA);
        }
    }

    private static EntityManagerFactory jpa() {
        return new HibernatePersistenceConfiguration("conflicts")
                .property("hibernate.dialect", "io.github.dsql.hibernate.DsqlDialect")
                .property("jakarta.persistence.nonJtaDataSource", failing(fixture.recording))
                .managedClass(Plain.class)
                .createEntityManagerFactory();
    }

    /** Jakarta Persistence's exception of the same meaning wraps ours where a session acts as an entity manager. */
    private static Throwable ours(Throwable thrown) {
        return thrown instanceof JDBCException ? thrown : thrown.getCause();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "40001 | change conflicts with another transaction (OC000) | DsqlConflictException",
                "54000 | transaction row limit exceeded | DsqlLimitException",
                "53200 | query requires too much temp space, out of memory. | DsqlLimitException",
                "0A000 | unsupported statement: Truncate | DsqlUnsupportedException",
                "53300 | Unable to accept connection, too many open connections. | DsqlUnavailableException",
                "08006 | gone | DsqlConnectionException",
                "57P01 | terminating | DsqlConnectionException",
                "25006 | cannot execute INSERT in a read-only transaction | DsqlStatementException",
                "25P02 | current transaction is aborted | DsqlStatementException",
                "XX000 | server unavailable | DsqlUnavailableException",
                "XX000 | something else | DsqlStatementException",
                "28000 | unable to accept connection, access denied | DsqlAccessDeniedException",
                "23505 | duplicate key | ConstraintViolationException",
                "42601 | syntax error | SQLGrammarException",
                "57014 | canceling | QueryTimeoutException",
                "22003 | out of range | DataException",
            })
    void everyErrorOfAFindIsThrownAndNoneIsGeneric(String state, String message, String expected) {
        AT_STATEMENT.set(error(state, message));
        Throwable thrown = ours(catchThrowable(() -> failing.inTransaction(session -> session.find(Plain.class, 1L))));
        assertThat(thrown).isInstanceOf(JDBCException.class);
        assertThat(thrown.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(thrown).hasMessageContaining(message);
    }

    @Test
    void messagesSayWhatToDo() {
        AT_STATEMENT.set(error("54000", "transaction row limit exceeded"));
        assertThat(catchThrowable(() -> failing.inTransaction(session -> session.find(Plain.class, 1L))))
                .isInstanceOf(DsqlLimitException.class)
                .isInstanceOf(DsqlStatementException.class)
                .hasMessageContaining("at most 3,000 rows");
        AT_STATEMENT.set(error("0A000", "x"));
        assertThat(catchThrowable(() -> failing.inTransaction(session -> session.find(Plain.class, 1L))))
                .isInstanceOf(DsqlUnsupportedException.class)
                .hasMessageContaining("compatibility");
    }

    @Test
    void theStateOfANextExceptionCountsAndNoValueIsQuoted() {
        SQLException batch = new BatchUpdateException("Batch entry 0 update t set a='secret' was aborted", new int[0]);
        batch.setNextException(conflict());
        AT_STATEMENT.set(batch);
        assertThat(ours(catchThrowable(() -> failing.inTransaction(session -> session.find(Plain.class, 1L)))))
                .isInstanceOf(DsqlConflictException.class)
                .hasMessageContaining("(OC000)")
                .hasMessageNotContaining("secret");
    }

    @Test
    void otherErrorsAtCommitAreTranslatedToo() {
        AT_COMMIT.set(error("54000", "transaction size limit 10mb exceeded"));
        assertThat(catchThrowable(() -> failing.inTransaction(session -> session.persist(new Plain(4, "a")))))
                .isInstanceOf(DsqlLimitException.class)
                .hasMessageContaining("10 MiB");
        AT_COMMIT.set(new PSQLException("gone", PSQLState.CONNECTION_FAILURE));
        assertThat(catchThrowable(() -> failing.inTransaction(session -> session.persist(new Plain(5, "a")))))
                .isInstanceOf(DsqlOutcomeUnknownException.class);
        AT_COMMIT.set(new PSQLException("closed, nothing was sent", PSQLState.CONNECTION_DOES_NOT_EXIST));
        assertThat(catchThrowable(() -> failing.inTransaction(session -> session.persist(new Plain(5, "a")))))
                .isInstanceOf(DsqlConnectionException.class);
    }

    @Test
    void constraintNameComesFromTheServer() {
        fixture.factory.inTransaction(session -> session.persist(new Plain(100, "a")));
        Throwable thrown = catchThrowable(
                () -> fixture.factory.inStatelessTransaction(session -> session.insert(new Plain(100, "b"))));
        assertThat(thrown).isInstanceOf(ConstraintViolationException.class);
        assertThat(((ConstraintViolationException) thrown).getConstraintName()).isEqualTo("plain_pkey");
    }
}
