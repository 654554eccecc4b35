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

import java.util.List;
import java.util.Locale;

/** The results as a table of Markdown, as ratios to the same clients without conflicts. */
final class Table {
    private Table() {}

    static String of(List<Result> results) {
        StringBuilder table = new StringBuilder("""
                | rows | clients | policy | goodput | attempts per commit | given up | median | 99 % |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                """);
        for (Result result : results) {
            Result limit = limitOf(result, results);
            table.append(String.format(
                    Locale.ROOT,
                    "| %d | %d | %s | %.2f | %.1f | %.0f %% | %.1f | %.1f |%n",
                    result.rows(),
                    result.clients(),
                    result.policy().title,
                    result.goodput() / limit.goodput(),
                    result.attemptsPerCommit(),
                    100 * result.givenUpShare(),
                    result.latencyMillis(0.5) / limit.latencyMillis(0.5),
                    result.latencyMillis(0.99) / limit.latencyMillis(0.5)));
        }
        return table.toString();
    }

    /** The same clients, each with a row of its own. */
    private static Result limitOf(Result result, List<Result> results) {
        return find(results, Policy.NO_CONFLICTS, result);
    }

    /** What a policy reached with the clients and rows of another result. */
    static Result find(List<Result> results, Policy policy, Result like) {
        return results.stream()
                .filter(result ->
                        result.policy() == policy && result.clients() == like.clients() && result.rows() == like.rows())
                .findFirst()
                .orElseThrow();
    }
}
