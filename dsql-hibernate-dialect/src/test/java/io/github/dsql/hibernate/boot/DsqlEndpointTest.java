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
                "jdbc:otel:aws-dsql:postgresql://name.example.com/postgres",
                "jdbc:postgresql://foo0bar1baz2quux3quuux4.dsql-fnh4.us-gov-west-1.on.aws/postgres",
                "jdbc:postgresql://vpce-04037adb76c111221-d849uc2q.dsql-fnh4.us-east-1.vpce.amazonaws.com/postgres",
                "jdbc:postgresql://abcdefghijklmnopqrstuvwxyz.dsql.us-east-1.on.aws./postgres",
                "jdbc:postgresql://abcdefghijklmnopqrstuvwxyz.dsql.us-east-1.on.aws?user=admin",
                "jdbc:postgresql://abc.dsql.us-east-1.on.aws:5432,def.dsql.us-east-2.on.aws:5432/postgres?targetServerType=any",
                "jdbc:postgresql://[2001:db8::1]:5432,abc.dsql.us-east-1.on.aws/postgres",
                "jdbc:postgresql://localhost/postgres?user=admin&host=abc.dsql.us-east-1.on.aws",
                "jdbc:postgresql:postgres?PGHOST=abc%2Edsql.us-east-1.on.aws",
                "jdbc:otel:postgresql://abc.dsql.us-east-1.on.aws/postgres",
                "jdbc:tracing:postgresql://abc.dsql.us-east-1.on.aws/postgres",
                "jdbc:log4jdbc:postgresql://abc.dsql.us-east-1.on.aws/postgres",
                "jdbc:pgsql://abc.dsql.us-east-1.on.aws/postgres",
                "JDBC:AWS-DSQL:postgresql://ABC.dsql.us-east-1.on.aws/postgres",
                " jdbc:postgresql://abc.dsql.us-east-1.on.aws/postgres "
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
                "jdbc:postgresql://localhost/abc.dsql.us-east-1.on.aws",
                "jdbc:postgresql://localhost/postgres?options=/abc.dsql.us-east-1.on.aws",
                "jdbc:postgresql://localhost/postgres?sslrootcert=/abc.dsql.us-east-1.on.aws/root.crt",
                "jdbc:postgresql://localhost/postgres?ApplicationName=a,abc.dsql.us-east-1.on.aws",
                "jdbc:postgresql://localhost/postgres?user=jdbc:aws-dsql:postgresql://abc.dsql.us-east-1.on.aws",
                "jdbc:postgresql://abc.dsql.us-east-1.on.aws/postgres?host=localhost",
                "jdbc:postgresql://abc.dsql.us-east-1.on.aws@localhost/postgres",
                "jdbc:postgresql://dsql.us-east-1.on.aws/postgres",
                "jdbc:postgresql://.dsql.us-east-1.on.aws/postgres",
                "jdbc:postgresql://abc.mydsql.us-east-1.on.aws/postgres",
                "jdbc:postgresql://abc.dsqlx.us-east-1.on.aws/postgres",
                "jdbc:postgresql://abc-dsql.us-east-1.on.aws/postgres",
                "jdbc:postgresql://abc.dsql.us-east-1.on.awsx/postgres",
                "jdbc:postgresql://abc.dsql.us-east-1.onxaws/postgres",
                "jdbc:postgresql://abc.dsql.on.aws/postgres",
                "jdbc:postgresql://abc_dsql.us-east-1.on.aws/postgres",
                "jdbc:postgresql://abc.lambda-url.us-east-1.on.aws/postgres",
                "jdbc:postgresql://vpce-1.rds.us-east-1.vpce.amazonaws.com/postgres",
                "jdbc:mysql://abc.dsql.us-east-1.on.aws/postgres",
                "jdbc:h2:tcp://abc.dsql.us-east-1.on.aws/postgres",
                "postgresql://abc.dsql.us-east-1.on.aws/postgres",
                "abc.dsql.us-east-1.on.aws",
                "jdbc:postgresql://localhost/postgres?host=%zz",
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
                "jdbc:postgresql://other.example.com,abc.dsql.us-east-1.on.aws/postgres",
                "jdbc:postgresql://abc.dsql.us-east-1.on.aws:5432,localhost:5432/postgres"
            })
    void ofAClusterAndAnotherHostTheConnectionIsAsked(String url) {
        assertThat(DsqlEndpoint.of(url)).isEqualTo(DsqlEndpoint.MIXED);
    }

    @Test
    void aVeryLongUrlIsReadInNoTime() {
        String url = "jdbc:" + "a:".repeat(50_000) + "postgresql://" + "a.dsql-".repeat(20_000) + "/x?"
                + "host=a&".repeat(10_000);
        assertThat(DsqlEndpoint.of(url)).isEqualTo(DsqlEndpoint.UNKNOWN);
    }
}
