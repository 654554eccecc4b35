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
package io.github.dsql.hibernate.type;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.DsqlDialect;
import java.util.Arrays;
import java.util.List;
import org.hibernate.type.descriptor.jdbc.SmallIntJdbcType;
import org.hibernate.type.descriptor.jdbc.VarcharJdbcType;
import org.junit.jupiter.api.Test;

class CheckConditionsTest {
    private final DsqlDialect dialect = new DsqlDialect();

    @Test
    void doublesQuotesAndLeavesTheRest() {
        assertThat(CheckConditions.in("c", List.of("a", "it's", "''", "\\", "ü✓")))
                .isEqualTo("c in ('a','it''s','''''','\\','ü✓')");
    }

    @Test
    void aNullAmongTheValuesIsAllowed() {
        assertThat(CheckConditions.in("\"c\"", Arrays.asList("a", null))).isEqualTo("\"c\" in ('a') or \"c\" is null");
    }

    @Test
    void theDialectEscapesStringsAndLeavesNumbers() {
        assertThat(dialect.getCheckCondition("c", new String[] {"a'b"})).isEqualTo("c in ('a''b')");
        assertThat(dialect.getCheckCondition("c", List.of("a'b"), VarcharJdbcType.INSTANCE))
                .isEqualTo("c in ('a''b')");
        assertThat(dialect.getCheckCondition("c", List.of(1, 2), SmallIntJdbcType.INSTANCE))
                .isEqualTo("c in (1,2)");
    }
}
