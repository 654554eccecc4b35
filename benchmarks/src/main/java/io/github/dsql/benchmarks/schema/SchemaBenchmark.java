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
package io.github.dsql.benchmarks.schema;

import io.github.dsql.local.DirectAccess;
import io.github.dsql.local.DsqlLocal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures the creation of many tables with two indexes each, an update that has nothing to do, and a validation, on DSQL Local and on
 * the PostgreSQL behind it, which is reached directly and with Hibernate's own dialect. Prints a table.
 */
public final class SchemaBenchmark {
    private static final int[] TABLES = {75, 150, 300, 600};
    private static final int WITH_DELAY = 300;
    private static final Duration DELAY = Duration.ofMillis(200);

    private SchemaBenchmark() {}

    /**
     * What one run took.
     *
     * @param target who answered
     * @param tables the number of tables
     * @param statements the statements of the creation
     * @param jobs the asynchronous jobs of the creation
     * @param create how long the creation took
     * @param update how long an update took that had nothing to do
     * @param validate how long a validation took
     */
    record Result(
            String target, int tables, int statements, int jobs, Duration create, Duration update, Duration validate) {}

    /**
     * Runs everything.
     *
     * @param args none
     * @throws SQLException if a database cannot be reached
     */
    public static void main(String[] args) throws SQLException {
        run(TABLES[0], Duration.ZERO, true); // Warm-up.
        run(TABLES[0], Duration.ZERO, false);
        List<Result> results = new ArrayList<>();
        for (int tables : TABLES) {
            results.add(run(tables, Duration.ZERO, true));
            results.add(run(tables, Duration.ZERO, false));
        }
        results.add(run(WITH_DELAY, DELAY, false));
        System.out.println(report(results));
    }

    /** Measures one number of tables on a database of its own. */
    static Result run(int tables, Duration jobDelay, boolean direct) throws SQLException {
        try (DsqlLocal local =
                DsqlLocal.builder().allowPlainText().jobDelay(jobDelay).start()) {
            CountingConnections connections = new CountingConnections(
                    () -> direct ? DirectAccess.connect(local) : DriverManager.getConnection(local.jdbcUrl()));
            String dialect = direct ? "org.hibernate.dialect.PostgreSQLDialect" : "dsql";
            Duration create;
            int statements;
            try (ManyTables model = new ManyTables(tables, connections, dialect)) {
                int before = connections.statements();
                create = time(model, "create-only");
                statements = connections.statements() - before;
            }
            try (ManyTables model = new ManyTables(tables, connections, dialect)) {
                Duration update = time(model, "update");
                Duration validate = time(model, "validate");
                String target = direct
                        ? "PostgreSQL"
                        : jobDelay.isZero() ? "DSQL Local" : "DSQL Local, jobs of " + jobDelay.toMillis() + " ms";
                return new Result(target, tables, statements, direct ? 0 : jobs(local), create, update, validate);
            }
        }
    }

    private static Duration time(ManyTables model, String action) {
        long start = System.nanoTime();
        model.run(action);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static int jobs(DsqlLocal local) throws SQLException {
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl());
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("select count(*) from sys.jobs where job_type = 'INDEX_BUILD'")) {
            rows.next();
            return rows.getInt(1);
        }
    }

    static String report(List<Result> results) {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "Measured on %s: %d processors, %s, JDK %s.%n%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("java.version")));
        table.append("| tables | | statements | jobs | create, ms | ms a table | update again, ms | validate, ms |\n");
        table.append("| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n");
        for (Result result : results) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %s | %,d | %,d | %,d | %.1f | %,d | %,d |%n",
                    result.tables(),
                    result.target(),
                    result.statements(),
                    result.jobs(),
                    result.create().toMillis(),
                    (double) result.create().toMillis() / result.tables(),
                    result.update().toMillis(),
                    result.validate().toMillis()));
        }
        return table.toString();
    }
}
