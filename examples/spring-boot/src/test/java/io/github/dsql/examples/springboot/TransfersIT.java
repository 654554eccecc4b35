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
package io.github.dsql.examples.springboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.conflict.DsqlConflictException;
import io.github.dsql.hibernate.conflict.OccConflicts;
import io.github.dsql.hibernate.conflict.OccRetry;
import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.fault.CommitOutcome;
import io.github.dsql.local.fault.Failure;
import jakarta.persistence.EntityManagerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Boot with nothing but the dependency and the URL, against conflicts of DSQL Local. */
class TransfersIT {
    private static DsqlLocal dsql;
    private static ConfigurableApplicationContext context;
    private static Transfers transfers;

    @BeforeAll
    static void start() {
        dsql = DsqlLocal.builder().allowPlainText().start();
        context = new SpringApplicationBuilder(TransfersApplication.class)
                .properties("spring.datasource.url=" + dsql.jdbcUrl())
                .run();
        transfers = context.getBean(Transfers.class);
    }

    @AfterAll
    static void stop() {
        context.close();
        dsql.close();
    }

    @BeforeEach
    void twoAccounts() {
        dsql.faults().reset();
        context.getBean(TransferRepository.class).deleteAll();
        transfers.open("alice", 100);
        transfers.open("bob", 100);
    }

    private static TransactionTemplate template() {
        return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
    }

    private static void deposit() {
        context.getBean(AccountRepository.class).findById("alice").orElseThrow().add(1);
    }

    @Test
    void theDialectIsFoundByItself() {
        assertThat(context.getBean(EntityManagerFactory.class)
                        .unwrap(SessionFactoryImplementor.class)
                        .getJdbcServices()
                        .getDialect())
                .isInstanceOf(DsqlDialect.class);
    }

    @Test
    void aConflictIsAnOptimisticLockingFailure() {
        dsql.faults().failNextCommits(1);
        Throwable atCommit = catchThrowable(() -> template().executeWithoutResult(status -> deposit()));
        assertThat(atCommit).isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(OccConflicts.kind(atCommit)).isEqualTo(DsqlConflictException.Kind.DATA);
        dsql.faults().failNextStatements(1, Failure.schemaConflict());
        Throwable atStatement = catchThrowable(() -> template().executeWithoutResult(status -> deposit()));
        assertThat(atStatement).isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(OccConflicts.kind(atStatement)).isEqualTo(DsqlConflictException.Kind.SCHEMA);
        assertThat(transfers.balance("alice")).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "54000 | transaction row limit exceeded | JpaSystemException | DsqlLimitException",
                "0A000 | unsupported statement: Truncate | InvalidDataAccessResourceUsageException | DsqlUnsupportedException",
                "28000 | unable to accept connection, access denied | DataAccessResourceFailureException | DsqlAccessDeniedException",
                "XX000 | server unavailable | DataAccessResourceFailureException | DsqlUnavailableException",
                "53300 | Unable to accept connection, too many open connections. | DataAccessResourceFailureException | DsqlUnavailableException",
                "23505 | duplicate key | DataIntegrityViolationException | ConstraintViolationException",
            })
    void otherErrorsKeepTheirMeaning(String state, String message, String spring, String cause) {
        dsql.faults().onStatements(sql -> sql.contains("account")).failNextStatements(1, Failure.error(state, message));
        Throwable thrown = catchThrowable(() -> template().executeWithoutResult(status -> deposit()));
        assertThat(thrown.getClass().getSimpleName()).isEqualTo(spring);
        assertThat(thrown.getCause().getClass().getSimpleName()).isEqualTo(cause);
    }

    @Test
    void theAnnotationRunsTheTransactionAgain() {
        dsql.faults().failNextCommits(3);
        dsql.faults().after(1).failNextStatements(1, Failure.schemaConflict());
        transfers.transfer("alice", "bob", 30);
        assertThat(transfers.balance("alice")).isEqualTo(70);
        assertThat(transfers.balance("bob")).isEqualTo(130);
        assertThat(transfers.count()).isEqualTo(1);
    }

    @Test
    void twoClientsInEachOthersWayLoseNothing() throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        Thread other = new Thread(() -> {
            for (int i = 0; i < 20; i++) {
                transfers.transfer("bob", "alice", 1);
            }
        });
        other.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        other.start();
        for (int i = 0; i < 20; i++) {
            transfers.transfer("alice", "bob", 2);
        }
        other.join();
        assertThat(failures).isEmpty();
        assertThat(transfers.balance("alice")).isEqualTo(80);
        assertThat(transfers.balance("bob")).isEqualTo(120);
        assertThat(transfers.count()).isEqualTo(40);
    }

    @Test
    void aLostAnswerToCommitIsNotRunAgain() {
        dsql.faults().dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
        Throwable thrown = catchThrowable(() -> transfers.transfer("alice", "bob", 30));
        assertThat(thrown).isInstanceOf(DataAccessResourceFailureException.class);
        assertThat(OccConflicts.isOutcomeUnknown(thrown)).isTrue();
        assertThat(transfers.balance("alice")).isEqualTo(70);
    }

    @Test
    void callbacksOfSpringHearOfTheRollback() {
        List<Integer> heard = new ArrayList<>();
        dsql.faults().failNextCommits(1);
        assertThatThrownBy(() -> template().executeWithoutResult(status -> {
                    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                        @Override
                        public void afterCompletion(int outcome) {
                            heard.add(outcome);
                        }
                    });
                    deposit();
                }))
                .isInstanceOf(OptimisticLockingFailureException.class);
        assertThat(heard).singleElement().isNotEqualTo(TransactionSynchronization.STATUS_COMMITTED);
    }

    @Test
    void occRetryTakesATransactionTemplateAndRefusesToRunInsideATransaction() {
        AtomicInteger runs = new AtomicInteger();
        dsql.faults().failNextCommits(2);
        OccRetry retry = OccRetry.withDefaults();
        retry.call(attempt -> {
            runs.incrementAndGet();
            template().executeWithoutResult(status -> deposit());
            return null;
        });
        assertThat(runs).hasValue(3);
        EntityManagerFactory factory = context.getBean(EntityManagerFactory.class);
        assertThatThrownBy(() -> template().executeWithoutResult(status -> retry.inTransaction(factory, session -> {})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("around the @Transactional method");
        retry.inTransaction(
                factory, session -> session.find(Account.class, "alice").add(1));
        assertThat(transfers.balance("alice")).isEqualTo(102);
    }
}
