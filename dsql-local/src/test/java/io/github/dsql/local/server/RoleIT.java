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
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoleIT extends CatalogTestBase {
    private Connection guest;

    @BeforeEach
    void createRole() throws SQLException {
        run("create role guest with login");
        run("create schema app");
        run("grant usage, create on schema app to guest");
        connection.commit();
        guest = connect("guest");
        guest.setAutoCommit(false);
    }

    @AfterEach
    void dropRole() throws SQLException {
        guest.rollback();
        guest.close();
        connection.rollback();
        run("drop table if exists t");
        run("drop schema app cascade");
        run("drop role guest");
        connection.commit();
    }

    @Test
    void adminIsNoSuperuserButOwnsPublic() throws SQLException {
        assertThat(value("select rolsuper, rolcreaterole from pg_roles where rolname = 'admin'"))
                .isEqualTo("f|t");
        assertThat(value("select nspowner::regrole from pg_namespace where nspname = 'public'"))
                .isEqualTo("admin");
        refuses("create role s superuser", "42501", "permission denied to create role");
    }

    @Test
    void otherRolesCreateOnlyWhereTheyMay() throws SQLException {
        refuses(guest, "create table t (id int)", "42501", "permission denied for schema public");
        refuses(guest, "create schema mine", "42501", "permission denied for database postgres");
        run(guest, "create table app.mine (id bigint generated always as identity (cache 1) primary key, n numeric)");
        refuses(guest, "create table app.bad (id serial)", "42704", "type \"serial\" does not exist");
        run(guest, "select dsql_internal.ddl_async('create index on app.mine (n)', 'INDEX_BUILD')");
        run(guest, "select * from sys.jobs, sys.iam_pg_role_mappings");
        refuses(guest, "alter table app.mine drop column id", "0A000", "cannot drop primary key column id");
    }

    @Test
    void otherRolesSeePublicTablesOnceGranted() throws SQLException {
        run("create table t (id int primary key)");
        connection.commit();
        refuses(guest, "select * from t", "42501", "permission denied for table t");
        run("grant select on t to guest");
        connection.commit();
        guest.rollback();
        run(guest, "select * from t");
    }

    @Test
    void failedBuildsOfOtherRolesLeaveAnInvalidIndexToo() throws SQLException {
        run(guest, "create table app.mine (id int, v text)");
        run(guest, "insert into app.mine values (1, 'a'), (2, 'a')");
        run(guest, "select dsql_internal.ddl_async('create unique index i on app.mine (v)', 'INDEX_BUILD')");
        try (Statement statement = guest.createStatement();
                var result = statement.executeQuery(
                        "select indisvalid from pg_index where indexrelid = 'app.i'::regclass")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getBoolean(1)).isFalse();
        }
    }

    @Test
    void onlyAdminMapsIamRoles() throws SQLException {
        refuses(guest, "select dsql_internal.iam_grant('guest', 'arn')", "42501", "permission denied");
    }

    @Test
    void theMachineryIsNotForWriting() throws SQLException {
        refuses(
                "insert into dsql_internal.column_type values ('money'::regtype, true)",
                "42501",
                "permission denied for table column_type");
        refuses("drop event trigger dsql_drop", "42501", "must be owner of event trigger dsql_drop");
        refuses("create table sys.t (id int)", "42501", "permission denied for schema sys");
    }
}
