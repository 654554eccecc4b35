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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogViewIT extends CatalogTestBase {
    @Test
    void primaryKeyIndexIncludesAllOtherColumns() throws SQLException {
        run("create table t (name varchar(30), id uuid, \"Status\" int, tenant int, primary key (tenant, id))");
        assertThat(value("select pg_get_indexdef('t_pkey'::regclass)"))
                .isEqualTo(
                        "CREATE UNIQUE INDEX t_pkey ON public.t USING btree_index (tenant, id) INCLUDE (name, \"Status\")");
        assertThat(rows("select pg_get_constraintdef(oid), pg_get_constraintdef(oid, true) from pg_constraint"
                        + " where conrelid = 't'::regclass"))
                .containsExactly("PRIMARY KEY (tenant, id) INCLUDE (name, \"Status\")|"
                        + "PRIMARY KEY (tenant, id) INCLUDE (name, \"Status\")");
        assertThat(
                        rows(
                                "select indkey, indnatts, indnkeyatts from dsql_internal.pg_index where indrelid = 't'::regclass"))
                .containsExactly("4 2 1 3|4|2");
        assertThat(value("select string_agg(pg_get_indexdef('t_pkey'::regclass, n, false), ' ' order by n)"
                        + " from generate_series(1, 4) n"))
                .isEqualTo("tenant id name \"Status\"");
        assertThat(value("select indexdef from pg_indexes where tablename = 't'"))
                .endsWith("INCLUDE (name, \"Status\")");
    }

    @Test
    void columnsAddedLaterJoinAndDroppedOnesLeave() throws SQLException {
        run("create table t (id int, a int, b int, primary key (id) include (b))");
        assertThat(value("select pg_get_indexdef('t_pkey'::regclass)")).endsWith("(id) INCLUDE (b, a)");
        run("alter table t add column c int");
        run("alter table t drop column a");
        assertThat(value("select pg_get_indexdef('t_pkey'::regclass)")).endsWith("(id) INCLUDE (b, c)");
        assertThat(value("select pg_get_constraintdef(oid) from pg_constraint where conrelid = 't'::regclass"))
                .isEqualTo("PRIMARY KEY (id) INCLUDE (b, c)");
        assertThat(value("select indkey, indnatts from dsql_internal.pg_index where indrelid = 't'::regclass"))
                .isEqualTo("1 3 4|3");
    }

    @Test
    void aTableOfKeyColumnsIncludesNothing() throws SQLException {
        run("create table t (a int, b int, primary key (a, b))");
        assertThat(value("select pg_get_indexdef('t_pkey'::regclass)")).endsWith("USING btree_index (a, b)");
        assertThat(value("select pg_get_constraintdef(oid) from pg_constraint where conrelid = 't'::regclass"))
                .isEqualTo("PRIMARY KEY (a, b)");
    }

    @Test
    void otherIndexesAndConstraintsOnlyChangeTheirMethod() throws SQLException {
        run("create table t (id int primary key, v text unique, w text check (w <> ''), p int references t)");
        run("create index i on t (lower(v), w) include (p) where id > 0");
        assertThat(value("select pg_get_indexdef('i'::regclass)"))
                .isEqualTo("CREATE INDEX i ON public.t USING btree_index (lower(v), w) INCLUDE (p) WHERE (id > 0)");
        assertThat(value("select pg_get_indexdef('i'::regclass, 1, true), pg_get_indexdef('i'::regclass, 3, true),"
                        + " pg_get_indexdef('i'::regclass, 9, true)"))
                .isEqualTo("lower(v)|p|");
        assertThat(rows("select pg_get_constraintdef(oid) from pg_constraint where conrelid = 't'::regclass"
                        + " and contype <> 'p' order by 1"))
                .containsExactly("CHECK ((w <> ''::text))", "FOREIGN KEY (p) REFERENCES t(id)", "UNIQUE (v)");
        assertThat(
                        value(
                                "select amname from dsql_internal.pg_am a join pg_class c on c.relam = a.oid where relname = 'i'"))
                .isEqualTo("btree_index");
    }

    @Test
    void definitionsOfNothingAreNull() throws SQLException {
        assertThat(value("select pg_get_indexdef(1::oid), pg_get_constraintdef(1::oid), pg_get_indexdef(null::oid)"))
                .isEqualTo("null|null|null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select table_schema from information_schema.tables",
                "select table_schema from information_schema.columns",
                "select table_schema from information_schema.views",
                "select schema_name from information_schema.schemata",
                "select routine_schema from information_schema.routines",
                "select sequence_schema from information_schema.sequences",
                "select constraint_schema from information_schema.table_constraints",
                "select schemaname from pg_tables",
                "select schemaname from pg_views",
                "select schemaname from pg_indexes",
                "select schemaname from pg_sequences",
                "select schemaname from pg_stat_user_tables",
                "select nspname from dsql_internal.pg_namespace"
            })
    void theMachineryIsNotListed(String query) throws SQLException {
        run("create table t (id bigint generated always as identity (cache 1) primary key)");
        run("create view v as select 1");
        run("create sequence s cache 1");
        run("create function f() returns int language sql as 'select 1'");
        assertThat(rows(query)).isNotEmpty().doesNotContain("dsql_internal");
    }

    @Test
    void eventTriggersAreNotListed() throws SQLException {
        assertThat(rows("select evtname from dsql_internal.pg_event_trigger")).isEmpty();
    }

    @Test
    void rowsOfTheViewsTellTheirTransactionAsThoseOfTheTablesDo() throws SQLException {
        for (String table : List.of("pg_index", "pg_namespace", "pg_am", "pg_database")) {
            assertThat(rows("select v.xmin::text from dsql_internal." + table + " v limit 1"))
                    .isNotEmpty()
                    .allMatch(xmin -> xmin.matches("\\d+"));
        }
    }
}
