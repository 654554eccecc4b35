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

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.Sequence;
import org.hibernate.mapping.Table;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.SchemaFilter;

/**
 * Internal: what of a mapping a schema action is about, after its filters.
 *
 * @param namespaces the schemas
 * @param tables the tables and views
 * @param sequences the sequences
 */
public record MappedObjects(Set<Namespace> namespaces, List<Table> tables, List<Sequence> sequences) {
    /**
     * Applies the filters.
     *
     * @param metadata the mapping
     * @param filter the filter of schemas, tables and sequences
     * @param matcher the filter by contributor
     * @return what is left
     */
    public static MappedObjects of(Metadata metadata, SchemaFilter filter, ContributableMatcher matcher) {
        Set<Namespace> namespaces = new LinkedHashSet<>();
        List<Table> tables = new ArrayList<>();
        List<Sequence> sequences = new ArrayList<>();
        for (Namespace namespace : metadata.getDatabase().getNamespaces()) {
            if (filter.includeNamespace(namespace)) {
                namespaces.add(namespace);
                namespace.getTables().stream()
                        .filter(table ->
                                table.isPhysicalTable() && filter.includeTable(table) && matcher.matches(table))
                        .forEach(tables::add);
                namespace.getSequences().forEach(sequence -> {
                    if (filter.includeSequence(sequence) && matcher.matches(sequence)) {
                        sequences.add(sequence);
                    }
                });
            }
        }
        return new MappedObjects(namespaces, tables, sequences);
    }
}
