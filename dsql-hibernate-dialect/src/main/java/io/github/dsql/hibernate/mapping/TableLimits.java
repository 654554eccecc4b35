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
package io.github.dsql.hibernate.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;

/** Whether a model has more columns, indexes, tables or schemas than Aurora DSQL takes (2026-10). */
final class TableLimits implements Rule {
    private static final int MOST_COLUMNS = 255;
    private static final int MOST_INDEXES = 24;
    private static final int MOST_TABLES = 1000;
    private static final int MOST_SCHEMAS = 10;

    static final Code COLUMNS = Code.error(
            "too-many-columns",
            "A table has at most 255 columns; more fails with 54011 tables can have at most 255 columns (2026-10).",
            "an entity, or a hierarchy in a single table, with 256 columns",
            "move attributes to a @SecondaryTable or an entity of their own, join the subclasses, or store a group of them as"
                    + " @JdbcTypeCode(SqlTypes.JSON)");

    static final Code INDEXES = Code.error(
            "too-many-indexes",
            "A table has at most 24 indexes, its primary key and unique keys among them; more fails with 54000 (2026-10).",
            "@Table(indexes = …) with 24 of them beside the primary key",
            "leave out what no query needs, or let one index of several columns serve what begins with the same ones");

    static final Code TABLES = Code.error(
            "too-many-tables",
            "A database has at most 1,000 tables; more fails with 54000 creating more than 1000 tables not allowed (2026-10).",
            "a model of 1,001 tables",
            "put hierarchies into single tables and collections into @JdbcTypeCode(SqlTypes.JSON), or split the application");

    static final Code SCHEMAS = Code.error(
            "too-many-schemas",
            "A database has at most 10 schemas beside public; more fails with 54000 more than 10 schemas not allowed (2026-10).",
            "@Table(schema = …) with 11 different ones",
            "put the tables into fewer schemas");

    static final Code SYSTEM_SCHEMA = Code.error(
            "system-schema",
            "The schemas sys, pg_catalog and information_schema belong to the service: 42501 permission denied for schema (2026-10).",
            "@Table(schema = \"sys\")",
            "name a schema of your own");

    private static final Set<String> SYSTEM = Set.of("sys", "pg_catalog", "information_schema");

    @Override
    public List<Code> codes() {
        return List.of(COLUMNS, INDEXES, TABLES, SCHEMAS, SYSTEM_SCHEMA);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        List<Table> tables = model.tables();
        for (Table table : tables) {
            if (table.getColumnSpan() > MOST_COLUMNS) {
                findings.add(
                        COLUMNS,
                        model.owner(table),
                        "the table '" + table.getName() + "' has " + table.getColumnSpan()
                                + " columns, and Aurora DSQL takes at most " + MOST_COLUMNS);
            }
            String schema = table.getSchema();
            boolean quoted = table.isSchemaQuoted();
            if (schema != null && SYSTEM.contains(quoted ? schema : schema.toLowerCase(Locale.ROOT))) {
                findings.add(
                        SYSTEM_SCHEMA,
                        model.owner(table),
                        "the table '" + table.getName() + "' is in the schema '" + schema
                                + "', where Aurora DSQL lets nobody create one");
            }
            int indexes = indexes(table);
            if (indexes > MOST_INDEXES) {
                findings.add(
                        INDEXES,
                        model.owner(table),
                        "the table '" + table.getName() + "' has " + indexes
                                + " keys and indexes, and Aurora DSQL takes at most " + MOST_INDEXES);
            }
        }
        if (tables.size() > MOST_TABLES) {
            findings.add(
                    TABLES,
                    "the model",
                    "it has " + tables.size() + " tables, and Aurora DSQL takes at most " + MOST_TABLES
                            + " in a database");
        }
        Set<String> schemas = schemas(model);
        if (schemas.size() > MOST_SCHEMAS) {
            findings.add(
                    SCHEMAS,
                    "the model",
                    "it has " + schemas.size() + " schemas (" + String.join(", ", schemas)
                            + "), and Aurora DSQL takes at most " + MOST_SCHEMAS + " beside public");
        }
    }

    private static int indexes(Table table) {
        Set<String> unique = table.getUniqueKeys().values().stream()
                .map(UniqueKey::getColumns)
                .filter(columns -> columns.size() == 1)
                .map(columns -> columns.get(0).getName())
                .collect(Collectors.toSet());
        long keys = table.getUniqueKeys().values().stream()
                .filter(key -> !key.getColumns().isEmpty())
                .count();
        long columns = table.getColumns().stream()
                .filter(Column::isUnique)
                .filter(column -> !table.isPrimaryKey(column) && !unique.contains(column.getName()))
                .count();
        return (table.hasPrimaryKey() ? 1 : 0)
                + (int) (keys + columns)
                + table.getIndexes().size();
    }

    private static Set<String> schemas(BootModel model) {
        Set<String> schemas = new TreeSet<>();
        for (Namespace namespace : model.metadata.getDatabase().getNamespaces()) {
            Identifier schema = namespace.getPhysicalName().schema();
            if (schema != null && !schema.getText().equalsIgnoreCase("public")) {
                schemas.add(schema.getCanonicalName());
            }
        }
        return schemas;
    }
}
