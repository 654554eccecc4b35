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

import io.github.dsql.hibernate.schema.catalog.CatalogColumn;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.DenormalizedTable;
import org.hibernate.mapping.Table;
import org.jspecify.annotations.Nullable;

/** Internal: which rows have the keys of a generator. A table tells its generators by the statements that reset them. */
final class GeneratorOwners {
    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8", "numeric");

    private final Scope scope;
    private final List<Table> tables;

    GeneratorOwners(Scope scope, List<Table> tables) {
        this.scope = scope;
        this.tables = tables;
    }

    /**
     * Returns the greatest key that a row has of those for which a generator is mapped.
     *
     * @param generator the sequence or table as it is written in a statement
     * @return the key, or null if there is no row
     */
    @Nullable
    String greatestKey(String generator) {
        return tables.stream()
                .filter(table -> uses(table, generator))
                .map(this::greatestKey)
                .filter(key -> key != null)
                .map(BigInteger::new)
                .max(BigInteger::compareTo)
                .map(BigInteger::toString)
                .orElse(null);
    }

    /** A table generator tells its own table only, so that it may be that of every key whose generator is not told. */
    private boolean uses(Table table, String generator) {
        boolean untold = resets(table).isEmpty()
                && table.getColumns().stream().noneMatch(Column::isIdentity)
                && tables.stream().anyMatch(other -> scope.sql(other).equals(generator) && resetsOf(other, generator));
        return untold || resetsOf(table, generator);
    }

    private boolean resetsOf(Table table, String generator) {
        Pattern reset = Pattern.compile(
                "^(?:alter sequence|update) " + Pattern.quote(generator) + " .*", Pattern.CASE_INSENSITIVE);
        return resets(table).stream().anyMatch(sql -> reset.matcher(sql).matches());
    }

    private List<String> resets(Table table) {
        return withRoots(table).stream()
                .flatMap(owner -> owner.getResetCommands(scope.context()).stream())
                .flatMap(command -> Arrays.stream(command.initCommands()))
                .toList();
    }

    /** Of an abstract root whose subclasses have a table each, the generator is that of all of them. */
    private static Set<Table> withRoots(Table table) {
        Set<Table> owners = new LinkedHashSet<>();
        owners.add(table);
        Table root = table;
        while (root instanceof DenormalizedTable subclass) {
            root = subclass.getIncludedTable();
            owners.add(root);
        }
        return owners;
    }

    private @Nullable String greatestKey(Table table) {
        CatalogTable known = scope.known(table);
        if (known == null || !table.hasPrimaryKey() || table.getPrimaryKey().getColumnSpan() != 1) {
            return null;
        }
        Column key = table.getPrimaryKey().getColumn(0);
        CatalogColumn existing = known.column(scope.stored(key));
        return existing == null || !INTEGERS.contains(existing.typeName())
                ? null
                : scope.probe().value("select trunc(max(" + scope.sql(key) + ")) from " + scope.sql(table));
    }
}
