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

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internal: whether the object that a statement creates is there, when the service says that something is: it may be another one of
 * the same name, or the index of a constraint within CREATE TABLE.
 *
 * @param kinds the kinds of relations it may be, as pg_class has them
 * @param name its name
 * @param table the table that it is an index of, or null
 */
record CreatedObject(
        String kinds, ObjectName name, @Nullable ObjectName table) {
    private static final Pattern CREATE = Pattern.compile(
            "^\\s*create\\s+(?:or\\s+replace\\s+)?(?:recursive\\s+)?(table|view|sequence)\\s+(?:if\\s+not\\s+exists\\s+)?("
                    + ObjectName.NAME + ")",
            Pattern.CASE_INSENSITIVE);

    private static final String FIND = """
            select 1 from pg_catalog.pg_class c
             join pg_catalog.pg_namespace n on n.oid = c.relnamespace
             left join pg_catalog.pg_index i on i.indexrelid = c.oid
             left join pg_catalog.pg_class t on t.oid = i.indrelid
             where n.nspname = coalesce(?, current_schema()) and c.relname = ? and position(c.relkind::text in ?) > 0
             and (?::text is null or t.relname = ?)""";

    /** Returns what a statement creates, or null if that is no relation of its own: a column, a constraint, a schema. */
    static @Nullable CreatedObject of(DdlStatement statement) {
        if (statement.createsIndex() && statement.object() != null) {
            return new CreatedObject("iI", statement.object(), statement.table());
        }
        Matcher create = CREATE.matcher(statement.sql());
        if (!create.find()) {
            return null;
        }
        String kinds =
                switch (create.group(1).toLowerCase(Locale.ROOT)) {
                    case "table" -> "rpf";
                    case "view" -> "vm";
                    default -> "S";
                };
        return new CreatedObject(kinds, ObjectName.of(create.group(2)), null);
    }

    boolean isPresent(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(FIND)) {
            query.setString(1, name.schema());
            query.setString(2, name.name());
            query.setString(3, kinds);
            query.setString(4, table == null ? null : table.name());
            query.setString(5, table == null ? null : table.name());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Returns why a statement that met another object of the name has failed. */
    String taken() {
        return " What it creates, " + name.sql()
                + ", is not there: something else has a name that it needs. Tables, views,"
                + " sequences, indexes and unique constraints of a schema share their names: give one of the two another"
                + " name in the mapping, or drop what is in the way.";
    }
}
