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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsyncJobIT extends CatalogTestBase {
    @BeforeEach
    void createTable() throws SQLException {
        run("create table t (id int primary key, v text)");
    }

    private String index(String ddl) throws SQLException {
        return value("select dsql_internal.ddl_async($ddl$" + ddl + "$ddl$, 'INDEX_BUILD') as job_id");
    }

    private String validate(String ddl) throws SQLException {
        return value("select dsql_internal.ddl_async($ddl$" + ddl + "$ddl$, 'VALIDATE_CONSTRAINT') as job_id");
    }

    private String job(String id) throws SQLException {
        return value("select status, details, job_type from sys.jobs where job_id = '" + id + "'");
    }

    private String jobs() throws SQLException {
        return value("select count(*) from sys.jobs where job_type in ('INDEX_BUILD', 'VALIDATE_CONSTRAINT')");
    }

    private String validity(String index) throws SQLException {
        return value("select indisvalid from pg_index where indexrelid = '" + index + "'::regclass");
    }

    @Test
    void indexBuildIsACompletedJob() throws SQLException {
        run("insert into t values (1, 'a'), (2, 'b')");
        String id = index("create unique index i on t (v)");
        assertThat(id).matches("[a-z2-7]{26}");
        assertThat(job(id)).isEqualTo("completed|null|INDEX_BUILD");
        assertThat(value(
                        "select class_id, object_id = 'i'::regclass, object_name, start_time <= update_time from sys.jobs where job_id = '"
                                + id + "'"))
                .isEqualTo("1259|t|null|t");
        assertThat(rows("call sys.wait_for_job('" + id + "')")).containsExactly("t");
        assertThat(validity("i")).isEqualTo("t");
        refuses("insert into t values (3, 'a')", "23505", "duplicate key value violates unique constraint \"i\"");
    }

    @Test
    void postgresNamesAnUnnamedIndex() throws SQLException {
        index("create index on t (v)");
        index("create index on t (lower(v))");
        assertThat(rows("select indexname from pg_indexes where tablename = 't' order by 1"))
                .containsExactly("t_lower_idx", "t_pkey", "t_v_idx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create unique index i on t (v)",
                "CREATE UNIQUE INDEX IF NOT EXISTS i ON ONLY public.t(v)",
                "/* on x */ create\nunique -- on y\n index \"i\"on\"t\"(v)",
                "create unique index i on t (id, (id / (id - 1)))",
                "create index i on t ((v::int)) where v <> 'on t2'"
            })
    void rowsInTheWayFailTheJobAndLeaveAnInvalidIndex(String ddl) throws SQLException {
        run("insert into t values (1, 'a'), (2, 'a')");
        String id = index(ddl);
        assertThat(job(id)).startsWith("failed|").endsWith("|INDEX_BUILD");
        assertThat(rows("call sys.wait_for_job('" + id + "')")).containsExactly("f");
        assertThat(validity("i")).isEqualTo("f");
        assertThat(rows("select id, v from t order by id")).containsExactly("1|a", "2|a");
        run("drop index i");
        run("insert into t values (3, 'a')");
        assertThat(rows("select count(*) from t where v = 'a'")).containsExactly("3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create unique index i on t (v)",
                "CREATE  UNIQUE\tINDEX if not exists i on only t (v)",
                "-- a create unique\n/* b ** */ create /* c */ unique -- d\n index i on t (v)"
            })
    void aFailedUniqueIndexStillRejectsDuplicates(String ddl) throws SQLException {
        run("insert into t values (1, 'a'), (2, 'a'), (3, 'b'), (4, null), (5, null)");
        index(ddl);
        assertThat(value("select indisunique, indisvalid, indisready from pg_index where indexrelid = 'i'::regclass"))
                .isEqualTo("t|f|t");
        for (String value : new String[] {"a", "b"}) {
            refuses(
                    "insert into t values (6, '" + value + "')",
                    "23505",
                    "duplicate key value violates unique constraint \"i\"");
        }
        run("insert into t values (6, 'c'), (7, null)");
        refuses("update t set v = 'b' where id = 6", "23505", "duplicate key value violates unique constraint \"i\"");
        run("update t set v = 'd' where id = 1");
        run("delete from t where id = 2");
        run("insert into t values (2, 'a')");
        assertThat(value("select indexdef from pg_indexes where indexname = 'i'"))
                .isEqualTo("CREATE UNIQUE INDEX i ON public.t USING btree_index (v)");
    }

    @Test
    void saysWhichRowsWereInTheWay() throws SQLException {
        run("insert into t values (1, 'a'), (2, 'a')");
        assertThat(job(index("create unique index i on t (v)")))
                .isEqualTo("failed|found duplicate key(s) while validating index uniqueness|INDEX_BUILD");
        assertThat(job(index("create index i2 on t ((1 / (id - 1)))")))
                .isEqualTo("failed|division by zero|INDEX_BUILD");
    }

    @Test
    void valuesThatAreTooLargeForAKeyFailTheJob() throws SQLException {
        run("insert into t values (1, repeat('x', 1970))");
        assertThat(job(index("create index i on t (v)"))).isEqualTo("completed|null|INDEX_BUILD");
        run("drop index i");
        run("update t set v = repeat('x', 1971)");
        assertThat(job(index("create index i on t (v)"))).isEqualTo("failed|key size too large|INDEX_BUILD");
        assertThat(validity("i")).isEqualTo("f");
        assertThat(job(index("create unique index i2 on t (v) where id > 1"))).isEqualTo("completed|null|INDEX_BUILD");
        run("drop index i");
        run("update t set v = (select string_agg(md5(n::text), '') from generate_series(1, 100) n)");
        assertThat(job(index("create index i3 on t (v)"))).isEqualTo("failed|key size too large|INDEX_BUILD");
        run("insert into t values (2, 'a')");
    }

    @Test
    void anInvalidIndexSurvivesTheTransactionAndIsIgnored() throws SQLException {
        try (Connection own = connect("admin")) {
            run(own, "create table kept (id int primary key, v text)");
            run(own, "insert into kept select n, 'a' from generate_series(1, 500) n");
            run(own, "select dsql_internal.ddl_async('create unique index kept_v on kept (v)', 'INDEX_BUILD')");
        }
        try (Connection own = connect("admin")) {
            connection.rollback();
            assertThat(validity("kept_v")).isEqualTo("f");
            assertThat(value("select count(*) from kept where v = 'a'")).isEqualTo("500");
            refuses(
                    "insert into kept values (501, 'b') on conflict (v) do nothing",
                    "42P10",
                    "there is no unique or exclusion constraint matching the ON CONFLICT specification");
            refuses(
                    "alter table kept add constraint u unique using index kept_v",
                    "55000",
                    "index \"kept_v\" is not valid");
            connection.rollback();
            run(own, "drop index kept_v");
            run(own, "insert into kept values (501, 'a')");
            run(own, "select dsql_internal.ddl_async('create index kept_v on kept (v)', 'INDEX_BUILD')");
            assertThat(validity("kept_v")).isEqualTo("t");
            assertThat(value("select count(*) from kept")).isEqualTo("501");
            connection.rollback();
            run(own, "drop table kept");
        }
    }

    @Test
    void othersKeepReadingTheRowsOfAFailedBuildThatIsUndone() throws SQLException {
        try (Connection own = connect("admin")) {
            run(own, "create table shared (id int primary key, v text)");
            run(own, "insert into shared values (1, 'a'), (2, 'a')");
            own.setAutoCommit(false);
            run(own, "select dsql_internal.ddl_async('create unique index on shared (v)', 'INDEX_BUILD')");
            connection.rollback();
            assertThat(rows("select v from shared")).containsExactly("a", "a");
            own.rollback();
            assertThat(rows("select v from shared")).containsExactly("a", "a");
            connection.rollback();
            run(own, "insert into shared values (3, 'a')");
            own.commit();
            assertThat(rows("select id from shared order by id")).containsExactly("1", "2", "3");
            connection.rollback();
            run(own, "drop table shared");
            own.commit();
        }
    }

    @Test
    void anExistingIndexIsSkippedUnlessItsNameIsTaken() throws SQLException {
        index("create index i on t (v)");
        assertThat(job(index("create index if not exists i on t (id)")))
                .isEqualTo("completed|Skipped job for existing index.|INDEX_BUILD");
        refuses(
                "select dsql_internal.ddl_async('create index i on t (v)', 'INDEX_BUILD')",
                "42P07",
                "relation \"i\" already exists");
    }

    @Test
    void aWrongStatementIsAnErrorWhateverTheRows() throws SQLException {
        String before = jobs();
        run("insert into t values (1, 'a'), (2, 'a')");
        refuses(
                "select dsql_internal.ddl_async('create index on nowhere (v)', 'INDEX_BUILD')",
                "42P01",
                "relation \"nowhere\" does not exist");
        refuses(
                "select dsql_internal.ddl_async('create index on t (x)', 'INDEX_BUILD')",
                "42703",
                "column \"x\" does not exist");
        refuses(
                "select dsql_internal.ddl_async('create index on t (id) where id = ''x''', 'INDEX_BUILD')",
                "22P02",
                "invalid input syntax for type integer: \"x\"");
        refuses(
                "select dsql_internal.ddl_async('alter table t validate constraint c', 'VALIDATE_CONSTRAINT')",
                "42704",
                "constraint \"c\" of relation \"t\" does not exist");
        run("alter table t add column j jsonb");
        refuses(
                "select dsql_internal.ddl_async('create unique index on t (v, j)', 'INDEX_BUILD')",
                "0A000",
                "datatype jsonb is not supported in a key");
        assertThat(jobs()).isEqualTo(before);
    }

    @Test
    void validationSucceedsOverGoodRows() throws SQLException {
        run("insert into t values (1, 'a')");
        run("alter table t add constraint c check (id > 0) not valid");
        String id = validate("alter table t validate constraint c");
        assertThat(job(id)).isEqualTo("completed|null|VALIDATE_CONSTRAINT");
        assertThat(value("select convalidated from pg_constraint where conname = 'c'"))
                .isEqualTo("t");
    }

    @Test
    void validationFailsOverBadRowsAndTheConstraintStaysNotValid() throws SQLException {
        run("insert into t values (1, 'a')");
        run("alter table t add constraint c check (id > 1) not valid");
        run("alter table t add constraint f foreign key (id) references t (id) not valid");
        run("create table p (id int primary key)");
        run("alter table t add constraint fk foreign key (id) references p not valid");
        assertThat(job(validate("alter table t validate constraint c")))
                .isEqualTo("failed|check constraint \"c\" is violated by some row|VALIDATE_CONSTRAINT");
        String id = validate("alter table t validate constraint fk");
        assertThat(job(id))
                .isEqualTo(
                        "failed|insert or update on table \"t\" violates foreign key constraint \"fk\"|VALIDATE_CONSTRAINT");
        assertThat(value("select object_id = 't'::regclass from sys.jobs where job_id = '" + id + "'"))
                .isEqualTo("t");
        assertThat(rows("call sys.wait_for_job('" + id + "')")).containsExactly("f");
        assertThat(rows("select conname, convalidated from pg_constraint where conname in ('c', 'fk') order by 1"))
                .containsExactly("c|f", "fk|f");
        refuses("insert into t values (0, 'b')", "23514", "new row for relation \"t\" violates check constraint \"c\"");
    }

    @Test
    void aJobGoesWithItsTransaction() throws SQLException {
        String before = jobs();
        index("create index on t (v)");
        connection.rollback();
        assertThat(jobs()).isEqualTo(before);
    }

    @Test
    void runsWithTheRightsAndThePathOfTheCaller() throws SQLException {
        run("create schema app");
        run("create table app.only_here (id int primary key)");
        run("set search_path = app");
        index("create index i on only_here (id)");
        assertThat(value("select schemaname from pg_catalog.pg_indexes where indexname = 'i'"))
                .isEqualTo("app");
        run("create role reader login");
        run("grant usage on schema app to reader");
        run("grant reader to admin with set true");
        run("set local role reader");
        refuses(
                "select dsql_internal.ddl_async('create index on app.only_here (id)', 'INDEX_BUILD')",
                "42501",
                "must be owner of table only_here");
    }
}
