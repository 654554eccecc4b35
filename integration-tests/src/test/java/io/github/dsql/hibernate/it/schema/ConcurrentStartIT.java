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

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several instances of an application that start in the same moment. */
class ConcurrentStartIT {
    private static final int INSTANCES = 4;
    private static final String AUTO = "hibernate.hbm2ddl.auto";

    private static DsqlLocal local;
    private RecordingDataSource database;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder()
                .allowPlainText()
                .jobDelay(Duration.ofMillis(150))
                .start();
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
        shop().with(AUTO, "drop").build().close();
        assertThat(Catalogue.objects(database)).isEmpty();
    }

    private Factory shop() {
        return Factory.on(database, Shop.CLASSES)
                .with("hibernate.hbm2ddl.create_namespaces", "true")
                .with(DsqlSettings.FOREIGN_KEYS, "not_valid")
                .with(DsqlSettings.DDL_MAX_RETRIES, "100");
    }

    @ParameterizedTest
    @CsvSource({"create-only, ", "update, ", "update, true"})
    void instancesOnAnEmptySchemaConverge(String action, String haltOnError) throws Exception {
        startAll(() -> {
            Factory factory = shop().with(AUTO, action);
            return (haltOnError == null ? factory : factory.with("hibernate.hbm2ddl.halt_on_error", haltOnError))
                    .build();
        });
        assertConverged();
    }

    @Test
    void instancesOnAnOldSchemaConverge() throws Exception {
        Catalogue.run(
                database,
                "create table customer (id uuid primary key)",
                "create table \"Purchase\" (id bigint primary key)",
                "insert into customer values (gen_random_uuid())");
        startAll(() -> shop().with(AUTO, "update").build());
        assertConverged();
    }

    @Test
    void dropsOfSeveralInstancesLeaveNothing() throws Exception {
        shop().with(AUTO, "create").build().close();
        startAll(() -> shop().with(AUTO, "drop").build());
        assertThat(Catalogue.objects(database)).isEmpty();
    }

    private void assertConverged() {
        shop().with(AUTO, "validate").build().close();
        assertThat(Catalogue.unfinished(database)).isEmpty();
        assertThat(Catalogue.rows(database, "shop_generator")).isEqualTo(1);
        assertThat(Catalogue.strings(database, "select conname from pg_constraint where contype = 'f'"))
                .hasSize(4);
    }

    private static void startAll(Callable<SessionFactory> instance) throws Exception {
        CyclicBarrier together = new CyclicBarrier(INSTANCES);
        ExecutorService threads = Executors.newFixedThreadPool(INSTANCES);
        try {
            List<Future<SessionFactory>> started = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                started.add(threads.submit(() -> {
                    together.await();
                    return instance.call();
                }));
            }
            for (Future<SessionFactory> factory : started) {
                factory.get().close();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
