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
package io.github.dsql.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleTest {

    @Test
    void everyRefusalSaysWhereItComesFromUnderAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        for (Rule rule : Rule.values()) {
            assertThat(ids.add(rule.capability())).as(rule.capability()).isTrue();
            assertThat(rule.source()).isNotBlank();
            assertThat(rule.date()).matches("2026-\\d\\d");
            assertThat(rule.certain()).isEqualTo(!rule.source().equals("scheme"));
        }
        for (RefusedStatements.Row row : RefusedStatements.rows()) {
            assertThat(ids.add(row.refusal().capability())).as(row.words()).isTrue();
            assertThat(row.source()).isNotBlank();
            assertThat(row.date()).matches("2026-\\d\\d");
            assertThat(row.certain() && row.source().equals("scheme"))
                    .as(row.words())
                    .isFalse();
        }
    }
}
