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
package io.github.dsql.examples.ownerpet.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Looks at the example's tables as the database sees them. */
public final class ExampleTables {
    private static final String NAMES = "('owner', 'pet', 'specialty', 'vet', 'vet_specialty')";
    private static final String EXISTING = "select table_name from information_schema.tables"
            + " where table_schema = current_schema() and table_name in " + NAMES + " order by table_name";
    private static final String COLUMNS = "select table_name || ': ' || string_agg(column_name || ' ' || udt_name"
            + " || coalesce('(' || character_maximum_length || ')', ''), ', ' order by ordinal_position)"
            + " from information_schema.columns"
            + " where table_schema = current_schema() and table_name in " + NAMES
            + " group by table_name order by table_name";

    private ExampleTables() {}

    /**
     * Makes sure that the example does not touch tables that are somebody else's.
     *
     * @throws IllegalStateException if there is no schema to work in, or it has a table of the example's names
     */
    public static void requireAbsent(DataSource dataSource) {
        if (query(dataSource, "select 1 where current_schema() is not null").isEmpty()) {
            throw new IllegalStateException(
                    "The schema to work in does not exist. Connect as admin and run: create schema"
                            + " myschema; grant usage, create on schema myschema to <role>;");
        }
        List<String> existing = query(dataSource, EXISTING);
        if (!existing.isEmpty()) {
            throw new IllegalStateException("The schema already has the tables " + String.join(", ", existing)
                    + ", and the example drops its tables when it ends. Rename or drop them, or use another schema.");
        }
    }

    /** Returns a line for each table, with its columns and their types. */
    public static List<String> describe(DataSource dataSource) {
        return query(dataSource, COLUMNS);
    }

    private static List<String> query(DataSource dataSource, String sql) {
        List<String> found = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("The database did not answer: " + e.getMessage(), e);
        }
        return found;
    }
}
