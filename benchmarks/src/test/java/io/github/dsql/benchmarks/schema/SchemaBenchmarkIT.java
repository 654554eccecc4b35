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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.benchmarks.schema.SchemaBenchmark.Result;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The measuring works; numbers come from the command in docs/schema-speed.md. */
class SchemaBenchmarkIT {
    @Test
    void countsStatementsAndJobsAndAwaitsTheJobsTogether() throws SQLException {
        Result direct = SchemaBenchmark.run(10, Duration.ZERO, true);
        Result standIn = SchemaBenchmark.run(10, Duration.ofMillis(200), false);
        assertThat(direct.jobs()).isZero();
        assertThat(standIn.jobs()).isEqualTo(20);
        assertThat(standIn.statements()).isGreaterThanOrEqualTo(30);
        assertThat(standIn.create()).isBetween(Duration.ofMillis(200), Duration.ofMillis(20 * 200));
        assertThat(SchemaBenchmark.report(List.of(direct, standIn)).lines()).hasSize(6);
    }
}
