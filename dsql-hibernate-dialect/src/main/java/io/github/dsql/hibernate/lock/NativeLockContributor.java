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
package io.github.dsql.hibernate.lock;

import io.github.dsql.hibernate.DsqlDialect;
import io.github.dsql.hibernate.boot.HibernateVersion;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.engine.query.spi.NativeQueryInterpreter;
import org.hibernate.engine.query.spi.NativeQueryInterpreterInitiator;
import org.hibernate.service.spi.SessionFactoryServiceContributor;
import org.hibernate.service.spi.SessionFactoryServiceInitiator;
import org.hibernate.service.spi.SessionFactoryServiceInitiatorContext;
import org.hibernate.service.spi.SessionFactoryServiceRegistryBuilder;

/** Internal: brings the locks of native queries into a session factory on Aurora DSQL. */
public final class NativeLockContributor implements SessionFactoryServiceContributor {
    /** Creates the contributor; called by Hibernate. */
    public NativeLockContributor() {}

    @Override
    public void contribute(SessionFactoryServiceRegistryBuilder builder) {
        if (HibernateVersion.refusal().isEmpty()) {
            builder.addInitiator(new Initiator());
        }
    }

    /** Leaves native queries on other databases as they are. */
    private static final class Initiator implements SessionFactoryServiceInitiator<NativeQueryInterpreter> {
        @Override
        public NativeQueryInterpreter initiateService(SessionFactoryServiceInitiatorContext context) {
            NativeQueryInterpreter standard = NativeQueryInterpreterInitiator.INSTANCE.initiateService(context);
            Dialect dialect = context.getServiceRegistry()
                    .requireService(JdbcServices.class)
                    .getDialect();
            return dialect instanceof DsqlDialect dsql
                    ? new LockingNativeQueryInterpreter(standard, dsql.locks())
                    : standard;
        }

        @Override
        public Class<NativeQueryInterpreter> getServiceInitiated() {
            return NativeQueryInterpreter.class;
        }
    }
}
