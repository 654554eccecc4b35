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
package io.github.dsql.examples.ownerpet.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAddressTest {
    private static final String ENDPOINT = "abcdefghijklmnopqrstuvwxyz.dsql.us-east-1.on.aws";

    @Test
    void nothingSetMeansDsqlLocal() {
        assertThat(ClusterAddress.from(Map.of())).isEmpty();
        assertThat(ClusterAddress.from(Map.of("CLUSTER_ENDPOINT", "", "CLUSTER_USER", " ")))
                .isEmpty();
    }

    @Test
    void adminWorksInPublic() {
        assertThat(address(ENDPOINT, "admin").jdbcUrl())
                .startsWith("jdbc:aws-dsql:postgresql://" + ENDPOINT + "/postgres?user=admin&sslmode=verify-full")
                .endsWith("&currentSchema=public");
    }

    @Test
    void anyOtherUserWorksInMyschema() {
        assertThat(address(ENDPOINT, "app").jdbcUrl()).contains("user=app").endsWith("&currentSchema=myschema");
    }

    @Test
    void namesTheMissingVariable() {
        assertThatThrownBy(() -> ClusterAddress.from(Map.of("CLUSTER_USER", "admin")))
                .hasMessageContaining("CLUSTER_ENDPOINT is not");
        assertThatThrownBy(() -> ClusterAddress.from(Map.of("CLUSTER_ENDPOINT", ENDPOINT)))
                .hasMessageContaining("CLUSTER_USER is not");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://" + ENDPOINT, ENDPOINT + ":5432", ENDPOINT + "/postgres", "cluster", "a..b", "a b.c"})
    void refusesAnEndpointThatIsNotAHostName(String endpoint) {
        assertThatThrownBy(() -> address(endpoint, "admin"))
                .hasMessageContaining("'" + endpoint + "'")
                .hasMessageContaining("not a host name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin&sslmode=disable", "a b", "1a", "admin'"})
    void refusesAUserThatIsNotARoleName(String user) {
        assertThatThrownBy(() -> address(ENDPOINT, user))
                .hasMessageContaining("'" + user + "'")
                .hasMessageContaining("not the name of a database role");
    }

    private static ClusterAddress address(String endpoint, String user) {
        return ClusterAddress.from(Map.of("CLUSTER_ENDPOINT", endpoint, "CLUSTER_USER", user))
                .orElseThrow();
    }
}
