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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.query.sqm.ComparisonOperator;
import org.hibernate.query.sqm.sql.internal.EntityValuedPathInterpretation;
import org.hibernate.query.sqm.sql.internal.SqmParameterInterpretation;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.ast.tree.expression.Expression;
import org.hibernate.sql.ast.tree.expression.JdbcParameter;
import org.hibernate.sql.ast.tree.expression.Literal;
import org.hibernate.sql.ast.tree.expression.SqlTuple;
import org.hibernate.sql.ast.tree.expression.SqlTupleContainer;
import org.hibernate.sql.ast.tree.from.TableGroup;
import org.hibernate.sql.ast.tree.from.TableReference;
import org.hibernate.sql.ast.tree.from.TableReferenceJoin;
import org.hibernate.sql.ast.tree.from.UnionTableReference;
import org.hibernate.sql.ast.tree.predicate.ComparisonPredicate;
import org.hibernate.sql.ast.tree.predicate.GroupedPredicate;
import org.hibernate.sql.ast.tree.predicate.InListPredicate;
import org.hibernate.sql.ast.tree.predicate.Junction;
import org.hibernate.sql.ast.tree.predicate.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds the columns of an entity's primary key that a restriction does not compare with a value by equality. */
final class KeyEqualities {
    private final Set<Integer> pinned = new HashSet<>();
    private final TableGroup root;
    private final EntityMappingType entity;

    private KeyEqualities(TableGroup root, EntityMappingType entity) {
        this.root = root;
        this.entity = entity;
    }

    /**
     * Finds what is missing.
     *
     * @return the paths of the missing key attributes or columns, empty if the whole key is pinned
     */
    static List<String> missing(TableGroup root, EntityMappingType entity, @Nullable Predicate restriction) {
        KeyEqualities equalities = new KeyEqualities(root, entity);
        if (restriction != null) {
            equalities.visit(restriction);
        }
        return equalities.missing();
    }

    private List<String> missing() {
        EntityIdentifierMapping id = entity.getIdentifierMapping();
        List<String> missing = new ArrayList<>();
        String name = entity.getImportedName();
        for (int i = 0; i < id.getJdbcTypeCount(); i++) {
            if (!pinned.contains(i)) {
                missing.add(name + "."
                        + (id.getJdbcTypeCount() == 1
                                ? id.getAttributeName()
                                : id.getSelectable(i).getSelectableName()));
            }
        }
        return missing;
    }

    private void visit(Predicate predicate) {
        if (predicate instanceof Junction junction) {
            if (junction.getNature() == Junction.Nature.CONJUNCTION
                    || junction.getPredicates().size() == 1) {
                junction.getPredicates().forEach(this::visit);
            }
        } else if (predicate instanceof GroupedPredicate grouped) {
            visit(grouped.getSubPredicate());
        } else if (predicate instanceof ComparisonPredicate comparison) {
            if (comparison.getOperator() == ComparisonOperator.EQUAL) {
                pin(comparison.getLeftHandExpression(), comparison.getRightHandExpression());
            }
        } else if (predicate instanceof InListPredicate in
                && !in.isNegated()
                && in.getListExpressions().size() == 1) {
            pin(in.getTestExpression(), in.getListExpressions().get(0));
        }
    }

    private void pin(Expression left, Expression right) {
        SqlTuple leftTuple = SqlTupleContainer.getSqlTuple(left);
        SqlTuple rightTuple = SqlTupleContainer.getSqlTuple(right);
        if (leftTuple != null && rightTuple != null) {
            for (int i = 0; i < leftTuple.getExpressions().size(); i++) {
                pin(
                        leftTuple.getExpressions().get(i),
                        rightTuple.getExpressions().get(i));
            }
        } else if (isValue(right)) {
            pinColumn(column(left));
        } else if (isValue(left)) {
            pinColumn(column(right));
        }
    }

    private static @Nullable ColumnReference column(Expression expression) {
        // A path to an entity stands for its key, but does not say so (7.2.0 to 8.0.0.Beta1).
        return expression instanceof EntityValuedPathInterpretation<?> path
                ? path.getSqlExpression().getColumnReference()
                : expression.getColumnReference();
    }

    private static boolean isValue(Expression expression) {
        return expression instanceof JdbcParameter
                || expression instanceof Literal
                || (expression instanceof SqmParameterInterpretation parameter
                        && parameter.getResolvedExpression() instanceof JdbcParameter);
    }

    private void pinColumn(@Nullable ColumnReference column) {
        if (column == null || column.getQualifier() == null) {
            return;
        }
        String qualifier = column.getQualifier();
        TableReference primary = root.getPrimaryTableReference();
        if (qualifier.equals(primary.getIdentificationVariable())) {
            pinColumn(primary, column.getColumnExpression());
        }
        for (TableReferenceJoin join : root.getTableReferenceJoins()) {
            if (qualifier.equals(join.getJoinedTableReference().getIdentificationVariable())) {
                pinColumn(join.getJoinedTableReference(), column.getColumnExpression());
            }
        }
    }

    private void pinColumn(TableReference table, String column) {
        EntityIdentifierMapping id = entity.getIdentifierMapping();
        for (int i = 0; i < id.getJdbcTypeCount(); i++) {
            // A union stands for all tables of the hierarchy, whose key columns are named alike.
            if (id.getSelectable(i).getSelectionExpression().equals(column)
                    && (table instanceof UnionTableReference
                            || table.containsAffectedTableName(
                                    id.getSelectable(i).getContainingTableExpression()))) {
                pinned.add(i);
            }
        }
        entity.forEachTableDetails(details -> {
            if (table.containsAffectedTableName(details.getTableName())) {
                details.getKeyDetails().forEachKeyColumn((position, key) -> {
                    if (key.getColumnName().equals(column)) {
                        pinned.add(position);
                    }
                });
            }
        });
    }
}
