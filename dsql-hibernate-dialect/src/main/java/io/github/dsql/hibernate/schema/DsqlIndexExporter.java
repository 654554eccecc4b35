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

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.hibernate.MappingException;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Index;
import org.hibernate.tool.schema.internal.StandardIndexExporter;

/**
 * Internal: how an index is created: {@code create [unique] index async}, built by a job of the service, without a sort order.
 *
 * <p>Only a migration says {@code if not exists}: another instance of the application may be migrating too. In a new schema the
 * name can only be taken by an index of another table, and that must not pass silently.
 */
public final class DsqlIndexExporter extends StandardIndexExporter {
    private final SortOrders sortOrders;

    /**
     * Creates the exporter.
     *
     * @param dialect the dialect that it belongs to
     * @param sortOrders what tells of a sort order that is left out
     */
    public DsqlIndexExporter(Dialect dialect, SortOrders sortOrders) {
        super(dialect);
        this.sortOrders = sortOrders;
    }

    @Override
    public String[] getSqlCreateStrings(Index index, Metadata metadata, SqlStringGenerationContext context) {
        String table = context.format(index.getTable().getQualifiedTableName());
        refuseMethod(index, table, super.getSqlCreateStrings(index, metadata, context)[0]);
        List<IndexKey> keys = IndexKeys.of(index, getDialect());
        sortOrders.leftOut("index " + index.getName(), keys);
        String create = getDialect().getCreateIndexString(index.isUnique()) + ' '
                + (context.isMigration() ? "if not exists " : "")
                + index.getQuotedName(getDialect()) + " on " + table
                + keys.stream().map(IndexKey::inIndex).collect(Collectors.joining(", ", " (", ")"));
        boolean options = index.getOptions() != null && !index.getOptions().isBlank();
        return new String[] {options ? create + ' ' + index.getOptions() : create};
    }

    /**
     * Refuses the type and the method of an index, which only Hibernate 8 has; what it would write tells them.
     *
     * <p>Aurora DSQL has one method, which is what {@code btree} asks for.
     */
    private void refuseMethod(Index index, String table, String standard) {
        String start = getDialect().getCreateIndexString(index.isUnique()) + " ";
        String rest = standard.startsWith(start + index.getName()) ? standard.substring(start.length()) : null;
        String using = " on " + table + " using ";
        int method = rest == null ? -1 : rest.indexOf(using);
        boolean refused = rest == null
                || (method >= 0
                        && !rest.substring(method + using.length())
                                .toLowerCase(Locale.ROOT)
                                .startsWith("btree"));
        if (refused) {
            throw new MappingException("The index '" + index.getName() + "' of the table '"
                    + index.getTable().getName()
                    + "' asks for a type or a method: Aurora DSQL has one kind of index, a B-tree. Leave out the type and the"
                    + " method, or create the index only where the database has it.");
        }
    }
}
