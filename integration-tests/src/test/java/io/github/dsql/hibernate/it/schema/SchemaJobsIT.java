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
package io.github.dsql.hibernate.it.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How the asynchronous jobs of a schema action are awaited. */
class SchemaJobsIT {
    private static final String AUTO = "hibernate.hbm2ddl.auto";
    private static final Duration DELAY = Duration.ofMillis(700);

    private static DsqlLocal local;
    private RecordingDataSource database;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().allowPlainText().jobDelay(DELAY).start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void connect() {
        database = new RecordingDataSource(local.jdbcUrl());
    }

    @AfterEach
    void drop() {
        model().with(AUTO, "drop").build().close();
        assertThat(Catalogue.objects(database)).isEmpty();
    }

    private Factory model() {
        return Factory.on(database, Plant.class, Bed.class).with(DsqlSettings.FOREIGN_KEYS, "not_valid");
    }

    @Test
    void jobsAreAwaitedTogetherAndOnlyWhatNeedsOneWaitsBefore() {
        model().with(AUTO, "create").build().close();
        assertThat(Catalogue.unfinished(database)).isEmpty();
        List<String> sent = database.sql().stream().map(String::strip).toList();
        int lastIndex = last(sent, "create index async");
        int firstLook = first(sent, "from sys.jobs");
        assertThat(firstLook).isGreaterThan(lastIndex);
        assertThat(first(sent, "foreign key (plant_code)")).isGreaterThan(firstLook);
    }

    @Test
    void failedJobsFailTheBootInOneMessageWithWhatClearsThem() {
        local.failNextJobs(3, "found duplicate key(s) while validating index uniqueness");
        Throwable failure = catchThrowable(
                () -> Factory.on(database, Plant.class).with(AUTO, "create").build());
        assertThat(failure)
                .hasStackTraceContaining("create index async plant_name")
                .hasStackTraceContaining("create index async plant_height")
                .hasStackTraceContaining("found duplicate key(s) while validating index uniqueness")
                .hasStackTraceContaining("drop index \"plant_code\"")
                .hasStackTraceContaining("select code, count(*) from plant group by code having count(*) > 1");
        assertThatThrownBy(() -> Factory.on(database, Plant.class)
                        .with(AUTO, "create-only")
                        .build())
                .hasStackTraceContaining("create index async plant_name")
                .hasStackTraceContaining("drop index \"plant_height\"");
    }

    @Test
    void failedValidationTellsTheRowsInItsWay() {
        model().with(AUTO, "create").build().close();
        Catalogue.run(
                database,
                "alter table bed drop constraint bed_plant",
                "insert into bed (id, plant_code) values (1, 7)");
        assertThatThrownBy(() -> model().with(AUTO, "update").build())
                .hasStackTraceContaining("validate constraint bed_plant")
                .hasStackTraceContaining("select * from \"bed\" c where c.plant_code is not null and not exists"
                        + " (select 1 from plant p where p.code = c.plant_code)")
                .hasStackTraceContaining("alter table \"bed\" drop constraint \"bed_plant\"");
    }

    @Test
    void failedJobIsLeftToTheHandlerOfAUserWhoWantsToGoOn() {
        local.failNextJobs(3, "out of luck");
        Factory.on(database, Plant.class)
                .with(AUTO, "create")
                .with("hibernate.hbm2ddl.halt_on_error", "false")
                .build()
                .close();
        assertThat(Catalogue.unfinished(database)).isNotEmpty();
    }

    @Test
    void deadlineThatPassedSaysThatTheJobsGoOn() {
        try (DsqlLocal slow = DsqlLocal.builder()
                .allowPlainText()
                .jobDelay(Duration.ofMinutes(5))
                .start()) {
            Factory factory = Factory.on(new RecordingDataSource(slow.jdbcUrl()), Plant.class)
                    .with(AUTO, "create")
                    .with(DsqlSettings.DDL_JOB_TIMEOUT_SECONDS, "1");
            assertThatThrownBy(factory::build)
                    .hasStackTraceContaining("They go on")
                    .hasStackTraceContaining("select * from sys.jobs")
                    .hasStackTraceContaining(DsqlSettings.DDL_JOB_TIMEOUT_SECONDS);
        }
    }

    @Test
    void jobsNotAwaitedAreStillAwaitedByWhatNeedsThem() {
        model().with(AUTO, "create")
                .with(DsqlSettings.DDL_AWAIT_JOBS, "false")
                .build()
                .close();
        assertThat(database.failures()).isEmpty();
        assertThat(Catalogue.unfinished(database)).isNotEmpty().noneMatch(left -> left.contains("plant_code"));
    }

    @Test
    void dropWhileJobsRunIsNoFailure() {
        model().with(AUTO, "create")
                .with(DsqlSettings.DDL_AWAIT_JOBS, "false")
                .build()
                .close();
        model().with(AUTO, "drop").build().close();
        assertThat(database.failures()).isEmpty();
        assertThat(Catalogue.objects(database)).isEmpty();
    }

    @Test
    void interruptEndsTheWaitAndIsKept() throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread boot = new Thread(() -> {
            failure.set(catchThrowable(
                    () -> Factory.on(database, Plant.class).with(AUTO, "create").build()));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        boot.start();
        while (!interrupted.isDone() && database.sql().stream().noneMatch(sql -> sql.contains("from sys.jobs"))) {
            Thread.onSpinWait();
        }
        boot.interrupt();
        assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(failure.get()).hasStackTraceContaining("interrupted");
    }

    private static int first(List<String> sent, String part) {
        return (int) sent.stream().takeWhile(sql -> !sql.contains(part)).count();
    }

    private static int last(List<String> sent, String part) {
        int last = -1;
        for (int i = 0; i < sent.size(); i++) {
            last = sent.get(i).contains(part) ? i : last;
        }
        return last;
    }

    @Entity
    @Table(
            name = "plant",
            uniqueConstraints =
                    @UniqueConstraint(name = "plant_code", columnNames = "code", options = "nulls not distinct"),
            indexes = {
                @Index(name = "plant_name", columnList = "name"),
                @Index(name = "plant_height", columnList = "height")
            })
    static class Plant {
        @Id
        long id;

        @Column(nullable = false)
        Long code;

        String name;
        int height;
    }

    @Entity
    @Table(name = "bed")
    static class Bed {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(
                name = "plant_code",
                referencedColumnName = "code",
                foreignKey = @jakarta.persistence.ForeignKey(name = "bed_plant"))
        Plant plant;
    }
}
