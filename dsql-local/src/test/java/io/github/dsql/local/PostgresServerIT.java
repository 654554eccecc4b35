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

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PostgresServerIT {
    private static final PostgresServer SERVER = PostgresServer.embedded();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @Test
    void standInsOnOneServerDoNotSeeEachOthersTables() throws SQLException {
        try (DsqlLocal one = start();
                DsqlLocal other = start();
                Connection first = connect(one);
                Connection second = connect(other)) {
            run(first, "CREATE TABLE pet (id int PRIMARY KEY)");
            run(second, "CREATE TABLE pet (name text PRIMARY KEY)");
            run(first, "INSERT INTO pet VALUES (1)");
            assertThat(query(first, "SELECT count(*) FROM pet")).containsExactly("1");
            assertThat(query(second, "SELECT count(*) FROM pet")).containsExactly("0");
        }
    }

    @Test
    void databaseIsKnownAsPostgres() throws SQLException {
        try (DsqlLocal local = start();
                Connection connection = connect(local)) {
            assertThat(query(connection, "SELECT current_database()")).containsExactly("postgres");
            assertThat(query(connection, "SELECT datname FROM pg_database")).containsExactly("postgres");
            assertThat(query(connection, "SELECT datname FROM pg_catalog.pg_database"))
                    .containsExactly("postgres");
            assertThat(
                            query(
                                    connection,
                                    "SELECT DISTINCT catalog_name FROM information_schema.schemata"
                                            + " UNION SELECT catalog_name FROM information_schema.information_schema_catalog_name"))
                    .containsExactly("postgres");
            assertThat(query(connection, "SELECT has_database_privilege('postgres', 'CREATE')"))
                    .containsExactly("t");
            assertThat(query(connection, "SELECT has_database_privilege('admin', 'postgres', 'CREATE')"))
                    .containsExactly("t");
            assertThat(query(
                            connection, "SELECT pg_database_size('postgres') = pg_database_size(oid) FROM pg_database"))
                    .containsExactly("t");
            assertThat(connection.getCatalog()).isEqualTo("postgres");
        }
    }

    @Test
    void errorNamesTheDatabaseThatTheClientKnows() throws SQLException {
        try (DsqlLocal local = start();
                Connection admin = connect(local)) {
            run(admin, "CREATE ROLE guest LOGIN");
            run(admin, "AWS IAM GRANT guest TO 'arn:aws:iam::123456789012:role/guest'");
            try (Connection guest = DriverManager.getConnection(local.jdbcUrl("guest"))) {
                assertThatThrownBy(() -> run(guest, "CREATE SCHEMA mine"))
                        .hasMessageContaining("permission denied for database postgres");
            }
            run(admin, "DROP ROLE guest");
        }
    }

    @Test
    void settingsOfTheServiceHoldInEachDatabase() throws SQLException {
        try (DsqlLocal local = start();
                Connection connection = connect(local)) {
            assertThat(query(connection, "SHOW default_text_search_config")).containsExactly("pg_catalog.simple");
            assertThat(query(connection, "SHOW transaction_isolation")).containsExactly("repeatable read");
            run(connection, "CREATE SCHEMA mine");
        }
    }

    @Test
    void manyStartAtOnceAndCloseDropsTheDatabase() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<String>> work = Stream.<Callable<String>>generate(() -> () -> {
                        try (DsqlLocal local = start();
                                Connection connection = connect(local)) {
                            run(connection, "CREATE TABLE t (id int PRIMARY KEY)");
                            return query(connection, "SELECT count(*) FROM t").get(0);
                        }
                    })
                    .limit(6)
                    .toList();
            for (var result : pool.invokeAll(work)) {
                assertThat(result.get()).isEqualTo("0");
            }
        } finally {
            pool.shutdown();
        }
    }

    private static DsqlLocal start() {
        return DsqlLocal.builder().server(SERVER).start();
    }

    private static Connection connect(DsqlLocal local) throws SQLException {
        return DriverManager.getConnection(local.jdbcUrl());
    }
}
