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
package io.github.dsql.local.inject;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.local.inject.LogBuffer.End;
import io.github.dsql.local.log.LogEntry;
import io.github.dsql.local.log.StatementLog;
import org.junit.jupiter.api.Test;

/** What the statement log keeps, and what it does not. */
class LogBufferTest {
    private static final Client CLIENT = new Client(7, "admin", "orders");

    private final LogBuffer buffer = new LogBuffer();
    private final StatementLog log = new StatementLog(buffer);

    @Test
    void oldestEntriesGoWhenItIsFull() {
        for (int i = 0; i < LogBuffer.CAPACITY + 5; i++) {
            add("SELECT " + i, new End(null, "SELECT 1"));
        }
        assertThat(log.entries()).hasSize(LogBuffer.CAPACITY);
        assertThat(log.entries().get(0).sql()).isEqualTo("SELECT 5");
        assertThat(log.dropped()).isEqualTo(5);
        assertThat(log.toString()).startsWith("5 older entries were dropped\n#6 ");
        log.clear();
        assertThat(log.entries()).isEmpty();
        assertThat(log.dropped()).isZero();
        add("SELECT 1", new End(null, "SELECT 1"));
        assertThat(log.entries().get(0).number()).isEqualTo(LogBuffer.CAPACITY + 6);
    }

    @Test
    void longTextsAreCut() {
        add("SELECT '" + "x".repeat(10_000) + "'", new End(null, "SELECT 1"));
        assertThat(log.sql().get(0)).hasSizeLessThan(5_000).endsWith("… (10009 characters)");
    }

    @Test
    void entryReadsInOneLine() {
        buffer.add(
                CLIENT,
                3,
                LogEntry.Kind.STATEMENT,
                "SELECT *\n    FROM t",
                new End("42P01", "relation \"t\" does not exist"),
                1_500_000,
                "a fault");
        assertThat(log.entries().get(0).toString())
                .startsWith("#1 ")
                .endsWith(" session 7 admin/orders tx 3: SELECT * FROM t -> 42P01 relation \"t\" does not exist"
                        + " (1500 us) [injected: a fault]");
        assertThat(log.entries().get(0).failed()).isTrue();
    }

    @Test
    void passwordsOfRolesAreNotKept() {
        assertThat(kept("ALTER ROLE app WITH PASSWORD 'se''cret'")).isEqualTo("ALTER ROLE app WITH PASSWORD '***'");
        assertThat(kept("create user app encrypted password E'\\'secret' valid until 'infinity'"))
                .isEqualTo("create user app encrypted password '***' valid until 'infinity'");
        assertThat(kept("ALTER ROLE app PASSWORD /* x */ $$secret$$"))
                .isEqualTo("ALTER ROLE app PASSWORD /* x */ '***'");
        assertThat(kept("ALTER ROLE app PASSWORD 'sec'\n'ret'")).doesNotContain("sec'", "ret");
        assertThat(kept("ALTER ROLE app PASSWORD 'secret")).isEqualTo("ALTER ROLE app PASSWORD '***'");
        assertThat(kept("ALTER ROLE app PASSWORD U&'secret'")).doesNotContain("secret");
        assertThat(kept("ALTER ROLE app" + " ".repeat(4_070) + "PASSWORD 'secret'"))
                .contains("PASSWORD '***'…");
        assertThat(kept("SELECT password FROM users WHERE password = 'kept'")).contains("'kept'");
    }

    @Test
    void valuesThatAreNotInTheStatementAreNotKept() {
        assertThat(message("22P02", "invalid input syntax for type integer: \"a \"secret\" b\"", "SELECT $1::int"))
                .isEqualTo("invalid input syntax for type integer: \"***\"");
        assertThat(message("22003", "value \"secret\" is out of range for type integer", "SELECT $1::int"))
                .isEqualTo("value \"***\" is out of range for type integer");
        assertThat(message("22021", "invalid byte sequence for encoding \"UTF8\": 0x5e 0x5f", "SELECT $1"))
                .doesNotContain("0x5e", "0x5f");
        assertThat(message("42P01", "relation \"secret\" does not exist", "SELECT $1::regclass"))
                .isEqualTo("relation \"***\" does not exist");
    }

    @Test
    void namesAndValuesThatAreInTheStatementAreKept() {
        assertThat(message("42P01", "relation \"orders\" does not exist", "SELECT * FROM Orders"))
                .contains("\"orders\"");
        assertThat(message("22P02", "invalid input syntax for type integer: \"abc\"", "SELECT 'abc'::int"))
                .contains("\"abc\"");
        assertThat(message("23505", "duplicate key value violates unique constraint \"t_pkey\"", "INSERT …"))
                .contains("\"t_pkey\"");
    }

    private String kept(String sql) {
        add(sql, new End(null, "OK"));
        return log.sql().get(log.sql().size() - 1);
    }

    private String message(String sqlState, String message, String sql) {
        add(sql, new End(sqlState, message));
        return log.entries().get(log.entries().size() - 1).outcome();
    }

    private void add(String sql, End end) {
        buffer.add(CLIENT, 1, LogEntry.Kind.STATEMENT, sql, end, 0, null);
    }
}
