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
package io.github.dsql.hibernate.boot;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.service.Service;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** Internal: remembers the mapping that a session factory was built from, for as long as its services live. */
@SuppressWarnings("serial") // Every service of Hibernate is declared serializable; none is serialized.
public final class BootModels implements Service {
    private final Map<String, MetadataImplementor> mappings = new ConcurrentHashMap<>();

    private BootModels() {}

    /** What adds it to the services of a unit. */
    static final class Initiator implements StandardServiceInitiator<BootModels> {
        @Override
        public Class<BootModels> getServiceInitiated() {
            return BootModels.class;
        }

        @Override
        public BootModels initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
            return new BootModels();
        }
    }

    static void remember(SessionFactoryImplementor factory, Metadata mapping) {
        if (mapping instanceof MetadataImplementor implementor) {
            factory.getServiceRegistry()
                    .requireService(BootModels.class)
                    .mappings
                    .put(factory.getUuid(), implementor);
        }
    }

    /**
     * Returns the mapping of a session factory.
     *
     * @param factory the session factory
     * @return the mapping that it was built from
     * @throws IllegalArgumentException if the factory is not on Aurora DSQL
     */
    public static MetadataImplementor of(SessionFactoryImplementor factory) {
        MetadataImplementor mapping = factory.getServiceRegistry()
                .requireService(BootModels.class)
                .mappings
                .get(factory.getUuid());
        if (mapping == null) {
            throw new IllegalArgumentException("The session factory " + factory.getName()
                    + " is not on Aurora DSQL, or was built without the integrators of the class path.");
        }
        return mapping;
    }
}
