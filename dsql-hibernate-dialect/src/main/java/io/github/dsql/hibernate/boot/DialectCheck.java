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
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/** Internal: whether the user has configured the wrong dialect for what a pool or another name of the host hides. */
public final class DialectCheck implements Integrator {
    /** Called by Hibernate through the service loader. */
    public DialectCheck() {}

    @Override
    public void integrate(
            Metadata metadata, BootstrapContext bootstrapContext, SessionFactoryImplementor sessionFactory) {
        Map<String, Object> settings = sessionFactory
                .getServiceRegistry()
                .requireService(ConfigurationService.class)
                .getSettings();
        JdbcServices services = sessionFactory.getServiceRegistry().requireService(JdbcServices.class);
        if (HibernateVersion.refusal().isEmpty() && WrongDialect.isSuspect(services.getDialect(), settings)) {
            WrongDialect.warnIfDsql(services.getBootstrapJdbcConnectionAccess(), services.getDialect(), settings);
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
