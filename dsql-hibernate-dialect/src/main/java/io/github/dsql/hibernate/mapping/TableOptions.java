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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hibernate.MappingException;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.AuxiliaryDatabaseObject;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.boot.model.relational.internal.SqlStringGenerationContextImpl;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Selectable;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Whether a mapping adds clauses to its tables that Aurora DSQL does not take, or objects of a kind that it does not have (2026-10). */
final class TableOptions implements Rule {
    static final Code PARTITIONED = Code.error(
            "partitioned-table",
            "The service spreads a table by itself and refuses PARTITION BY and PARTITION OF (2026-07).",
            "@Table(options = \"partition by range (created)\"), @Temporal.HistoryPartitioning",
            "leave out the partitioning");

    static final Code OPTIONS = Code.error(
            "table-options",
            "A table takes no storage parameters, tablespace, access method, inheritance or COMPRESSION, and a constraint other than a foreign"
                    + " key is not deferrable (2026-08).",
            "@Table(options = \"with (fillfactor = 70)\")",
            "leave out the options");

    static final Code OBJECT = Code.error(
            "unsupported-object",
            "The service has no enum, composite or range types, extensions, triggers, procedures, policies, materialized views or temporary tables, and"
                    + " functions in SQL only (2026-09).",
            "an auxiliary database object with create extension …",
            "leave it out for this dialect by its dialect scopes, or write it as a view, domain or SQL function");

    static final Code NOT_IMMUTABLE = Code.error(
            "expression-not-immutable",
            "The expression of a generated column or of an index gives the same result for the same row at any time; others fail with 42P17"
                    + " (2026-10).",
            "@GeneratedColumn(\"age(current_date, born)\") String age;",
            "compute it in a query, or store it by @ColumnDefault, @PrePersist or @Formula");

    static final Code CHECK_SUBQUERY = Code.error(
            "check-subquery",
            "A check constraint looks at its own row and takes no subquery: 0A000 cannot use subquery in check constraint (2026-10).",
            "@Check(constraints = \"kind in (select name from kind)\")",
            "check it in the application, or give the table a foreign key");

    static final Code ROW_ID = Code.info(
            "row-id",
            "The service has no ctid (2026-08): @RowId is left out, and rows are found by their primary key.",
            "@Entity @RowId class Note",
            "leave out @RowId");

    static final Code PARTITION_KEY = Code.info(
            "partition-key",
            "The service spreads a table by its primary key alone (2026-09): a @PartitionKey is a condition more in updates and deletes, and"
                    + " nothing else.",
            "@PartitionKey String region;",
            "leave it out, or make it the first column of the primary key");

    static final Code SORT_ORDER = Code.info(
            "index-sort-order",
            "The service refuses ASC and DESC on index keys (2026-10): they are left out. An index is read in both directions, so that only an"
                    + " order that mixes directions gains nothing from it.",
            "@Index(columnList = \"created desc\")",
            "leave out the sort order");

    private static final Pattern PARTITION = Pattern.compile("\\bpartition\\s+(?:by|of)\\b");
    private static final Pattern COMPRESSION = Pattern.compile("\\bcompression\\b|\\bcollate\\b");
    private static final Pattern DEFERRABLE = Pattern.compile("(?<!not )\\b(?:deferrable|initially\\s+deferred)\\b");
    private static final Pattern INDEX_OPTIONS = Pattern.compile("\\b(?:with\\s*\\(|tablespace\\b|using\\b)");
    private static final Pattern SUBQUERY = Pattern.compile("\\(\\s*(?:select|values|with)\\b");
    private static final Pattern INCLUDE = Pattern.compile("\\binclude\\s*\\(");
    private static final String INDEX_FIX =
            "index an expression of the columns alone, such as lower(name), or a column that holds the value";
    private static final Pattern REFUSED_OBJECT = Pattern.compile(
            "^\\s*(?:create\\s+(?:or\\s+replace\\s+)?(?:constraint\\s+)?"
                    + "(?:type|extension|trigger|event\\s+trigger|procedure|materialized\\s+view|policy|rule|aggregate|operator|cast|collation"
                    + "|temp\\b|temporary\\b|unlogged\\b|tablespace|database|foreign\\s+table|server|publication|subscription|language"
                    + "|text\\s+search|transform|conversion)\\b|alter\\s+type\\b|do\\b|vacuum\\b|truncate\\b|cluster\\b|reindex\\b|listen\\b|lock\\b)");
    private static final Pattern PLPGSQL = Pattern.compile("\\blanguage\\s+'?(?!sql\\b)(\\w+)");
    private static final Pattern FUNCTION = Pattern.compile("^\\s*create\\s+(?:or\\s+replace\\s+)?function\\b");
    private static final Pattern DESCENDING = Pattern.compile("(?:^|\\s)desc(?:\\s+nulls\\s+(?:first|last))?\\s*$");
    private static final Pattern TABLE_AS =
            Pattern.compile("^\\s*create\\s+table\\s+\\S+(?:\\s*\\([^)]*\\))?\\s+as\\b");

    @Override
    public List<Code> codes() {
        return List.of(PARTITIONED, OPTIONS, OBJECT, NOT_IMMUTABLE, CHECK_SUBQUERY, ROW_ID, PARTITION_KEY, SORT_ORDER);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        Search search = new Search(model, findings);
        model.tables().forEach(search::table);
        SqlStringGenerationContext context = SqlStringGenerationContextImpl.fromExplicit(
                model.metadata.getDatabase().getJdbcEnvironment(), model.metadata.getDatabase(), null, null);
        for (AuxiliaryDatabaseObject object : model.metadata.getDatabase().getAuxiliaryDatabaseObjects()) {
            if (object.appliesToDialect(model.dialect)) {
                Stream.of(object.sqlCreateStrings(context)).forEach(sql -> search.object(object, sql));
            }
        }
        for (Attribute attribute : model.attributes) {
            if (attribute.property() != null && attribute.value().isPartitionKey()) {
                findings.add(PARTITION_KEY, attribute.place(), "Aurora DSQL has no partitions");
            }
        }
    }

    private record Search(BootModel model, Findings findings) {
        void table(Table table) {
            String place = model.owner(table);
            String options = SqlText.plain(table.getOptions());
            if (PARTITION.matcher(options).find()) {
                findings.add(
                        PARTITIONED,
                        place,
                        "Aurora DSQL has no partitions, as in the options '" + table.getOptions() + "'");
            } else if (!options.isBlank()) {
                findings.add(
                        OPTIONS, place, "Aurora DSQL takes no options of a table, as in '" + table.getOptions() + "'");
            }
            if (table.getRowId() != null) {
                findings.add(ROW_ID, place, "@RowId is left out, since Aurora DSQL has no ctid");
            }
            table.getColumns().forEach(column -> column(table, column));
            for (UniqueKey key : table.getUniqueKeys().values()) {
                refused(place, "unique key '" + key.getName() + "'", key.getOptions(), DEFERRABLE);
                if (key.getColumnOrderMap().values().stream().anyMatch("desc"::equalsIgnoreCase)) {
                    sortOrder(place, "unique key '" + key.getName() + "'");
                }
            }
            if (table.hasPrimaryKey()) {
                refused(place, "primary key", table.getPrimaryKey().getOptions(), DEFERRABLE);
            }
            for (CheckConstraint check : table.getChecks()) {
                check(place, check);
            }
            table.getIndexes().values().forEach(index -> index(place, index));
        }

        private void column(Table table, Column column) {
            String place = model.place(table, column);
            refused(place, "column '" + column.getName() + "'", column.getOptions(), COMPRESSION);
            if (column.getCollation() != null) {
                findings.add(
                        ColumnTypes.COLLATION,
                        place,
                        "Aurora DSQL takes no collation, as in '" + column.getCollation() + "'");
            }
            String name = "generated column '" + column.getName() + "'";
            notImmutable(table, place, name, column.getGeneratedAs(), NOT_IMMUTABLE.fix());
            ColumnDefinition definition = ColumnDefinition.of(column.getSqlType());
            notImmutable(table, place, name, definition.generatedAs(), NOT_IMMUTABLE.fix());
            subquery(place, definition.check());
            if (definition.isDeferrable() || definition.isCompressed()) {
                findings.add(
                        OPTIONS,
                        place,
                        "Aurora DSQL takes no compression, and no deferrable constraint but a foreign key, as in '"
                                + definition.sql() + "'");
            }
            for (CheckConstraint check : column.getCheckConstraints()) {
                check(place, check);
            }
        }

        private void check(String place, CheckConstraint check) {
            refused(place, "check '" + check.getConstraint() + "'", check.getOptions(), DEFERRABLE);
            subquery(place, check.getConstraint());
        }

        private void subquery(String place, @Nullable String condition) {
            // Parentheses around the whole: a subquery has its own.
            if (condition != null && SUBQUERY.matcher(SqlText.plain(condition)).find()) {
                findings.add(
                        CHECK_SUBQUERY,
                        place,
                        "the check '" + condition + "' has a subquery, which PostgreSQL does not take in a check");
            }
        }

        private void index(String place, Index index) {
            String name = "index '" + index.getName() + "'";
            refused(place, name, index.getOptions(), INDEX_OPTIONS);
            notImmutable(index.getTable(), place, name, index.getOptions(), INDEX_FIX);
            index.getSelectables()
                    .forEach(key -> notImmutable(index.getTable(), place, name, key.getText(), INDEX_FIX));
            String indexOptions = SqlText.plain(index.getOptions());
            if (SUBQUERY.matcher(indexOptions).find()) {
                findings.add(
                        OPTIONS,
                        place,
                        "Aurora DSQL takes no subquery in the condition of an index, as in the options '"
                                + index.getOptions() + "' of the " + name);
            }
            Matcher include = INCLUDE.matcher(indexOptions);
            if (include.find()
                    && indexOptions
                                    .substring(include.end(), SqlText.closing(indexOptions, include.end() - 1))
                                    .indexOf('(')
                            >= 0) {
                findings.add(
                        OPTIONS,
                        place,
                        "Aurora DSQL includes columns and no expressions, as in the options '" + index.getOptions()
                                + "' of the " + name);
            }
            // With more behind it, as in desc nulls last, Hibernate takes the order for a part of the name.
            boolean descending = Stream.concat(
                            index.getSelectableOrderMap().values().stream(),
                            index.getSelectables().stream().map(Selectable::getText))
                    .anyMatch(text -> DESCENDING.matcher(lower(text)).find());
            if (descending) {
                sortOrder(place, name);
            }
        }

        private void sortOrder(String place, String name) {
            findings.add(
                    SORT_ORDER,
                    place + " (" + name + ")",
                    "'desc' is left out, and the index is read in both directions");
        }

        private void refused(String place, String name, @Nullable String options, Pattern pattern) {
            if (pattern.matcher(SqlText.plain(options)).find()) {
                findings.add(OPTIONS, place, "Aurora DSQL does not take the options '" + options + "' of the " + name);
            }
        }

        private void notImmutable(Table table, String place, String name, @Nullable String expression, String fix) {
            String part = new Volatility(column -> type(table, column)).in(expression);
            if (part != null) {
                findings.add(
                        NOT_IMMUTABLE,
                        place,
                        "the " + name + " depends on " + part
                                + ", whose result is another one at another time or in another session",
                        fix);
            }
        }

        private @Nullable String type(Table table, String name) {
            Identifier identifier = Identifier.toIdentifier(name);
            for (Column column : table.getColumns()) {
                boolean same = identifier.isQuoted()
                        ? column.getName().equals(identifier.getText())
                        : column.getName().equalsIgnoreCase(identifier.getText());
                if (same) {
                    try {
                        return TypeNames.of(column, model.metadata);
                    } catch (MappingException e) {
                        return null; // Reported as a type that the service does not have.
                    }
                }
            }
            return null;
        }

        void object(AuxiliaryDatabaseObject object, String sql) {
            String lower = lower(sql);
            String place = "auxiliary object " + object.getExportIdentifier();
            Matcher language = PLPGSQL.matcher(lower);
            if (PARTITION.matcher(SqlText.plain(sql)).find()) {
                findings.add(PARTITIONED, place, "Aurora DSQL has no partitions, as in: " + start(sql));
            } else if (REFUSED_OBJECT.matcher(lower).find()
                    || TABLE_AS.matcher(lower).find()) {
                findings.add(OBJECT, place, "Aurora DSQL refuses: " + start(sql));
            } else if (FUNCTION.matcher(lower).find() && language.find()) {
                findings.add(
                        OBJECT,
                        place,
                        "Aurora DSQL has functions in SQL, and none in " + language.group(1) + ": " + start(sql));
            }
        }

        private static String start(String sql) {
            String line = sql.strip().replaceAll("\\s+", " ");
            return line.length() > 80 ? line.substring(0, 80) + "…" : line;
        }

        private static String lower(@Nullable String text) {
            return text == null ? "" : text.toLowerCase(Locale.ROOT);
        }
    }
}
