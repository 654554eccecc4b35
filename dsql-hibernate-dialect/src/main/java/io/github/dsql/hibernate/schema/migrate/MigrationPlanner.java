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
import io.github.dsql.hibernate.schema.catalog.CatalogName;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import io.github.dsql.hibernate.schema.plan.SchemaPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Table;

/**
 * Internal: what brings a schema up to its mapping.
 *
 * <p>Each statement follows from the difference of mapping and catalogue alone: after a crash between any two, the next plan is the
 * rest of this one, and after the last the plan is empty.
 */
public final class MigrationPlanner {
    private final Metadata metadata;
    private final Dialect dialect;
    private final SqlStringGenerationContext context;
    private final MappedObjects objects;
    private final Options options;

    /**
     * What a plan may contain.
     *
     * @param schemas whether schemas are created
     * @param uniqueKeys whether unique keys are looked at
     * @param foreignKeys whether foreign keys are to be in the database
     */
    public record Options(boolean schemas, boolean uniqueKeys, boolean foreignKeys) {}

    /**
     * Creates a planner.
     *
     * @param metadata the mapping
     * @param dialect the dialect
     * @param context how names are written, for a migration
     * @param objects what of the mapping is looked at
     * @param options what a plan may contain
     */
    public MigrationPlanner(
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
     * Returns the schemas that the catalogue is to be read for.
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
        metadata.getDatabase().getAuxiliaryDatabaseObjects().forEach(object -> {
            if (object.appliesToDialect(dialect)) {
                schemas.addAll(AuxiliaryObjects.schemas(Arrays.asList(
                        dialect.getAuxiliaryDatabaseObjectExporter().getSqlCreateStrings(object, metadata, context))));
            }
        });
        return schemas;
    }

    /**
     * Plans.
     *
     * @param catalog what the database has
     * @param probe what asks for rows
     * @return the plan
     */
    public SchemaPlan plan(Catalog catalog, Probe probe) {
        Scope scope = new Scope(metadata, dialect, context, catalog, probe);
        PlanBuilder plan = new PlanBuilder();
        List<Table> present = objects.tables().stream()
                .filter(table -> scope.known(table) != null)
                .toList();
        new AuxiliaryObjects(scope, plan, present.isEmpty()).plan();
        if (options.schemas()) {
            schemas(catalog, plan);
        }
        Names names = new Names(scope, plan);
        GeneratorOwners owners = new GeneratorOwners(scope, objects.tables());
        Sequences sequences = new Sequences(scope, plan, names, owners);
        objects.sequences().forEach(sequences::plan);
        List<Table> tables = new ArrayList<>(objects.tables());
        tables.forEach(UniqueColumns::register);
        new Tables(scope, plan, names, owners, options).plan(tables);
        return plan.build();
    }

    private void schemas(Catalog catalog, PlanBuilder plan) {
        for (Namespace namespace : objects.namespaces()) {
            Identifier schema =
                    context.schemaWithDefault(namespace.getPhysicalName().schema());
            if (schema != null && !catalog.schemas().contains(CatalogName.stored(schema))) {
                for (String sql : dialect.getCreateSchemaCommand(schema.render(dialect))) {
                    plan.send(Phase.SCHEMA, sql, "schema " + schema.getText() + " is missing");
                }
            }
        }
    }

    /** The tables, one after the other. */
    private static final class Tables {
        private final Scope scope;
        private final NewTables newTables;
        private final Views views;
        private final Columns columns;
        private final Checks checks;
        private final Keys keys;
        private final PrimaryKeys primaryKeys;
        private final Comments comments;
        private final ForeignKeys foreignKeys;

        Tables(Scope scope, PlanBuilder plan, Names names, GeneratorOwners owners, Options options) {
            this.scope = scope;
            newTables = new NewTables(scope, plan, names, owners);
            views = new Views(scope, plan);
            columns = new Columns(scope, plan);
            checks = new Checks(scope, plan);
            keys = new Keys(scope, plan, names, options.uniqueKeys());
            primaryKeys = new PrimaryKeys(scope, plan);
            comments = new Comments(scope, plan);
            foreignKeys = new ForeignKeys(scope, plan, options.foreignKeys());
        }

        void plan(List<Table> tables) {
            for (Table table : tables) {
                CatalogTable known = scope.known(table);
                if (known == null) {
                    String createTable = newTables.plan(table);
                    if (!table.isView()) {
                        keys.planNew(table, createTable);
                        foreignKeys.plan(table, null);
                    }
                } else if (known.view() || table.isView()) {
                    // An entity may be mapped to a view that somebody else made.
                    views.plan(table, known);
                    if (known.view() && table.isView()) {
                        comments.plan(table, known);
                    }
                } else {
                    follow(table, known);
                }
            }
        }

        private void follow(Table table, CatalogTable known) {
            newTables.planRows(table, known);
            primaryKeys.plan(table, known);
            columns.plan(table, known);
            comments.plan(table, known);
            checks.plan(table, known);
            keys.plan(table, known);
            foreignKeys.plan(table, known);
        }
    }
}
