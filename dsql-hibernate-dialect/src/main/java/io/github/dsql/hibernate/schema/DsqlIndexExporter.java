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
package io.github.dsql.hibernate.schema;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Selectable;
import org.hibernate.tool.schema.internal.StandardIndexExporter;

/**
 * Internal: how an index is created: {@code create [unique] index async}, built by a job of the service, without a sort order.
 *
 * <p>Only a migration says {@code if not exists}: another instance of the application may be migrating too. In a new schema the
 * name can only be taken by an index of another table, and that must not pass silently.
 */
public final class DsqlIndexExporter extends StandardIndexExporter {
    private final SortOrders sortOrders = new SortOrders();

    /**
     * Creates the exporter.
     *
     * @param dialect the dialect that it belongs to
     */
    public DsqlIndexExporter(Dialect dialect) {
        super(dialect);
    }

    @Override
    public String[] getSqlCreateStrings(Index index, Metadata metadata, SqlStringGenerationContext context) {
        String table = context.format(index.getTable().getQualifiedTableName());
        StringBuilder create = new StringBuilder(getDialect().getCreateIndexString(index.isUnique()))
                .append(' ')
                .append(context.isMigration() ? "if not exists " : "")
                .append(index.getQuotedName(getDialect()))
                .append(" on ")
                .append(table)
                .append(" (")
                .append(String.join(", ", keys(index)))
                .append(')');
        if (index.getOptions() != null && !index.getOptions().isBlank()) {
            create.append(' ').append(index.getOptions());
        }
        return new String[] {create.toString()};
    }

    private List<String> keys(Index index) {
        List<String> keys = new ArrayList<>();
        for (Selectable selectable : index.getSelectables()) {
            IndexKey key = IndexKey.of(
                    selectable.getText(getDialect()),
                    index.getSelectableOrderMap().get(selectable));
            if (key.descending()) {
                sortOrders.leftOut("index " + index.getName());
            }
            keys.add(key.expression() + key.nulls());
        }
        return keys;
    }
}
