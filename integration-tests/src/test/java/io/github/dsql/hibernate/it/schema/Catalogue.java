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
package io.github.dsql.hibernate.it.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads what is in the catalogue of a stand-in. */
final class Catalogue {
    private static final String OWN =
            "n.nspname not in ('pg_catalog', 'information_schema', 'sys', 'pg_toast') and n.nspname not like 'dsql%'";

    private Catalogue() {}

    /** Returns tables, views, sequences and indexes. */
    static List<String> objects(DataSource database) {
        return strings(
                database,
                "select c.relkind::text || ' ' || n.nspname || '.' || c.relname from pg_class c join pg_namespace n"
                        + " on n.oid = c.relnamespace where c.relkind in ('r', 'v', 'S', 'i') and " + OWN
                        + " order by 1");
    }

    /** Returns the constraints as the database writes them, with whether they are validated. */
    static List<String> constraints(DataSource database) {
        return strings(
                database,
                "select c.conrelid::regclass || ' ' || c.conname || ' ' || pg_get_constraintdef(c.oid)"
                        + " from pg_constraint c join pg_namespace n on n.oid = c.connamespace where " + OWN
                        + " order by 1");
    }

    /** Returns indexes that are not valid, constraints that are not validated, and jobs that have not ended. */
    static List<String> unfinished(DataSource database) {
        return strings(
                database,
                "select 'index ' || indexrelid::regclass from pg_index where not indisvalid union all"
                        + " select 'constraint ' || conname from pg_constraint where not convalidated union all"
                        + " select job_type || ' ' || object_name from sys.jobs"
                        + " where status in ('submitted', 'processing') and job_type in ('INDEX_BUILD',"
                        + " 'VALIDATE_CONSTRAINT')");
    }

    static long rows(DataSource database, String table) {
        return Long.parseLong(strings(database, "select count(*) from " + table).get(0));
    }

    /** Returns the first column of a query. */
    static List<String> strings(DataSource database, String query) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    static void run(DataSource database, String... statements) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new AssertionError(String.join("; ", statements), e);
        }
    }
}
