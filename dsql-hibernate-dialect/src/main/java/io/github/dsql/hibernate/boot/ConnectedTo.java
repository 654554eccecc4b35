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

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Whether a connection to what calls itself PostgreSQL leads to Aurora DSQL: its URL tells, else the database itself. */
final class ConnectedTo {
    private static final Logger LOG = Logger.getLogger(ConnectedTo.class);

    private ConnectedTo() {}

    /**
     * Tells whether it does.
     *
     * @param connected the connection
     * @param settings Hibernate's settings, whose URL decides when the connection neither has one nor answers
     */
    static boolean dsql(DatabaseMetaData connected, Map<String, Object> settings) {
        String url = url(connected);
        DsqlEndpoint endpoint = DsqlEndpoint.of(url);
        if (endpoint == DsqlEndpoint.CLUSTER) {
            return true;
        }
        Optional<Boolean> answer = Probe.isDsql(connected);
        return answer.orElseGet(() -> endpoint == DsqlEndpoint.MIXED
                || (url == null && DsqlEndpoint.isDsql(DsqlEndpoint.configuredUrl(settings))));
    }

    private static @Nullable String url(DatabaseMetaData connected) {
        try {
            return connected.getURL();
        } catch (SQLException e) {
            LOG.debug("The driver does not tell the URL of a connection", e);
            return null;
        }
    }
}
