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
package io.github.dsql.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.dsql.jdbc.AuroraDsqlCredentialsManager;
import software.amazon.dsql.jdbc.TokenManager;

/** The AWS connector for JDBC as it is. */
class AwsConnectorIT {
    private static final String KEY_ID = "AKIDEXAMPLE";
    private static final String KEY = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static DsqlLocal local;

    @BeforeAll
    static void start() throws SQLException {
        local = DsqlLocal.builder()
                .region("eu-central-1")
                .credentials(KEY_ID, KEY)
                .start();
        try (Connection connection = DriverManager.getConnection(local.jdbcUrl());
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE app WITH LOGIN");
            statement.execute("AWS IAM GRANT app TO 'arn:aws:iam::123456789012:role/app'");
        }
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void useCredentials() {
        provide(KEY_ID, KEY);
    }

    @AfterEach
    void forgetCredentials() {
        AuroraDsqlCredentialsManager.resetProvider();
        TokenManager.clearCache();
    }

    private static void provide(String keyId, String key) {
        TokenManager.clearCache();
        AuroraDsqlCredentialsManager.setProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, key)));
    }

    @Test
    void connectsAsAdminAndAsAnotherRoleAndVerifiesTheCertificate() throws SQLException {
        assertThat(local.awsJdbcUrl())
                .startsWith("jdbc:aws-dsql:postgresql://localhost:" + local.port() + "/postgres?user=admin&")
                .contains("sslmode=verify-full", "region=eu-central-1");
        assertThat(user(local.awsJdbcUrl())).isEqualTo("admin");
        assertThat(user(local.awsJdbcUrl("app"))).isEqualTo("app");
    }

    @Test
    void credentialsFromSystemPropertiesDo() throws SQLException {
        AuroraDsqlCredentialsManager.resetProvider();
        System.setProperty("aws.accessKeyId", KEY_ID);
        System.setProperty("aws.secretAccessKey", KEY);
        try {
            assertThat(user(local.awsJdbcUrl())).isEqualTo("admin");
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
        }
    }

    @Test
    void otherCredentialsAreDenied() {
        provide(KEY_ID, "another key");
        assertThatThrownBy(() -> user(local.awsJdbcUrl()))
                .hasMessageContaining("access denied")
                .hasMessageContaining("The request signature we calculated does not match");
        provide("AKIDOTHER", KEY);
        assertThatThrownBy(() -> user(local.awsJdbcUrl())).hasMessageContaining("another access key");
    }

    @Test
    void otherRegionIsDenied() {
        assertThatThrownBy(() -> user(local.awsJdbcUrl().replace("eu-central-1", "us-west-2")))
                .hasMessageContaining("Credential should be scoped to a valid region, not 'us-west-2'");
    }

    @Test
    void anyCredentialsDoIfNoneWereGiven() throws SQLException {
        provide("any", "thing");
        try (DsqlLocal lenient = DsqlLocal.builder().allowPlainText().start()) {
            assertThat(user(lenient.awsJdbcUrl())).isEqualTo("admin");
        }
    }

    @Test
    void poolOfTheConnectorWorks() throws SQLException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(local.awsJdbcUrl("app"));
        config.setMaximumPoolSize(4);
        List<Connection> all = new ArrayList<>();
        try (HikariDataSource pool = new HikariDataSource(config)) {
            for (int i = 0; i < 4; i++) {
                all.add(pool.getConnection());
            }
            for (Connection connection : all) {
                assertThat(SharedServer.query(connection, "SELECT session_user"))
                        .containsExactly("app");
                connection.close();
            }
        }
    }

    @Test
    void tokenThatHasExpiredByTheClockOfTheStandInIsDenied() {
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(16));
        try (DsqlLocal future = DsqlLocal.builder().clock(later).start()) {
            assertThatThrownBy(() -> user(future.awsJdbcUrl())).hasMessageContaining("Signature expired: ");
            assertThat(user(future.awsJdbcUrl() + "&token-duration-secs=3600")).isEqualTo("admin");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String user(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url)) {
            return SharedServer.query(connection, "SELECT session_user").get(0);
        }
    }
}
