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
package io.github.dsql.hibernate.conflict;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.boot.HibernateVersion;
import java.util.Objects;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.service.spi.SessionFactoryServiceContributor;
import org.hibernate.service.spi.SessionFactoryServiceInitiator;
import org.hibernate.service.spi.SessionFactoryServiceInitiatorContext;
import org.hibernate.service.spi.SessionFactoryServiceRegistryBuilder;

/** Internal: makes a conflict at COMMIT a {@link DsqlConflictException}, found by Hibernate through its service loader. */
public final class ConflictServiceContributor implements SessionFactoryServiceContributor {
    /** Called by the service loader. */
    public ConflictServiceContributor() {}

    @Override
    public void contribute(SessionFactoryServiceRegistryBuilder builder) {
        if (HibernateVersion.refusal().isEmpty()) {
            builder.addInitiator(new Initiator());
        }
    }

    /** Puts the translation of COMMIT errors around whatever coordinator the user's settings chose, on Aurora DSQL alone. */
    private static final class Initiator implements SessionFactoryServiceInitiator<TransactionCoordinatorBuilder> {
        @Override
        public TransactionCoordinatorBuilder initiateService(SessionFactoryServiceInitiatorContext context) {
            ServiceRegistryImplementor registry = context.getServiceRegistry();
            TransactionCoordinatorBuilder chosen = Objects.requireNonNull(registry.getParentServiceRegistry())
                    .requireService(TransactionCoordinatorBuilder.class);
            boolean dsql = registry.requireService(JdbcServices.class).getDialect() instanceof DsqlDialect;
            // With JTA the transaction manager commits; Hibernate never sees the error.
            return dsql && !chosen.isJta() ? new CommitTranslatingBuilder(chosen, registry) : chosen;
        }

        @Override
        public Class<TransactionCoordinatorBuilder> getServiceInitiated() {
            return TransactionCoordinatorBuilder.class;
        }
    }
}
