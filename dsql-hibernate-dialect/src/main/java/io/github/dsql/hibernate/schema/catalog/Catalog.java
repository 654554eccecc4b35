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
package io.github.dsql.hibernate.schema.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what the schemas that were asked for contained at one moment.
 *
 * @param currentSchema the schema of unqualified names, or null if there is none
 * @param schemas every schema of the database
 * @param tables the tables and views, by name
 * @param sequences the sequences, those of identity columns included, by name
 * @param others the functions, procedures and domains
 * @param jobs the index builds and validations that were running
 */
public record Catalog(
        @Nullable String currentSchema,
        Set<String> schemas,
        Map<CatalogName, CatalogTable> tables,
        Map<CatalogName, CatalogSequence> sequences,
        Set<CatalogName> others,
        List<CatalogJob> jobs) {
    /** Keeps copies. */
    public Catalog {
        schemas = Set.copyOf(schemas);
        tables = Map.copyOf(tables);
        sequences = Map.copyOf(sequences);
        others = Set.copyOf(others);
        jobs = List.copyOf(jobs);
    }

    /**
     * Returns a table or view.
     *
     * @param name its name
     * @return the table, or null if there is none
     */
    public @Nullable CatalogTable table(CatalogName name) {
        return tables.get(name);
    }

    /**
     * Returns a sequence.
     *
     * @param name its name
     * @return the sequence, or null if there is none
     */
    public @Nullable CatalogSequence sequence(CatalogName name) {
        return sequences.get(name);
    }
}
