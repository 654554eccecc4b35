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

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;

/** The results as a table in Markdown, with what they depend on. */
final class Report {
    private record Line(String benchmark, String title, double aim) {}

    private static final List<Line> LINES = List.of(
            new Line("selectByKey", "autocommit select by key", 2.0),
            new Line("updateByKey", "autocommit update by key", 1.7),
            new Line("transaction", "transaction of select, update, commit", 1.4),
            new Line("batchOf50Inserts", "transaction with a batch of 50 inserts", 1.5),
            new Line("read100000Rows", "reading 100,000 rows of 3 columns", 1.1),
            new Line("fourClientsSelect", "four clients, each select by key", 2.5));

    private final Collection<RunResult> results;

    Report(Collection<RunResult> results) {
        this.results = results;
    }

    /** Leaves out what was not measured. */
    @Override
    public String toString() {
        StringBuilder table = new StringBuilder(machine());
        table.append("| | PostgreSQL, µs | DSQL Local, µs | ratio | aim |\n| --- | ---: | ---: | ---: | ---: |\n");
        for (Line line : LINES) {
            OptionalDouble direct = median(line.benchmark(), Target.DIRECT);
            OptionalDouble standIn = median(line.benchmark(), Target.STAND_IN);
            if (direct.isPresent() && standIn.isPresent()) {
                table.append(row(line, direct.getAsDouble(), standIn.getAsDouble()));
            }
        }
        start().ifPresent(time -> table.append(String.format(
                Locale.ROOT, "%nStart with a cached data directory: %,.0f ms (aim: 500 ms).%n", time / 1_000)));
        return table.toString();
    }

    private static String row(Line line, double direct, double standIn) {
        return String.format(
                Locale.ROOT,
                "| %s | %,.0f | %,.0f | %.2f | %.1f |%n",
                line.title(),
                direct,
                standIn,
                standIn / direct,
                line.aim());
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "Measured on %s: %d processors, %s %s, JDK %s; medians.%n%n",
                LocalDate.now(ZoneOffset.UTC),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"));
    }

    private OptionalDouble start() {
        return results("start").mapToDouble(Report::median).findFirst();
    }

    private OptionalDouble median(String benchmark, Target target) {
        return results(benchmark)
                .filter(result -> target.name().equals(result.getParams().getParam("target")))
                .mapToDouble(Report::median)
                .findFirst();
    }

    private Stream<RunResult> results(String benchmark) {
        return results.stream()
                .filter(result -> result.getPrimaryResult().getLabel().equals(benchmark));
    }

    /** A machine that does something else for a moment spoils an average. */
    private static double median(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }
}
