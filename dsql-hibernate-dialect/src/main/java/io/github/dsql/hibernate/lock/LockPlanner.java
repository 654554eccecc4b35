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
package io.github.dsql.hibernate.lock;

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.boot.DsqlOptions.NonKeyLocks;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.LockOptions;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.spi.NavigablePath;
import org.hibernate.sql.ast.SqlAstJoinType;
import org.hibernate.sql.ast.spi.AggregateFunctionChecker;
import org.hibernate.sql.ast.tree.from.NamedTableReference;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.from.TableGroupJoin;
import org.hibernate.sql.ast.tree.select.QueryGroup;
import org.hibernate.sql.ast.tree.select.QuerySpec;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.results.graph.DomainResult;
import org.hibernate.sql.results.graph.entity.EntityResult;
import org.jspecify.annotations.Nullable;

/**
 * Internal: decides how the rows of a query are locked.
 *
 * <p>Aurora DSQL locked only by equality on the whole primary key until 2026-08-24, and takes other locks since. A lock that
 * names no key touches rows that nobody has looked at, and each of them can make the transaction fail at COMMIT.
 */
public final class LockPlanner {
    private static final String FIND_WAY_OUT = "Load the ids first and lock each by find()";
    private static final String OR_ALLOW = ", or set " + DsqlSettings.NON_KEY_LOCKS
            + "=follow_on, which locks each row by its key after the query, or =allow, which sends the lock (clusters take it"
            + " since 2026-08-24)";

    private final Supplier<NonKeyLocks> nonKeyLocks;

    /**
     * Creates the planner.
     *
     * @param nonKeyLocks the setting, asked for when a query is planned
     */
    public LockPlanner(Supplier<NonKeyLocks> nonKeyLocks) {
        this.nonKeyLocks = nonKeyLocks;
    }

    /**
     * Returns the setting.
     *
     * @return what happens to a lock without the key
     */
    public NonKeyLocks setting() {
        return nonKeyLocks.get();
    }

    /**
     * Decides how a query with a pessimistic lock is locked.
     *
     * @param statement the query
     * @param options the lock asked for
     * @return the plan
     */
    @SuppressWarnings("removal") // LockOptions moves to another package in a later version of Hibernate.
    public LockPlan plan(SelectStatement statement, LockOptions options) {
        NonKeyLocks setting = nonKeyLocks.get();
        List<TableGroup> roots = statement.getQuerySpec().getFromClause().getRoots();
        String missing = missingKey(statement, roots);
        if (setting == NonKeyLocks.REJECT && missing != null) {
            return LockPlan.refused(missing, FIND_WAY_OUT + OR_ALLOW);
        }
        LockPlan refusal = collectionRefusal(statement, roots, LockReach.of(options), setting);
        if (refusal != null) {
            return refusal;
        }
        String unlockable = unlockable(statement);
        boolean clause = setting == NonKeyLocks.ALLOW
                ? roots.stream().allMatch(LockPlanner::isLockableByClause)
                : missing == null && roots.stream().allMatch(LockPlanner::isOneTable);
        return unlockable == null && clause ? LockPlan.CLAUSE : rows(statement, roots, unlockable);
    }

    private static @Nullable LockPlan collectionRefusal(
            SelectStatement statement, List<TableGroup> roots, LockReach reach, NonKeyLocks setting) {
        if (setting != NonKeyLocks.REJECT || reach == LockReach.ROWS) {
            return null;
        }
        Stream<PluralAttributeMapping> collections = reach == LockReach.COLLECTIONS
                ? roots.stream()
                        .map(LockPlanner::entity)
                        .filter(Objects::nonNull)
                        .flatMap(entity -> CollectionTables.of(entity).stream())
                : FetchedPaths.of(
                                statement.getQuerySpec().getFromClause(),
                                roots.stream().map(TableGroup::getNavigablePath).collect(Collectors.toSet()))
                        .collections()
                        .filter(LockPlanner::hasOwnTable);
        return collections.findFirst().map(LockPlanner::collectionRefused).orElse(null);
    }

    /**
     * Tells whether and why the rows of an entity that the session has already cannot be locked.
     *
     * @param entity the class of the entity
     * @param collections the collections that the lock extends to
     * @param setting the setting
     * @return the refusal; null if there is none
     */
    static @Nullable LockPlan refusal(
            EntityPersister entity, List<PluralAttributeMapping> collections, NonKeyLocks setting) {
        if (isSubselect(entity)) {
            return subselectRefused();
        }
        return setting == NonKeyLocks.REJECT && !collections.isEmpty() ? collectionRefused(collections.get(0)) : null;
    }

    private static LockPlan collectionRefused(PluralAttributeMapping collection) {
        return LockPlan.refused(
                "extends to the rows of the collection table " + CollectionTables.name(collection)
                        + ", which are not found by their key",
                "Lock the owner alone" + OR_ALLOW);
    }

    private static LockPlan subselectRefused() {
        return LockPlan.refused(
                "returns an entity that is mapped to a subselect, which has no rows of its own",
                "Lock the entities that the subselect reads");
    }

    private static boolean isSubselect(EntityPersister entity) {
        return entity.getMappedTableDetails().getTableName().startsWith("(");
    }

    /** The rows of other collections are those of the entities in them. */
    static boolean hasOwnTable(PluralAttributeMapping collection) {
        return !collection.getCollectionDescriptor().isOneToMany();
    }

    /** PostgreSQL and Aurora DSQL refuse FOR UPDATE where a row of the result is not a row of a table. */
    private static @Nullable String unlockable(SelectStatement statement) {
        if (statement.getQueryPart() instanceof QueryGroup) {
            return "is a set operation, whose rows cannot be locked";
        }
        QuerySpec query = statement.getQuerySpec();
        if (query.getSelectClause().isDistinct()) {
            return "is DISTINCT, whose rows cannot be locked";
        }
        if (!query.getGroupByClauseExpressions().isEmpty() || query.getHavingClauseRestrictions() != null) {
            return "has GROUP BY or HAVING, whose rows cannot be locked";
        }
        return AggregateFunctionChecker.hasAggregateFunctions(query)
                ? "has aggregate functions, whose rows cannot be locked"
                : null;
    }

    private static @Nullable String missingKey(SelectStatement statement, List<TableGroup> roots) {
        if (statement.getQueryPart() instanceof QueryGroup) {
            return unlockable(statement);
        }
        if (roots.size() != 1) {
            return "selects from several entities";
        }
        EntityMappingType entity = entity(roots.get(0));
        if (entity == null) {
            return "does not select from an entity";
        }
        List<String> missing = KeyEqualities.missing(
                roots.get(0), entity, statement.getQuerySpec().getWhereClauseRestrictions());
        return missing.isEmpty() ? null : "has no equality on " + String.join(", ", missing);
    }

    private static @Nullable EntityMappingType entity(TableGroup root) {
        return root.getModelPart().getPartMappingType() instanceof EntityMappingType entity ? entity : null;
    }

    /** Locks by the rows that were returned need a query that returns them. */
    private LockPlan rows(SelectStatement statement, List<TableGroup> roots, @Nullable String unlockable) {
        List<EntityResult> entities = new ArrayList<>();
        for (DomainResult<?> result : statement.getDomainResultDescriptors()) {
            if (result instanceof EntityResult entity) {
                entities.add(entity);
            }
        }
        Set<NavigablePath> selected =
                entities.stream().map(EntityResult::getNavigablePath).collect(Collectors.toSet());
        boolean rootsSelected = roots.stream().allMatch(root -> selected.contains(root.getNavigablePath()));
        boolean entitiesOnly = !entities.isEmpty()
                && entities.size() == statement.getDomainResultDescriptors().size()
                && nonKeyLocks.get() != NonKeyLocks.REJECT;
        if (!rootsSelected && !entitiesOnly) {
            return LockPlan.refused(
                    (unlockable == null ? "" : unlockable + ", and ")
                            + "does not return the entity whose rows are to be locked",
                    "Select the entity itself, or lock it by find() first");
        }
        return entities.stream().anyMatch(LockPlanner::returnsSubselect) ? subselectRefused() : LockPlan.ROWS;
    }

    private static boolean returnsSubselect(EntityResult result) {
        return result.getReferencedMappingContainer().getPartMappingType() instanceof EntityMappingType entity
                && isSubselect(entity.getEntityPersister());
    }

    private static boolean isOneTable(TableGroup group) {
        return isTable(group)
                && group.getTableReferenceJoins().isEmpty()
                && joins(group.getTableGroupJoins(), false)
                && joins(group.getNestedTableGroupJoins(), false);
    }

    private static boolean isLockableByClause(TableGroup group) {
        return isTable(group)
                && group.getTableReferenceJoins().stream().allMatch(join -> join.getJoinType() == SqlAstJoinType.INNER)
                && joins(group.getTableGroupJoins(), true)
                && joins(group.getNestedTableGroupJoins(), true);
    }

    /** The union of the tables of a hierarchy is written as a subquery; that of one table is the table. */
    private static boolean isTable(TableGroup group) {
        return group.getPrimaryTableReference() instanceof NamedTableReference table
                && !table.getTableExpression().startsWith("(");
    }

    /** Tells whether a list of joins puts no table next to the root, or, if allowed, only by inner joins. */
    private static boolean joins(List<TableGroupJoin> joins, boolean innerAllowed) {
        return joins.stream().allMatch(join -> {
            TableGroup joined = join.getJoinedGroup();
            if (!join.isInitialized()) {
                return true;
            }
            if (!joined.isVirtual()
                    && !(innerAllowed
                            && (join.getJoinType() == SqlAstJoinType.INNER
                                    || join.getJoinType() == SqlAstJoinType.CROSS)
                            && isLockableByClause(joined))) {
                return false;
            }
            return joins(joined.getTableGroupJoins(), innerAllowed)
                    && joins(joined.getNestedTableGroupJoins(), innerAllowed);
        });
    }
}
