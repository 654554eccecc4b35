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
package io.github.dsql.hibernate.it.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;

class SettingsReviewIT {
    private static final String URL = "jakarta.persistence.jdbc.url";
    private static final String CLUSTER = "jdbc:postgresql://localhost/postgres?reWriteBatchedInserts=true";

    private static List<String> findings(Map<String, ?> settings) {
        Reviewed reviewed = Reviewed.of();
        settings.forEach(reviewed::with);
        return reviewed.findings();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("isolation-level", "hibernate.connection.isolation", "SERIALIZABLE"),
                Arguments.of("temporary-tables", "hibernate.query.insert_strategy", "local_temporary"),
                Arguments.of(
                        "connection-release",
                        "hibernate.connection.handling_mode",
                        "DELAYED_ACQUISITION_AND_RELEASE_AFTER_STATEMENT"),
                Arguments.of(
                        "connection-release",
                        "hibernate.connection.handling_mode",
                        "delayed_acquisition_and_release_before_transaction_completion"),
                Arguments.of("lock-timeout", "jakarta.persistence.lock.timeout", 100),
                Arguments.of("batch-size", "hibernate.jdbc.batch_size", "3001"),
                Arguments.of("autosave", URL, CLUSTER + "&autosave=always"),
                Arguments.of("autosave", "hibernate.connection.autosave", "conservative"),
                Arguments.of("autosave", "hibernate.hikari.dataSource.autosave", "CONSERVATIVE"),
                Arguments.of("session-parameter", URL, CLUSTER + "&options=-c%20statement_timeout=5s"),
                Arguments.of("session-parameter", "hibernate.hikari.connectionInitSql", "SET lock_timeout = 1000"),
                Arguments.of(
                        "pool-isolation-level", "hibernate.hikari.transactionIsolation", "TRANSACTION_SERIALIZABLE"),
                Arguments.of("pool-lifetime", "hibernate.hikari.maxLifetime", "3600000"),
                Arguments.of("pool-lifetime", "hibernate.hikari.maxLifetime", 0),
                Arguments.of("pool-lifetime", "hibernate.agroal.maxLifetime", "PT2H"),
                Arguments.of("pool-lifetime", "hibernate.c3p0.maxConnectionAge", 7200));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void namesTheSetting(String code, String key, Object value) {
        assertThat(findings(Map.of(key, value))).singleElement().asString().startsWith("[" + code + "] " + key);
    }

    @Test
    void namesThePoolsThatKeepAConnectionForEverUnlessTold() {
        assertThat(findings(Map.of("hibernate.agroal.maxSize", 10)))
                .singleElement()
                .asString()
                .startsWith("[pool-lifetime] hibernate.agroal.maxLifetime (not set)");
        assertThat(findings(Map.of("hibernate.c3p0.max_size", 10)))
                .singleElement()
                .asString()
                .startsWith("[pool-lifetime] hibernate.c3p0.maxConnectionAge (not set)");
    }

    static Stream<Map<String, Object>> right() {
        return Stream.of(
                Map.of("hibernate.connection.handling_mode", "DELAYED_ACQUISITION_AND_HOLD"),
                Map.of(
                        "hibernate.connection.handling_mode",
                        "DELAYED_ACQUISITION_AND_RELEASE_AFTER_STATEMENT",
                        "hibernate.transaction.coordinator_class",
                        "jta"),
                Map.of("hibernate.jdbc.batch_size", 3000, URL, CLUSTER),
                Map.of(URL, CLUSTER + "&autosave=never&options=-c%20search_path=app%20-c%20timezone=UTC"),
                Map.of("hibernate.hikari.connectionInitSql", "set search_path = app"),
                Map.of("hibernate.hikari.maxLifetime", 3_300_000, "hibernate.hikari.maximumPoolSize", 5),
                Map.of("hibernate.hikari.transactionIsolation", "TRANSACTION_REPEATABLE_READ"),
                Map.of("hibernate.agroal.maxLifetime", "PT55M", "hibernate.agroal.maxSize", 5),
                Map.of("hibernate.query.mutation_strategy", "cte"));
    }

    @ParameterizedTest
    @MethodSource("right")
    void isSilentOnSettingsThatFit(Map<String, Object> settings) {
        assertThat(findings(settings)).isEmpty();
    }

    /** A pool with the getters of one. */
    public static final class Pool extends PGSimpleDataSource {
        private static final long serialVersionUID = 1L;

        public long getMaxLifetime() {
            return 0;
        }

        public String getTransactionIsolation() {
            return "TRANSACTION_READ_COMMITTED";
        }
    }

    @Test
    void asksTheGettersOfADataSource() {
        PGSimpleDataSource plain = new PGSimpleDataSource();
        assertThat(findings(Map.of("hibernate.connection.datasource", (DataSource) plain)))
                .isEmpty();
        assertThat(findings(Map.of("jakarta.persistence.nonJtaDataSource", new Pool())))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).startsWith("[pool-isolation-level] Pool.getTransactionIsolation()"),
                        line -> assertThat(line).startsWith("[pool-lifetime] Pool.getMaxLifetime()=0"));
    }

    @Test
    void remarksOnBatchesThatAreNotRewritten() {
        assertThat(findings(Map.of("hibernate.jdbc.batch_size", 50, URL, "jdbc:postgresql://localhost/postgres")))
                .singleElement()
                .asString()
                .startsWith("[batch-inserts]");
    }

    @Test
    void neverTellsAPassword() {
        assertThat(Reviewed.of()
                        .with(URL, "jdbc:postgresql://localhost/postgres?autosave=always&password=secret")
                        .report())
                .contains("[autosave]")
                .doesNotContain("secret");
    }
}
