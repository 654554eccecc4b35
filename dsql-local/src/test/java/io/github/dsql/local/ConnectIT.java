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

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConnectIT {
    private static DsqlLocal local;

    @BeforeAll
    static void start() {
        local = DsqlLocal.start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void plainUrlConnectsAsAdminInSnapshotIsolation() throws SQLException {
        assertThat(query("SELECT current_user")).isEqualTo("admin");
        assertThat(query("SHOW transaction_isolation")).isEqualTo("repeatable read");
    }

    @Test
    void startupOptionSetsTheSearchPath() throws SQLException {
        assertThat(query("SHOW search_path", "options=-c%20search_path=app")).isEqualTo("app");
        assertThat(query("SHOW search_path", "currentSchema=app")).isEqualTo("app");
    }

    @Test
    void otherDatabaseThanPostgresDoesNotExist() {
        String url = local.jdbcUrl().replace("/postgres", "/orders");
        assertFatal(url, "3D000", "database \"orders\" does not exist");
    }

    @Test
    void unknownRoleAndTheBackendsSuperuserDoNotExist() {
        assertFatal(local.jdbcUrl().replace("user=admin", "user=nobody"), "28000", "role \"nobody\" does not exist");
        assertFatal(
                local.jdbcUrl().replace("user=admin", "user=postgres"), "28000", "role \"postgres\" does not exist");
    }

    private static void assertFatal(String url, String sqlState, String message) {
        assertThatThrownBy(() -> DriverManager.getConnection(url))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(sqlState))
                .hasMessage("FATAL: " + message);
    }

    private static String query(String sql, String... properties) throws SQLException {
        String url = String.join("&", local.jdbcUrl(), String.join("&", properties));
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
