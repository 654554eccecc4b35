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
import java.util.Collection;
import java.util.List;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.InitCommand;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.internal.StandardTableCleaner;

/**
 * Internal: what empties tables for whoever asks the dialect and not the schema tool: plain deletes, those of referencing
 * tables first.
 */
public final class DsqlTableCleaner extends StandardTableCleaner {
    /**
     * Creates the cleaner.
     *
     * @param dialect the dialect that it belongs to
     */
    public DsqlTableCleaner(Dialect dialect) {
        super(dialect);
    }

    @Override
    public String[] getSqlTruncateStrings(
            Collection<Table> tables, Metadata metadata, SqlStringGenerationContext context) {
        List<String> statements = new ArrayList<>();
        for (TruncationPlan.Step step :
                TruncationPlan.of(tables, List.of(), context).steps()) {
            statements.add("delete from " + step.name());
        }
        for (Table table : tables) {
            for (InitCommand command : table.getInitCommands(context)) {
                statements.addAll(List.of(command.initCommands()));
            }
        }
        return statements.toArray(String[]::new);
    }
}
