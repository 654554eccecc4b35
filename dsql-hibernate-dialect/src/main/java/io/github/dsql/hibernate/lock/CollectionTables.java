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
package io.github.dsql.hibernate.lock;

import java.util.ArrayList;
import java.util.List;
import org.hibernate.metamodel.mapping.EntityMappingType;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.query.sqm.mutation.internal.SqmMutationStrategyHelper;

/** Finds the collections whose tables hold rows that belong to an entity. */
final class CollectionTables {
    private CollectionTables() {}

    /** Returns every collection of an entity, of its embeddables and of its subclasses. */
    static List<PluralAttributeMapping> of(EntityMappingType entity) {
        List<PluralAttributeMapping> collections = new ArrayList<>();
        SqmMutationStrategyHelper.visitCollectionTables(entity, collections::add);
        return collections;
    }

    static String name(PluralAttributeMapping collection) {
        return collection.getKeyDescriptor().getKeyTable();
    }
}
