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

import io.github.dsql.hibernate.conflict.DsqlLimitException;
import io.github.dsql.hibernate.it.support.SideBySide;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that are too big: one clear error, the same everywhere, and nothing half written. */
class LimitIT {
    private static final int TOO_MANY = 3_001;

    private static SideBySide.Side plain;
    private static SideBySide.Side batched;

    @Entity(name = "Grain")
    static class Grain {
        @Id
        Long id;

        String text;

        Grain() {}

        Grain(long id) {
            this.id = id;
        }
    }

    @Entity(name = "NumberedGrain")
    static class NumberedGrain {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;
    }

    @Entity(name = "Boulder")
    static class Boulder {
        @Id
        Long id;

        @Column(length = 1_000_000)
        byte[] content;
    }

    @BeforeAll
    static void boot() {
        plain = SideBySide.dsql(Map.of(), Grain.class, NumberedGrain.class, Boulder.class);
        // The same tables, for a second factory.
        batched = SideBySide.dsql(
                Map.of("hibernate.hbm2ddl.auto", "none", "hibernate.jdbc.batch_size", "500"),
                Grain.class,
                NumberedGrain.class,
                Boulder.class);
    }

    @AfterAll
    static void close() {
        batched.factory().close();
        plain.factory().close();
    }

    @AfterEach
    void nothingIsHalfWritten() {
        assertThat(List.of(count("Grain"), count("NumberedGrain"), count("Boulder")))
                .containsOnly(0L);
    }

    private static SessionFactory factory(String kind) {
        return (kind.equals("batched") ? batched : plain).factory();
    }

    private static long count(String entity) {
        return plain.factory()
                .fromTransaction(session -> session.createSelectionQuery("select count(*) from " + entity, Long.class)
                        .getSingleResult());
    }

    private static void persistAll(Session session, long from, long to) {
        LongStream.rangeClosed(from, to).forEach(id -> session.persist(new Grain(id)));
    }

    private static void assertLimit(String hint, Runnable work) {
        assertThatThrownBy(work::run)
                .isInstanceOf(DsqlLimitException.class)
                .hasMessageContaining(hint)
                .hasMessageContaining("split the work into transactions")
                .satisfies(
                        e -> assertThat(((DsqlLimitException) e).getSQLState()).isEqualTo("54000"));
    }

    private static void assertTooManyRows(Runnable work) {
        assertLimit("at most 3,000 rows a transaction", work);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "batched"})
    void flushAtCommit(String kind) {
        assertTooManyRows(() -> factory(kind).inTransaction(session -> persistAll(session, 1, TOO_MANY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "batched"})
    void flushInBetween(String kind) {
        assertTooManyRows(() -> factory(kind).inTransaction(session -> {
            persistAll(session, 1, 2_000);
            session.flush();
            session.clear();
            persistAll(session, 2_001, TOO_MANY);
            session.flush();
        }));
    }

    @Test
    void keysThatAreGeneratedOnInsert() {
        assertTooManyRows(() -> plain.factory().inTransaction(session -> IntStream.range(0, TOO_MANY)
                .forEach(i -> session.persist(new NumberedGrain()))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"insert", "upsert"})
    void statelessSession(String action) {
        List<Grain> grains =
                LongStream.rangeClosed(1, TOO_MANY).mapToObj(Grain::new).toList();
        assertTooManyRows(() -> plain.factory().inStatelessTransaction(session -> {
            if (action.equals("insert")) {
                session.insertMultiple(grains);
            } else {
                session.upsertMultiple(grains);
            }
        }));
    }

    @Test
    void bulkStatementsAndTheWayOut() {
        SessionFactory factory = plain.factory();
        for (int from : List.of(0, 2_000)) {
            factory.inTransaction(session -> session.createNativeMutationQuery(
                            "insert into Grain (id) select i + " + from + " from generate_series(1, 2000) i")
                    .executeUpdate());
        }
        for (String hql : List.of(
                "update Grain set text = 'x'",
                "delete from Grain",
                "insert into Grain (id) select g.id + 10000 from Grain g")) {
            assertTooManyRows(() -> factory.inTransaction(
                    session -> session.createMutationQuery(hql).executeUpdate()));
        }
        assertThat(count("Grain")).isEqualTo(4_000);
        for (long last : List.of(2_000L, 4_000L)) {
            int deleted = factory.fromTransaction(
                    session -> session.createMutationQuery("delete from Grain where id <= :last")
                            .setParameter("last", last)
                            .executeUpdate());
            assertThat(deleted).isEqualTo(2_000);
        }
    }

    @Test
    void threeThousandRowsAreTaken() {
        batched.factory().inTransaction(session -> persistAll(session, 1, TOO_MANY - 1));
        assertThat(count("Grain")).isEqualTo(3_000);
        plain.factory().inTransaction(session -> session.createMutationQuery("delete from Grain")
                .executeUpdate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "batched"})
    void moreThanTenMebibytes(String kind) {
        byte[] content = new byte[1_000_000];
        new Random(1).nextBytes(content);
        assertLimit("at most 10 MiB a transaction", () -> factory(kind).inTransaction(session -> {
            for (long id = 1; id <= 11; id++) {
                Boulder boulder = new Boulder();
                boulder.id = id;
                boulder.content = content;
                session.persist(boulder);
            }
        }));
    }
}
