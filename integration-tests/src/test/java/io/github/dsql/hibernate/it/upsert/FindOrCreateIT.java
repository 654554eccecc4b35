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
package io.github.dsql.hibernate.it.upsert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.conflict.OccConflicts;
import io.github.dsql.hibernate.conflict.OccRetry;
import io.github.dsql.hibernate.it.support.SideBySide;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The recipe of docs/upsert.md: finds a row or creates it, whoever else does. */
class FindOrCreateIT {
    private static SideBySide both;

    @Entity(name = "Tag")
    static class Tag {
        @Id
        UUID id;

        @Column(unique = true)
        String name;
    }

    @BeforeAll
    static void boot() {
        both = new SideBySide(Map.of(), Tag.class);
    }

    @AfterAll
    static void close() {
        both.close();
    }

    private static Tag findOrCreate(SessionFactory factory, String name) {
        return OccRetry.withDefaults().fromTransaction(factory, session -> {
            insert(session, name);
            return session.createSelectionQuery("from Tag where name = :name", Tag.class)
                    .setParameter("name", name)
                    .getSingleResult();
        });
    }

    private static void insert(Session session, String name) {
        session.createMutationQuery("insert into Tag (id, name) values (:id, :name) on conflict (name) do nothing")
                .setParameter("id", UUID.randomUUID())
                .setParameter("name", name)
                .executeUpdate();
    }

    @Test
    void theLaterOfTwoTransactionsFailsAtCommitAndFindsTheRowOnRetry() {
        SessionFactory factory = both.dsql.factory();
        try (Session first = factory.openSession();
                Session second = factory.openSession()) {
            first.beginTransaction();
            second.beginTransaction();
            insert(first, "raced");
            insert(second, "raced");
            first.getTransaction().commit();
            assertThatThrownBy(() -> second.getTransaction().commit())
                    .satisfies(e -> assertThat(OccConflicts.isConflict(e)).isTrue());
        }
        UUID created = factory.fromTransaction(
                session -> session.createSelectionQuery("select id from Tag where name = 'raced'", UUID.class)
                        .getSingleResult());
        assertThat(findOrCreate(factory, "raced").id).isEqualTo(created);
    }

    @Test
    void allThreadsGetTheSameRow() throws Exception {
        int threads = 3;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<UUID> work = () -> {
                start.await();
                return findOrCreate(both.dsql.factory(), "shared").id;
            };
            List<Future<UUID>> results = pool.invokeAll(
                    IntStream.range(0, threads).mapToObj(i -> work).toList());
            Set<UUID> ids = new HashSet<>();
            for (Future<UUID> result : results) {
                ids.add(result.get());
            }
            assertThat(ids).hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }
}
