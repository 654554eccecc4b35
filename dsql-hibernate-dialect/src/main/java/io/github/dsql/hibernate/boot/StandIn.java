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

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** Whether a PostgreSQL on this machine is the stand-in for Aurora DSQL. */
final class StandIn {
    private static final Logger LOG = Logger.getLogger(StandIn.class);

    private static final Pattern LOCAL = Pattern.compile(
            "(?i)^jdbc:postgresql:(?:(?!//).*|//(?:localhost|127\\.[0-9.]+|\\[(?:0*:)*:?0*1\\])?(?::[0-9]*)?(?:[/?].*)?)$");

    /** A question that every PostgreSQL can answer, so that it cannot abort a transaction. */
    private static final String QUESTION = "select 1 from pg_catalog.pg_proc p"
            + " join pg_catalog.pg_namespace n on n.oid = p.pronamespace"
            + " where n.nspname = 'sys' and p.proname = 'dsql_major_version'";

    private StandIn() {}

    static boolean isLocal(String url) {
        return LOCAL.matcher(url).matches();
    }

    /** Asks, if the URL names the local host. */
    static boolean isBehind(DatabaseMetaData connected, String url) {
        if (!isLocal(url)) {
            return false;
        }
        try {
            return answersYes(connected.getConnection());
        } catch (SQLException e) {
            LOG.debugf(e, "Could not ask %s whether it stands in for Aurora DSQL", url);
            return false;
        }
    }

    private static boolean answersYes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(QUESTION)) {
            return answer.next();
        } catch (SQLException e) {
            if (!connection.getAutoCommit()) {
                connection.rollback(); // The failure has aborted the transaction already.
            }
            throw e;
        }
    }
}
