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
package io.github.dsql.hibernate.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.CompositeIdentifierMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.CommonQueryContract;
import org.jspecify.annotations.Nullable;

/** The HQL that goes through the entities of a type in the order of their primary keys, whatever these are made of. */
final class KeyOrder {
    static final String PREFIX = "batch";
    static final String KEYS = PREFIX + "Keys";

    /** The key as a whole, in HQL. */
    static final String KEY = "id(e)";

    /** One basic part of a key: its path in HQL, and how to get it from a key. */
    private record Part(String path, Getter getter) {}

    @FunctionalInterface
    private interface Getter {
        @Nullable
        Object of(Object key);
    }

    private final EntityPersister entity;
    private final List<Part> parts = new ArrayList<>();

    private KeyOrder(EntityPersister entity) {
        this.entity = entity;
    }

    static KeyOrder of(EntityPersister entity) {
        EntityIdentifierMapping id = entity.getIdentifierMapping();
        KeyOrder order = new KeyOrder(entity);
        if (id instanceof CompositeIdentifierMapping composite) {
            String prefix = id instanceof NonAggregatedIdentifierMapping ? "e" : "e." + id.getAttributeName();
            EmbeddableMappingType type = composite.getMappedIdEmbeddableTypeDescriptor();
            order.addParts(prefix, type, value -> value);
        } else {
            order.parts.add(new Part(KEY, value -> value));
        }
        return order;
    }

    private void addParts(String prefix, EmbeddableMappingType type, Getter owner) {
        type.forEachAttributeMapping((position, attribute) -> addParts(prefix, attribute, owner));
    }

    private void addParts(String prefix, AttributeMapping attribute, Getter owner) {
        String path = prefix + "." + attribute.getAttributeName();
        Getter getter = key -> {
            Object value = owner.of(key);
            return value == null
                    ? null
                    : attribute.getPropertyAccess().getGetter().get(value);
        };
        if (attribute instanceof BasicValuedModelPart) {
            parts.add(new Part(path, getter));
        } else if (attribute.getMappedType() instanceof EmbeddableMappingType nested) {
            addParts(path, nested, getter);
        } else {
            throw new IllegalArgumentException(
                    "The key of " + entity.getEntityName() + " contains the association '"
                            + attribute.getAttributeName()
                            + "', by which HQL cannot go through it in order: read the entities, and give them to update or delete as a stream");
        }
    }

    /** What to order by. */
    String parts() {
        StringJoiner columns = new StringJoiner(", ");
        parts.forEach(part -> columns.add(part.path()));
        return columns.toString();
    }

    /** The keys behind the one that is bound: greater in the first part, or equal in it and greater in the second, and so on. */
    String after() {
        StringJoiner alternatives = new StringJoiner(" or ", "(", ")");
        for (int i = 0; i < parts.size(); i++) {
            StringJoiner alternative = new StringJoiner(" and ", "(", ")");
            for (int j = 0; j < i; j++) {
                alternative.add(parts.get(j).path() + " = :" + PREFIX + j);
            }
            alternatives.add(
                    alternative.add(parts.get(i).path() + " > :" + PREFIX + i).toString());
        }
        return alternatives.toString();
    }

    void bind(Object lastKey, CommonQueryContract query) {
        for (int i = 0; i < parts.size(); i++) {
            query.setParameter(PREFIX + i, parts.get(i).getter().of(lastKey));
        }
    }
}
