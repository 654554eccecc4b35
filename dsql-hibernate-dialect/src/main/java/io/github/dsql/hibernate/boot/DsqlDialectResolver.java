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
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolver;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Internal: whether a connection leads to Aurora DSQL, which calls itself PostgreSQL.
 *
 * <p>The host of the URL tells. Only a PostgreSQL on the local host is asked whether it is the stand-in.
 */
public final class DsqlDialectResolver implements DialectResolver {
    private static final long serialVersionUID = 1L;

    private static final Logger LOG = Logger.getLogger(DsqlDialectResolver.class);

    private static final Set<String> PRODUCTS = Set.of("postgresql", "aurora dsql", "amazon aurora dsql");

    /** Called by Hibernate through the service loader. */
    public DsqlDialectResolver() {}

    @Override
    public @Nullable Dialect resolveDialect(DialectResolutionInfo info) {
        String product = info.getDatabaseName();
        if (product == null || !PRODUCTS.contains(product.toLowerCase(Locale.ROOT))) {
            return null;
        }
        return isDsql(product, info) ? new DsqlDialect(info) : null;
    }

    private static boolean isDsql(String product, DialectResolutionInfo info) {
        if (!product.equalsIgnoreCase("postgresql")) {
            return true;
        }
        DatabaseMetaData connected = info.getDatabaseMetadata();
        String url = connected == null ? null : url(connected);
        if (url == null) {
            return DsqlEndpoint.isDsql(DsqlEndpoint.configuredUrl(info.getConfigurationValues()));
        }
        return DsqlEndpoint.isDsql(url) || (connected != null && StandIn.isBehind(connected, url));
    }

    private static @Nullable String url(DatabaseMetaData connected) {
        try {
            return connected.getURL();
        } catch (SQLException e) {
            LOG.debug("The driver does not tell the URL of a connection; the configured one decides on the dialect", e);
            return null;
        }
    }
}
