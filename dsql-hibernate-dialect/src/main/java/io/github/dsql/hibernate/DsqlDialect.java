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
package io.github.dsql.hibernate;

import io.github.dsql.hibernate.boot.DsqlOptions;
import java.util.Map;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.dialect.PostgreSQLDriverKind;
import org.hibernate.engine.config.spi.ConfigurationService;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;
import org.hibernate.service.ServiceRegistry;

/** SQL dialect of Amazon Aurora DSQL: PostgreSQL 16 as far as the service speaks it, and the service's own ways beyond. */
public class DsqlDialect extends PostgreSQLDialect {
    /** The PostgreSQL version that Aurora DSQL presents ({@code server_version} 16.15, 2026-10). */
    private static final DatabaseVersion POSTGRESQL_16 = DatabaseVersion.make(16);

    private DsqlOptions options = DsqlOptions.DEFAULTS;

    /** Creates the dialect without a connection, with every setting at its default until the types are contributed. */
    public DsqlDialect() {
        super(POSTGRESQL_16);
    }

    /**
     * Creates the dialect for a database that Hibernate has connected to.
     *
     * @param info what the connection and the configuration say
     * @throws org.hibernate.HibernateException if a setting of {@link DsqlSettings} is not valid
     */
    public DsqlDialect(DialectResolutionInfo info) {
        super(POSTGRESQL_16, PostgreSQLDriverKind.PG_JDBC);
        options = DsqlOptions.from(info.getConfigurationValues());
    }

    @Override
    public void contributeTypes(TypeContributions typeContributions, ServiceRegistry serviceRegistry) {
        // Called on every boot, with or without a connection, before anything is asked that depends on a setting.
        Map<String, Object> settings =
                serviceRegistry.requireService(ConfigurationService.class).getSettings();
        options = DsqlOptions.from(settings);
        super.contributeTypes(typeContributions, serviceRegistry);
    }

    /**
     * Returns the settings of this library as read at boot.
     *
     * @return the options
     */
    protected DsqlOptions options() {
        return options;
    }
}
