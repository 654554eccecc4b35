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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeIT extends CatalogTestBase {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "smallint",
                "int4",
                "bigint",
                "real",
                "float8",
                "numeric(1000, 2)",
                "decimal(10)",
                "char",
                "char(4096)",
                "bpchar",
                "varchar",
                "varchar(65535)",
                "text",
                "bytea",
                "json",
                "jsonb",
                "date",
                "time(3)",
                "timetz",
                "timestamp",
                "timestamptz(6)",
                "interval day to second",
                "boolean",
                "uuid"
            })
    void acceptsTheServicesTypesInTablesAndDomains(String type) throws SQLException {
        run("create table t (id int primary key, c " + type + ")");
        run("alter table t add column c2 " + type);
        run("create domain d as " + type);
        run("create table t2 (id int primary key, c d)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            text[]          | text[]
            int[][]         | integer[]
            varchar(10)[]   | character varying[]
            money           | money
            inet            | inet
            cidr            | cidr
            macaddr         | macaddr
            xml             | xml
            point           | point
            line            | line
            polygon         | polygon
            circle          | circle
            tsvector        | tsvector
            tsquery         | tsquery
            int4range       | int4range
            tsrange         | tsrange
            datemultirange  | datemultirange
            bit(3)          | bit
            varbit          | bit varying
            pg_lsn          | pg_lsn
            oid             | oid
            regclass        | regclass
            name            | name
            "char"          | "char"
            """)
    void refusesEveryOtherTypeByItsPlainName(String type, String name) throws SQLException {
        run("create table t (id int primary key)");
        String message = "datatype " + name + " not supported";
        refuses("create table t2 (id int primary key, c " + type + ")", "0A000", message);
        refuses("create table if not exists t2 (c " + type + ")", "0A000", message);
        refuses("alter table t add column c " + type, "0A000", message);
        refuses("create domain d as " + type, "0A000", message);
        refuses("create schema s create table t2 (c " + type + ")", "0A000", message);
    }

    @Test
    void refusesColumnsOfARowType() throws SQLException {
        run("create table t (id int primary key)");
        refuses("create table t2 (c t)", "0A000", "datatype public.t not supported");
    }

    @Test
    void leavesViewsAndExpressionsFree() throws SQLException {
        run("create view v as select array['a'] as a, inet '10.0.0.1' as i, 'x'::name as n");
        assertThat(value("select a, i from v")).isEqualTo("{a}|10.0.0.1");
    }

    @Test
    void refusesDeclaredStringsThatAreTooLong() throws SQLException {
        String tooLongChar = "Datatype limit greater than 4096 bytes not supported for char";
        String tooLongVarchar = "Datatype limit greater than 65535 bytes not supported for varchar";
        run("create table t (id int primary key)");
        refuses("create table t2 (c char(4097))", "54000", tooLongChar);
        refuses("create table t2 (c varchar(65536))", "54000", tooLongVarchar);
        refuses("alter table t add column c varchar(65536)", "54000", tooLongVarchar);
        refuses("create domain d as char(4097)", "54000", tooLongChar);
    }

    @ParameterizedTest
    @CsvSource({"serial, serial", "serial4, serial", "bigserial, bigserial", "smallserial, smallserial"})
    void knowsNoSerial(String type, String name) throws SQLException {
        run("create table t (id int primary key)");
        refuses("create table t2 (id " + type + " primary key)", "42704", "type \"" + name + "\" does not exist");
        refuses("alter table t add column c " + type, "42704", "type \"" + name + "\" does not exist");
    }

    @Test
    void takesAnOwnedSequenceAsDefaultForNoSerial() throws SQLException {
        run("create table t (id bigint primary key)");
        run("create sequence s cache 1 owned by t.id");
        run("alter table t alter column id set default nextval('s')");
        run("alter table t add column c text");
        run("alter sequence s increment by 2");
        run("create table t2 (like t including all)");
        run("insert into t (c) values ('a'), ('b')");
        assertThat(rows("select id from t order by id")).containsExactly("1", "3");
    }

    @Test
    void givesNumericWithoutPrecisionEighteenAndSix() throws SQLException {
        run(
                "create table t (id int primary key, a numeric default 0.12345678, b decimal generated always as (a * 2) stored,"
                        + " check (a < 1e12))");
        run("alter table t add column c numeric");
        run("create domain d as numeric");
        run("alter table t add column e d");
        run("insert into t (id, c, e) values (1, 2.00000051, 3.00000049)");
        assertThat(value("select a, b, c, e from t")).isEqualTo("0.123457|0.246914|2.000001|3.000000");
        assertThat(rows("select numeric_precision, numeric_scale from information_schema.columns"
                        + " where table_name = 't' and column_name in ('a', 'b', 'c') order by column_name"))
                .containsExactly("18|6", "18|6", "18|6");
        refuses("update t set c = 1e12", "22003", "numeric field overflow");
        run("update t set c = 999999999999.999999");
    }

    @Test
    void keepsADeclaredPrecision() throws SQLException {
        run("create table t (id int primary key, a numeric(4, 1), b numeric(3))");
        run("insert into t values (1, 12.34, 12.5)");
        assertThat(value("select a, b from t")).isEqualTo("12.3|13");
        refuses("create table t2 (a numeric(1001))", "22023", "NUMERIC precision 1001 must be between 1 and 1000");
    }

    @Test
    void functionsReturnNoRanges() throws SQLException {
        refuses(
                "create function r() returns int4range language sql return int4range(1, 2)",
                "0A000",
                "datatype int4range not supported");
        run("create function r(a int4range) returns integer language sql return lower(a)");
    }
}
