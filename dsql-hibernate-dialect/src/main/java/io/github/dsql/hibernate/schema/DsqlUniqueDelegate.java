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
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.unique.CreateTableUniqueDelegate;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;

/**
 * Internal: how a unique key reaches the database: named and inline in CREATE TABLE, where it holds at once, or as a unique
 * index built by a job when the table is there already.
 *
 * <p>Aurora DSQL has no {@code alter table … add constraint … unique (…)}. Each key is named, since a migration finds it again
 * by the name of its index alone.
 */
public final class DsqlUniqueDelegate extends CreateTableUniqueDelegate {
    /** What only CREATE INDEX takes behind the columns. */
    private static final Pattern INDEX_ONLY = Pattern.compile("\\b(where|nulls)\\b", Pattern.CASE_INSENSITIVE);

    private final SortOrders sortOrders;

    /**
     * Creates the delegate.
     *
     * @param dialect the dialect that it belongs to
     * @param sortOrders what tells of a sort order that is left out
     */
    public DsqlUniqueDelegate(Dialect dialect, SortOrders sortOrders) {
        super(dialect);
        this.sortOrders = sortOrders;
    }

    @Override
    public String getColumnDefinitionUniquenessFragment(Column column, SqlStringGenerationContext context) {
        return "";
    }

    @Override
    public String getTableCreationUniqueConstraintsFragment(Table table, SqlStringGenerationContext context) {
        StringBuilder fragment = new StringBuilder();
        for (UniqueKey key : table.getUniqueKeys().values()) {
            if (!isLeftOut(key) && !indexOnly(key)) {
                fragment.append(", constraint ")
                        .append(dialect.quote(key.getName()))
                        .append(" unique ")
                        .append(keysAndOptions(key, IndexKey::text));
            }
        }
        return fragment.toString();
    }

    @Override
    public String getAlterTableToAddUniqueKeyCommand(
            UniqueKey uniqueKey, Metadata metadata, SqlStringGenerationContext context) {
        if (isLeftOut(uniqueKey) || (!context.isMigration() && !indexOnly(uniqueKey))) {
            return "";
        }
        return dialect.getCreateIndexString(true) + " " + (context.isMigration() ? "if not exists " : "")
                + dialect.quote(uniqueKey.getName()) + " on "
                + context.format(uniqueKey.getTable().getQualifiedTableName()) + " "
                + keysAndOptions(uniqueKey, IndexKey::inIndex);
    }

    @Override
    public String getAlterTableToDropUniqueKeyCommand(
            UniqueKey uniqueKey, Metadata metadata, SqlStringGenerationContext context) {
        // A migration asks for this before each creation that it believes necessary: dropping would open a gap in
        // uniqueness.
        return "";
    }

    private String keysAndOptions(UniqueKey key, Function<IndexKey, String> text) {
        List<IndexKey> keys = IndexKeys.of(key, dialect);
        sortOrders.leftOut("unique key " + key.getName(), keys);
        String options = key.getOptions();
        return keys.stream().map(text).collect(Collectors.joining(", ", "(", ")"))
                + (options == null || options.isBlank() ? "" : " " + options);
    }

    /** The review of keys empties one that Hibernate alone wanted and the service does not take. */
    private static boolean isLeftOut(UniqueKey key) {
        return key.getColumns().isEmpty();
    }

    private boolean indexOnly(UniqueKey key) {
        return (key.getOptions() != null && INDEX_ONLY.matcher(key.getOptions()).find())
                || IndexKeys.of(key, dialect).stream()
                        .anyMatch(part -> !part.column() || !part.nulls().isEmpty());
    }
}
