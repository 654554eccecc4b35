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

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DsqlEndpointTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://abcdefghijklmnopqrstuvwxyz.dsql.us-east-1.on.aws/postgres",
                "jdbc:postgresql://abcdefghijklmnopqrstuvwxyz.dsql.us-east-1.on.aws:5432/postgres?sslmode=verify-full",
                "jdbc:postgresql://ABCDEFGHIJKLMNOPQRSTUVWXYZ.DSQL.EU-WEST-1.ON.AWS/postgres",
                "jdbc:postgresql://abc.dsql-fnh4.us-east-1.on.aws/postgres",
                "jdbc:postgresql://other.example.com,abc.dsql.us-east-1.on.aws/postgres",
                "jdbc:p6spy:postgresql://abc.dsql.us-east-1.on.aws/postgres",
                "jdbc:aws-wrapper:postgresql://abc.dsql.us-east-1.on.aws/postgres",
                "jdbc:postgresql://admin@abc.dsql.us-east-1.on.aws",
                "jdbc:aws-dsql:postgresql://abc.dsql.us-east-1.on.aws/postgres?user=admin",
                "jdbc:aws-dsql:postgresql://localhost:5432/postgres",
                "jdbc:otel:aws-dsql:postgresql://name.example.com/postgres"
            })
    void recognisesACluster(String url) {
        assertThat(DsqlEndpoint.isDsql(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/dsql",
                "jdbc:postgresql://dsql.example.com/postgres",
                "jdbc:postgresql://abc.dsql.us-east-1.on.aws.example.com/postgres",
                "jdbc:postgresql://abc.cluster-xyz.us-east-1.rds.amazonaws.com/postgres",
                "jdbc:postgresql://localhost/postgres?ApplicationName=x.dsql.y.on.aws",
                "jdbc:h2:mem:aws-dsql",
                ""
            })
    void leavesAnyOtherDatabaseAlone(String url) {
        assertThat(DsqlEndpoint.isDsql(url)).isFalse();
    }

    @Test
    void takesTheUrlThatHibernateWouldTake() {
        assertThat(DsqlEndpoint.configuredUrl(Map.of())).isNull();
        assertThat(DsqlEndpoint.configuredUrl(Map.of("hibernate.connection.url", "a")))
                .isEqualTo("a");
        assertThat(DsqlEndpoint.configuredUrl(
                        Map.of("hibernate.connection.url", "a", "jakarta.persistence.jdbc.url", "b")))
                .isEqualTo("b");
        assertThat(DsqlEndpoint.configuredUrl(
                        Map.of("hibernate.connection.url", "a", "jakarta.persistence.jdbc.url", " ")))
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost/postgres",
                "jdbc:postgresql://localhost:5432/postgres?user=admin",
                "jdbc:postgresql://127.0.0.1:5432/",
                "jdbc:postgresql://[::1]:5432/postgres",
                "jdbc:postgresql://[0:0:0:0:0:0:0:1]/postgres",
                "jdbc:postgresql:///postgres",
                "jdbc:postgresql://:5432/postgres",
                "jdbc:postgresql:postgres"
            })
    void asksALocalPostgresqlWhetherItIsTheStandIn(String url) {
        assertThat(StandIn.isLocal(url)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://localhost.example.com/postgres",
                "jdbc:postgresql://db.example.com/localhost",
                "jdbc:postgresql://db.example.com:5432/postgres?host=localhost",
                "jdbc:postgresql://10.0.0.1/postgres",
                "jdbc:postgresql://[2001:db8::1]/postgres",
                "jdbc:h2:mem:localhost",
                "jdbc:edb://localhost/postgres"
            })
    void asksNoOtherDatabase(String url) {
        assertThat(StandIn.isLocal(url)).isFalse();
    }
}
