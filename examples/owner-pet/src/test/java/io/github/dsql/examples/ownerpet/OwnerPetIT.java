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
package io.github.dsql.examples.ownerpet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnerPetIT {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void wholeExampleRunsOnDsqlLocal() {
        int exitCode = run(Map.of());

        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(exitCode).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("sql> insert into Owner as t")
                .contains("on conflict")
                .contains("for update")
                .contains("owners after: 0")
                .endsWith("== Everything was as expected." + System.lineSeparator());
    }

    @Test
    void saysWhichVariableIsMissing() {
        assertThat(run(Map.of("CLUSTER_ENDPOINT", "abc.dsql.us-east-1.on.aws"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("CLUSTER_USER is not");
    }

    private int run(Map<String, String> environment) {
        return OwnerPet.run(
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
