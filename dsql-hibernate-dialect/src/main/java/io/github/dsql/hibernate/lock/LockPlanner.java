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
import jakarta.persistence.PessimisticLockScope;
import java.util.List;
import java.util.function.Supplier;
import org.hibernate.LockOptions;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.query.sqm.mutation.internal.SqmMutationStrategyHelper;
import org.hibernate.sql.ast.SqlAstJoinType;
import org.hibernate.sql.ast.spi.AggregateFunctionChecker;
import org.hibernate.sql.ast.tree.from.NamedTableReference;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.from.TableGroupJoin;
import org.hibernate.sql.ast.tree.select.QueryGroup;
import org.hibernate.sql.ast.tree.select.QuerySpec;
import org.hibernate.sql.ast.tree.select.SelectStatement;
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
    private static final String OR_ALLOW =
            ", or set " + DsqlSettings.NON_KEY_LOCKS + "=allow (clusters take such a lock since 2026-08-24)";

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
     * Decides how a query with a pessimistic lock is locked.
     *
     * @param statement the query
     * @param options the lock asked for
     * @return the plan
     */
    @SuppressWarnings({"removal", "deprecation"}) // The scope has another type in Hibernate 8 everywhere but here.
    public LockPlan plan(SelectStatement statement, LockOptions options) {
        String unlockable = unlockable(statement);
        if (unlockable != null) {
            return LockPlan.refused(unlockable, FIND_WAY_OUT);
        }
        QuerySpec query = statement.getQuerySpec();
        List<TableGroup> roots = query.getFromClause().getRoots();
        EntityMappingType entity = roots.size() == 1 ? entity(roots.get(0)) : null;
        if (nonKeyLocks.get() == NonKeyLocks.REJECT) {
            String missing = missingKey(query, roots, entity);
            if (missing != null) {
                return LockPlan.refused(missing, FIND_WAY_OUT + OR_ALLOW);
            }
            if (entity != null && options.getLockScope() == PessimisticLockScope.EXTENDED) {
                String collection = collectionTable(entity);
                if (collection != null) {
                    return collectionRefused(collection);
                }
            }
            return roots.stream().allMatch(LockPlanner::isOneTable) ? LockPlan.CLAUSE : rows(statement, query);
        }
        if (roots.stream().allMatch(LockPlanner::isLockableByClause)) {
            return LockPlan.CLAUSE;
        }
        String collection = entity != null && options.getLockScope() == PessimisticLockScope.EXTENDED
                ? collectionTable(entity)
                : null;
        return collection == null
                ? rows(statement, query)
                : LockPlan.refused(
                        "joins tables and extends to the rows of the collection table " + collection,
                        "Lock the owner by find() first, and its collection by Session.lock()");
    }

    static LockPlan collectionRefused(String table) {
        return LockPlan.refused(
                "extends to the rows of the collection table " + table + ", which are not found by their key",
                "Lock the owner alone" + OR_ALLOW);
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

    private static @Nullable String missingKey(
            QuerySpec query, List<TableGroup> roots, @Nullable EntityMappingType entity) {
        if (roots.size() > 1) {
            return "selects from several entities";
        }
        if (entity == null) {
            return "does not select from an entity";
        }
        List<String> missing = KeyEqualities.missing(roots.get(0), entity, query.getWhereClauseRestrictions());
        return missing.isEmpty() ? null : "has no equality on " + String.join(", ", missing);
    }

    private static @Nullable EntityMappingType entity(TableGroup root) {
        return root.getModelPart().getPartMappingType() instanceof EntityMappingType entity ? entity : null;
    }

    private static @Nullable String collectionTable(EntityMappingType entity) {
        String[] table = new String[1];
        SqmMutationStrategyHelper.visitCollectionTables(
                entity, collection -> table[0] = collection.getKeyDescriptor().getKeyTable());
        return table[0];
    }

    /** Locks after the query need to know which rows it returned. */
    private static LockPlan rows(SelectStatement statement, QuerySpec query) {
        boolean selectsRoots = query.getFromClause().getRoots().stream()
                .allMatch(root -> statement.getDomainResultDescriptors().stream()
                        .anyMatch(result -> result instanceof EntityResult entityResult
                                && entityResult.getNavigablePath().equals(root.getNavigablePath())));
        return selectsRoots
                ? LockPlan.ROWS
                : LockPlan.refused(
                        "joins tables and does not return the entity whose rows are to be locked",
                        "Select the entity itself, or lock it by find() first");
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
