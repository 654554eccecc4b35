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
