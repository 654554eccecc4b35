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

import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SysSchemaIT extends CatalogTestBase {
    @Test
    void reportsItsOwnVersions() throws SQLException {
        assertThat(value("select version(), sys.dsql_major_version(), v from version() v"))
                .isEqualTo("PostgreSQL 16|1|PostgreSQL 16");
        assertThat(value("show server_version_num")).startsWith("1600");
        refuses("show lc_collate", "42704", "unrecognized configuration parameter \"lc_collate\"");
    }

    @Test
    void jobsHaveTheRecordedColumns() throws SQLException {
        assertThat(rows("select column_name, data_type from information_schema.columns where table_schema = 'sys'"
                        + " and table_name = 'jobs' order by ordinal_position"))
                .containsExactly(
                        "job_id|text",
                        "status|text",
                        "details|text",
                        "job_type|text",
                        "class_id|oid",
                        "object_id|oid",
                        "object_name|text",
                        "start_time|timestamp with time zone",
                        "update_time|timestamp with time zone");
    }

    @Test
    void base32IsLowerCaseRfc4648AndReversible() throws SQLException {
        assertThat(value("select sys.uuid_to_base32_str('00000000-0000-0000-0000-000000000000')"))
                .isEqualTo("aaaaaaaaaaaaaaaaaaaaaaaaaa");
        assertThat(value("select sys.uuid_to_base32_str('ffffffff-ffff-ffff-ffff-ffffffffffff')"))
                .isEqualTo("7777777777777777777777777" + "4");
        assertThat(value("select sys.uuid_to_base32_str('666f6f62-6172-666f-6f62-617266666f6f')"))
                .isEqualTo("mzxw6ytbojtg633cmfzgmztpn4");
        assertThat(value("select count(*) from (select gen_random_uuid() as u from generate_series(1, 200)) r"
                        + " where sys.base32_str_to_uuid(sys.uuid_to_base32_str(u)) = u"))
                .isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "MZXW6YTBOJTG633CMFZGMZTPN4", "mzxw6ytbojtg633cmfzgmztpn5", "1234567890"})
    void refusesWhatIsNoJobId(String id) throws SQLException {
        refuses("call sys.wait_for_job('" + id + "')", "22P02", "Unable to convert text to UUID");
    }

    @Test
    void waitForJobIsAProcedureWithOneRow() throws SQLException {
        refuses("select sys.wait_for_job('x')", "42809", "sys.wait_for_job(unknown) is a procedure");
        refuses("select sys.wait_for_job('x'::text)", "42809", "sys.wait_for_job(text) is a procedure");
        try (CallableStatement call = connection.prepareCall("call sys.wait_for_job(?)")) {
            call.setString(1, "mzxw6ytbojtg633cmfzgmztpn4");
            assertThat(call.execute()).isTrue();
            try (ResultSet result = call.getResultSet()) {
                assertThat(result.getMetaData().getColumnCount()).isEqualTo(1);
                assertThat(result.getMetaData().getColumnName(1)).isEqualTo("succeeded");
                assertThat(result.next()).isTrue();
                assertThat(result.getBoolean(1)).as("a job nobody knows").isFalse();
                assertThat(result.next()).isFalse();
            }
        }
    }

    @Test
    void keepsIamMappings() throws SQLException {
        run("create role app login");
        run("select dsql_internal.iam_grant('app', 'arn:aws:iam::1:role/a')");
        run("select dsql_internal.iam_grant('app', 'arn:aws:iam::1:role/a')");
        run("select dsql_internal.iam_grant('app', 'arn:aws:iam::1:role/b')");
        assertThat(
                        rows(
                                "select arn, pg_role_oid = 'app'::regrole, pg_role_name, grantor_pg_role_oid = 'admin'::regrole,"
                                        + " grantor_pg_role_name, iam_oid is not null from sys.iam_pg_role_mappings order by arn"))
                .containsExactly("arn:aws:iam::1:role/a|t|app|t|admin|t", "arn:aws:iam::1:role/b|t|app|t|admin|t");
        run("select dsql_internal.iam_revoke('app', 'arn:aws:iam::1:role/a')");
        assertThat(rows("select arn from sys.iam_pg_role_mappings")).containsExactly("arn:aws:iam::1:role/b");
        run("alter role app rename to app2");
        assertThat(value("select pg_role_name from sys.iam_pg_role_mappings")).isEqualTo("app2");
        run("drop role app2");
        run("create role app2");
        assertThat(rows("select arn from sys.iam_pg_role_mappings")).isEmpty();
        refuses("select dsql_internal.iam_grant('Nobody', 'arn')", "42704", "role \"Nobody\" does not exist");
    }

    @Test
    void tellsSessionsApart() throws SQLException {
        String mine = value("select sys.current_session_id()");
        assertThat(mine).matches("[a-z2-7]{26}").isEqualTo(value("select sys.current_session_id()"));
        undo();
        begin();
        assertThat(value("select sys.current_session_id()")).isNotEqualTo(mine);
    }

    @Test
    void listsWhatAColumnMayBe() throws SQLException {
        assertThat(rows("select * from sys.supported_datatypes()"))
                .contains("uuid", "timestamp with time zone", "jsonb")
                .doesNotContain("money", "oid")
                .hasSize(20);
        run("create domain d as varchar(3)");
        assertThat(value("select sys.base_type_oid('d'::regtype)::regtype")).isEqualTo("character varying");
        assertThat(value("select sys.cluster_size() between 1 and sys.cluster_size_limit()"))
                .isEqualTo("t");
    }

    @Test
    void searchesTextInSimpleOnly() throws SQLException {
        assertThat(value("select to_tsvector('The cats'), to_tsvector('simple', 'The cats')"))
                .isEqualTo("'cats':2 'the':1|'cats':2 'the':1");
        refuses(
                "select to_tsvector('english', 'cats')",
                "42704",
                "text search configuration \"english\" does not exist");
    }
}
