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

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Internal: what to do after a job failed: which rows stand in its way, and which statement clears away what it left. */
final class JobAdvice {
    private static final Logger LOG = Logger.getLogger(JobAdvice.class);
    private static final String DEFINITION = """
            select pg_catalog.pg_get_constraintdef(c.oid)
            from pg_catalog.pg_constraint c
            join pg_catalog.pg_class t on t.oid = c.conrelid
            join pg_catalog.pg_namespace n on n.oid = t.relnamespace
            where c.conname = ? and t.relname = ?
            and (n.nspname = ? or (? is null and pg_catalog.pg_table_is_visible(t.oid)))
            """;
    private static final Pattern CHECK =
            Pattern.compile("CHECK (\\(.*\\))(?: NO INHERIT)?(?: NOT VALID)?", Pattern.DOTALL);
    private static final Pattern FOREIGN_KEY = Pattern.compile(
            "FOREIGN KEY \\((.*?)\\) REFERENCES (" + ObjectName.NAME + ")\\((.*?)\\).*", Pattern.DOTALL);
    private static final Pattern PART = Pattern.compile(ObjectName.PART);

    private final StatementSender sender;

    JobAdvice(StatementSender sender) {
        this.sender = sender;
    }

    String of(DdlStatement statement) {
        return statement.createsIndex() ? ofIndex(statement) : ofConstraint(statement);
    }

    private static String ofIndex(DdlStatement statement) {
        ObjectName index = statement.object();
        String clear = index == null ? "Drop the index" : "Clear it away by: drop index " + index.sql() + "; then";
        String rows = statement.kind() == DdlStatement.Kind.CREATE_UNIQUE_INDEX
                ? duplicates(statement)
                        .map(query -> " The rows that have the same key: " + query + ".")
                        .orElse("")
                : "";
        return "The index stays and is INVALID; a unique one rejects new duplicates all the same." + rows
                + " Correct the rows. " + clear + " run the schema action again.";
    }

    /** The keys in the parentheses behind the table. */
    private static Optional<String> duplicates(DdlStatement statement) {
        String sql = statement.sql();
        Matcher on = Pattern.compile("\\bon\\s+(?:only\\s+)?(" + ObjectName.NAME + ")\\s*\\(", Pattern.CASE_INSENSITIVE)
                .matcher(sql);
        if (!on.find()) {
            return Optional.empty();
        }
        int depth = 1;
        int end = on.end();
        for (; end < sql.length() && depth > 0; end++) {
            depth += sql.charAt(end) == '(' ? 1 : sql.charAt(end) == ')' ? -1 : 0;
        }
        String keys =
                sql.substring(on.end(), Math.max(on.end(), end - 1)).replaceAll("(?i)\\s+nulls\\s+(first|last)", "");
        return Optional.of(
                "select " + keys + ", count(*) from " + on.group(1) + " group by " + keys + " having count(*) > 1");
    }

    private String ofConstraint(DdlStatement statement) {
        ObjectName table = statement.table();
        ObjectName constraint = statement.object();
        if (table == null || constraint == null) {
            return "The constraint holds for new rows only: correct the rows and validate it again.";
        }
        String rows = violating(table, constraint)
                .map(query -> " The rows in its way: " + query + ".")
                .orElse("");
        return "The constraint stays NOT VALID and holds for new rows only." + rows + " Correct them, then run: "
                + statement.sql().strip() + "; or give it up by: alter table " + table.sql() + " drop constraint "
                + constraint.sql() + ".";
    }

    private Optional<String> violating(ObjectName table, ObjectName constraint) {
        String definition = definition(table, constraint);
        if (definition == null) {
            return Optional.empty();
        }
        Matcher check = CHECK.matcher(definition);
        if (check.matches()) {
            return Optional.of("select * from " + table.sql() + " where not " + check.group(1));
        }
        Matcher foreignKey = FOREIGN_KEY.matcher(definition);
        return foreignKey.matches()
                ? Optional.of(orphans(table, foreignKey.group(1), foreignKey.group(2), foreignKey.group(3)))
                : Optional.empty();
    }

    private static String orphans(ObjectName table, String columns, String target, String targetColumns) {
        List<String> from = parts(columns);
        List<String> to = parts(targetColumns);
        List<String> given = new ArrayList<>();
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < Math.min(from.size(), to.size()); i++) {
            given.add("c." + from.get(i) + " is not null");
            equal.add("p." + to.get(i) + " = c." + from.get(i));
        }
        return "select * from " + table.sql() + " c where " + String.join(" and ", given)
                + " and not exists (select 1 from " + target + " p where " + String.join(" and ", equal) + ")";
    }

    private static List<String> parts(String columns) {
        return PART.matcher(columns).results().map(result -> result.group()).toList();
    }

    private @Nullable String definition(ObjectName table, ObjectName constraint) {
        try {
            return sender.read(connection -> {
                        try (PreparedStatement query = connection.prepareStatement(DEFINITION)) {
                            query.setString(1, constraint.name());
                            query.setString(2, table.name());
                            query.setString(3, table.schema());
                            query.setString(4, table.schema());
                            try (ResultSet rows = query.executeQuery()) {
                                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.<String>empty();
                            }
                        }
                    })
                    .orElse(null);
        } catch (SQLException e) {
            LOG.debugf(e, "The definition of %s is not known: the failure is told without the rows", constraint);
            return null;
        }
    }
}
