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
package io.github.dsql.hibernate.it.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.DsqlDialect;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.dialect.PostgreSQLDialect;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Aurora DSQL is found through every pool and wrapping driver, and no other PostgreSQL is taken for it. */
class PoolDetectionIT {
    static List<Way> ways() {
        return Way.all();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void findsTheStandInByOneQueryAndLeavesNoTransactionBehind(Way way) throws SQLException {
        try (Way.Open open = way.opening().open(Databases.dsql().jdbcUrl())) {
            Databases.dsql().statements().clear();
            assertThat(Databases.dialectOf(open.settings())).isInstanceOf(DsqlDialect.class);
            assertThat(probes()).hasSize(1);
            // The only connection of the pool is good for more: nothing has aborted a transaction on it.
            assertThat(Databases.dialectOf(open.settings())).isInstanceOf(DsqlDialect.class);
            assertThat(probes()).hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void leavesAnotherPostgresqlToHibernate(Way way) throws SQLException {
        try (Way.Open open = way.opening().open(Databases.postgresUrl())) {
            assertThat(Databases.dialectOf(open.settings())).isExactlyInstanceOf(PostgreSQLDialect.class);
            assertThat(Databases.dialectOf(open.settings())).isExactlyInstanceOf(PostgreSQLDialect.class);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void warnsOnceOfAnotherDialectThatIsConfigured(Way way) throws SQLException {
        try (Way.Open open = way.opening().open(Databases.dsql().jdbcUrl());
                Log log = new Log()) {
            boot(open.settings(), PostgreSQLDialect.class.getName());
            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(
                            "The connection leads to Aurora DSQL",
                            "hibernate.dialect=org.hibernate.dialect.PostgreSQLDialect",
                            "hibernate.dialect=dsql");
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void doesNotWarnOfTheRightDialect(Way way) throws SQLException {
        try (Way.Open open = way.opening().open(Databases.postgresUrl());
                Log log = new Log()) {
            boot(open.settings(), PostgreSQLDialect.class.getName());
            assertThat(log.warnings()).isEmpty();
        }
    }

    private static void boot(Map<String, Object> settings, String dialect) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put("hibernate.dialect", dialect);
        Databases.factory(all).close();
    }

    private static List<String> probes() {
        return Databases.dsql().statements().sql().stream()
                .filter(sql -> sql.contains("dsql_major_version"))
                .toList();
    }
}
