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

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IdentifierCollection;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Every value of a boot model with the place where it is mapped: those of entities, embeddables, secondary tables and collections. */
final class Attributes {
    private final List<Attribute> found = new ArrayList<>();
    private @Nullable PersistentClass entity;
    private @Nullable Collection collection;

    private Attributes() {}

    static List<Attribute> of(MetadataImplementor metadata) {
        Attributes attributes = new Attributes();
        metadata.getEntityBindings().stream()
                .sorted(Comparator.comparing(PersistentClass::getEntityName))
                .forEach(attributes::entity);
        attributes.entity = null;
        metadata.getCollectionBindings().stream()
                .sorted(Comparator.comparing(Collection::getRole))
                .forEach(attributes::collection);
        return List.copyOf(attributes.found);
    }

    private void entity(PersistentClass mapped) {
        entity = mapped;
        String name = mapped.getEntityName();
        Property identifier = mapped.getIdentifierProperty();
        value(identifier == null ? name : name + "." + identifier.getName(), mapped.getIdentifier(), identifier);
        if (mapped.getKey() != mapped.getIdentifier()) {
            value(name + " (key)", mapped.getKey(), null);
        }
        value(name + " (discriminator)", mapped.getDiscriminator(), null);
        if (mapped.getIdentifierMapper() != null) {
            value(name, mapped.getIdentifierMapper(), null);
        }
        properties(name, mapped.getProperties());
        for (Join join : mapped.getJoins()) {
            value(name + " (key of " + join.getTable().getName() + ")", join.getKey(), null);
            properties(name, join.getProperties());
        }
    }

    private void collection(Collection mapped) {
        collection = mapped;
        String role = mapped.getRole();
        value(role + " (key)", mapped.getKey(), null);
        value(role, mapped.getElement(), null);
        if (mapped instanceof IndexedCollection indexed) {
            value(role + " (index)", indexed.getIndex(), null);
        }
        if (mapped instanceof IdentifierCollection bag) {
            value(role + " (row id)", bag.getIdentifier(), null);
        }
    }

    private void properties(String owner, List<Property> properties) {
        for (Property property : properties) {
            if (entity != null && property.getValue() == entity.getIdentifierMapper()) {
                continue; // The parts of an id class, which are attributes of the entity itself.
            }
            value(owner + "." + property.getName(), property.getValue(), property);
        }
    }

    private void value(String place, @Nullable Value value, @Nullable Property property) {
        if (value != null) {
            found.add(new Attribute(place, value, property, entity, collection));
            if (value instanceof Component component) {
                if (component.getDiscriminator() != null) {
                    value(place + " (discriminator)", component.getDiscriminator(), null);
                }
                properties(place, component.getProperties());
            }
        }
    }
}
