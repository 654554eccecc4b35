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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import org.hibernate.HibernateException;
import org.hibernate.cfg.JdbcSettings;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.jboss.logging.Logger;

/** Warns, once, when another dialect is configured for what is Aurora DSQL: an explicit setting wins, but is hardly meant so. */
final class WrongDialect {
    private static final Logger LOG = Logger.getLogger(WrongDialect.class);

    private WrongDialect() {}

    /** Warns without a connection. */
    static void warn(Object configured) {
        LOG.warnf(
                "The connection leads to Aurora DSQL, but %s=%s is configured, which writes statements that the service refuses"
                        + " and does not know its conflicts. Remove that setting, and this library is found by itself, or set"
                        + " %1$s=dsql; a dialect of your own has to extend %3$s.",
                JdbcSettings.DIALECT, name(configured), DsqlDialect.class.getName());
    }

    /** Tells whether to ask a connection: a dialect that was chosen by the user and could be meant for Aurora DSQL. */
    static boolean isSuspect(Dialect dialect, Map<String, Object> settings) {
        Object configured = settings.get(JdbcSettings.DIALECT);
        return configured != null
                && !configured.toString().isBlank()
                && !(dialect instanceof DsqlDialect)
                && (dialect instanceof PostgreSQLDialect
                        || dialect.getClass().getName().toLowerCase(Locale.ROOT).contains("dsql"))
                && !BootSettings.mustNotConnect(settings)
                && !DsqlEndpoint.isDsql(DsqlEndpoint.configuredUrl(settings)); // Warned of before.
    }

    /** Opens a connection and warns if that leads to Aurora DSQL. */
    static void warnIfDsql(JdbcConnectionAccess access, Dialect dialect, Map<String, Object> settings) {
        try {
            Connection connection = access.obtainConnection();
            boolean dsql;
            try {
                dsql = ConnectedTo.dsql(connection.getMetaData(), settings);
            } finally {
                access.releaseConnection(connection);
            }
            if (dsql) {
                warn(dialect);
            }
        } catch (SQLException | HibernateException e) {
            LOG.debug("No connection to ask whether this is Aurora DSQL", e);
        }
    }

    private static String name(Object dialect) {
        return dialect instanceof String name
                ? name
                : (dialect instanceof Class<?> type ? type : dialect.getClass()).getName();
    }
}
