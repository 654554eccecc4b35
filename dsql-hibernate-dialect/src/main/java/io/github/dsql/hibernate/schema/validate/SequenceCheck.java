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
package io.github.dsql.hibernate.schema.validate;

import io.github.dsql.hibernate.schema.catalog.CatalogName;
import io.github.dsql.hibernate.schema.catalog.CatalogSequence;
import io.github.dsql.hibernate.schema.migrate.Scope;
import java.util.List;
import org.hibernate.boot.model.relational.Sequence;
import org.jspecify.annotations.Nullable;

/** Internal: whether a sequence is there and counts in the steps of the mapping. */
final class SequenceCheck {
    private final Scope scope;
    private final List<String> searchPath;
    private final List<String> errors;

    SequenceCheck(Scope scope, List<String> searchPath, List<String> errors) {
        this.scope = scope;
        this.searchPath = searchPath;
        this.errors = errors;
    }

    void check(Sequence sequence) {
        CatalogSequence known = known(sequence);
        if (known == null) {
            String[] statements = scope.dialect()
                    .getSequenceExporter()
                    .getSqlCreateStrings(sequence, scope.metadata(), scope.context());
            errors.add("Schema validation: missing sequence [" + sequence.getName() + "]. Create it: "
                    + String.join("; ", statements));
        } else if (known.increment() > 0 && known.increment() != sequence.getIncrementSize()) {
            errors.add("Schema validation: sequence [" + sequence.getName()
                    + "] defined inconsistent increment-size; found [" + known.increment() + "] but expecting ["
                    + sequence.getIncrementSize() + "]. Set the allocation size of the mapping to " + known.increment()
                    + ", or let hibernate.hbm2ddl.auto=update change the sequence.");
        }
    }

    private @Nullable CatalogSequence known(Sequence sequence) {
        CatalogName name = scope.name(sequence.getName());
        CatalogSequence known = scope.catalog().sequence(name);
        if (known == null
                && scope.context().schemaWithDefault(sequence.getName().getSchemaName()) == null) {
            for (String schema : searchPath) {
                known = known == null ? scope.catalog().sequence(new CatalogName(schema, name.name())) : known;
            }
        }
        return known;
    }
}
