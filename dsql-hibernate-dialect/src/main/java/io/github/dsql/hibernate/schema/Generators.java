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

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.boot.model.relational.SqlStringGenerationContext;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.DenormalizedTable;
import org.hibernate.mapping.Table;

/** Internal: which generators start again when tables are emptied. */
final class Generators {
    private Generators() {}

    /**
     * The statements that let generators start again, without those that tables with rows go on using.
     *
     * <p>Hibernate asks the tables with a name of their own only, and so passes over the generator of an abstract root whose
     * subclasses have a table each.
     */
    static Set<String> resets(Collection<Table> emptied, Collection<Table> kept, SqlStringGenerationContext context) {
        Set<String> resets = resets(emptied, context);
        resets.removeAll(resets(kept, context));
        return resets;
    }

    /** The statements that let the identity columns of a table start again. */
    static List<String> identityRestarts(TruncationPlan.Step step, Dialect dialect) {
        return step.table().getColumns().stream()
                .filter(Column::isIdentity)
                .map(column ->
                        "alter table " + step.name() + " alter column " + column.getQuotedName(dialect) + " restart")
                .toList();
    }

    private static Set<String> resets(Collection<Table> tables, SqlStringGenerationContext context) {
        Set<Table> owners = new LinkedHashSet<>();
        for (Table table : tables) {
            owners.add(table);
            Table root = table;
            while (root instanceof DenormalizedTable subclass) {
                root = subclass.getIncludedTable();
                if (!root.isPhysicalTable()) {
                    owners.add(root);
                }
            }
        }
        Set<String> resets = new LinkedHashSet<>();
        owners.forEach(owner -> owner.getResetCommands(context)
                .forEach(command -> resets.addAll(Arrays.asList(command.initCommands()))));
        return resets;
    }
}
