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
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks a PostgreSQL whether it is Aurora DSQL, or its stand-in, which a host name of the user's own does not tell. */
final class Probe {
    private static final Logger LOG = Logger.getLogger(Probe.class);

    /** A question that every PostgreSQL can answer, so that it cannot abort a transaction. The function is there since 2026-09 at the latest. */
    private static final String QUESTION = "select 1 from pg_catalog.pg_proc p"
            + " join pg_catalog.pg_namespace n on n.oid = p.pronamespace"
            + " where n.nspname = 'sys' and p.proname = 'dsql_major_version'";

    private Probe() {}

    /** Sends one query. Empty if it got no answer. */
    static Optional<Boolean> isDsql(DatabaseMetaData connected) {
        try {
            return Optional.of(answersYes(connected.getConnection()));
        } catch (SQLException e) {
            LOG.debug("Could not ask the database whether it is Aurora DSQL; what else is known of it decides", e);
            return Optional.empty();
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
