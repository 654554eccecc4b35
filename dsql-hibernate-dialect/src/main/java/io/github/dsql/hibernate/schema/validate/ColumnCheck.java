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

import io.github.dsql.hibernate.schema.catalog.CatalogColumn;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint;
import io.github.dsql.hibernate.schema.catalog.CatalogConstraint.Kind;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.ColumnTypes;
import io.github.dsql.hibernate.schema.migrate.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.hibernate.type.descriptor.JdbcTypeNameMapper;

/**
 * Internal: whether the columns of a table are there, have an equivalent type, and take the values of the mapping.
 *
 * <p>An enum whose check in the database lacks a constant is an error: the first insert of it would fail. A check that knows more is none.
 */
final class ColumnCheck {
    private final Scope scope;
    private final List<String> errors;
    private final ColumnTypes types;

    ColumnCheck(Scope scope, List<String> errors) {
        this.scope = scope;
        this.errors = errors;
        types = new ColumnTypes(scope.metadata(), scope.dialect());
    }

    void check(Table table, CatalogTable known) {
        for (Column column : table.getColumns()) {
            CatalogColumn existing = known.column(scope.stored(column));
            if (existing == null) {
                errors.add("Schema validation: missing column [" + column.getName() + "] in table ["
                        + table.getQualifiedTableName() + "]. "
                        + (known.view()
                                ? "It is a view: replace it by one with this column, by create or replace view."
                                : "Add it: " + scope.alter(table) + "add column " + scope.sql(column) + " "
                                        + types.sqlType(column)));
            } else if (!types.isEquivalent(column, existing)) {
                errors.add(wrongType(table, column, existing));
            } else {
                checkValues(table, known, column, existing);
            }
        }
    }

    private String wrongType(Table table, Column column, CatalogColumn existing) {
        return String.format(
                Locale.ROOT,
                "Schema validation: wrong column type encountered in column [%s] in table [%s]; found [%s (Types#%s)], but"
                        + " expecting [%s (Types#%s)]. Aurora DSQL changes no type: map the column to the one it has, or add"
                        + " another column, copy the values and drop this one.",
                column.getName(),
                table.getQualifiedTableName(),
                existing.typeName().toLowerCase(Locale.ROOT),
                JdbcTypeNameMapper.getTypeName(types.typeCode(existing)),
                types.sqlType(column).toLowerCase(Locale.ROOT),
                JdbcTypeNameMapper.getTypeName(column.getSqlTypeCode(scope.metadata())));
    }

    private void checkValues(Table table, CatalogTable known, Column column, CatalogColumn existing) {
        for (CheckConstraint check : column.getCheckConstraints()) {
            Set<String> wanted = ValueList.of(check.getConstraint(), existing.name());
            for (CatalogConstraint present : known.constraints()) {
                if (present.kind() == Kind.CHECK && present.columns().equals(List.of(existing.name()))) {
                    compare(table, column, wanted, present);
                }
            }
        }
    }

    private void compare(Table table, Column column, Set<String> wanted, CatalogConstraint present) {
        Set<String> known = ValueList.of(present.definition(), present.columns().get(0));
        List<String> refused =
                wanted.stream().filter(value -> !known.contains(value)).sorted().toList();
        if (!known.isEmpty() && !refused.isEmpty()) {
            errors.add(
                    "Schema validation: check [" + present.name() + "] of column [" + column.getName() + "] in table ["
                            + table.getQualifiedTableName() + "] refuses values of the mapping: "
                            + String.join(", ", refused) + ". Replace it, by hibernate.hbm2ddl.auto=update or by: "
                            + scope.alter(table) + "drop constraint " + scope.quoted(present.name()));
        }
    }
}
