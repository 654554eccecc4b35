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

import io.github.dsql.hibernate.conflict.OccConflicts;
import io.github.dsql.hibernate.conflict.OccRetry;
import io.github.dsql.hibernate.conflict.OccRetryEvent;
import io.github.dsql.hibernate.conflict.OccRetryListener;
import io.github.dsql.hibernate.it.conflict.Bank.Account;
import io.github.dsql.hibernate.it.conflict.Bank.Tag;
import io.github.dsql.hibernate.it.conflict.Bank.Transfer;
import io.github.dsql.local.fault.CommitOutcome;
import io.github.dsql.local.fault.Failure;
import io.github.dsql.local.fault.Faults;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Many clients on few rows: nothing is lost and nothing doubled, whatever fails in between. Each run prints its seed. */
class ContentionIT {
    private static final int CLIENTS = 8;
    private static final int ACCOUNTS = 5;
    private static final long OPENING_BALANCE = 1_000;

    private static Cluster cluster;

    private final long seed = Long.getLong("dsql.contention.seed", System.nanoTime());
    private final AtomicInteger mostAttempts = new AtomicInteger();
    private final AtomicInteger conflicts = new AtomicInteger();
    private final OccRetry retry = OccRetry.builder()
            .maxAttempts(100)
            .baseDelay(Duration.ofMillis(2))
            .maxDelay(Duration.ofMillis(100))
            .listener(new OccRetryListener() {
                @Override
                public void attemptFailed(OccRetryEvent event) {
                    if (OccConflicts.isConflict(event.failure())) {
                        conflicts.incrementAndGet();
                    }
                    mostAttempts.accumulateAndGet(event.attempt(), Math::max);
                }
            })
            .build();

    @BeforeAll
    static void start() {
        cluster = new Cluster();
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void accounts() {
        System.out.println("ContentionIT, seed " + seed + " (-Ddsql.contention.seed)");
        cluster.dsql.faults().reset();
        cluster.factory.getSchemaManager().truncate();
        cluster.factory.inTransaction(session -> {
            for (int id = 0; id < ACCOUNTS; id++) {
                session.persist(new Account(id, OPENING_BALANCE));
            }
        });
    }

    /** One client's work, given its number and its own random numbers. */
    @FunctionalInterface
    private interface Client {
        void run(int number, SplittableRandom random) throws Exception;
    }

    private void clients(Client client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<?>> running = new ArrayList<>();
            SplittableRandom seeds = new SplittableRandom(seed);
            for (int i = 0; i < CLIENTS; i++) {
                int number = i;
                SplittableRandom random = seeds.split();
                running.add(threads.submit(() -> {
                    client.run(number, random);
                    return null;
                }));
            }
            for (Future<?> future : running) {
                future.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static long number(String hql) {
        return cluster.factory.fromStatelessTransaction(session ->
                session.createSelectionQuery("select " + hql, Long.class).getSingleResult());
    }

    @Test
    void countersCountEveryIncrement() throws Exception {
        clients((number, random) -> {
            for (int i = 0; i < 10; i++) {
                retry.inTransaction(cluster.factory, session -> session.find(Account.class, 0L).balance++);
            }
        });
        assertThat(number("balance from Account where id = 0")).isEqualTo(OPENING_BALANCE + CLIENTS * 10);
        assertThat(conflicts).hasPositiveValue();
        assertThat(mostAttempts.get()).isLessThanOrEqualTo(100);
    }

    @Test
    void transfersBalanceWithTheirLedgerWhileTheSchemaChanges() throws Exception {
        AtomicInteger done = new AtomicInteger();
        clients((number, random) -> {
            if (number == 0) {
                for (int i = 0; i < 6; i++) {
                    String table = "side_" + i;
                    retry.call(attempt -> ddl("create table if not exists " + table + " (id int primary key)"));
                }
                return;
            }
            for (int i = 0; i < 10; i++) {
                retry.inTransaction(cluster.factory, (session, attempt) -> {
                    attempt.afterCommit(done::incrementAndGet);
                    transfer(session, random);
                });
            }
        });
        assertThat(done).hasValue((CLIENTS - 1) * 10);
        assertThat(number("count(*) from Transfer")).isEqualTo(done.get());
        assertBalanced();
    }

    private static void transfer(Session session, SplittableRandom random) {
        long source = random.nextLong(ACCOUNTS);
        long target = (source + 1 + random.nextLong(ACCOUNTS - 1)) % ACCOUNTS;
        long amount = 1 + random.nextLong(20);
        session.find(Account.class, source).balance -= amount;
        session.find(Account.class, target).balance += amount;
        session.persist(new Transfer(source, target, amount));
    }

    private static void assertBalanced() {
        assertThat(number("sum(balance) from Account")).isEqualTo(ACCOUNTS * OPENING_BALANCE);
        for (long id = 0; id < ACCOUNTS; id++) {
            assertThat(number("balance from Account where id = " + id))
                    .as("account %d", id)
                    .isEqualTo(OPENING_BALANCE
                            + number("coalesce(sum(amount), 0) from Transfer where target = " + id)
                            - number("coalesce(sum(amount), 0) from Transfer where source = " + id));
        }
    }

    private static boolean ddl(String sql) {
        try (Connection connection = DriverManager.getConnection(cluster.dsql.jdbcUrl());
                Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theSameNaturalKeyIsInsertedOnceAndItsUsesAreCounted() throws Exception {
        clients((number, random) -> {
            for (int i = 0; i < 10; i++) {
                String name = "tag" + i;
                retry.inStatelessTransaction(cluster.factory, session -> session.createMutationQuery(
                                "insert into Tag (name, uses) values (:name, 1) on conflict (name) do update set uses = uses + 1")
                        .setParameter("name", name)
                        .executeUpdate());
            }
        });
        List<Tag> tags = cluster.factory.fromTransaction(
                session -> session.createSelectionQuery("from Tag", Tag.class).getResultList());
        assertThat(tags).hasSize(10).allSatisfy(tag -> assertThat(tag.uses).isEqualTo(CLIENTS));
    }

    @Test
    void lostAnswersDroppedConnectionsAndStormsLeaveTheLedgerBalanced() throws Exception {
        Faults faults = cluster.dsql.faults();
        SplittableRandom order = new SplittableRandom(seed);
        for (int i = 0; i < 12; i++) {
            Faults later = faults.after(3 + order.nextInt(60));
            switch (order.nextInt(5)) {
                case 0 -> later.dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
                case 1 -> later.dropConnectionAtNextCommit(CommitOutcome.ROLLED_BACK);
                case 2 -> later.failNextStatements(5, Failure.schemaConflict());
                case 3 -> later.failNextCommits(1, Failure.serverUnavailable(), CommitOutcome.COMMITTED);
                default -> later.dropConnectionAtStatement(1);
            }
        }
        AtomicInteger committed = new AtomicInteger();
        AtomicInteger unknown = new AtomicInteger();
        List<Throwable> unexpected = Collections.synchronizedList(new ArrayList<>());
        clients((number, random) -> {
            for (int i = 0; i < 12; i++) {
                if (random.nextInt(20) == 0) {
                    Thread.currentThread().interrupt();
                }
                try {
                    retry.inTransaction(cluster.factory, session -> transfer(session, random));
                    committed.incrementAndGet();
                } catch (RuntimeException e) {
                    if (OccConflicts.isOutcomeUnknown(e)) {
                        unknown.incrementAndGet();
                    } else if (!OccConflicts.isTransient(e)) {
                        unexpected.add(e);
                    }
                }
                Thread.interrupted();
            }
        });
        faults.reset();
        assertThat(unexpected).isEmpty();
        assertThat(number("count(*) from Transfer"))
                .isBetween((long) committed.get(), (long) committed.get() + unknown.get());
        assertBalanced();
    }
}
