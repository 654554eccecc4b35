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

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.mapping.MappingReview;
import io.github.dsql.hibernate.sql.InsertGeneratedValues;
import io.github.dsql.hibernate.sql.UpsertRefusal;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/** Reviews the model of a session factory on Aurora DSQL and adds what is done by listeners; leaves those on other databases alone. */
public final class DsqlIntegrator implements Integrator {
    /** Called by Hibernate through the service loader. */
    public DsqlIntegrator() {}

    @Override
    public void integrate(
            Metadata metadata, BootstrapContext bootstrapContext, SessionFactoryImplementor sessionFactory) {
        if (metadata.getDatabase().getDialect() instanceof DsqlDialect) {
            MappingReview.of(metadata, sessionFactory.getServiceRegistry());
            BootModels.remember(sessionFactory, metadata);
            sessionFactory
                    .getServiceRegistry()
                    .requireService(EventListenerRegistry.class)
                    .appendListeners(EventType.PRE_UPSERT, new UpsertRefusal(), new InsertGeneratedValues());
        }
    }

    /**
     * Leaves everything as it is: Hibernate 6 has no default for this.
     *
     * @param sessionFactory the session factory
     * @param serviceRegistry its services
     */
    @SuppressWarnings("MissingOverride") // Hibernate 8 may do without it.
    public void disintegrate(SessionFactoryImplementor sessionFactory, SessionFactoryServiceRegistry serviceRegistry) {}
}
