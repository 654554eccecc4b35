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

import io.github.dsql.local.DirectAccess;
import io.github.dsql.local.DsqlLocal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One stand-in with its tables for all clients of a run. */
@State(Scope.Benchmark)
public class Server {
    static final int ACCOUNTS = 10_000;
    static final int ROWS = 100_000;

    /** Who answers. */
    @Param
    public Target target = Target.STAND_IN;

    private DsqlLocal local = NONE;

    // JMH makes the object before the stand-in is started.
    @SuppressWarnings("NullAway")
    private static final DsqlLocal NONE = null;

    @Setup
    public void start() throws SQLException {
        local = DsqlLocal.builder().allowPlainText().start();
        try (Connection connection = DirectAccess.connect(local);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE account (id int PRIMARY KEY, balance bigint, owner varchar(40))");
            statement.execute(
                    "INSERT INTO account SELECT id, 100, 'owner ' || id FROM generate_series(1, " + ACCOUNTS + ") id");
            statement.execute("CREATE TABLE big (id int PRIMARY KEY, number bigint, text varchar(40))");
            statement.execute(
                    "INSERT INTO big SELECT id, id * 7, 'text ' || id FROM generate_series(1, " + ROWS + ") id");
            statement.execute("CREATE TABLE entry (id int PRIMARY KEY, number bigint, text varchar(40))");
            statement.execute("ANALYZE");
        }
    }

    /** Keeps what a run inserts from making the next one slower. */
    @Setup(Level.Iteration)
    public void tidy() throws SQLException {
        try (Connection connection = DirectAccess.connect(local);
                Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE entry");
            statement.execute("VACUUM account");
        }
    }

    @TearDown
    public void stop() {
        local.close();
    }

    Connection connect() throws SQLException {
        return target.connect(local);
    }
}
