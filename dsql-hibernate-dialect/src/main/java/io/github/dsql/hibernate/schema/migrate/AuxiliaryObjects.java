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

import io.github.dsql.hibernate.schema.catalog.CatalogName;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.model.relational.AuxiliaryDatabaseObject;
import org.jspecify.annotations.Nullable;

/**
 * Internal: which auxiliary objects of the mapping are created: those whose objects are not there.
 *
 * <p>Hibernate drops and creates them at each update, which on Aurora DSQL is a schema change that disturbs every session.
 */
final class AuxiliaryObjects {
    private static final String NAME =
            "((?:\"(?:[^\"]|\"\")+\"|[^\\s(.;\"]+)(?:\\.(?:\"(?:[^\"]|\"\")+\"|[^\\s(.;\"]+))?)";
    private static final Pattern CREATE = Pattern.compile(
            "\\s*create\\s+(?:or\\s+replace\\s+)?(?:recursive\\s+)?(?:unique\\s+)?"
                    + "(table|view|sequence|function|procedure|domain|schema|index)\\s+(?:async\\s+)?(?:if\\s+not\\s+exists\\s+)?"
                    + NAME + "(?:\\s+on\\s+(?:only\\s+)?" + NAME + ")?.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern ADD_CONSTRAINT = Pattern.compile(
            "\\s*alter\\s+table\\s+(?:if\\s+exists\\s+)?(?:only\\s+)?" + NAME + "\\s+add\\s+constraint\\s+" + NAME
                    + ".*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Scope scope;
    private final PlanBuilder plan;
    private final boolean newSchema;

    /**
     * Creates the concern.
     *
     * @param newSchema whether no table of the mapping was there, so that nothing else can have been either
     */
    AuxiliaryObjects(Scope scope, PlanBuilder plan, boolean newSchema) {
        this.scope = scope;
        this.plan = plan;
        this.newSchema = newSchema;
    }

    void plan() {
        for (AuxiliaryDatabaseObject object : scope.metadata().getDatabase().getAuxiliaryDatabaseObjects()) {
            if (object.appliesToDialect(scope.dialect())) {
                plan(object);
            }
        }
    }

    private void plan(AuxiliaryDatabaseObject object) {
        Phase phase = object.beforeTablesOnCreation() ? Phase.BEFORE_TABLES : Phase.AFTER_TABLES;
        String[] statements = scope.dialect()
                .getAuxiliaryDatabaseObjectExporter()
                .getSqlCreateStrings(object, scope.metadata(), scope.context());
        List<String> untold = new ArrayList<>();
        boolean created = false;
        for (String sql : statements) {
            Boolean present = isPresent(sql);
            if (present == null) {
                untold.add(sql);
            } else if (present) {
                plan.info(
                        "auxiliary object " + object.getExportIdentifier(),
                        "What it creates is there and left alone: " + start(sql)
                                + ". If it has changed, drop it and run the update again.");
            } else {
                created = true;
                plan.send(phase, sql, "what the auxiliary object creates is missing");
            }
        }
        for (String sql : untold) {
            if (created || newSchema) {
                plan.send(phase, sql, "it belongs to an auxiliary object that is missing");
            } else {
                plan.info(
                        "auxiliary object " + object.getExportIdentifier(),
                        "Whether this statement has run cannot be told from the catalogue, and it is not sent: "
                                + start(sql),
                        sql);
            }
        }
    }

    /** Whether the object that a statement creates is there; null if that cannot be told. */
    private @Nullable Boolean isPresent(String sql) {
        Matcher constraint = ADD_CONSTRAINT.matcher(sql);
        if (constraint.matches()) {
            CatalogTable table = scope.catalog().table(name(constraint.group(1)));
            return table != null && table.constraint(Scope.unquoted(constraint.group(2))) != null;
        }
        Matcher create = CREATE.matcher(sql);
        if (!create.matches()) {
            return null;
        }
        CatalogName name = name(create.group(2));
        return switch (create.group(1).toLowerCase(Locale.ROOT)) {
            case "table", "view" -> scope.catalog().table(name) != null;
            case "sequence" -> scope.catalog().sequence(name) != null;
            case "schema" -> scope.catalog().schemas().contains(Scope.unquoted(create.group(2)));
            case "index" -> {
                CatalogTable table =
                        create.group(3) == null ? null : scope.catalog().table(name(create.group(3)));
                yield table != null && table.index(name.name()) != null;
            }
            default -> scope.catalog().others().contains(name);
        };
    }

    private CatalogName name(String sqlName) {
        Matcher parts = Pattern.compile("\"(?:[^\"]|\"\")+\"|[^.\"]+").matcher(sqlName);
        List<String> names =
                parts.results().map(part -> Scope.unquoted(part.group())).toList();
        String current = scope.catalog().currentSchema();
        return names.size() > 1
                ? new CatalogName(names.get(0), names.get(1))
                : new CatalogName(current == null ? "" : current, names.get(0));
    }

    private static String start(String sql) {
        String line = sql.strip().replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    /** Returns the schemas that the statements of auxiliary objects name, which the catalogue is to be read for too. */
    static List<String> schemas(Iterable<String> statements) {
        List<String> schemas = new ArrayList<>();
        for (String sql : statements) {
            Matcher create = CREATE.matcher(sql);
            Matcher dotted = create.matches()
                    ? Pattern.compile("(\"(?:[^\"]|\"\")+\"|[^.\"]+)\\..*").matcher(create.group(2))
                    : null;
            if (dotted != null && dotted.matches()) {
                schemas.add(Scope.unquoted(dotted.group(1)));
            }
        }
        return schemas;
    }
}
