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
package io.github.dsql.hibernate.it.scenario.model;

import jakarta.persistence.Entity;
import java.util.List;
import java.util.stream.Stream;

/** Lists every entity of the model. */
public final class LargeModel {
    private static final List<Class<?>> AREAS = List.of(
            Zoo.class,
            Payments.class,
            Vehicles.class,
            Shop.class,
            Collections.class,
            People.class,
            Keys.class,
            Enums.class,
            Types.class,
            Features.class);

    private LargeModel() {}

    /** Returns all classes to register: the entities and the mapped superclasses. */
    public static Class<?>[] classes() {
        return AREAS.stream()
                .flatMap(area -> Stream.of(area.getDeclaredClasses()))
                .filter(type -> type.isAnnotationPresent(Entity.class)
                        || type.isAnnotationPresent(jakarta.persistence.MappedSuperclass.class))
                .toArray(Class<?>[]::new);
    }
}
