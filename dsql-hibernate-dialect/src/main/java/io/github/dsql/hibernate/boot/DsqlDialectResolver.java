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
import java.util.Locale;
import java.util.Set;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolver;
import org.jspecify.annotations.Nullable;

/** Internal: the dialect of a connection that leads to Aurora DSQL, which calls itself PostgreSQL. */
public final class DsqlDialectResolver implements DialectResolver {
    private static final long serialVersionUID = 1L;

    private static final Set<String> PRODUCTS = Set.of("aurora dsql", "amazon aurora dsql", "aws aurora dsql");

    /** Called by Hibernate through the service loader. */
    public DsqlDialectResolver() {}

    /**
     * {@inheritDoc}
     *
     * @throws LinkageError if that is Aurora DSQL and this library does not work with the Hibernate that is here; Hibernate would log
     *     an exception, and go on with its PostgreSQL dialect
     */
    @Override
    public @Nullable Dialect resolveDialect(DialectResolutionInfo info) {
        String product = info.getDatabaseName();
        if (product == null || !isDsql(product.trim().toLowerCase(Locale.ROOT), info)) {
            return null;
        }
        HibernateVersion.refusal().ifPresent(message -> {
            throw new LinkageError(message);
        });
        return new DsqlDialect(info);
    }

    private static boolean isDsql(String product, DialectResolutionInfo info) {
        if (!product.equals("postgresql")) {
            return PRODUCTS.contains(product);
        }
        DatabaseMetaData connected = info.getDatabaseMetadata();
        return connected == null
                ? DsqlEndpoint.isDsql(DsqlEndpoint.configuredUrl(info.getConfigurationValues()))
                : ConnectedTo.dsql(connected, info.getConfigurationValues());
    }
}
