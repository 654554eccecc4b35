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
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.BasicEntityIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The keys and versions of entities before an attempt, which a stateless session changes in the objects.
 *
 * <p>Run again with a version that an attempt has counted up, an update would be stale.
 */
final class EntityStates {
    private record State(
            Object entity,
            EntityPersister persister,
            @Nullable Object id,
            @Nullable Object version) {
        void restore() {
            if (persister.getIdentifierMapping() instanceof BasicEntityIdentifierMapping mapping) {
                mapping.setIdentifier(entity, id, null);
            }
            if (persister.isVersioned()) {
                persister.setValue(entity, persister.getVersionPropertyIndex(), version);
            }
        }
    }

    private final List<State> states = new ArrayList<>();

    EntityStates(SessionFactoryImplementor factory, List<?> entities) {
        for (Object entity : entities) {
            EntityPersister persister = factory.getMappingMetamodel().findEntityDescriptor(Hibernate.getClass(entity));
            // One that is no entity is refused by the session, with Hibernate's own message.
            if (persister != null) {
                states.add(new State(
                        entity,
                        persister,
                        persister.getIdentifierMapping() instanceof BasicEntityIdentifierMapping mapping
                                ? mapping.getIdentifier(entity)
                                : null,
                        persister.isVersioned() ? persister.getVersion(entity) : null));
            }
        }
    }

    void restore() {
        states.forEach(State::restore);
    }
}
