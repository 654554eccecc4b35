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
package io.github.dsql.hibernate.schema.migrate;

import io.github.dsql.hibernate.schema.catalog.Catalog;
import io.github.dsql.hibernate.schema.catalog.CatalogColumn;
import io.github.dsql.hibernate.schema.catalog.CatalogName;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.QualifiedName;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the two sides that are compared, and what names of the one are on the other.
 *
 * @param metadata the mapping
 * @param dialect the dialect
 * @param context how names are written
 * @param catalog what the database has
 * @param probe what asks for rows
 */
public record Scope(
        Metadata metadata, Dialect dialect, SqlStringGenerationContext context, Catalog catalog, Probe probe) {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    /**
     * Returns the name of an object as the catalogue has it.
     *
     * @param name the name in the mapping
     * @return the stored name
     */
    public CatalogName name(QualifiedName name) {
        return new CatalogName(schema(name.getSchemaName()), CatalogName.stored(name.getObjectName()));
    }

    /**
     * Returns the name of a table as the catalogue has it.
     *
     * @param table the table of the mapping
     * @return the stored name
     */
    public CatalogName name(Table table) {
        return name(table.getQualifiedTableName());
    }

    private String schema(@Nullable Identifier schema) {
        Identifier actual = context.schemaWithDefault(schema);
        if (actual != null) {
            return CatalogName.stored(actual);
        }
        return catalog.currentSchema() == null ? "" : catalog.currentSchema();
    }

    /**
     * Returns the table of the database.
     *
     * @param table the table of the mapping
     * @return that of the catalogue, or null if there is none
     */
    public @Nullable CatalogTable known(Table table) {
        return catalog.table(name(table));
    }

    /** Returns the name of a table as it is written in a statement. */
    String sql(Table table) {
        return context.format(table.getQualifiedTableName());
    }

    /**
     * Returns the name of a column as it is written in a statement.
     *
     * @param column the column of the mapping
     * @return its name
     */
    public String sql(Column column) {
        return column.getQuotedName(dialect);
    }

    /**
     * Returns the name of a column as the catalogue has it.
     *
     * @param column the column of the mapping
     * @return the stored name
     */
    public String stored(Column column) {
        return CatalogName.stored(column.getName(), column.isQuoted());
    }

    /** Returns the names of the columns of a table, those it has and those it is to have. */
    Set<String> columns(Table table, CatalogTable known) {
        Set<String> names = new TreeSet<>();
        known.columns().forEach(column -> names.add(column.name()));
        for (Selectable column : table.getColumns()) {
            names.add(stored((Column) column));
        }
        return names;
    }

    /** Whether a column is there and of another type, so that nothing can be said of its values until a person has changed it. */
    boolean isOfOtherKind(Table table, CatalogTable known, String storedName) {
        Column column = mapped(table, storedName);
        CatalogColumn existing = known.column(storedName);
        return column != null && existing != null && !new ColumnTypes(metadata, dialect).isOfSameKind(column, existing);
    }

    @Nullable
    Column mapped(Table table, String storedName) {
        return table.getColumns().stream()
                .filter(column -> stored(column).equals(storedName))
                .findFirst()
                .orElse(null);
    }

    /**
     * Returns a name of the catalogue as it is written in a statement.
     *
     * @param storedName the stored name
     * @return the name, in quotes if it needs them
     */
    public String quoted(String storedName) {
        boolean plain = PLAIN.matcher(storedName).matches()
                && dialect.getKeywords().stream().noneMatch(storedName::equalsIgnoreCase);
        return plain ? storedName : "\"" + storedName.replace("\"", "\"\"") + "\"";
    }

    /** Returns the name that the catalogue has for one written in a statement. */
    static String unquoted(String sqlName) {
        boolean quoted = sqlName.length() > 1 && (sqlName.charAt(0) == '"' || sqlName.charAt(0) == '`');
        return quoted
                ? CatalogName.stored(sqlName.substring(1, sqlName.length() - 1).replace("\"\"", "\""), true)
                : CatalogName.stored(sqlName, false);
    }

    /**
     * Returns how a statement begins that alters a table.
     *
     * @param table the table of the mapping
     * @return the beginning, with a blank at its end
     */
    public String alter(Table table) {
        return "alter table " + sql(table) + " ";
    }

    /**
     * Returns the statement that validates a constraint.
     *
     * @param table the table of the mapping
     * @param constraint the name of the constraint as it is written in a statement
     * @return the statement
     */
    public String validate(Table table, String constraint) {
        return "alter table async " + sql(table) + " validate constraint " + constraint;
    }

    boolean hasRows(Table table) {
        return probe.holds("select exists (select 1 from " + sql(table) + ")");
    }

    /** Returns how a note calls a column. */
    String subject(Table table, String column) {
        return "column " + display(table) + "." + column;
    }

    String subject(Table table) {
        return "table " + display(table);
    }

    /** The current schema goes without saying. */
    private String display(Table table) {
        CatalogName name = name(table);
        return name.schema().equals(catalog.currentSchema()) ? name.name() : name.toString();
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
