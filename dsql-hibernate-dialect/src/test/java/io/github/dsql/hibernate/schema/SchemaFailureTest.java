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
package io.github.dsql.hibernate.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.schema.SchemaFailure.Outcome;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaFailureTest {
    private static SchemaFailure failure(String sql, String state, String message) {
        return SchemaFailure.of(DdlStatement.of(sql), new SQLException(message, state), null);
    }

    @ParameterizedTest
    @CsvSource({
        "drop table t, 42P01, AS_WANTED",
        "drop index i, 42704, AS_WANTED",
        "alter table t drop constraint c, 42704, AS_WANTED",
        "alter table t add column c int, 42P01, REFUSED",
        "drop schema s, 2BP01, TOLERATED",
        "drop table t, 2BP01, REFUSED",
        "create table t (a int), 42P07, EXISTS",
        "create table t (a money), 0A000, REFUSED",
        "insert into t values (1), 42P01, REFUSED"
    })
    void judgesByStatementAndState(String sql, String state, Outcome outcome) {
        assertThat(failure(sql, state, "x").outcome()).isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({
        "create table t (a int), 42P07, true",
        "alter table t add column c int, 42701, true",
        "alter table t add constraint c check (a > 0) not valid, 42710, true",
        "alter table t add constraint c check (a > 0) not valid, 42703, false",
        "alter table t add column c int, 42P01, false",
        "drop table t, 42P01, true",
        "alter table t drop column c, 42703, true",
        "alter table t rename column a to b, 42703, true",
        "create schema s, 42P06, true",
        "create function f() returns int language sql as 'select 1', 42723, true",
        "insert into t values (1), 23505, false",
        "alter table async t validate constraint c, 42704, false",
        "create table t (a money), 0A000, false"
    })
    void statementSentAgainTellsByItsFailureWhetherItIsDone(String sql, String state, boolean done) {
        assertThat(SchemaFailure.isDoneAlready(DdlStatement.of(sql), new SQLException("x", state)))
                .isEqualTo(done);
    }

    @Test
    void catalogueKeyIsARaceAndAKeyOfTheTableIsNot() {
        DdlStatement create = DdlStatement.of("create table t (a int)");
        assertThat(SchemaFailure.isRace(
                        create,
                        new SQLException(
                                "duplicate key value violates unique constraint \"pg_type_typname_nsp_index\"",
                                "23505")))
                .isTrue();
        assertThat(SchemaFailure.isRace(create, new SQLException("type \"t\" already exists", "42710")))
                .isTrue();
        assertThat(SchemaFailure.isRace(create, new SQLException("relation \"t\" already exists", "42P07")))
                .isFalse();
        assertThat(SchemaFailure.isRace(
                        DdlStatement.of("insert into t values (1)"),
                        new SQLException("duplicate key value violates unique constraint \"pg_x\"", "23505")))
                .isFalse();
    }

    @Test
    void messagesSayWhatToDo() {
        assertThat(failure("create table t (a money)", "0A000", "datatype money not supported")
                        .message())
                .contains("create table t (a money)", "datatype money not supported", "halt_on_error=false");
        assertThat(failure("create table t (a int)", "40001", "OC001").message())
                .contains(DsqlSettings.DDL_MAX_RETRIES);
        assertThat(failure("insert into t values (1)", "54000", "transaction row limit exceeded")
                        .message())
                .contains("at most 3,000 rows");
        assertThat(failure("create table t (a int)", "54000", "creating more than 1000 tables not allowed")
                        .message())
                .doesNotContain("3,000")
                .contains("quotas");
        assertThat(failure("insert into t values (1)", "08006", "gone").message())
                .contains("lost in the middle", "not sent again by itself");
        assertThat(SchemaFailure.of(DdlStatement.of("select 1"), new SQLException("no", "42601"), "file:/import.sql")
                        .message())
                .contains("of the script file:/import.sql");
    }

    @Test
    void longStatementIsCut() {
        assertThat(failure("insert into t values " + "(1), ".repeat(10_000), "54000", "x")
                        .message())
                .hasSizeLessThan(3_000)
                .contains("characters)");
    }
}
