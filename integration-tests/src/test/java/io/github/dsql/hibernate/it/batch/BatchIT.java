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
package io.github.dsql.hibernate.it.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.hibernate.it.support.SideBySide;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OptimisticLockException;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.hibernate.StaleStateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JDBC batches: as many statements in one round trip as they hold, with and without the driver's rewriting. */
class BatchIT {
    private SideBySide.Side side;

    @Entity(name = "Box")
    static class Box {
        @Id
        Long id;

        Box() {}

        Box(long id) {
            this.id = id;
        }
    }

    @Entity(name = "Item")
    static class Item {
        @Id
        Long id;

        String name;

        @Version
        int version;

        @ManyToOne
        Box box;

        @ElementCollection
        Set<String> labels = new HashSet<>();

        Item() {}

        Item(long id, Box box) {
            this.id = id;
            this.box = box;
            name = "item" + id;
            labels.add("a");
            labels.add("b");
        }
    }

    @Entity(name = "Animal")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Animal {
        @Id
        Long id;

        String name = "animal";
    }

    @Entity(name = "Cat")
    static class Cat extends Animal {
        String colour = "grey";

        Cat() {}

        Cat(long id) {
            this.id = id;
        }
    }

    private void boot(boolean rewriting) {
        RecordingDataSource recording =
                new RecordingDataSource(SideBySide.local().jdbcUrl() + "&reWriteBatchedInserts=" + rewriting);
        side = SideBySide.dsql(
                Map.of(
                        "hibernate.connection.datasource", recording,
                        "hibernate.jdbc.batch_size", "20",
                        "hibernate.order_inserts", "true",
                        "hibernate.order_updates", "true",
                        "hibernate.jdbc.batch_versioned_data", "true"),
                Box.class,
                Item.class,
                Animal.class,
                Cat.class);
        side = new SideBySide.Side("dsql", side.factory(), recording);
        recording.clear();
    }

    @AfterEach
    void close() {
        side.factory().close();
    }

    private long count(String hql) {
        return side.factory().fromTransaction(session -> session.createSelectionQuery(hql, Long.class)
                .getSingleResult());
    }

    private List<String> sent() {
        List<String> sent = side.recording().sql();
        side.recording().clear();
        return sent;
    }

    /** Two boxes, and ten items in each, one after the other, which only ordering brings together. */
    private void persistAll() {
        side.factory().inTransaction(session -> {
            for (long i = 0; i < 20; i += 10) {
                Box box = new Box(i);
                session.persist(box);
                for (long j = i; j < i + 10; j++) {
                    session.persist(new Item(j, box));
                }
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void insertsUpdatesAndDeletesInOneRoundTripEach(boolean rewriting) {
        boot(rewriting);
        persistAll();
        assertThat(sent()).hasSize(4);
        assertThat(count("select count(*) from Item")).isEqualTo(20);
        assertThat(count("select count(l) from Item i join i.labels l")).isEqualTo(40);
        sent();
        side.factory().inTransaction(session -> {
            List<Item> items =
                    session.createSelectionQuery("from Item", Item.class).getResultList();
            items.forEach(item -> item.name = "changed");
        });
        assertThat(sent()).filteredOn(sql -> sql.startsWith("update ")).hasSize(1);
        assertThat(count("select count(*) from Item where name = 'changed' and version = 1"))
                .isEqualTo(20);
        side.factory().inTransaction(session -> {
            session.createSelectionQuery("from Item i join fetch i.labels", Item.class)
                    .getResultList()
                    .forEach(session::remove);
        });
        assertThat(count("select count(*) from Item")).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void staleRowInABatchFailsAndNothingIsKept(boolean rewriting) {
        boot(rewriting);
        persistAll();
        assertThatThrownBy(() -> side.factory().inTransaction(session -> {
                    List<Item> items = session.createSelectionQuery("from Item", Item.class)
                            .getResultList();
                    items.forEach(item -> item.name = "lost");
                    session.createNativeMutationQuery("update Item set version = 9 where id = 7")
                            .executeUpdate();
                    session.flush();
                }))
                .isInstanceOfAny(StaleStateException.class, OptimisticLockException.class);
        assertThat(count("select count(*) from Item where name = 'lost'")).isZero();
        assertThatThrownBy(() -> side.factory().inStatelessTransaction(session -> {
                    List<Item> items = new ArrayList<>();
                    IntStream.range(0, 5).forEach(i -> items.add(new Item(i, null)));
                    items.get(3).version = 4;
                    session.updateMultiple(items);
                }))
                .isInstanceOfAny(StaleStateException.class, OptimisticLockException.class);
        assertThat(count("select count(*) from Item where box is null")).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void statelessBatches(boolean rewriting) {
        boot(rewriting);
        List<Box> boxes = IntStream.range(0, 50).mapToObj(Box::new).toList();
        side.factory().inStatelessTransaction(session -> session.insertMultiple(boxes));
        assertThat(sent()).hasSize(1);
        side.factory().inStatelessTransaction(session -> session.upsertMultiple(boxes));
        assertThat(sent()).hasSize(1);
        assertThat(count("select count(*) from Box")).isEqualTo(50);
        sent();
        side.factory().inStatelessTransaction(session -> session.deleteMultiple(boxes));
        assertThat(sent()).hasSize(1);
        assertThat(count("select count(*) from Box")).isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void joinedHierarchyHasABatchForEachTable(boolean rewriting) {
        boot(rewriting);
        side.factory().inTransaction(session -> {
            for (long i = 0; i < 20; i++) {
                session.persist(new Cat(i));
            }
        });
        assertThat(sent()).hasSize(2);
        assertThat(count("select count(*) from Cat where colour = 'grey' and name = 'animal'"))
                .isEqualTo(20);
    }

    @Test
    void rewrittenBatchIsOneStatementOfManyRows() {
        boot(true);
        SideBySide.local().statements().clear();
        side.factory().inTransaction(session -> {
            for (long i = 100; i < 116; i++) {
                session.persist(new Box(i));
            }
        });
        assertThat(SideBySide.local().statements().sql())
                .filteredOn(sql -> sql.startsWith("insert into Box"))
                .singleElement()
                .asString()
                .contains("),(");
    }
}
