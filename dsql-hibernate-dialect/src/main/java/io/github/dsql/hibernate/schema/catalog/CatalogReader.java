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
package io.github.dsql.hibernate.schema.catalog;

import io.github.dsql.hibernate.schema.catalog.CatalogConstraint.Action;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint.Kind;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint.Reference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Internal: reads a {@link Catalog}: ten queries for a whole database, where the metadata of JDBC takes some for each table.
 *
 * <p>A conflict with a schema change elsewhere (OC001) fails a query; the caller then reads all anew.
 */
public final class CatalogReader {
    private final Connection connection;
    private final List<String> schemas;
    private final Map<Long, Map<Integer, String>> columnNames = new HashMap<>();

    private CatalogReader(Connection connection, List<String> schemas) {
        this.connection = connection;
        this.schemas = schemas;
    }

    /**
     * Reads schemas.
     *
     * @param connection a connection in autocommit mode
     * @param schemas the names of the schemas as stored, besides the current one
     * @return what they contain
     * @throws SQLException if a query fails
     */
    public static Catalog read(Connection connection, Collection<String> schemas) throws SQLException {
        List<@Nullable String> current = new ArrayList<>();
        query(connection, "select current_schema()", List.of(), row -> current.add(row.getString(1)));
        Set<String> wanted = new LinkedHashSet<>(schemas);
        String currentSchema = current.get(0);
        if (currentSchema != null) {
            wanted.add(currentSchema);
        }
        return new CatalogReader(connection, List.copyOf(wanted)).read(currentSchema);
    }

    private Catalog read(@Nullable String currentSchema) throws SQLException {
        Set<String> all = new HashSet<>();
        query(connection, CatalogSql.SCHEMAS, List.of(), row -> all.add(row.getString(1)));
        if (schemas.isEmpty()) {
            return new Catalog(null, all, Map.of(), Map.of(), Set.of(), List.of());
        }
        Map<CatalogName, CatalogSequence> sequences = new HashMap<>();
        inSchemas(CatalogSql.SEQUENCES, row -> {
            CatalogName name = new CatalogName(row.getString(1), row.getString(2));
            sequences.put(name, new CatalogSequence(name, row.getLong(3), row.getLong(4), row.getLong(5)));
        });
        Set<CatalogName> others = new HashSet<>();
        inSchemas(CatalogSql.ROUTINES, row -> others.add(new CatalogName(row.getString(1), row.getString(2))));
        inSchemas(CatalogSql.DOMAINS, row -> others.add(new CatalogName(row.getString(1), row.getString(2))));
        return new Catalog(currentSchema, all, tables(), sequences, others, jobs(connection));
    }

    private Map<CatalogName, CatalogTable> tables() throws SQLException {
        // The jobs are read last and the tables first: what is created in between is missing and created again, in a
        // form
        // that does nothing then.
        List<CatalogTable> bare = new ArrayList<>();
        inSchemas(
                CatalogSql.RELATIONS,
                row -> bare.add(new CatalogTable(
                        row.getLong(1),
                        new CatalogName(row.getString(2), row.getString(3)),
                        "v".equals(row.getString(4)) || "m".equals(row.getString(4)),
                        row.getString(5),
                        List.of(),
                        List.of(),
                        List.of())));
        Map<Long, List<CatalogColumn>> columns = columns();
        Map<Long, List<CatalogConstraint>> constraints = constraints();
        Map<Long, List<CatalogIndex>> indexes = indexes();
        Map<CatalogName, CatalogTable> tables = new HashMap<>();
        for (CatalogTable table : bare) {
            tables.put(
                    table.name(),
                    new CatalogTable(
                            table.oid(),
                            table.name(),
                            table.view(),
                            table.comment(),
                            columns.getOrDefault(table.oid(), List.of()),
                            constraints.getOrDefault(table.oid(), List.of()),
                            indexes.getOrDefault(table.oid(), List.of())));
        }
        return tables;
    }

    private Map<Long, List<CatalogColumn>> columns() throws SQLException {
        Map<Long, List<CatalogColumn>> columns = new LinkedHashMap<>();
        inSchemas(CatalogSql.COLUMNS, row -> {
            long table = row.getLong(1);
            String name = row.getString(3);
            boolean generated = !row.getString(8).isEmpty();
            String expression = row.getString(9);
            columnNames.computeIfAbsent(table, oid -> new HashMap<>()).put(row.getInt(2), name);
            columns.computeIfAbsent(table, oid -> new ArrayList<>())
                    .add(new CatalogColumn(
                            name,
                            row.getString(4),
                            row.getInt(5),
                            row.getBoolean(6),
                            generated ? null : expression,
                            !row.getString(7).isEmpty(),
                            generated ? expression : null,
                            row.getString(10)));
        });
        return columns;
    }

    private Map<Long, List<CatalogConstraint>> constraints() throws SQLException {
        Map<Long, List<CatalogConstraint>> constraints = new HashMap<>();
        inSchemas(CatalogSql.CONSTRAINTS, row -> {
            long table = row.getLong(1);
            Kind kind = kind(row.getString(3));
            constraints
                    .computeIfAbsent(table, oid -> new ArrayList<>())
                    .add(new CatalogConstraint(
                            row.getString(2),
                            kind,
                            names(table, row.getString(5), Integer.MAX_VALUE),
                            row.getBoolean(4),
                            row.getString(6),
                            kind == Kind.FOREIGN_KEY ? reference(row) : null));
        });
        return constraints;
    }

    private Reference reference(ResultSet row) throws SQLException {
        return new Reference(
                new CatalogName(row.getString(7), row.getString(8)),
                names(row.getLong(9), row.getString(10), Integer.MAX_VALUE),
                action(row.getString(11)),
                action(row.getString(12)));
    }

    private Map<Long, List<CatalogIndex>> indexes() throws SQLException {
        Map<Long, List<CatalogIndex>> indexes = new HashMap<>();
        inSchemas(CatalogSql.INDEXES, row -> {
            long table = row.getLong(1);
            indexes.computeIfAbsent(table, oid -> new ArrayList<>())
                    .add(new CatalogIndex(
                            row.getLong(2),
                            row.getString(3),
                            row.getBoolean(4),
                            row.getBoolean(5),
                            row.getBoolean(6),
                            Collections.unmodifiableList(keys(table, row.getString(8), row.getInt(7))),
                            row.getString(9),
                            row.getString(10),
                            row.getString(11),
                            row.getString(12)));
        });
        return indexes;
    }

    /**
     * Reads which index builds and validations are running.
     *
     * @param connection a connection in autocommit mode
     * @return the jobs
     * @throws SQLException if the query fails
     */
    public static List<CatalogJob> jobs(Connection connection) throws SQLException {
        List<CatalogJob> jobs = new ArrayList<>();
        query(
                connection,
                CatalogSql.JOBS,
                List.of(),
                row -> jobs.add(new CatalogJob(row.getString(1), row.getString(2), row.getLong(3), row.getString(4))));
        return jobs;
    }

    /** The columns of an array of numbers; none if the table was not read. */
    private List<String> names(long table, @Nullable String numbers, int most) {
        List<String> names = new ArrayList<>();
        for (String name : keys(table, numbers, most)) {
            if (name != null) {
                names.add(name);
            }
        }
        return names;
    }

    /** The columns of an array or vector of numbers, null for the number 0, which stands for an expression. */
    private List<@Nullable String> keys(long table, @Nullable String numbers, int most) {
        Map<Integer, String> known = columnNames.getOrDefault(table, Map.of());
        List<@Nullable String> names = new ArrayList<>();
        String list = numbers == null ? "" : numbers.replaceAll("[{},]", " ").strip();
        for (String number : list.isEmpty() ? new String[0] : list.split(" +", -1)) {
            if (names.size() < most) {
                names.add(known.get(Integer.valueOf(number)));
            }
        }
        return names;
    }

    private static Kind kind(String contype) {
        return switch (contype) {
            case "c" -> Kind.CHECK;
            case "f" -> Kind.FOREIGN_KEY;
            case "p" -> Kind.PRIMARY_KEY;
            case "u" -> Kind.UNIQUE;
            default -> Kind.OTHER;
        };
    }

    private static Action action(String code) {
        return switch (code) {
            case "r" -> Action.RESTRICT;
            case "c" -> Action.CASCADE;
            case "n" -> Action.SET_NULL;
            case "d" -> Action.SET_DEFAULT;
            default -> Action.NO_ACTION;
        };
    }

    @FunctionalInterface
    private interface RowHandler {
        void handle(ResultSet row) throws SQLException;
    }

    private void inSchemas(String sql, RowHandler handler) throws SQLException {
        String placeholders = String.join(", ", Collections.nCopies(schemas.size(), "?"));
        query(connection, sql.replace("$schemas", "(" + placeholders + ")"), schemas, handler);
    }

    private static void query(Connection connection, String sql, List<String> parameters, RowHandler handler)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.size(); i++) {
                statement.setString(i + 1, parameters.get(i));
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    handler.handle(rows);
                }
            }
        }
    }
}
