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

class ClusterLimitIT extends CatalogTestBase {
    private static String columns(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(", "));
    }

    private void repeat(int times, String statement) throws SQLException {
        run("do $$ begin for i in 1 .. " + times + " loop execute format('" + statement + "', i); end loop; end $$");
    }

    @Test
    void limitsColumns() throws SQLException {
        run("create table t255 (" + columns(255) + ")");
        refuses("create table t256 (" + columns(256) + ")", "54011", "tables can have at most 255 columns");
        run("create table k256 (" + columns(256) + ", primary key (c0))");
        refuses(
                "create table k257 (" + columns(257) + ", primary key (c0))",
                "54011",
                "cannot use more than 256 columns in an index");
        refuses("alter table t255 add column more int", "54011", "tables can have at most 255 columns");
        run("alter table t255 drop column c0");
        run("alter table t255 add column more int");
    }

    @Test
    void limitsIndexesOfATableToTwentyFourWithItsKey() throws SQLException {
        run("create table t (id int primary key, a int)");
        repeat(23, "create index i%s on t (a)");
        refuses("create index i24 on t (a)", "54000", "more than 24 indexes per table are not allowed");
    }

    @Test
    void limitsStatisticsOfATable() throws SQLException {
        run("create table t (a int, b int)");
        repeat(5, "create statistics s%s on a, b from t");
        refuses(
                "create statistics s6 on a, b from t",
                "54000",
                "more than 5 extended statistics per table are not allowed");
    }

    @Test
    void limitsSchemasToTenBesideItsOwn() throws SQLException {
        repeat(10, "create schema s%s");
        refuses("create schema s11", "54000", "more than 10 schemas not allowed");
    }

    @Test
    void limitsTables() throws SQLException {
        repeat(1000, "create table t%s (a int)");
        refuses("create table t1001 (a int)", "54000", "creating more than 1000 tables not allowed");
        run("create view v as select 1");
        run("create sequence s cache 1");
    }

    @Test
    void countsWhatWasRolledBackForNothing() throws SQLException {
        refuses("create table t (a money)", "0A000", "datatype money not supported");
        run("create table t (a int)");
        assertThat(value("select count(*) from pg_class where relname = 't'")).isEqualTo("1");
    }
}
