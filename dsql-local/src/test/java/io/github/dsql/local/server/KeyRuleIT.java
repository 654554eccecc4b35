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
package io.github.dsql.local.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRuleIT extends CatalogTestBase {
    private static final String TOO_MANY_COLUMNS = "more than 8 column keys in an index are not supported";
    private static final String TOO_WIDE = "key size greater than 2000 bytes not supported";

    @ParameterizedTest
    @CsvSource({"jsonb, jsonb", "bytea, bytea", "timetz, time with time zone", "interval hour, interval"})
    void refusesKeysOfTypesWithoutOrder(String type, String name) throws SQLException {
        String message = "datatype " + name + " is not supported in a key";
        refuses("create table t (id " + type + " primary key)", "0A000", message);
        refuses("create table t (id int primary key, c " + type + ", unique (id, c))", "0A000", message);
        run("create domain d as " + type);
        refuses("create table t (id d primary key)", "0A000", message);
        run("create table t (id int primary key, c " + type + ")");
        refuses("create index i on t (c)", "0A000", message);
        run("create index i on t (id) include (c)");
    }

    @Test
    void refusesExpressionKeysOfUnsupportedTypes() throws SQLException {
        run("create table t (id int primary key, v text, j jsonb)");
        refuses(
                "create index i on t ((string_to_array(v, ',')))",
                "0A000",
                "datatype text[] is not supported in a key");
        refuses("create index i on t ((j -> 'a'))", "0A000", "datatype jsonb is not supported in a key");
        run("create index i on t ((j ->> 'a'), lower(v))");
    }

    @Test
    void namesJsonAsAKeyProblemWhereAJobWouldBuildTheIndex() throws SQLException {
        run("create table t (id int primary key, j json)");
        refuses(
                "select dsql_internal.ddl_async('create index i on t (j)', 'INDEX_BUILD')",
                "0A000",
                "datatype json is not supported in a key");
    }

    @Test
    void takesEightKeyColumnsAndNoMore() throws SQLException {
        run(wide("t8", 8));
        refuses(wide("t9", 9), "54011", TOO_MANY_COLUMNS);
        run("create table t (a int, b int, c int, d int, e int, f int, g int, h int, i int)");
        refuses("create index on t (a, b, c, d, e, f, g, h, i)", "54011", TOO_MANY_COLUMNS);
        refuses("alter table t add unique (a, b, c, d, e, f, g, h, i)", "54011", TOO_MANY_COLUMNS);
        run("create unique index on t (a, b, c, d, e, f, g, h) include (i)");
    }

    private static String wide(String table, int keys) {
        String columns = IntStream.range(0, keys).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        return "create table " + table + " (" + columns.replace(",", " int,") + " int, primary key (" + columns + "))";
    }

    @Test
    void limitsTheDeclaredSizeOfAKey() throws SQLException {
        run("create table t (id varchar(2000) primary key, a varchar(4000), b text, c varchar, d numeric)");
        refuses("create table t2 (id varchar(2001) primary key)", "54000", TOO_WIDE);
        refuses("create table t2 (id uuid primary key, c char(2001) unique)", "54000", TOO_WIDE);
        refuses("create table t2 (a varchar(1000), b varchar(1001), primary key (a, b))", "54000", TOO_WIDE);
        refuses("create index i on t (a)", "54000", TOO_WIDE);
        run("create index i on t (b, c, d)");
        run("create domain d as varchar(4000)");
        refuses("create table t2 (id d primary key)", "54000", TOO_WIDE);
    }

    @Test
    void keepsPrimaryKeyColumns() throws SQLException {
        run("create table t (a int, b int, c int unique, d int, primary key (a, b))");
        refuses("alter table t drop column b", "0A000", "cannot drop primary key column b");
        refuses("alter table t drop column d, drop column a", "0A000", "cannot drop primary key column a");
        run("alter table t rename column b to k");
        refuses("alter table t drop column if exists k cascade", "0A000", "cannot drop primary key column k");
        run("alter table t drop column c, drop column if exists nothing, drop column d");
        refuses("alter table t drop constraint t_pkey", "0A000", "unsupported ALTER TABLE DROP CONSTRAINT statement");
        run("alter table t add constraint positive check (a > 0)");
        run("alter table t drop constraint positive");
        run("drop table t");
        run("create table t (a int)");
        run("alter table t drop column a");
    }

    @Test
    void takesRowsFarLargerThanAnIndexEntry() throws SQLException {
        run("create table t (id uuid primary key default gen_random_uuid(), body text, doc jsonb)");
        // Random text, since PostgreSQL would compress the same letter 6,000 times.
        run("insert into t (body) select string_agg(md5(random()::text), '') from generate_series(1, 190)");
        assertThat(value("select length(body) from t")).isEqualTo("6080");
    }
}
