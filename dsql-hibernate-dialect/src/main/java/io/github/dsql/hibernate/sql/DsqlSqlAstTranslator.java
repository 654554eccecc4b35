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
package io.github.dsql.hibernate.sql;

import io.github.dsql.hibernate.function.ArrayFunctions;
import io.github.dsql.hibernate.lock.CachedValues;
import io.github.dsql.hibernate.lock.DsqlLocks;
import io.github.dsql.hibernate.lock.LockPlan;
import io.github.dsql.hibernate.lock.ReturnedRows;
import jakarta.persistence.PessimisticLockScope;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.hibernate.LockOptions;
import org.hibernate.Locking;
import org.hibernate.dialect.sql.ast.PostgreSQLSqlAstTranslator;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.sqm.ComparisonOperator;
import org.hibernate.sql.ast.Clause;
import org.hibernate.sql.ast.tree.Statement;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.Over;
import org.hibernate.sql.ast.tree.expression.SqlTuple;
import org.hibernate.sql.ast.tree.expression.SqlTupleContainer;
import org.hibernate.sql.ast.tree.predicate.BetweenPredicate;
import org.hibernate.sql.ast.tree.predicate.InListPredicate;
import org.hibernate.sql.ast.tree.select.QuerySpec;
import org.hibernate.sql.ast.tree.select.SelectStatement;
import org.hibernate.sql.exec.spi.JdbcOperation;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.hibernate.sql.model.internal.OptionalTableUpdate;
import org.hibernate.sql.model.jdbc.MergeOperation;
import org.jspecify.annotations.Nullable;

/**
 * Internal: renders PostgreSQL's SQL with Aurora DSQL's locks, and an upsert as {@code insert … on conflict}.
 *
 * @param <T> the kind of operation that the statement becomes
 */
public final class DsqlSqlAstTranslator<T extends JdbcOperation> extends PostgreSQLSqlAstTranslator<T> {
    private static final Set<ComparisonOperator> ORDERINGS = EnumSet.of(
            ComparisonOperator.LESS_THAN,
            ComparisonOperator.LESS_THAN_OR_EQUAL,
            ComparisonOperator.GREATER_THAN,
            ComparisonOperator.GREATER_THAN_OR_EQUAL);

    private final DsqlLocks locks;
    private @Nullable LockPlan plan;

    /**
     * Creates the translator of one statement.
     *
     * @param factory the session factory
     * @param statement the statement
     * @param locks decides how pessimistic locks are taken
     */
    public DsqlSqlAstTranslator(SessionFactoryImplementor factory, Statement statement, DsqlLocks locks) {
        super(factory, statement);
        this.locks = locks;
    }

    @Override
    @SuppressWarnings({"removal", "deprecation"
    }) // LockOptions moves to another package in a later version of Hibernate.
    protected JdbcSelect translateSelect(SelectStatement statement) {
        LockOptions options = getLockOptions();
        if (options == null || !options.getLockMode().isPessimistic()) {
            return super.translateSelect(statement);
        }
        locks.hints().dropped(options.getLockMode(), options.getTimeout().milliseconds());
        LockPlan lockPlan = locks.planner().plan(statement, options);
        plan = lockPlan;
        SelectStatement locking = ReturnedRows.lock(
                statement,
                lockPlan,
                options,
                locks.planner().setting(),
                getSessionFactory().getSessionFactoryOptions().isQueryCacheEnabled());
        // Hibernate would lock the rows of collections with a statement of its own, whatever the plan.
        options.setLockScope(PessimisticLockScope.NORMAL);
        JdbcSelect select = super.translateSelect(locking);
        if (lockPlan.how() == LockPlan.How.REFUSED) {
            throw lockPlan.refusal(select.getSqlString(), options.getLockMode());
        }
        return lockPlan.how() == LockPlan.How.CLAUSE
                ? CachedValues.refuse(select, statement, options, getSessionFactory())
                : select;
    }

    @Override
    protected void visitForUpdateClause(QuerySpec querySpec) {
        if (plan != null && plan.how() == LockPlan.How.CLAUSE) {
            super.visitForUpdateClause(querySpec);
        }
    }

    @Override
    protected LockStrategy determineLockingStrategy(QuerySpec querySpec, Locking.FollowOn followOnStrategy) {
        // Hibernate's own follow-on locking sends one statement for many rows; the plan has decided already.
        return LockStrategy.CLAUSE;
    }

    @Override
    protected void renderComparison(Expression lhs, ComparisonOperator operator, Expression rhs) {
        SqlTuple left = SqlTupleContainer.getSqlTuple(lhs);
        SqlTuple right = SqlTupleContainer.getSqlTuple(rhs);
        if (locksByKey() && operator == ComparisonOperator.EQUAL && left != null && right != null) {
            renderEqualities(left, right);
        } else if (ORDERINGS.contains(operator)) {
            // Documents are ordered by their size first.
            super.renderComparison(ArrayFunctions.asComparable(lhs), operator, ArrayFunctions.asComparable(rhs));
        } else {
            super.renderComparison(lhs, operator, rhs);
        }
    }

    @Override
    public void visitBetweenPredicate(BetweenPredicate predicate) {
        super.visitBetweenPredicate(new BetweenPredicate(
                ArrayFunctions.asComparable(predicate.getExpression()),
                ArrayFunctions.asComparable(predicate.getLowerBound()),
                ArrayFunctions.asComparable(predicate.getUpperBound()),
                predicate.isNegated(),
                predicate.getExpressionType()));
    }

    @Override
    public void visitInListPredicate(InListPredicate predicate) {
        List<Expression> list = predicate.getListExpressions();
        if (locksByKey() && !predicate.isNegated() && list.size() == 1) {
            renderComparison(predicate.getTestExpression(), ComparisonOperator.EQUAL, list.get(0));
        } else {
            super.visitInListPredicate(predicate);
        }
    }

    private boolean locksByKey() {
        return plan != null && plan.how() == LockPlan.How.CLAUSE;
    }

    /** A cluster that takes locks by key only looks for equalities, not for a comparison of rows or a list. */
    private void renderEqualities(SqlTuple left, SqlTuple right) {
        appendSql('(');
        for (int i = 0; i < left.getExpressions().size(); i++) {
            if (i > 0) {
                appendSql(" and ");
            }
            super.renderComparison(
                    left.getExpressions().get(i),
                    ComparisonOperator.EQUAL,
                    right.getExpressions().get(i));
        }
        appendSql(')');
    }

    @Override
    public void visitOver(Over<?> over) {
        Expression array = ArrayFunctions.asArray(over.getExpression());
        if (array == null) {
            super.visitOver(over);
            return;
        }
        appendSql("to_jsonb(");
        super.visitOver(new Over<>(
                array,
                over.getPartitions(),
                over.getOrderList(),
                over.getMode(),
                over.getStartKind(),
                over.getStartExpression(),
                over.getEndKind(),
                over.getEndExpression(),
                over.getExclusion()));
        appendSql(')');
    }

    @Override
    public MergeOperation createMergeOperation(OptionalTableUpdate update) {
        renderMergeStatement(update);
        return new UpsertOperation(update, Upsert.of(update, getDialect()), getSql(), getParameterBinders());
    }

    @Override
    protected void renderMergeStatement(OptionalTableUpdate update) {
        getCurrentClauseStack().push(Clause.VALUES);
        try {
            new UpsertRenderer(this, value -> value.accept(this))
                    .render(update.getMutatingTable().getTableName(), Upsert.of(update, getDialect()));
        } finally {
            getCurrentClauseStack().pop();
        }
    }
}
