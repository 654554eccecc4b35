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

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Any;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Collection;
import org.hibernate.mapping.Component;
import org.hibernate.mapping.IdentifierCollection;
import org.hibernate.mapping.IndexedCollection;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.MappedSuperclass;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/** Internal: every basic value of a boot model, once, with the place where it is mapped. */
public final class MappedValues {
    private final Visitor visitor;
    private final Set<Value> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private MappedValues(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Takes one value. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes one value.
         *
         * @param place the entity and the path of the attribute, as in {@code com.example.Owner.address.kind}
         * @param value the value
         */
        void visit(String place, BasicValue value);
    }

    /**
     * Visits the values of a model.
     *
     * @param metadata the model, bound and with its types resolved
     * @param visitor what takes them
     */
    public static void visit(MetadataImplementor metadata, Visitor visitor) {
        MappedValues values = new MappedValues(visitor);
        metadata.getEntityBindings().forEach(values::entity);
        metadata.getCollectionBindings().forEach(values::collection);
        superclasses(metadata).forEach(values::mappedSuperclass);
    }

    /** Found through the entities: the model's own list of them fails while there is none. */
    private static Set<MappedSuperclass> superclasses(MetadataImplementor metadata) {
        Set<MappedSuperclass> superclasses = new LinkedHashSet<>();
        for (PersistentClass entity : metadata.getEntityBindings()) {
            MappedSuperclass superclass = entity.getSuperMappedSuperclass();
            while (superclass != null && superclasses.add(superclass)) {
                superclass = superclass.getSuperMappedSuperclass();
            }
        }
        return superclasses;
    }

    private void entity(PersistentClass entity) {
        String name = entity.getEntityName();
        Property identifier = entity.getIdentifierProperty();
        value(identifier == null ? name + ".id" : name + "." + identifier.getName(), entity.getIdentifier());
        value(name + " (key)", entity.getKey());
        value(name + " (discriminator)", entity.getDiscriminator());
        property(name, entity.getVersion());
        component(name, entity.getIdentifierMapper());
        properties(name, entity.getProperties());
        for (Join join : entity.getJoins()) {
            value(name + " (key of " + join.getTable().getName() + ")", join.getKey());
            properties(name, join.getProperties());
        }
    }

    private void mappedSuperclass(MappedSuperclass superclass) {
        String name = superclass.getMappedClass().getName();
        declared(name, superclass.getDeclaredIdentifierProperty());
        declared(name, superclass.getDeclaredVersion());
        superclass.getDeclaredProperties().forEach(property -> declared(name, property));
    }

    /** An attribute whose type is a type variable has a column in the entities only, where its type is known. */
    private void declared(String owner, @Nullable Property property) {
        if (property != null && !property.isGeneric()) {
            property(owner, property);
        }
    }

    private void collection(Collection collection) {
        String role = collection.getRole();
        value(role + " (key)", collection.getKey());
        value(role + " (element)", collection.getElement());
        if (collection instanceof IndexedCollection indexed) {
            value(role + " (index)", indexed.getIndex());
        }
        if (collection instanceof IdentifierCollection bag) {
            value(role + " (row id)", bag.getIdentifier());
        }
    }

    private void properties(String owner, List<Property> properties) {
        properties.forEach(property -> property(owner, property));
    }

    private void property(String owner, @Nullable Property property) {
        if (property != null) {
            value(owner + "." + property.getName(), property.getValue());
        }
    }

    private void component(String place, @Nullable Component component) {
        if (component != null && seen.add(component)) {
            value(place + " (discriminator)", component.getDiscriminator());
            properties(place, component.getProperties());
        }
    }

    private void value(String place, @Nullable Value value) {
        if (value instanceof Component component) {
            component(place, component);
        } else if (value instanceof Any any) {
            value(place + " (discriminator)", any.getDiscriminatorDescriptor());
            value(place + " (key)", any.getKeyDescriptor());
        } else if (value instanceof BasicValue basic && seen.add(basic)) {
            visitor.visit(place, basic);
        }
    }
}
