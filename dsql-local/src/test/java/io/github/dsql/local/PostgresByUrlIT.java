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

import static io.github.dsql.local.SharedServer.query;
import static io.github.dsql.local.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that somebody else runs, with settings that a stand-in would not choose. */
class PostgresByUrlIT {
    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .setServerConfig("datestyle", "German")
                .setServerConfig("default_transaction_isolation", "serializable")
                .setServerConfig("search_path", "nowhere")
                .setServerConfig("statement_timeout", "30s")
                .setServerConfig("fsync", "on")
                .start();
        asSuperuser("CREATE ROLE admin SUPERUSER LOGIN");
        refused(url("postgres"), "admin", "its superuser is called admin");
        refused(url("postgres"), "postgres", "it has a role admin that does not come from a stand-in");
        asSuperuser("DROP ROLE admin");
        asSuperuser("CREATE ROLE boss SUPERUSER LOGIN", "CREATE ROLE clerk LOGIN", "CREATE DATABASE theirs");
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @AfterEach
    void nothingIsLeftButTemplateAndAdmin() throws SQLException {
        try (Connection connection = superuser("postgres")) {
            assertThat(query(connection, "SELECT datname FROM pg_database ORDER BY 1"))
                    .filteredOn(name -> !name.startsWith("dsql_local_template_"))
                    .containsExactly("postgres", "template0", "template1", "theirs");
            assertThat(query(connection, "SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' ORDER BY 1"))
                    .isSubsetOf("admin", "boss", "clerk", "postgres");
        }
    }

    @Test
    void rulesAndSettingsHoldInItsDatabaseAndNowhereElse() throws SQLException {
        try (DsqlLocal local =
                        DsqlLocal.builder().postgres(url("theirs"), "boss", "").start();
                Connection connection = DriverManager.getConnection(local.jdbcUrl())) {
            for (String[] setting : new String[][] {
                {"datestyle", "ISO, MDY"},
                {"transaction_isolation", "repeatable read"},
                {"search_path", "\"$user\", public"},
                {"statement_timeout", "0"},
                {"server_encoding", "UTF8"},
                {"lc_messages", "C"},
                {"default_text_search_config", "pg_catalog.simple"}
            }) {
                assertThat(query(connection, "SELECT current_setting('" + setting[0] + "')"))
                        .as(setting[0])
                        .containsExactly(setting[1]);
            }
            assertThat(query(
                            connection,
                            "SELECT current_database() || version() || (SELECT datcollate FROM pg_database)"))
                    .containsExactly("postgresPostgreSQL 16C");
            run(connection, "CREATE TABLE pet (id int PRIMARY KEY, price numeric)");
            assertThatThrownBy(() -> run(connection, "CREATE TABLE bad (amount money)"))
                    .hasMessageContaining("datatype money not supported");
            assertThatThrownBy(() -> run(connection, "TRUNCATE pet"))
                    .hasMessageContaining("unsupported statement: Truncate");
        }
        try (Connection theirs = superuser("theirs")) {
            assertThat(query(theirs, "SHOW default_transaction_isolation")).containsExactly("serializable");
            run(theirs, "CREATE TABLE public.bad (amount money); DROP TABLE public.bad");
        }
    }

    @Test
    void templateIsMadeOnce() throws SQLException {
        try (PostgresServer server = PostgresServer.at(url("postgres"), "postgres", "")) {
            List<String> before = null;
            for (int i = 0; i < 2; i++) {
                try (DsqlLocal local = DsqlLocal.builder().server(server).start();
                        Connection connection = superuser("postgres")) {
                    List<String> templates =
                            query(connection, "SELECT oid FROM pg_database WHERE datname LIKE 'dsql_local_template_%'");
                    assertThat(templates).hasSize(1).isEqualTo(before == null ? templates : before);
                    before = templates;
                    assertThat(local.port()).isPositive();
                }
            }
        }
    }

    @Test
    void databaseOfADeadJvmIsDroppedAtTheNextStart() throws SQLException {
        asSuperuser("CREATE DATABASE dsql_local_0123456789abcdef0123456789abcdef");
        try (DsqlLocal local =
                DsqlLocal.builder().postgres(url("postgres"), "postgres", "").start()) {
            assertThat(local.port()).isPositive();
        }
    }

    @Test
    void databaseOfALivingStandInIsLeftAlone() throws SQLException {
        try (DsqlLocal one = DsqlLocal.builder()
                        .postgres(url("postgres"), "postgres", "")
                        .start();
                DsqlLocal other =
                        DsqlLocal.builder().postgres(url("theirs"), "boss", "").start();
                Connection first = DriverManager.getConnection(one.jdbcUrl());
                Connection second = DriverManager.getConnection(other.jdbcUrl())) {
            run(first, "CREATE TABLE t (id int PRIMARY KEY)");
            run(second, "CREATE TABLE t (id int PRIMARY KEY)");
        }
    }

    @Test
    void closingTheServerDropsWhatIsOpen() {
        PostgresServer server = PostgresServer.at(url("postgres"), "postgres", "");
        DsqlLocal local = DsqlLocal.builder().server(server).start();
        server.close();
        server.close();
        local.close();
    }

    @Test
    void whatIsMissingIsSaid() {
        refused(url("postgres"), "clerk", "the user clerk is no superuser", "for example postgres");
        refused(url("postgres"), "nobody", "role \"nobody\" does not exist", "Check that it runs there");
        refused(url("nothere"), "postgres", "database \"nothere\" does not exist");
        refused("jdbc:postgresql://localhost:1/postgres", "postgres", "localhost", "Check that it runs there");
        refused(
                "jdbc:mysql://localhost/x?password=hush",
                "postgres",
                "Not a URL of a PostgreSQL: jdbc:mysql://localhost/x.");
        refused(url("postgres") + "?sslmode=verify-full", "postgres", "sslmode=verify-full", "without TLS");
        refused("jdbc:postgresql://a,b/postgres", "postgres", "several servers");
    }

    private static void refused(String url, String user, String... messageParts) {
        assertThatThrownBy(() -> PostgresServer.at(url, user, ""))
                .isInstanceOf(DsqlLocalException.class)
                .message()
                .contains(messageParts)
                .doesNotContain("hush");
    }

    private static String url(String database) {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
    }

    private static Connection superuser(String database) throws SQLException {
        return DriverManager.getConnection(url(database), "postgres", "");
    }

    private static void asSuperuser(String... statements) throws SQLException {
        try (Connection connection = superuser("postgres")) {
            for (String sql : statements) {
                run(connection, sql);
            }
        }
    }
}
