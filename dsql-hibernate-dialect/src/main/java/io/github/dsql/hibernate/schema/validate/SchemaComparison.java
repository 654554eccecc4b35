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
package io.github.dsql.hibernate.schema.validate;

import io.github.dsql.hibernate.schema.catalog.Catalog;
import io.github.dsql.hibernate.schema.catalog.CatalogIndex;
import io.github.dsql.hibernate.schema.catalog.CatalogName;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.MappedObjects;
import io.github.dsql.hibernate.schema.migrate.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Internal: compares a mapping with what the database has, and finds all that is wrong at once.
 *
 * <p>Tables, columns, types and sequences are compared as Hibernate's own validator does.
 */
public final class SchemaComparison {
    private final Metadata metadata;
    private final Dialect dialect;
    private final SqlStringGenerationContext context;
    private final MappedObjects objects;
    private final Options options;

    /**
     * What is asked for besides tables, columns and sequences.
     *
     * @param indexes which indexes
     * @param uniqueKeys which unique keys
     * @param foreignKeys whether foreign keys
     */
    public record Options(KeyValidation indexes, KeyValidation uniqueKeys, boolean foreignKeys) {}

    /**
     * Creates the comparison.
     *
     * @param metadata the mapping
     * @param dialect the dialect
     * @param context how names are written
     * @param objects what of the mapping is looked at
     * @param options what is asked for besides
     */
    public SchemaComparison(
            Metadata metadata,
            Dialect dialect,
            SqlStringGenerationContext context,
            MappedObjects objects,
            Options options) {
        this.metadata = metadata;
        this.dialect = dialect;
        this.context = context;
        this.objects = objects;
        this.options = options;
    }

    /**
     * Returns the schemas that the mapping names.
     *
     * @return their names as stored
     */
    public Set<String> schemas() {
        Set<String> schemas = new LinkedHashSet<>();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            Identifier schema =
                    context.schemaWithDefault(namespace.getPhysicalName().schema());
            if (schema != null) {
                schemas.add(CatalogName.stored(schema));
            }
        }
        return schemas;
    }

    /**
     * Compares.
     *
     * @param catalog what the database has
     * @param searchPath the schemas in which names without one are looked up, in their order
     * @return what is wrong
     */
    public Findings compare(Catalog catalog, List<String> searchPath) {
        Scope scope = new Scope(metadata, dialect, context, catalog, sql -> null);
        List<String> errors = new ArrayList<>();
        List<String> unvalidated = new ArrayList<>();
        List<String> warnings = new ArrayList<>();
        ColumnCheck columns = new ColumnCheck(scope, errors);
        KeyCheck keys = new KeyCheck(scope, options, errors, warnings);
        ForeignKeyCheck foreignKeys = new ForeignKeyCheck(scope, errors);
        for (Table table : objects.tables()) {
            CatalogTable known = known(table, scope, searchPath);
            if (known == null) {
                errors.add(
                        "Schema validation: missing table [" + table.getQualifiedTableName()
                                + "]. Create it, by hibernate.hbm2ddl.auto=update or by your migrations, or set the schema it is in.");
                continue;
            }
            columns.check(table, known);
            if (!known.view() && !table.isView()) {
                keys.check(table, known);
                if (options.foreignKeys()) {
                    foreignKeys.check(table, known);
                }
                unvalidated(table, known, scope, unvalidated);
            }
        }
        SequenceCheck sequences = new SequenceCheck(scope, searchPath, errors);
        objects.sequences().forEach(sequences::check);
        return new Findings(errors, unvalidated, warnings);
    }

    /** A table without a schema in the mapping may be in any schema of the search path. */
    private static @Nullable CatalogTable known(Table table, Scope scope, List<String> searchPath) {
        CatalogTable known = scope.known(table);
        if (known == null
                && scope.context()
                                .schemaWithDefault(table.getQualifiedTableName().getSchemaName())
                        == null) {
            for (String schema : searchPath) {
                known = known == null
                        ? scope.catalog()
                                .table(new CatalogName(schema, scope.name(table).name()))
                        : known;
            }
        }
        return known;
    }

    private static void unvalidated(Table table, CatalogTable known, Scope scope, List<String> unvalidated) {
        known.constraints().stream()
                .filter(constraint -> !constraint.validated())
                .forEach(constraint -> unvalidated.add(scope.validate(table, scope.quoted(constraint.name()))));
    }

    /** Whether a job is at work on an index. */
    static boolean isBeingBuilt(CatalogIndex index, Catalog catalog) {
        return catalog.jobs().stream().anyMatch(job -> job.objectId() == index.oid());
    }
}
