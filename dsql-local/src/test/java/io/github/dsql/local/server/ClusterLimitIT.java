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

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ClusterLimitIT extends CatalogTestBase {
    private static String columns(int count) {
        return IntStream.range(0, count).mapToObj(i -> "c" + i + " int").collect(Collectors.joining(", "));
    }

    private static String columns(int from, int to, String action) {
        return IntStream.range(from, to).mapToObj(action::formatted).collect(Collectors.joining(", "));
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
    void limitsViewsSequencesTablesAndSchemasByTheirQuotas() throws SQLException {
        try (Connection superuser = connect("postgres")) {
            superuser.setAutoCommit(false);
            String quotas =
                    "select string_agg(object_kind || ' ' || most, ', ' order by most, object_kind) from dsql_internal.quota";
            try (var statement = superuser.createStatement();
                    var result = statement.executeQuery(quotas)) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString(1)).isEqualTo("schema 10, table 1000, sequence 5000, view 5000");
            }
            run(superuser, "update dsql_internal.quota set most = 3");
            run(superuser, "set session authorization admin");
            for (int i = 1; i <= 3; i++) {
                run(superuser, "create view v" + i + " as select 1 as a");
                run(superuser, "create sequence s" + i + " cache 1");
                run(superuser, "create table t" + i + " (a int)");
                run(superuser, "create schema n" + i);
            }
            refuses(superuser, "create view v4 as select 1 as a", "54000", "creating more than 5000 views not allowed");
            refuses(
                    superuser,
                    "create sequence s4 cache 1",
                    "54000",
                    "creating more than 5000 sequences is not allowed");
            refuses(
                    superuser,
                    "create table t4 (id bigint generated always as identity (cache 1))",
                    "54000",
                    "creating more than 1000 tables not allowed");
            refuses(superuser, "create schema n4", "54000", "more than 10 schemas not allowed");
            run(superuser, "drop table t1");
            refuses(
                    superuser,
                    "create table t4 (id bigint generated always as identity (cache 1))",
                    "54000",
                    "creating more than 5000 sequences is not allowed");
            run(superuser, "create or replace view v3 as select 1 as a, 2 as b");
            run(superuser, "drop view v3");
            run(superuser, "create view v4 as select 1 as a");
            run(superuser, "create temporary view v5 as select 1 as a");
            superuser.rollback();
        }
    }

    @Test
    void limitsColumnsOverTheLifeOfATable() throws SQLException {
        run("create table t (c0 int)");
        for (int from = 1; from < 1600; from += 200) {
            int to = Math.min(from + 200, 1600);
            run("alter table t " + columns(from, to, "add column c%d int"));
            run("alter table t " + columns(from, to, "drop column c%d"));
        }
        refuses("alter table t add column c1600 int", "54011", "tables can have at most 1600 columns");
    }

    @Test
    void limitsTheDefinitionOfAView() throws SQLException {
        String rest = " SELECT ''::text AS c;";
        String view = "create view v as select '%s'::text as c";
        run(view.formatted("x".repeat(120 * 1024 - rest.length())));
        run("drop view v");
        refuses(view.formatted("x".repeat(120 * 1024 - rest.length() + 1)), "54000", "view definition too large");
        run("create view v as select 1 as a");
        refuses(
                "create or replace view v as select 1 as a, '" + "x".repeat(120 * 1024) + "'::text as c",
                "54000",
                "view definition too large");
    }

    @Test
    void limitsNesting() throws SQLException {
        refuses("create view v as select 1" + "+1".repeat(50_000) + " as a", "54001", "stack depth limit exceeded");
        run("create view v as select 1" + "+1".repeat(100) + " as a");
    }

    @Test
    void countsWhatWasRolledBackForNothing() throws SQLException {
        refuses("create table t (a money)", "0A000", "datatype money not supported");
        run("create table t (a int)");
        assertThat(value("select count(*) from pg_class where relname = 't'")).isEqualTo("1");
    }
}
