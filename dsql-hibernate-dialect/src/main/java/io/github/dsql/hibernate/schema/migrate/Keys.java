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

import io.github.dsql.hibernate.schema.ColumnClauses;
import io.github.dsql.hibernate.schema.catalog.CatalogIndex;
import io.github.dsql.hibernate.schema.catalog.CatalogName;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.PlanBuilder.Phase;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/**
 * Internal: how the indexes and unique keys of a table follow the mapping.
 *
 * <p>A unique constraint and a unique index are the same thing here: DSQL adds a constraint in CREATE TABLE only. A failed build
 * leaves an invalid index behind, which {@code if not exists} takes for the index, so that it is dropped first.
 */
final class Keys {
    private final Scope scope;
    private final PlanBuilder plan;
    private final boolean uniqueKeys;
    private final Names names;

    /**
     * Creates the concern.
     *
     * @param names the names that are taken
     * @param uniqueKeys whether unique keys are looked at
     */
    Keys(Scope scope, PlanBuilder plan, Names names, boolean uniqueKeys) {
        this.scope = scope;
        this.plan = plan;
        this.names = names;
        this.uniqueKeys = uniqueKeys;
    }

    /** Plans the keys of a table that the plan creates: those that CREATE TABLE does not take. */
    void planNew(Table table, String createTable) {
        table.getUniqueKeys().values().stream()
                .filter(key -> !key.getColumns().isEmpty())
                .map(key -> MappedKey.of(key, scope))
                .filter(key -> createTable.contains("constraint " + key.sqlName() + " unique "))
                .forEach(
                        key -> names.take("unique key " + key.name(), " of " + scope.subject(table), name(table, key)));
        for (MappedKey key : mapped(table)) {
            if (!createTable.contains("constraint " + key.sqlName() + " unique ")) {
                create(table, key);
            }
        }
    }

    void plan(Table table, CatalogTable known) {
        Set<String> used = new HashSet<>();
        List<MappedKey> keys = mapped(table);
        for (MappedKey key : keys) {
            CatalogIndex index = known.index(key.name());
            CatalogIndex match = index == null ? elsewhere(key, known, used) : index;
            if (match == null) {
                create(table, key);
            } else {
                used.add(match.name());
                compare(table, known, key, match);
            }
            finishReplacement(table, known, key, used);
        }
        known.indexes().stream()
                .filter(index -> index.unique() && !index.primary() && !used.contains(index.name()))
                .filter(index -> !isInDefinition(table, index))
                .forEach(index -> leftOver(table, index, keys));
    }

    /** Whether the definition of a column says UNIQUE, of which Hibernate knows nothing. */
    private boolean isInDefinition(Table table, CatalogIndex index) {
        String key = index.keys().size() == 1 && index.plain() ? index.keys().get(0) : null;
        Column column = key == null ? null : scope.mapped(table, key);
        return column != null
                && ColumnClauses.of(column.getSqlType(scope.metadata())).others().stream()
                        .anyMatch(clause -> clause.toLowerCase(Locale.ROOT).startsWith("unique"));
    }

    private List<MappedKey> mapped(Table table) {
        Stream<MappedKey> unique = uniqueKeys
                ? table.getUniqueKeys().values().stream().map(key -> MappedKey.of(key, scope))
                : Stream.empty();
        Stream<MappedKey> plain = table.getIndexes().values().stream().map(index -> MappedKey.of(index, scope));
        return Stream.concat(unique, plain).filter(key -> !key.sql().isEmpty()).toList();
    }

    /** A unique key may be there under another name: that of PostgreSQL for one without, or that of an earlier model. */
    private @Nullable CatalogIndex elsewhere(MappedKey key, CatalogTable known, Set<String> used) {
        return !key.unique()
                ? null
                : known.indexes().stream()
                        .filter(index ->
                                !used.contains(index.name()) && index.valid() && key.isLike(index, scope, known))
                        .findFirst()
                        .orElse(null);
    }

    private void create(Table table, MappedKey key) {
        if (names.take(kind(key), " of " + scope.subject(table), name(table, key))) {
            plan.send(Phase.JOB, key.sql(), kind(key) + " of " + scope.subject(table) + " is missing");
        }
    }

    private CatalogName name(Table table, MappedKey key) {
        return new CatalogName(scope.name(table).schema(), key.name());
    }

    private void compare(Table table, CatalogTable known, MappedKey key, CatalogIndex index) {
        if (!index.valid()) {
            if (isBeingBuilt(index)) {
                plan.info("index " + index.name(), "The index is still being built.");
            } else {
                plan.send(Phase.ALTER, dropOf(table, index), "the build of index " + index.name() + " failed");
                plan.send(Phase.JOB, key.sql(), "the build of index " + index.name() + " failed");
            }
        } else if (!key.isLike(index, scope, known)) {
            replace(table, known, key, index);
        }
    }

    private void replace(Table table, CatalogTable known, MappedKey key, CatalogIndex index) {
        String reason = kind(key) + " has other columns in the mapping than in the database";
        if (!index.unique() || !key.unique()) {
            plan.send(Phase.ALTER, dropOf(table, index), reason);
            plan.send(Phase.JOB, key.sql(), reason);
            return;
        }
        if (isReferenced(known, index)) {
            plan.manual(
                    "index " + index.name(),
                    "The columns of the unique key differ from the mapping, and a foreign key references the present ones: drop the"
                            + " foreign key, run the first statement, and run the update again.",
                    dropOf(table, index));
            return;
        }
        // Uniqueness has no gap: the new index is built before the old one goes.
        String other = ConstraintName.replacement(key.name());
        CatalogIndex started = known.index(other);
        boolean wrong =
                started != null && ((!started.valid() && !isBeingBuilt(started)) || !key.isLike(started, scope, known));
        if (wrong) {
            plan.send(Phase.ALTER, "drop index if exists " + indexName(table, other), reason);
        }
        if (started == null || wrong) {
            plan.send(Phase.JOB, key.sqlUnder(scope.quoted(other)), reason);
        }
        plan.send(Phase.REPLACE, dropOf(table, index), reason);
        plan.send(Phase.REPLACE, rename(table, other, key), reason);
    }

    /** What an update that stopped while it replaced a unique key has left to do. */
    private void finishReplacement(Table table, CatalogTable known, MappedKey key, Set<String> used) {
        CatalogIndex other = key.unique() ? known.index(ConstraintName.replacement(key.name())) : null;
        if (other == null) {
            return;
        }
        CatalogIndex index = known.index(key.name());
        if (index == null && used.contains(other.name()) && other.valid()) {
            plan.send(Phase.ALTER, rename(table, other.name(), key), kind(key) + " has taken the place of another");
        } else if (index != null && index.valid() && key.isLike(index, scope, known)) {
            plan.send(Phase.ALTER, dropOf(table, other), kind(key) + " has taken the place of another");
        }
        used.add(other.name());
    }

    private String rename(Table table, String index, MappedKey key) {
        return "alter index if exists " + indexName(table, index) + " rename to " + key.sqlName();
    }

    private void leftOver(Table table, CatalogIndex index, List<MappedKey> keys) {
        boolean generated = index.name().matches("uk[_a-z0-9]{10,}")
                || (index.name().startsWith(scope.name(table).name() + "_")
                        && index.name().endsWith("_key"));
        boolean mapped = index.keys().stream().allMatch(key -> key != null && scope.mapped(table, key) != null);
        String message = "The unique key " + index.name() + ", " + index.definition() + ", is not in the mapping";
        if (generated
                && mapped
                && uniqueKeys
                && keys.stream().noneMatch(key -> key.name().equals(index.name()))) {
            plan.manual(
                    scope.subject(table),
                    message + ": values that repeat are refused until it is dropped.",
                    dropOf(table, index));
        } else {
            plan.info(scope.subject(table), message + ", and is left alone.", dropOf(table, index));
        }
    }

    private boolean isBeingBuilt(CatalogIndex index) {
        return scope.catalog().jobs().stream().anyMatch(job -> job.objectId() == index.oid());
    }

    private boolean isReferenced(CatalogTable known, CatalogIndex index) {
        return scope.catalog().tables().values().stream()
                .flatMap(table -> table.constraints().stream())
                .anyMatch(constraint -> constraint.reference() != null
                        && constraint.reference().table().equals(known.name())
                        && Set.copyOf(constraint.reference().columns()).equals(new HashSet<>(index.keys())));
    }

    private String dropOf(Table table, CatalogIndex index) {
        return index.constraint() == null
                ? "drop index if exists " + indexName(table, index.name())
                : scope.alter(table) + "drop constraint if exists " + scope.quoted(index.constraint());
    }

    private String indexName(Table table, String index) {
        return indexName(scope.name(table).schema(), index);
    }

    private String indexName(String schema, String index) {
        return schema.equals(scope.catalog().currentSchema())
                ? scope.quoted(index)
                : scope.quoted(schema) + "." + scope.quoted(index);
    }

    private static String kind(MappedKey key) {
        return (key.unique() ? "unique key " : "index ") + key.name();
    }
}
