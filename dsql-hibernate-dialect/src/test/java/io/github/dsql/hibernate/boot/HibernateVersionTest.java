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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HibernateVersionTest {
    @ParameterizedTest
    @ValueSource(strings = {"5.6.15.Final", "6.6.36.Final", "6.6.36", "7.0.0.Final", "7.1.14.Final", "7.1.0-SNAPSHOT"})
    void anOlderOneIsRefusedByItsVersion(String version) {
        assertThat(HibernateVersion.refusal(version)).hasValueSatisfying(message -> assertThat(message)
                .contains("needs Hibernate ORM 7.2 or newer, and this is " + version)
                .contains("7.2, 7.3 and 7.4 are supported"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7.2.0.Final",
                "7.2.0.Final-redhat-00001",
                "7.3.13.Final",
                "7.4.6.Final",
                "7.4.7-SNAPSHOT",
                "7.4",
                "8.0.0.Beta1",
                "8.0.3.Final"
            })
    void aTestedOneIsTakenWithoutAWord(String version) {
        assertThat(HibernateVersion.refusal(version)).isEmpty();
        assertThat(HibernateVersion.warning(version)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.5.0.Final", "7.10.0.CR1", "8.1.0.Beta1", "9.0.0.Final", "10.2.0.Final"})
    void aNewerOneIsTakenWithAWarning(String version) {
        assertThat(HibernateVersion.refusal(version)).isEmpty();
        assertThat(HibernateVersion.warning(version))
                .hasValueSatisfying(message -> assertThat(message).contains(version));
    }

    @Test
    void oneWithoutAVersionIsKnownByAClass() {
        assertThat(HibernateVersion.refusal("[WORKING]")).isEmpty();
        assertThat(HibernateVersion.warning("[WORKING]")).isEmpty();
    }
}
