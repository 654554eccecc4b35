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

import io.github.dsql.hibernate.boot.DsqlOptions;
import io.github.dsql.hibernate.boot.DsqlOptions.ForeignKeys;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.tool.schema.internal.StandardForeignKeyExporter;

/**
 * Internal: whether and how a foreign key reaches the database: not at all, or added as NOT VALID and then validated by an
 * asynchronous job.
 *
 * <p>Aurora DSQL has foreign keys since 2026-08-26 and adds one to an existing table in no other form.
 */
public final class DsqlForeignKeyExporter extends StandardForeignKeyExporter {
    private static final Pattern CONSTRAINT_NAME =
            Pattern.compile("\\badd\\s+constraint\\s+(\"(?:[^\"]|\"\")+\"|\\S+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_VALID = Pattern.compile("\\bnot\\s+valid\\s*$", Pattern.CASE_INSENSITIVE);

    private final Supplier<DsqlOptions> options;

    /**
     * Creates the exporter.
     *
     * @param dialect the dialect that it belongs to
     * @param options the options, asked for each foreign key
     */
    public DsqlForeignKeyExporter(Dialect dialect, Supplier<DsqlOptions> options) {
        super(dialect);
        this.options = options;
    }

    @Override
    public String[] getSqlCreateStrings(ForeignKey foreignKey, Metadata metadata, SqlStringGenerationContext context) {
        if (!exported()) {
            return NO_COMMANDS;
        }
        String[] commands = super.getSqlCreateStrings(foreignKey, metadata, context);
        if (commands.length == 0) {
            return NO_COMMANDS;
        }
        String add = withTargetColumns(commands[0], foreignKey, context);
        Matcher name = CONSTRAINT_NAME.matcher(add);
        if (!name.find()) {
            throw new IllegalStateException("No constraint name in: " + add);
        }
        String table = context.format(foreignKey.getTable().getQualifiedTableName());
        return new String[] {
            NOT_VALID.matcher(add).find() ? add : add + " not valid",
            "alter table async " + table + " validate constraint " + name.group(1)
        };
    }

    /**
     * Hibernate names no columns of a primary key, whose order in the database may be another one: it orders those of composite keys
     * when it creates a schema, and not when it updates one.
     */
    private static String withTargetColumns(String add, ForeignKey foreignKey, SqlStringGenerationContext context) {
        if (!foreignKey.isReferenceToPrimaryKey() || foreignKey.getColumnSpan() == 1) {
            return add;
        }
        String references =
                " references " + context.format(foreignKey.getReferencedTable().getQualifiedTableName());
        String columns = foreignKey.getReferencedTable().getPrimaryKey().getColumns().stream()
                .map(column -> column.getQuotedName(context.getDialect()))
                .collect(Collectors.joining(", ", " (", ")"));
        int end = add.indexOf(references) + references.length();
        boolean bare =
                end >= references.length() && !add.substring(end).stripLeading().startsWith("(");
        return bare ? add.substring(0, end) + columns + add.substring(end) : add;
    }

    @Override
    public String[] getSqlDropStrings(ForeignKey foreignKey, Metadata metadata, SqlStringGenerationContext context) {
        return exported() ? super.getSqlDropStrings(foreignKey, metadata, context) : NO_COMMANDS;
    }

    private boolean exported() {
        return options.get().foreignKeys() == ForeignKeys.NOT_VALID;
    }
}
