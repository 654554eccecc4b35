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
package io.github.dsql.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RewritesTest {

    @Test
    void buildsAnAsyncIndexBehindACallThatAnswersTheJob() {
        Statement statement = parse("CREATE UNIQUE INDEX ASYNC ix ON t USING btree_index (a) WHERE b = 'it''s'");

        assertThat(statement.backendText())
                .isEqualTo(
                        "SELECT dsql_internal.ddl_async($ddl$CREATE UNIQUE INDEX       ix ON t     (a) WHERE b = 'it''s'$ddl$,"
                                + " 'INDEX_BUILD') AS job_id");
        assertThat(statement.commandTag()).isEqualTo("CREATE INDEX");
        assertThat(statement.kind()).isEqualTo(StatementKind.DDL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create index async on t (a) | create index       on t (a)",
                "create index async async on async (a) | create index       async on async (a)",
                "Create Index/**/Async/**/if not exists ix on t (a) | Create Index/**/     /**/if not exists ix on t (a)"
            })
    void takesTheWordBehindIndexForTheKeyword(String sql, String ddl) {
        assertThat(parse(sql).backendText())
                .isEqualTo("SELECT dsql_internal.ddl_async($ddl$" + ddl + "$ddl$, 'INDEX_BUILD') AS job_id");
    }

    @Test
    void quotesDdlWithATagThatIsNotInIt() {
        assertThat(parse("create index async ix on t (a) where b = $ddl$x$ddl$").backendText())
                .isEqualTo(
                        "SELECT dsql_internal.ddl_async($ddl1$create index       ix on t (a) where b = $ddl$x$ddl$$ddl1$,"
                                + " 'INDEX_BUILD') AS job_id");
    }

    @Test
    void validatesAConstraintBehindACallThatAnswersTheJob() {
        Statement statement = parse("alter table async only app.t validate constraint c");

        assertThat(statement.backendText())
                .isEqualTo(
                        "SELECT dsql_internal.ddl_async($ddl$alter table       only app.t validate constraint c$ddl$,"
                                + " 'VALIDATE_CONSTRAINT') AS job_id");
        assertThat(statement.commandTag()).isEqualTo("ALTER TABLE");
    }

    @Test
    void mapsRolesWithoutAResultRow() {
        Statement statement = parse("AWS IAM GRANT \"My Role\" TO 'arn:aws:iam::1:role/it''s'");

        assertThat(statement.backendText())
                .isEqualTo(
                        "DO $ddl$ BEGIN PERFORM dsql_internal.iam_grant('My Role', 'arn:aws:iam::1:role/it''s'); END $ddl$");
        assertThat(statement.commandTag()).isEqualTo("AWS IAM GRANT");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "select a from t for update nowait | select a from t for update",
                "select a from t for update of t, app.x skip locked limit 1 | select a from t for update of t, app.x     limit 1",
                "select a from t for key share SKIP LOCKED | select a from t for key share",
                "select nowait, skip from t | select nowait, skip from t",
                "alter table t disable trigger all, enable trigger user | alter table t disable trigger USER, enable trigger user",
                "select current_catalog | select pg_catalog.current_database() AS current_catalog",
                "select current_catalog, 1 | select pg_catalog.current_database() AS current_catalog, 1",
                "select lower(current_catalog) from t | select lower(pg_catalog.current_database()) from t",
                "select t.current_catalog, \"current_catalog\" from t | select t.current_catalog, \"current_catalog\" from t",
                "select * from pg_index | select * from dsql_internal.pg_index",
                "select * from pg_catalog.pg_index i | select * from dsql_internal.pg_index i",
                "select * from pg_class c, \"pg_index\" x | select * from pg_class c, dsql_internal.\"pg_index\" x",
                "select pg_index.indkey from pg_class join pg_index on true "
                        + "| select pg_index.indkey from pg_class join dsql_internal.pg_index on true",
                "select pg_index from t as pg_index where a = 'pg_index' | select pg_index from t as pg_index where a = 'pg_index'",
                "select amname from pg_am natural join pg_catalog.pg_namespace "
                        + "| select amname from dsql_internal.pg_am natural join dsql_internal.pg_namespace",
                "select * from app.pg_index | select * from app.pg_index",
                "set disable_sync_create_index = off | set dsql.disable_sync_create_index = off",
                "set local \"disable_sync_create_index\" to off | set local dsql.disable_sync_create_index to off",
                "reset disable_sync_create_index | reset dsql.disable_sync_create_index",
                "set dsql.enable_batched_nestloop = on | set dsql.enable_batched_nestloop = on"
            })
    void rewrites(String sql, String expected) {
        Statement statement = parse(sql);

        assertThat(statement.refusal()).isNull();
        assertThat(statement.text()).isEqualTo(sql);
        assertThat(statement.backendText().stripTrailing()).isEqualTo(expected);
        assertThat(statement.commandTag()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from t where id = $1 for update",
                "insert into t (id, \"for\") values ($1, ?) on conflict (id) do update set a = excluded.a",
                "begin isolation level repeatable read",
                "create table x (a bigint primary key)"
            })
    void leavesAloneWhatPostgresRunsAsItIs(String sql) {
        assertThat(parse(sql).backendText()).isEqualTo(sql);
    }

    private static Statement parse(String sql) {
        return Statements.parse(sql).get(0);
    }
}
