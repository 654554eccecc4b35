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
import java.util.Locale;
import java.util.Map;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.service.spi.ServiceContributor;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what has to be known before the first connection is opened.
 *
 * <p>Hibernate asks no resolver for a dialect when it must not look at the database
 * ({@code hibernate.boot.allow_jdbc_metadata_access=false}); a DSQL URL then sets the dialect here. And an isolation level is
 * refused here, since the connection pool would fail on it first, with an error that names neither.
 */
public final class DsqlBootContributor implements ServiceContributor {
    /** Called by Hibernate through the service loader. */
    public DsqlBootContributor() {}

    @Override
    public void contribute(StandardServiceRegistryBuilder builder) {
        builder.addInitiator(new BootModels.Initiator());
        Map<String, Object> settings = builder.getSettings();
        Object dialect = settings.get(JdbcSettings.DIALECT);
        boolean given = dialect != null && !dialect.toString().isBlank();
        boolean endpoint = DsqlEndpoint.isDsql(DsqlEndpoint.configuredUrl(settings));
        if (given ? isDsql(dialect) : endpoint) {
            DsqlOptions.check(settings);
        }
        if (!given && endpoint && mustNotConnect(settings) && settings.get(JdbcSettings.DIALECT_RESOLVERS) == null) {
            builder.applySetting(JdbcSettings.DIALECT, DsqlDialect.class.getName());
        }
    }

    private static boolean isDsql(@Nullable Object dialect) {
        if (dialect instanceof String name) {
            return name.equals(DsqlDialect.class.getName()) || DsqlDialectSelector.isShortName(name);
        }
        return dialect instanceof DsqlDialect
                || (dialect instanceof Class<?> type && DsqlDialect.class.isAssignableFrom(type));
    }

    private static boolean mustNotConnect(Map<String, Object> settings) {
        Object access = settings.get(JdbcSettings.ALLOW_METADATA_ON_BOOT);
        if (access == null) {
            access = settings.getOrDefault("hibernate.temp.use_jdbc_metadata_defaults", "");
        }
        String text = access.toString().toLowerCase(Locale.ROOT);
        return text.equals("false") || text.equals("disallow");
    }
}
