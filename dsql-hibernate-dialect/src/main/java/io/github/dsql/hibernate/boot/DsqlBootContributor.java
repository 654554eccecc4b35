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
import java.util.Map;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.boot.registry.classloading.spi.ClassLoaderService;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.service.spi.ServiceContributor;

/**
 * Internal: what has to be known before the first connection is opened.
 *
 * <p>Hibernate asks no resolver for a dialect when it must not look at the database
 * ({@code hibernate.boot.allow_jdbc_metadata_access=false}); a DSQL URL then sets the dialect here. What is wrong with the
 * settings of this library is refused here where the dialect is known already, and an old Hibernate, which would fail with an error that
 * names a missing method. An isolation level is set aside, since the connection pool would fail on it before it can be reported.
 */
public final class DsqlBootContributor implements ServiceContributor {
    /** Called by Hibernate through the service loader. */
    public DsqlBootContributor() {}

    @Override
    public void contribute(StandardServiceRegistryBuilder builder) {
        builder.addInitiator(new BootModels.Initiator());
        Map<String, Object> settings = builder.getSettings();
        Object dialect = BootSettings.dialect(settings);
        boolean endpoint = DsqlEndpoint.isDsql(DsqlEndpoint.configuredUrl(settings));
        if (dialect == null ? endpoint : isDsql(dialect, builder)) {
            HibernateVersion.require();
            DsqlOptions.check(settings);
            IsolationSetting.setAside(settings);
        } else if (dialect != null && endpoint) {
            WrongDialect.warn(dialect);
        }
        if (dialect == null
                && endpoint
                && BootSettings.mustNotConnect(settings)
                && settings.get(JdbcSettings.DIALECT_RESOLVERS) == null) {
            builder.applySetting(JdbcSettings.DIALECT, DsqlDialect.class.getName());
        }
    }

    private static boolean isDsql(Object dialect, StandardServiceRegistryBuilder builder) {
        return BootSettings.isDsql(
                dialect, builder.getBootstrapServiceRegistry().getService(ClassLoaderService.class));
    }
}
