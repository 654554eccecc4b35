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
package io.github.dsql.hibernate.it.truncate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.local.fault.CommitOutcome;
import io.github.dsql.local.fault.Failure;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conflicts and other sessions that write while a table is emptied. */
class TruncateConcurrencyIT {
    private static Database database;
    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        database = new Database();
        Map<String, Object> settings = Map.of(
                "hibernate.hbm2ddl.auto",
                "create",
                DsqlSettings.FOREIGN_KEYS,
                "not_valid",
                DsqlSettings.TRUNCATE_CHUNK_ROWS,
                "200",
                DsqlSettings.DDL_MAX_RETRIES,
                "2");
        factory = database.factory(settings, Shop.class, Sale.class);
    }

    @AfterAll
    static void stop() {
        factory.close();
        database.close();
    }

    @BeforeEach
    void forget() {
        database.sent().clear();
    }

    @AfterEach
    void disarm() {
        database.local().faults().reset();
        factory.getSchemaManager().truncateMappedObjects();
    }

    @Test
    void runsAChunkAgainAfterAConflict() {
        database.fill("shop", 1000, "n, 'x'");
        database.local().faults().onStatements(sql -> sql.startsWith("delete")).failNextCommits(2);
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(database.count("shop")).isZero();
        assertThat(database.sent().failures()).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(CommitOutcome.class)
    void goesOnOverAnotherConnectionWhenOneIsLost(CommitOutcome outcome) {
        database.fill("shop", 1000, "n, 'x'");
        database.local()
                .faults()
                .onStatements(sql -> sql.startsWith("delete from shop"))
                .after(1)
                .dropConnectionAtNextCommit(outcome);
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(database.count("shop")).isZero();
        assertThat(database.local().faults().pending()).isEmpty();
    }

    @Test
    void takesSmallerChunksWhenOneLosesAgainAndAgain() {
        database.fill("shop", 1000, "n, 'x'");
        database.local().faults().onStatements(sql -> sql.startsWith("delete")).failNextCommits(7);
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(database.count("shop")).isZero();
    }

    @Test
    void failsWhenEvenASingleRowCannotBeDeleted() {
        database.fill("shop", 3, "n, 'x'");
        database.local()
                .faults()
                .onStatements(sql -> sql.startsWith("delete from shop "))
                .failNextCommits(1000);
        assertThatThrownBy(() -> factory.getSchemaManager().truncateMappedObjects())
                .hasMessageContaining("delete from shop")
                .hasMessageContaining("OC000");
        assertThat(database.count("shop")).isEqualTo(3);
    }

    @Test
    void passesOnWhatIsNoConflict() {
        database.fill("shop", 1000, "n, 'x'");
        database.local()
                .faults()
                .onStatements(sql -> sql.startsWith("delete"))
                .after(2)
                .failNextStatements(1, Failure.error("42501", "permission denied for table shop"));
        assertThatThrownBy(() -> factory.getSchemaManager().truncateMappedObjects())
                .hasMessageContaining("permission denied for table shop");
    }

    @Test
    void endsThoughOtherSessionsInsertUpdateAndReferenceAllTheTime() throws InterruptedException {
        database.fill("shop", 3000, "2 * n, 'x'");
        database.fill("sale (id, shop_id)", 3000, "n, 2 * n");
        database.fill("sale_notes", 2000, "1 + n % 3000, 'note'");
        AtomicBoolean stop = new AtomicBoolean();
        CountDownLatch started = new CountDownLatch(1);
        Thread writer = new Thread(() -> {
            for (int i = 1; !stop.get(); i++) {
                int id = 10_000 + i;
                attempt("insert into shop values (" + (2 * i + 1) + ", 'new')");
                attempt("insert into shop values (" + 10 * id + ", 'new')");
                attempt("insert into sale (id, shop_id) select " + id + ", max(id) from shop where id < 6000");
                attempt("insert into sale_notes select max(id), 'new' from sale having max(id) is not null");
                attempt("update shop set name = 'changed' where id = (select max(id) from shop where id < 6000)");
                started.countDown();
            }
        });
        writer.start();
        started.await();
        try {
            factory.getSchemaManager().truncateMappedObjects();
        } finally {
            stop.set(true);
            writer.join();
        }
        assertThat(database.number("select count(*) from shop where name = 'x'"))
                .isZero();
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(database.count("shop") + database.count("sale") + database.count("sale_notes"))
                .isZero();
    }

    /** The writer loses some of its races, and goes on. */
    private static void attempt(String sql) {
        try {
            database.run(sql);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageMatching("(?s).*(40001|OC00|foreign key|duplicate key).*");
        }
    }

    @Entity
    @Table(name = "shop")
    static class Shop {
        @Id
        long id;

        @Column(length = 20)
        String name;
    }

    @Entity
    @Table(name = "sale")
    static class Sale {
        @Id
        long id;

        @ManyToOne
        Shop shop;

        @ElementCollection
        @CollectionTable(name = "sale_notes")
        List<String> notes = new ArrayList<>();
    }
}
