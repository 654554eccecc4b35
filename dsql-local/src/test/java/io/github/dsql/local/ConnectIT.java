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

import io.github.dsql.local.fault.Fault;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets in with which token and role, by the default options. */
class ConnectIT {
    private static final String DENIED = "unable to accept connection, access denied\n  Hint: ";
    private static final String ARN = "'arn:aws:iam::123456789012:role/app'";
    private static final MovableClock CLOCK = new MovableClock();
    private static DsqlLocal local;

    @BeforeAll
    static void start() throws SQLException {
        local = DsqlLocal.builder().clock(CLOCK).start();
        admin("CREATE ROLE app WITH LOGIN", "AWS IAM GRANT app TO " + ARN, "CREATE SCHEMA app");
        admin("GRANT USAGE, CREATE ON SCHEMA app TO app", "CREATE TABLE public.t (id int PRIMARY KEY)");
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @Test
    void plainUrlConnectsAsAdminThroughTlsInSnapshotIsolation() throws SQLException {
        assertThat(local.jdbcUrl()).contains("sslmode=verify-full");
        assertThat(query(local.jdbcUrl(), "SELECT current_user || ' ' || session_user"))
                .isEqualTo("admin admin");
        assertThat(query(local.jdbcUrl(), "SHOW transaction_isolation")).isEqualTo("repeatable read");
    }

    @Test
    void startupOptionSetsTheSearchPath() throws SQLException {
        assertThat(query(local.jdbcUrl() + "&options=-c%20search_path=app", "SHOW search_path"))
                .isEqualTo("app");
        assertThat(query(local.jdbcUrl() + "&currentSchema=app", "SHOW search_path"))
                .isEqualTo("app");
        String both = local.jdbcUrl() + "&currentSchema=public&options=--search-path=app%20-c%20enable_seqscan=off";
        assertThat(query(both, "SELECT current_setting('search_path') || current_setting('enable_seqscan')"))
                .isEqualTo("publicoff");
    }

    @Test
    void whatCannotBeSetCannotBeSetAtTheStart() {
        for (String option : new String[] {"statement_timeout=5", "role=app", "session_authorization=postgres"}) {
            String name = option.substring(0, option.indexOf('='));
            assertFatal(
                    local.jdbcUrl() + "&options=-c%20" + option,
                    "0A000",
                    "setting configuration parameter \"" + name + "\" not supported");
        }
    }

    @Test
    void otherDatabaseThanPostgresDoesNotExist() {
        String url = local.jdbcUrl().replace("/postgres", "/orders");
        assertFatal(url, "3D000", "database \"orders\" does not exist");
    }

    @Test
    void roleThatDoesNotExistIsDenied() {
        for (String role : new String[] {"nobody", "postgres", "Admin", "app\" --", "'"}) {
            assertFatal(local.jdbcUrl(role), "28000", DENIED + "Role \"" + role + "\" does not exist.");
        }
    }

    @Test
    void roleWithoutLoginIsDenied() throws SQLException {
        admin("CREATE ROLE silent", "AWS IAM GRANT silent TO " + ARN);
        assertFatal(
                local.jdbcUrl("silent"),
                "28000",
                DENIED + "Role \"silent\" is not permitted to log in: CREATE ROLE silent WITH LOGIN permits it.");
    }

    @Test
    void roleNeedsAMappingForAsLongAsItConnects() throws SQLException {
        String unmapped =
                DENIED + "No IAM identity is mapped to the role \"clerk\". As admin, run: AWS IAM GRANT clerk TO"
                        + " 'arn:aws:iam::<account>:role/<name>'; or start the stand-in with requireIamMappings(false).";
        admin("CREATE ROLE clerk WITH LOGIN");
        assertFatal(local.jdbcUrl("clerk"), "28000", unmapped);
        admin("AWS IAM GRANT clerk TO " + ARN);
        assertThat(query(local.jdbcUrl("clerk"), "SELECT current_user || ' ' || session_user"))
                .isEqualTo("clerk clerk");
        assertThat(query(
                        local.jdbcUrl(),
                        "SELECT pg_role_name || ' ' || arn || ' ' || grantor_pg_role_name FROM sys.iam_pg_role_mappings"
                                + " WHERE pg_role_name = 'clerk'"))
                .isEqualTo("clerk arn:aws:iam::123456789012:role/app admin");
        admin("AWS IAM REVOKE clerk FROM " + ARN);
        assertFatal(local.jdbcUrl("clerk"), "28000", unmapped);
    }

    @Test
    void roleThatIsDroppedAndCreatedAgainStartsWithoutAMapping() throws SQLException {
        admin("CREATE ROLE temp WITH LOGIN", "AWS IAM GRANT temp TO " + ARN);
        query(local.jdbcUrl("temp"), "SELECT 1");
        admin("DROP ROLE temp", "CREATE ROLE temp WITH LOGIN");
        assertThatThrownBy(() -> query(local.jdbcUrl("temp"), "SELECT 1")).hasMessageContaining("No IAM identity");
        admin("AWS IAM GRANT temp TO " + ARN);
        assertThat(query(local.jdbcUrl("temp"), "SELECT current_user")).isEqualTo("temp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with space", "Upper", "ümlaut", "quo\"te"})
    void roleMayHaveAnyName(String name) throws SQLException {
        String quoted = '"' + name.replace("\"", "\"\"") + '"';
        admin("CREATE ROLE " + quoted + " WITH LOGIN", "AWS IAM GRANT " + quoted + " TO " + ARN);
        assertThat(query(local.jdbcUrl(name), "SELECT session_user")).isEqualTo(name);
    }

    @Test
    void otherRolesUseWhatTheyAreGrantedAndCreateOnlyInTheirSchema() throws SQLException {
        String url = local.jdbcUrl("app");
        assertRefused(url, "CREATE TABLE public.mine (id int)", "42501", "permission denied for schema public");
        assertRefused(url, "SELECT * FROM public.t", "42501", "permission denied for table t");
        assertRefused(url, "AWS IAM GRANT app TO " + ARN, "42501", "permission denied");
        assertRefused(url, "AWS IAM REVOKE app FROM " + ARN, "42501", "permission denied");
        assertRefused(
                local.jdbcUrl(),
                "GRANT CREATE ON SCHEMA public TO app",
                "0A000",
                "feature not supported on system entity");
        admin("GRANT SELECT ON public.t TO app");
        assertThat(query(url, "SELECT count(*) FROM public.t")).isEqualTo("0");
        assertRefused(url, "INSERT INTO public.t VALUES (1)", "42501", "permission denied for table t");
        run(url + "&currentSchema=app", "CREATE TABLE mine (id int PRIMARY KEY)", "INSERT INTO mine VALUES (1)");
        admin("REVOKE SELECT ON public.t FROM app");
    }

    @Test
    void sessionCannotBecomeAnother() throws SQLException {
        for (String sql : new String[] {
            "SET SESSION AUTHORIZATION postgres",
            "SET ROLE postgres",
            "SELECT set_config('session_authorization', 'postgres', false)",
            "SELECT set_config('role', 'postgres', false)"
        }) {
            assertThatThrownBy(() -> run(local.jdbcUrl("app"), sql)).as(sql).isInstanceOf(SQLException.class);
        }
        run(local.jdbcUrl("app"), "RESET ALL");
        assertThatThrownBy(() -> query(local.jdbcUrl("app"), "SELECT dsql_internal.admit('app')"))
                .hasMessageContaining("schema \"dsql_internal\" does not exist");
    }

    @Test
    void tokenOfAnotherUserIsDenied() {
        assertDenied("admin", local.token("app"), "Wrong user to action mapping. user: admin, action: DbConnect");
        assertDenied("app", local.token("admin"), "Wrong user to action mapping. user: app, action: DbConnectAdmin");
    }

    @Test
    void expiredTokenIsDeniedButEndsNoSession() throws SQLException {
        String token = local.token("admin", Duration.ofSeconds(60));
        String fresh = local.jdbcUrl();
        try (Connection connection = DriverManager.getConnection(url("admin", token))) {
            CLOCK.advance(Duration.ofSeconds(61));
            assertThat(connection.isValid(0)).isTrue();
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url("admin", token)))
                .hasMessageContaining(DENIED + "Signature expired: ")
                .hasMessageEndingWith(" - 1 min.)");
        assertThat(query(fresh, "SELECT 1")).isEqualTo("1");
    }

    @Test
    void faultTakesTokensForExpiredUntilItIsTakenBack() throws SQLException {
        try (Connection open = DriverManager.getConnection(local.jdbcUrl("app"))) {
            Fault fault = local.faults().forUser("app").expireTokens();
            assertDenied("app", local.token("app"), "Signature expired: by a fault that was asked for.");
            assertThat(query(local.jdbcUrl(), "SELECT 1")).isEqualTo("1");
            assertThat(open.isValid(0)).isTrue();
            fault.cancel();
            assertThat(query(local.jdbcUrl("app"), "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void passwordThatIsNoTokenIsDenied() {
        assertDenied(
                "admin",
                "secret",
                "The password is not an IAM authentication token, which reads <host>/?Action=DbConnect…");
        assertDenied("admin", "", "The password is empty: it must be an IAM authentication token.");
    }

    @Test
    void validityOfATokenIsBetweenASecondAndAWeek() {
        assertThat(local.token("app", Duration.ofDays(7))).contains("X-Amz-Expires=604800", "Action=DbConnect&");
        assertThat(local.token("admin")).contains("X-Amz-Expires=900", "Action=DbConnectAdmin&");
        for (Duration wrong :
                new Duration[] {Duration.ZERO, Duration.ofDays(7).plusSeconds(1), Duration.ofMillis(-1)}) {
            assertThatThrownBy(() -> local.token("admin", wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("at most 604800 seconds (7 days)");
        }
    }

    @Test
    void optionsOutOfRangeAreNamed() {
        DsqlLocal.Builder builder = DsqlLocal.builder();
        assertThatThrownBy(() -> builder.region("Frankfurt")).hasMessageContaining("'Frankfurt'");
        assertThatThrownBy(() -> builder.credentials("", "x")).hasMessageContaining("access key id");
        assertThatThrownBy(() -> builder.maxConnections(0)).hasMessageContaining("at least 1");
        assertThatThrownBy(() -> builder.connectionRate(0, 1)).hasMessageContaining("perSecond");
        assertThatThrownBy(() -> builder.connectionRate(1, 0)).hasMessageContaining("burst");
        assertThatThrownBy(() -> builder.connectionLife(Duration.ZERO)).hasMessageContaining("more than zero");
    }

    private static void assertDenied(String user, String token, String hint) {
        assertFatal(url(user, token), "28000", DENIED + hint);
    }

    private static void assertFatal(String url, String sqlState, String message) {
        assertThatThrownBy(() -> DriverManager.getConnection(url))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(sqlState))
                .hasMessage("FATAL: " + message);
    }

    private static void assertRefused(String url, String sql, String sqlState, String message) {
        assertThatThrownBy(() -> run(url, sql))
                .as(sql)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(sqlState))
                .hasMessageContaining(message);
    }

    private static String url(String user, String token) {
        String url = local.jdbcUrl(user);
        String encoded = java.net.URLEncoder.encode(token, java.nio.charset.StandardCharsets.UTF_8);
        return url.substring(0, url.indexOf("&password=")) + "&password=" + encoded;
    }

    private static void admin(String... statements) throws SQLException {
        run(local.jdbcUrl(), statements);
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static String query(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
