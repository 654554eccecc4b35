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
package io.github.dsql.local.session;

import static io.github.dsql.local.Sql.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.SharedServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** What cannot be read is said to be so before anything else, as a PostgreSQL does that reads all before it acts. */
class SyntaxErrorIT {
    private Connection extended;
    private Connection simple;

    @BeforeEach
    void connect() throws SQLException {
        String url = SharedServer.local().jdbcUrl();
        extended = DriverManager.getConnection(url);
        simple = DriverManager.getConnection(url + "&preferQueryMode=simple");
        run(simple, "drop table if exists unread");
        run(simple, "create table unread (id bigint primary key)");
    }

    @AfterEach
    void disconnect() throws SQLException {
        extended.close();
        simple.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    truncate table t, )                         | at or near ")"          | 19
                    truncate t restart                          | at end of input         | 19
                    create temp table x (a int                  | at end of input         | 27
                    savepoint                                   | at end of input         | 10
                    select * from t for share of                | at end of input         | 29
                    create extension if exists x                | at or near "exists"     | 21
                    alter table t add column a int default      | at end of input         | 39
                    create index async ix on t (a desc          | at end of input         | 35
                    create index async ix on t (a) were a > 0   | at or near "were"       | 32
                    create index async public.ix on t (a)       | at or near "."          | 26
                    create unique index async if not exists on t (a) | at or near "on"     | 41
                    alter table async t validate constraint     | at end of input         | 40
                    AWS IAM GRANT r TO                          | at end of input         | 19
                    AWS IAM GRANT r TO arn                      | at or near "arn"        | 20
                    AWS IAM REVOKE r TO 'arn'                   | at or near "TO"         | 18
                    lock table in nowhere mode                  | at or near "in"         | 12
                    vacuum (full                                | at end of input         | 13
                    """)
    void comesBeforeARefusal(String sql, String where, int position) {
        String expected = "42601 syntax error " + where + " @" + position;
        assertThat(error(extended, sql)).isEqualTo(expected);
        assertThat(error(simple, sql)).isEqualTo(expected);
    }

    @Test
    void comesBeforeTheAbortedTransaction() throws SQLException {
        for (Connection connection : new Connection[] {extended, simple}) {
            connection.setAutoCommit(false);
            assertThat(error(connection, "savepoint a")).startsWith("0A000 ");
            assertThat(error(connection, "savepoint")).startsWith("42601 syntax error at end of input");
            assertThat(error(connection, "savepoint a")).startsWith("25P02 ");
            connection.rollback();
        }
    }

    @Test
    void ofALaterStatementComesBeforeTheAbortedTransactionToo() throws SQLException {
        simple.setAutoCommit(false);
        assertThat(error(simple, "savepoint a")).startsWith("0A000 ");
        assertThat(error(simple, "rollback; select select")).startsWith("42601 ");
        assertThat(error(simple, "select 1; select 2")).startsWith("25P02 ");
        simple.rollback();
    }

    @Test
    void keepsAllOfAQueryStringFromRunning() throws SQLException {
        String sql = "insert into unread values (1); truncate unread; insert unread";
        assertThat(error(simple, sql)).isEqualTo("42601 syntax error at or near \"unread\" @56");
        assertThat(count()).isZero();
    }

    @Test
    void keepsAnExplicitTransactionOfAQueryStringFromRunning() throws SQLException {
        String sql = "begin; insert into unread values (1); commit; insert into";
        assertThat(error(simple, sql)).isEqualTo("42601 syntax error at end of input @58");
        assertThat(count()).isZero();
        assertThat(error(simple, "select 1")).isEqualTo("ok");
    }

    @Test
    void refusalInAQueryStringUndoesWhatWasBeforeIt() throws SQLException {
        assertThat(error(simple, "insert into unread values (1); truncate unread"))
                .startsWith("0A000 unsupported statement: Truncate");
        assertThat(count()).isZero();
    }

    @Test
    void positionsCountFromTheStartOfTheQueryString() {
        assertThat(error(simple, "select 1; select nope")).endsWith(" @18");
        assertThat(error(simple, "select 1; insert into unread values (1); select nope"))
                .endsWith(" @49");
    }

    @Test
    void queryStringWithWordsOfAuroraDsqlIsRead() throws SQLException {
        assertThat(error(simple, "select 1; create index async unread_ix on unread (id); select 2"))
                .isEqualTo("ok");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void askingWaitsForNobody() throws SQLException {
        extended.setAutoCommit(false);
        run(extended, "drop table unread");
        assertThat(error(simple, "select * from unread for share")).startsWith("0A000 locking clauses");
        extended.rollback();
    }

    @Test
    void lexicalErrorsComeFirstToo() {
        assertThat(error(simple, "truncate t; select U&'\\12'")).startsWith("42601 invalid Unicode escape");
        assertThat(error(extended, "truncate t 1x"))
                .isEqualTo("42601 trailing junk after numeric literal at or near \"1x\" @12");
    }

    private long count() throws SQLException {
        try (Statement statement = extended.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from unread")) {
            result.next();
            return result.getLong(1);
        }
    }

    private static String error(Connection connection, String sql) {
        try {
            run(connection, sql);
            return "ok";
        } catch (PSQLException e) {
            ServerErrorMessage error = e.getServerErrorMessage();
            return error == null
                    ? e.toString()
                    : error.getSQLState() + " " + error.getMessage()
                            + (error.getPosition() > 0 ? " @" + error.getPosition() : "");
        } catch (SQLException e) {
            return e.toString();
        }
    }
}
