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

import java.util.List;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.model.naming.NamingHelper;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;

/**
 * Internal: makes unique columns known as unique keys.
 *
 * <p>Hibernate does that as a side effect of writing the definition of a column, which is done for new tables only.
 */
public final class UniqueColumns {
    private UniqueColumns() {}

    /**
     * Makes the unique columns of a table known as unique keys.
     *
     * @param table the table
     */
    public static void register(Table table) {
        for (Column column : table.getColumns()) {
            if (column.isUnique() && !table.isPrimaryKey(column)) {
                String given = column.getUniqueKeyName();
                String name = given == null
                        ? NamingHelper.INSTANCE.generateHashedConstraintName(
                                "UK_",
                                table.getNameIdentifier(),
                                List.of(Identifier.toIdentifier(column.getName(), column.isQuoted())))
                        : given;
                table.getOrCreateUniqueKey(name).addColumn(column);
            }
        }
    }
}
