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
package io.github.dsql.hibernate.mapping;

import io.github.dsql.hibernate.schema.ServiceNames;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Whether two names of a model are the same once Aurora DSQL has cut them to 63 bytes, which it does silently (2026-10). */
final class CutNames implements Rule {
    static final Code SAME_NAME = Code.error(
            "names-cut-alike",
            "The service cuts a name to 63 bytes without a word: of two names that differ only behind that, one table, column or index"
                    + " is taken for the other (2026-10). This is looked for even with mapping_review=off.",
            "@Table(name = \"a name of more than sixty-three bytes that ends in _1\"), and another one that ends in _2",
            "make them differ before that");

    @Override
    public List<Code> codes() {
        return List.of(SAME_NAME);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        Names names = new Names(model, findings, new HashMap<>());
        model.metadata.collectTableMappings().stream()
                .filter(Table::isPhysicalTable)
                .sorted(Comparator.comparing(Table::getName))
                .forEach(names::table);
    }

    /** What has a name, in words, and the name before it is cut. */
    private record Named(String what, String name) {}

    /** The names taken so far. */
    private record Names(BootModel model, Findings findings, Map<List<@Nullable String>, Named> taken) {
        void table(Table table) {
            relation(table, "the table", table.getNameIdentifier());
            for (Index index : table.getIndexes().values()) {
                relation(table, "the index", Identifier.toIdentifier(index.getName()));
            }
            for (UniqueKey key : table.getUniqueKeys().values()) {
                if (!key.getColumns().isEmpty()) {
                    relation(table, "the unique key", Identifier.toIdentifier(key.getName()));
                }
            }
            Map<String, String> columns = new HashMap<>();
            for (Column column : table.getColumns()) {
                String name = Identifier.toIdentifier(column.getName(), column.isQuoted())
                        .getCanonicalName();
                String other = columns.putIfAbsent(ServiceNames.cut(name), name);
                if (other != null) {
                    problem(
                            table,
                            "the columns '" + other + "' and '" + name + "' of the table '" + table.getName() + "'");
                }
            }
        }

        /** Tables and indexes share one space of names in their schema. */
        private void relation(Table table, String what, @Nullable Identifier identifier) {
            if (identifier != null) {
                String name = identifier.getCanonicalName();
                Named named = new Named(what, name);
                Named other = taken.putIfAbsent(Arrays.asList(table.getSchema(), ServiceNames.cut(name)), named);
                if (other != null && !other.name.equals(name)) {
                    problem(table, other.what + " '" + other.name + "' and " + what + " '" + name + "'");
                }
            }
        }

        private void problem(Table table, String names) {
            findings.add(
                    SAME_NAME,
                    model.owner(table),
                    names + " are the same for Aurora DSQL, which cuts a name to 63 bytes");
        }
    }
}
