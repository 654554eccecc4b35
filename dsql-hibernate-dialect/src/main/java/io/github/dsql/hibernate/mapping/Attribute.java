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

import org.hibernate.mapping.Collection;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.Property;
import org.hibernate.mapping.Value;
import org.jspecify.annotations.Nullable;

/**
 * One value of a boot model and where it is mapped.
 *
 * @param place entity and path, as in {@code com.example.Owner.address.city}, or the role of a collection and the part of it
 * @param value the value: basic, embedded, to-one or any
 * @param property the property, null for a key, a discriminator or a part of a collection
 * @param entity the entity that has it, null for a collection
 * @param collection the collection that has it, null for an entity
 */
record Attribute(
        String place,
        Value value,
        @Nullable Property property,
        @Nullable PersistentClass entity,
        @Nullable Collection collection) {}
