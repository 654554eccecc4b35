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
package io.github.dsql.local.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SchemaFactsTest {
    @Test
    void whatCannotBeLookedAtIsTakenToHoldAndLookedAtAgain() {
        AtomicInteger looks = new AtomicInteger();
        SchemaFacts facts = new SchemaFacts(() -> {
            looks.incrementAndGet();
            throw new SQLException("no connection left");
        });
        assertThat(facts.hasCascades(1)).isTrue();
        assertThat(facts.hasWritingFunctions(1)).isTrue();
        assertThat(facts.hasLargeKeys(1)).isTrue();
        assertThat(facts.hasCascades(1)).isTrue();
        assertThat(looks).hasValue(4);
        facts.close();
    }
}
