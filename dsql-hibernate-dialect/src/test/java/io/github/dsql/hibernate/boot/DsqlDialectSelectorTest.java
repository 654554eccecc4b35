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
package io.github.dsql.hibernate.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.DsqlDialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DsqlDialectSelectorTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"dsql", "DSQL", "Dsql", "AuroraDSQL", "aurora-dsql", "Aurora DSQL", "aurora_dsql", "DsqlDialect"
            })
    void knowsTheShortName(String name) {
        assertThat(new DsqlDialectSelector().resolve(name)).isEqualTo(DsqlDialect.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PostgreSQL", "H2", "dsql2", "com.example.DsqlDialect", "aurora"})
    void leavesOtherNamesToHibernate(String name) {
        assertThat(new DsqlDialectSelector().resolve(name)).isNull();
    }
}
