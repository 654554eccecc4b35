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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.boot.model.naming.Identifier;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;
import org.jspecify.annotations.Nullable;

/** Internal: whether two names of a model are the same once Aurora DSQL has cut them to 63 bytes, which it does silently (2026-10). */
public final class NameReview {
    private final Map<List<@Nullable String>, Named> taken = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    private NameReview() {}

    /** What has a name, in words, and the name before it is cut. */
    private record Named(String what, String name) {}

    /**
     * Returns a problem for each pair of names that are the same once cut.
     *
     * @param metadata the model, bound
     * @return the problems, empty if there is none
     */
    public static List<String> review(MetadataImplementor metadata) {
        NameReview review = new NameReview();
        for (Table table : metadata.collectTableMappings()) {
            if (table.isPhysicalTable()) {
                review.table(table);
            }
        }
        return review.problems;
    }

    private void table(Table table) {
        relation(table, "the table", table.getNameIdentifier());
        for (Index index : table.getIndexes().values()) {
            relation(table, "the index", Identifier.toIdentifier(index.getName()));
        }
        for (UniqueKey key : table.getUniqueKeys().values()) {
            relation(table, "the unique key", Identifier.toIdentifier(key.getName()));
        }
        Map<String, String> columns = new HashMap<>();
        for (Column column : table.getColumns()) {
            String name =
                    Identifier.toIdentifier(column.getName(), column.isQuoted()).getCanonicalName();
            String other = columns.putIfAbsent(ServiceNames.cut(name), name);
            if (other != null) {
                problem("the columns '" + other + "' and '" + name + "' of the table '" + table.getName() + "'");
            }
        }
    }

    /** Tables and indexes share one space of names in their schema. */
    private void relation(Table table, String what, Identifier identifier) {
        String name = identifier.getCanonicalName();
        Named named = new Named(what, name);
        Named other = taken.putIfAbsent(Arrays.asList(table.getSchema(), ServiceNames.cut(name)), named);
        if (other != null && !other.name.equals(name)) {
            problem(other.what + " '" + other.name + "' and " + what + " '" + name + "'");
        }
    }

    private void problem(String names) {
        problems.add(
                names + " are the same for Aurora DSQL, which cuts a name to 63 bytes; make them differ before that");
    }
}
