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
package io.github.dsql.benchmarks.contention;

import io.github.dsql.hibernate.conflict.OccConflicts;
import io.github.dsql.local.DsqlLocal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/**
 * Measures how many transactions are committed when clients count up the same rows, for several ways to retry.
 *
 * <p>A transaction reads a row, thinks for 5 ms, about the time that a round trip and a COMMIT take on a cluster, and writes it. Prints a table, and draws it if given the file for
 * the picture.
 */
public final class ContentionBenchmark {
    private static final int[] CLIENTS = {1, 4, 16, 64};
    private static final int[] ROWS = {1, 10, 1_000};
    private static final Duration THINK = Duration.ofMillis(5);

    private final SessionFactory factory;
    private final Duration time;

    private ContentionBenchmark(SessionFactory factory, Duration time) {
        this.factory = factory;
        this.time = time;
    }

    /**
     * Runs everything.
     *
     * @param args the seconds of each measurement, 3 unless given, and the file for the picture
     * @throws Exception if the picture cannot be written or the run is interrupted
     */
    public static void main(String[] args) throws Exception {
        Duration time = Duration.ofSeconds(args.length > 0 ? Long.parseLong(args[0]) : 3);
        List<Result> results = run(CLIENTS, ROWS, time);
        System.out.println(Table.of(results));
        if (args.length > 1) {
            write(Path.of(args[1]), Chart.of(results));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        System.out.println("Written: " + file);
    }

    static List<Result> run(int[] clients, int[] rows, Duration time) throws InterruptedException {
        try (DsqlLocal dsql = DsqlLocal.builder().allowPlainText().start();
                SessionFactory factory = factory(dsql.jdbcUrl())) {
            factory.inStatelessTransaction(session -> {
                for (long id = 0; id < ROWS[ROWS.length - 1]; id++) {
                    session.insert(new Counter(id));
                }
            });
            ContentionBenchmark benchmark = new ContentionBenchmark(factory, time);
            benchmark.measure(Policy.NO_CONFLICTS, 4, 4); // Warm-up.
            List<Result> results = new ArrayList<>();
            for (int row : rows) {
                for (int client : clients) {
                    for (Policy policy : Policy.values()) {
                        results.add(benchmark.measure(policy, client, row));
                    }
                }
            }
            return results;
        }
    }

    private static SessionFactory factory(String url) {
        return new Configuration()
                .setProperty("hibernate.dialect", "dsql")
                .setProperty("jakarta.persistence.jdbc.url", url)
                .setProperty("hibernate.connection.pool_size", 64)
                .setProperty("hibernate.hbm2ddl.auto", "create")
                .addAnnotatedClass(Counter.class)
                .buildSessionFactory();
    }

    private Result measure(Policy policy, int clients, int rows) throws InterruptedException {
        LongAdder attempts = new LongAdder();
        LongAdder givenUp = new LongAdder();
        ConcurrentLinkedQueue<Long> latencies = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(clients);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        for (int client = 0; client < clients; client++) {
            int number = client;
            Thread thread = new Thread(() -> {
                try {
                    while (System.nanoTime() < end) {
                        long row = policy == Policy.NO_CONFLICTS
                                ? number
                                : ThreadLocalRandom.current().nextInt(rows);
                        one(policy, row, attempts, givenUp, latencies);
                    }
                } finally {
                    done.countDown();
                }
            });
            thread.start();
        }
        done.await();
        return new Result(
                policy,
                clients,
                rows,
                latencies.size(),
                givenUp.sum(),
                attempts.sum(),
                Duration.ofNanos(System.nanoTime() - start),
                latencies.stream().mapToLong(Long::longValue).toArray());
    }

    private void one(
            Policy policy, long row, LongAdder attempts, LongAdder givenUp, ConcurrentLinkedQueue<Long> latencies) {
        long start = System.nanoTime();
        try {
            policy.run(
                    factory,
                    session -> {
                        Counter counter = session.get(Counter.class, row);
                        Policy.sleep(THINK);
                        counter.value++;
                        session.update(counter);
                    },
                    attempts);
            latencies.add(System.nanoTime() - start);
        } catch (RuntimeException e) {
            if (!OccConflicts.isConflict(e)) {
                throw e;
            }
            givenUp.increment();
        }
    }
}
