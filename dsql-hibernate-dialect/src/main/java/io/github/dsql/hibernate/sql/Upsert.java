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

import java.util.ArrayList;
import java.util.List;
import org.hibernate.dialect.Dialect;
import org.hibernate.metamodel.mapping.EntityDiscriminatorMapping;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.SoftDeleteMapping;
import org.hibernate.sql.ast.tree.expression.ColumnReference;
import org.hibernate.sql.model.ast.ColumnValueBinding;
import org.hibernate.sql.model.internal.OptionalTableUpdate;

/**
 * Which columns an upsert inserts, identifies the row by, and updates when the row exists.
 *
 * @param keys the primary key, target of {@code on conflict}
 * @param columns all columns, keys first
 * @param versions the version that an existing row may have at most; empty if the entity has none
 * @param tenants the column with the tenant, which an existing row must have in common; empty if the entity has none
 */
record Upsert(
        List<UpsertColumn> keys,
        List<UpsertColumn> columns,
        List<ColumnValueBinding> versions,
        List<UpsertColumn> tenants) {

    static Upsert of(OptionalTableUpdate update, Dialect dialect) {
        EntityMappingType entity = update.getMutationTarget().getTargetPart();
        String table = update.getMutatingTable().getTableName();
        List<UpsertColumn> keys =
                update.getKeyBindings().stream().map(UpsertColumn::key).toList();
        GeneratedColumns generated = new GeneratedColumns(entity, table, dialect);
        List<UpsertColumn> columns = new ArrayList<>(keys);
        update.getValueBindings().forEach(binding -> columns.add(generated.apply(UpsertColumn.value(binding))));
        addDiscriminator(columns, update, entity, table);
        addSoftDelete(columns, update, entity, table);
        List<UpsertColumn> tenants =
                columns.stream().filter(generated::isTenant).toList();
        if (columns.stream().noneMatch(UpsertColumn::isUpdated)) {
            // Otherwise nothing would tell of a row that is another tenant's.
            columns.replaceAll(column -> tenants.contains(column) ? column.updatedToo() : column);
        }
        return new Upsert(keys, List.copyOf(columns), new ArrayList<>(update.getOptimisticLockBindings()), tenants);
    }

    List<UpsertColumn> inserted() {
        return columns.stream().filter(UpsertColumn::isInserted).toList();
    }

    List<UpsertColumn> updated() {
        return columns.stream().filter(UpsertColumn::isUpdated).toList();
    }

    /** Hibernate 7.2.0 does not bind the discriminator of a row to upsert; later versions do. */
    private static void addDiscriminator(
            List<UpsertColumn> columns, OptionalTableUpdate update, EntityMappingType entity, String table) {
        EntityDiscriminatorMapping mapping = entity.getDiscriminatorMapping();
        if (mapping == null || !mapping.hasPhysicalColumn() || !table.equals(mapping.getContainingTableExpression())) {
            return;
        }
        String name = mapping.getSelectionExpression();
        if (columns.stream().noneMatch(column -> column.name().equals(name))) {
            columns.add(UpsertColumn.computed(
                    name, update.getMutationTarget().getTargetPart().getDiscriminatorSQLValue(), false));
        }
    }

    /** No version of Hibernate writes the mark of a deleted row; a row that is written is not deleted (any more). */
    private static void addSoftDelete(
            List<UpsertColumn> columns, OptionalTableUpdate update, EntityMappingType entity, String table) {
        SoftDeleteMapping mapping = entity.getSoftDeleteMapping();
        if (mapping == null || !table.equals(mapping.getTableName())) {
            return;
        }
        ColumnReference reference = new ColumnReference(update.getMutatingTable(), mapping);
        String mark = mapping.createNonDeletedValueBinding(reference)
                .getValueExpression()
                .getFragment();
        columns.add(UpsertColumn.computed(mapping.getColumnName(), mark == null ? "null" : mark, true));
    }
}
