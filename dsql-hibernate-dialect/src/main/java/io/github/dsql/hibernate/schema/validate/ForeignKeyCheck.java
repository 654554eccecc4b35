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

import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import io.github.dsql.hibernate.schema.migrate.ForeignKeyMatch;
import io.github.dsql.hibernate.schema.migrate.Scope;
import java.util.List;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Table;

/** Internal: whether the foreign keys of a table are there, whatever their names. */
final class ForeignKeyCheck {
    private final Scope scope;
    private final List<String> errors;

    ForeignKeyCheck(Scope scope, List<String> errors) {
        this.scope = scope;
        this.errors = errors;
    }

    void check(Table table, CatalogTable known) {
        for (ForeignKey foreignKey : table.getForeignKeyCollection()) {
            if (foreignKey.isPhysicalConstraint()
                    && foreignKey.isCreationEnabled()
                    && ForeignKeyMatch.find(foreignKey, known, scope) == null) {
                String[] statements = scope.dialect()
                        .getForeignKeyExporter()
                        .getSqlCreateStrings(foreignKey, scope.metadata(), scope.context());
                if (statements.length > 0) {
                    errors.add("Schema validation: missing foreign key [" + foreignKey.getName() + "] on table ["
                            + table.getQualifiedTableName() + "]. Add it: " + String.join("; ", statements));
                }
            }
        }
    }
}
