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

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The measuring works; numbers come from the command in docs/conflicts.md. */
class ContentionBenchmarkIT {
    @Test
    void everyPolicyCommitsAndIsPrintedAndDrawn() throws InterruptedException {
        List<Result> results = ContentionBenchmark.run(new int[] {2}, new int[] {1}, Duration.ofMillis(300));
        assertThat(results)
                .hasSize(Policy.values().length)
                .allSatisfy(result -> assertThat(result.committed()).isPositive())
                .allSatisfy(result -> assertThat(result.attempts()).isGreaterThanOrEqualTo(result.committed()));
        assertThat(Table.of(results).lines()).hasSize(2 + Policy.values().length);
        assertThat(Chart.of(results)).startsWith("<svg").contains("OccRetry").endsWith("</svg>\n");
    }
}
