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
package io.github.dsql.hibernate.it.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.it.id.GeneratedKeys.Tabled;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.hibernate.it.support.SideBySide;
import io.github.dsql.hibernate.it.support.SideBySide.Side;
import io.github.dsql.local.fault.Fault;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.MappingException;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys from sequences, from a table and from Hibernate itself, the same as on PostgreSQL. */
class SequenceIT {
    private static SideBySide both;

    @Entity(name = "SmallCache")
    static class SmallCache {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "small_cache", options = "cache 20")
        Long id;
    }

    @Entity(name = "WrongStep")
    static class WrongStep {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "wrong_step", sequenceName = "step_one", allocationSize = 20)
        Long id;
    }

    /** Its table exists, its sequence does not. */
    @Entity(name = "WithoutSequence")
    @Table(name = "AutoLong")
    static class WithoutSequence {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "missing_sequence")
        Long id;
    }

    @Entity(name = "Configured")
    static class Configured {
        @Id
        @GeneratedValue
        Long id;
    }

    @BeforeAll
    static void boot() {
        both = new SideBySide(Map.of(), GeneratedKeys.SEQUENCES);
    }

    @AfterAll
    static void close() {
        both.close();
    }

    @AfterEach
    void noFaultIsLeft() {
        SideBySide.local().faults().reset();
    }

    static Stream<Class<?>> entities() {
        return Stream.of(GeneratedKeys.SEQUENCES);
    }

    private static List<Object> persist(SessionFactory factory, Class<?> type, int count) {
        return factory.fromTransaction(session -> {
            List<Object> ids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Object entity = IdentityIT.create(type);
                session.persist(entity);
                ids.add(session.getIdentifier(entity));
            }
            return ids;
        });
    }

    @ParameterizedTest
    @MethodSource("entities")
    void generatesTheSameKeysAsPostgresql(Class<?> type) {
        List<List<Object>> ids = new ArrayList<>();
        for (Side side : both.sides()) {
            List<Object> generated = persist(side.factory(), type, 7);
            assertThat(generated).doesNotContainNull().doesNotHaveDuplicates();
            ids.add(generated);
        }
        boolean counted = ids.get(0).get(0) instanceof Number;
        if (counted) {
            assertThat(ids.get(1)).isEqualTo(ids.get(0));
        } else {
            assertThat(ids.get(1)).hasSameSizeAs(ids.get(0));
        }
    }

    @Test
    void timeBasedUuidsFollowEachOther() {
        List<Object> ids = persist(both.dsql.factory(), GeneratedKeys.TimeUuid.class, 2);
        assertThat(((UUID) ids.get(0)).version()).isNotEqualTo(4);
    }

    @Test
    void optionsOfTheUserAreKept() {
        String cache = "select cast(seqcache as bigint) from pg_sequence where seqrelid = '%s'::regclass";
        SessionFactory factory = both.dsql.factory();
        assertThat(IdentityIT.count(factory, cache.formatted("with_cache"))).isEqualTo(65_536);
        assertThat(IdentityIT.count(factory, cache.formatted("with_options"))).isEqualTo(1);
        assertThat(IdentityIT.count(
                        factory, "select seqmax from pg_sequence where seqrelid = 'with_options'::regclass"))
                .isEqualTo(9);
    }

    @Test
    void refusesACacheThatTheServiceDoesNotTake() {
        assertThatThrownBy(() -> SideBySide.dsql(Map.of(), SmallCache.class))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("small_cache")
                .hasMessageContaining("CACHE 65536");
    }

    @Test
    void updateAndValidateKnowExistingSequences() {
        for (String action : List.of("update", "validate")) {
            RecordingDataSource recording =
                    new RecordingDataSource(SideBySide.local().jdbcUrl());
            boot(recording, action, Map.of(), GeneratedKeys.SEQUENCES).close();
            assertThat(recording.sql())
                    .as(action)
                    .noneMatch(sql -> sql.startsWith("create ") || sql.startsWith("alter "));
        }
    }

    @Test
    void validateMissesASequence() {
        assertThatThrownBy(() -> boot(
                                new RecordingDataSource(SideBySide.local().jdbcUrl()),
                                "validate",
                                Map.of(),
                                WithoutSequence.class)
                        .close())
                .hasMessageContaining("missing_sequence");
    }

    @Test
    void stepThatDiffersFromTheSequenceIsFound() {
        RecordingDataSource recording =
                new RecordingDataSource(SideBySide.local().jdbcUrl());
        assertThatThrownBy(() -> boot(
                                recording,
                                "none",
                                Map.of("hibernate.id.sequence.increment_size_mismatch_strategy", "exception"),
                                WrongStep.class)
                        .close())
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("step_one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "pooled", "pooled-lo", "pooled-lotl"})
    void optimizers(String optimizer) {
        try (SideBySide sides =
                new SideBySide(Map.of("hibernate.id.optimizer.pooled.preferred", optimizer), Configured.class)) {
            List<List<Object>> ids = sides.sides().stream()
                    .map(side -> persist(side.factory(), Configured.class, 60))
                    .toList();
            assertThat(ids.get(1)).isEqualTo(ids.get(0)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "legacy", "standard"})
    void namingStrategies(String strategy) {
        try (SideBySide sides =
                new SideBySide(Map.of("hibernate.id.db_structure_naming_strategy", strategy), Configured.class)) {
            List<List<Object>> ids = sides.sides().stream()
                    .map(side -> persist(side.factory(), Configured.class, 3))
                    .toList();
            assertThat(ids.get(1)).isEqualTo(ids.get(0));
        }
    }

    @Test
    void conflictOnTheRowOfATableGeneratorIsRetried() {
        Fault fault = SideBySide.local()
                .faults()
                .onStatements(sql -> sql.contains("update keys"))
                .failNextCommits(3);
        assertThat(persist(both.dsql.factory(), Tabled.class, 1)).hasSize(1);
        assertThat(fault.injected()).isEqualTo(3);
    }

    @Test
    void conflictThatDoesNotEndIsThrown() {
        SideBySide.local()
                .faults()
                .onStatements(sql -> sql.contains("update keys"))
                .failNextCommits(100);
        assertThatThrownBy(() -> persist(both.dsql.factory(), Tabled.class, 3)).hasStackTraceContaining("OC000");
    }

    @Test
    void threadsThatShareATableGeneratorGetDifferentKeys() throws Exception {
        int threads = 3;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<SessionFactory> factories = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                // A factory takes values for all its sessions one after the other, so that each thread has its own.
                factories.add(
                        boot(new RecordingDataSource(SideBySide.local().jdbcUrl()), "none", Map.of(), Tabled.class));
            }
            List<Callable<List<Object>>> work = IntStream.range(0, threads)
                    .<Callable<List<Object>>>mapToObj(i -> () -> persist(factories.get(i), Tabled.class, 20))
                    .toList();
            Set<Object> all = new HashSet<>();
            int generated = 0;
            for (Future<List<Object>> result : pool.invokeAll(work)) {
                all.addAll(result.get());
                generated += result.get().size();
            }
            assertThat(all).hasSize(generated).hasSize(threads * 20);
        } finally {
            pool.shutdownNow();
            factories.forEach(SessionFactory::close);
        }
    }

    private static SessionFactory boot(
            RecordingDataSource recording, String action, Map<String, Object> settings, Class<?>... entities) {
        return new MetadataSources(new StandardServiceRegistryBuilder()
                        .applySetting("hibernate.dialect", "dsql")
                        .applySetting("hibernate.connection.datasource", recording)
                        .applySetting("hibernate.hbm2ddl.auto", action)
                        .applySettings(settings)
                        .build())
                .addAnnotatedClasses(entities)
                .buildMetadata()
                .buildSessionFactory();
    }
}
