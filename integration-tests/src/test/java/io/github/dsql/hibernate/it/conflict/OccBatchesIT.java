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
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.dsql.hibernate.batch.BatchProgress;
import io.github.dsql.hibernate.batch.BatchStoppedException;
import io.github.dsql.hibernate.batch.OccBatches;
import io.github.dsql.hibernate.conflict.OccConflicts;
import io.github.dsql.hibernate.conflict.OccRetry;
import io.github.dsql.hibernate.it.conflict.Bank.Account;
import io.github.dsql.hibernate.it.conflict.Bank.Place;
import io.github.dsql.hibernate.it.conflict.Bank.Tag;
import io.github.dsql.hibernate.it.conflict.Bank.Truck;
import io.github.dsql.hibernate.it.conflict.Bank.Vehicle;
import io.github.dsql.local.fault.CommitOutcome;
import io.github.dsql.local.fault.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Changes of more rows than a transaction takes. */
class OccBatchesIT {
    private static Cluster cluster;
    private static OccBatches batches;

    @BeforeAll
    static void start() {
        cluster = new Cluster();
        batches = OccBatches.of(cluster.factory)
                .withRetry(OccRetry.builder().baseDelay(Duration.ZERO).build());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void empty() {
        cluster.dsql.faults().reset();
        cluster.factory.getSchemaManager().truncate();
    }

    private static Stream<Account> accounts(int count) {
        return IntStream.range(0, count).mapToObj(id -> new Account(id, 100));
    }

    private static long number(String hql) {
        return cluster.factory.fromStatelessTransaction(session ->
                session.createSelectionQuery("select " + hql, Long.class).getSingleResult());
    }

    @Test
    void insertsUpdatesAndDeletesMoreThanATransactionTakes() {
        assertThat(batches.insert(accounts(7_001))).isEqualTo(new BatchProgress(7_001, 8, null));
        assertThat(number("count(*) from Account")).isEqualTo(7_001);
        BatchProgress updated = batches.update(Account.class)
                .set("balance = balance + :bonus", Map.of("bonus", 5))
                .where("id >= :least and balance = 100", Map.of("least", 1_001L))
                .run();
        assertThat(updated).isEqualTo(new BatchProgress(6_000, 6, 7_000L));
        assertThat(number("sum(balance) from Account")).isEqualTo(7_001 * 100 + 6_000 * 5);
        assertThat(batches.delete(Account.class).where("balance > 100").run().rows())
                .isEqualTo(6_000);
        assertThat(batches.delete(Account.class).run().rows()).isEqualTo(1_001);
        assertThat(batches.delete(Account.class).run()).isEqualTo(new BatchProgress(0, 0, null));
    }

    @Test
    void eachEntityIsChangedOnceThoughItMeetsTheRestrictionAgain() {
        batches.insert(accounts(250));
        cluster.dsql.faults().after(2).failNextCommits(2);
        batches.withChunkRows(40)
                .update(Account.class)
                .set("balance = balance * 2")
                .where("balance >= 100")
                .run();
        assertThat(number("count(*) from Account where balance = 200")).isEqualTo(250);
    }

    @Test
    void goesThroughCompositeKeysInOrder() {
        batches.insert(IntStream.range(0, 500).mapToObj(i -> new Place("c" + i % 7, i)));
        BatchProgress progress = batches.withChunkRows(64)
                .update(Place.class)
                .set("visits = visits + 1")
                .run();
        assertThat(progress.rows()).isEqualTo(500);
        assertThat(progress.chunks()).isEqualTo(8);
        assertThat(number("count(*) from Place where visits = 1")).isEqualTo(500);
        assertThat(batches.withChunkRows(64)
                        .delete(Place.class)
                        .where("id.country <> 'c3'")
                        .run()
                        .rows())
                .isEqualTo(number("500 - count(*) from Place"));
        assertThat(number("count(*) from Place where id.country <> 'c3'")).isZero();
    }

    @Test
    void entitiesWithRowsInSeveralTablesRunInHalves() {
        batches.withChunkRows(3_000).insert(IntStream.range(0, 3_500).mapToObj(id -> {
            Truck truck = new Truck();
            truck.id = id;
            return truck;
        }));
        assertThat(number("count(*) from Truck")).isEqualTo(3_500);
        assertThat(batches.withChunkRows(3_000)
                        .update(Truck.class)
                        .set("load = 1, wheels = 6")
                        .run()
                        .rows())
                .isEqualTo(3_500);
        assertThat(number("count(*) from Truck where load = 1 and wheels = 6")).isEqualTo(3_500);
        assertThat(batches.withChunkRows(3_000).delete(Vehicle.class).run().rows())
                .isEqualTo(3_500);
        assertThat(number("count(*) from Vehicle")).isZero();
    }

    @Test
    void upsertsAndUpdatesVersionedEntitiesInSpiteOfConflicts() {
        List<Account> accounts = accounts(100).toList();
        cluster.dsql.faults().failNextCommits(2);
        batches.withChunkRows(30).insert(accounts.stream());
        accounts.forEach(account -> account.balance = 7);
        cluster.dsql.faults().failNextCommits(3);
        assertThat(batches.withChunkRows(30).update(accounts.stream()).rows()).isEqualTo(100);
        assertThat(number("sum(balance) from Account")).isEqualTo(700);
        assertThat(number("sum(version) from Account")).isEqualTo(100);
        cluster.dsql.faults().failNextCommits(1);
        batches.withChunkRows(60).delete(accounts.stream());
        assertThat(number("count(*) from Account")).isZero();
    }

    @Test
    void generatedKeysAreGivenInSpiteOfConflicts() {
        List<Tag> tags = IntStream.range(0, 50).mapToObj(i -> new Tag("t" + i)).toList();
        cluster.dsql.faults().failNextCommits(2);
        batches.withChunkRows(20).insert(tags.stream());
        assertThat(tags).extracting(tag -> tag.id).doesNotContainNull().doesNotHaveDuplicates();
        assertThat(number("count(*) from Tag")).isEqualTo(50);
    }

    @Test
    void tellsHowFarItCameWhenAChunkFailsAndGoesOnFromThere() {
        batches.insert(accounts(100));
        List<BatchProgress> reports = new ArrayList<>();
        OccBatches small = batches.withChunkRows(30)
                .withRetry(OccRetry.builder().maxAttempts(1).build())
                .withProgress(reports::add);
        cluster.dsql.faults().after(2).failNextCommits(1);
        BatchStoppedException stopped = catchThrowableOfType(
                BatchStoppedException.class,
                () -> small.update(Account.class).set("balance = balance + 1").run());
        assertThat(stopped.progress()).isEqualTo(new BatchProgress(60, 2, 59L));
        assertThat(stopped)
                .hasMessageContaining("60 entities in 2 committed transactions")
                .hasMessageContaining("after(");
        assertThat(OccConflicts.isConflict(stopped)).isTrue();
        assertThat(reports).containsExactly(new BatchProgress(30, 1, 29L), new BatchProgress(60, 2, 59L));
        assertThat(small.update(Account.class)
                        .set("balance = balance + 1")
                        .after(stopped.progress().lastKey())
                        .run()
                        .rows())
                .isEqualTo(40);
        assertThat(number("count(*) from Account where balance = 101")).isEqualTo(100);
    }

    @Test
    void stopsWhenTheAnswerToACommitIsLostUnlessTheWorkIsIdempotent() {
        batches.insert(accounts(50));
        cluster.dsql.faults().after(1).dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
        BatchStoppedException stopped =
                catchThrowableOfType(BatchStoppedException.class, () -> batches.withChunkRows(20)
                        .update(Account.class)
                        .set("balance = balance + 1")
                        .run());
        assertThat(OccConflicts.isOutcomeUnknown(stopped)).isTrue();
        assertThat(stopped.progress().rows()).isEqualTo(20);
        assertThat(number("count(*) from Account where balance = 101")).isEqualTo(40);
        cluster.dsql.faults().after(1).dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
        batches.withChunkRows(20)
                .withRetry(
                        OccRetry.builder().idempotent().baseDelay(Duration.ZERO).build())
                .update(Account.class)
                .set("balance = 9")
                .run();
        assertThat(number("count(*) from Account where balance = 9")).isEqualTo(50);
    }

    @Test
    void aStreamThatStopsIsGoneOnWithBySkipping() {
        cluster.dsql
                .faults()
                .after(2)
                .failNextCommits(1, Failure.error("54000", "transaction age limit of 300s exceeded"));
        BatchProgress done = batches.withChunkRows(40).insert(accounts(100));
        assertThat(done.rows()).isEqualTo(100);
        // 40, 40, and the last 20 in halves.
        assertThat(done.chunks()).isEqualTo(4);
        BatchStoppedException stopped = catchThrowableOfType(BatchStoppedException.class, () -> batches.withChunkRows(
                        40)
                .insert(Stream.concat(IntStream.range(1_000, 1_050).mapToObj(id -> new Account(id, 1)), accounts(5))));
        assertThat(stopped.progress().rows()).isEqualTo(40);
        assertThat(stopped).hasMessageContaining("skip the first 40 elements");
        assertThat(number("count(*) from Account")).isEqualTo(140);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> batches.withChunkRows(3_001)).hasMessageContaining("must be from 1 to 3000");
        assertThatThrownBy(() -> batches.update(Account.class).run()).hasMessageContaining("nothing to set");
        assertThatThrownBy(() -> batches.delete(Account.class).set("x = 1")).hasMessageContaining("sets nothing");
        assertThatThrownBy(() -> batches.delete(Account.class).where("id = :batch0", Map.of("batch0", 1)))
                .hasMessageContaining("must not begin with 'batch'");
        assertThatThrownBy(() -> cluster.factory.inTransaction(
                        session -> batches.delete(Account.class).run()))
                .hasMessageContaining("has a transaction open already");
    }

    @Test
    void anInterruptStopsBetweenChunks() {
        batches.insert(accounts(100));
        try {
            BatchStoppedException stopped =
                    catchThrowableOfType(BatchStoppedException.class, () -> batches.withChunkRows(40)
                            .withProgress(progress -> Thread.currentThread().interrupt())
                            .delete(Account.class)
                            .run());
            assertThat(stopped.progress().rows()).isEqualTo(40);
            assertThat(stopped).hasCauseInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
        assertThat(number("count(*) from Account")).isEqualTo(60);
    }

    @Test
    void aNullInAStreamStopsItWithTheProgress() {
        BatchStoppedException stopped = catchThrowableOfType(BatchStoppedException.class, () -> batches.withChunkRows(2)
                .insert(Stream.of(new Account(1, 1), new Account(2, 1), null)));
        assertThat(stopped.progress().rows()).isEqualTo(2);
        assertThat(number("count(*) from Account")).isEqualTo(2);
    }

    @Test
    void aLostAnswerBeforeTheLastAttemptLeavesTheOutcomeOpen() {
        batches.insert(accounts(5));
        cluster.dsql.faults().dropConnectionAtNextCommit(CommitOutcome.COMMITTED);
        cluster.dsql.faults().failNextCommits(1);
        BatchStoppedException stopped =
                catchThrowableOfType(BatchStoppedException.class, () -> batches.withRetry(OccRetry.builder()
                                .idempotent()
                                .maxAttempts(2)
                                .baseDelay(Duration.ZERO)
                                .build())
                        .update(Account.class)
                        .set("balance = 9")
                        .run());
        assertThat(OccConflicts.isOutcomeUnknown(stopped)).isTrue();
        assertThat(number("count(*) from Account where balance = 9")).isEqualTo(5);
    }
}
