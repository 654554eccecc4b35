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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionParametersTest {

    @ParameterizedTest
    @ValueSource(strings = {"DateStyle", "TimeZone", "search_path", "application_name", "dsql.enable_batched_nestloop"})
    void takesListedParametersInAnyCase(String name) {
        assertThat(SessionParameters.refusalOf(name)).isNull();
    }

    @Test
    void refusesAnyOtherAndNamesItAsTheClientDid() {
        assertThat(SessionParameters.refusalOf("Work_Mem"))
                .isEqualTo(new Refusal(
                        "parameter", "0A000", "setting configuration parameter \"Work_Mem\" not supported", null));
    }

    @Test
    void explainsTheReservedPrefix() {
        assertThat(SessionParameters.refusalOf("dsql.fast"))
                .isEqualTo(new Refusal(
                        "reserved-parameter",
                        "42602",
                        "invalid configuration parameter name \"dsql.fast\"",
                        "\"dsql\" is a reserved prefix."));
    }

    @Test
    void keepsTheIndexSwitchUnderANamePostgresTakes() {
        assertThat(SessionParameters.backendName("disable_sync_create_index"))
                .isEqualTo("dsql.disable_sync_create_index");
        assertThat(SessionParameters.backendName("search_path")).isEqualTo("search_path");
    }
}
