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
package io.github.dsql.benchmarks;

import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** What a client waits for, on either way to PostgreSQL. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StatementBenchmark {
    @Benchmark
    public long selectByKey(Server server, Client client) throws SQLException {
        return client.select();
    }

    @Benchmark
    public int updateByKey(Server server, Client client) throws SQLException {
        return client.update();
    }

    @Benchmark
    public long transaction(Server server, Client client) throws SQLException {
        return client.readModifyWrite();
    }

    @Benchmark
    public int batchOf50Inserts(Server server, Client client) throws SQLException {
        return client.insertBatch();
    }

    @Benchmark
    public long read100000Rows(Server server, Client client) throws SQLException {
        return client.readAll();
    }

    @Benchmark
    @Threads(4)
    public long fourClientsSelect(Server server, Client client) throws SQLException {
        return client.select();
    }
}
