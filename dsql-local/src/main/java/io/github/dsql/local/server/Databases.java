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
package io.github.dsql.local.server;

import io.github.dsql.local.DsqlLocalException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Internal: creates and drops the databases of stand-ins that share a server.
 *
 * <p>One at a time, since PostgreSQL does not copy a database that another session is connected to.
 */
final class Databases {
    static final String PREFIX = "dsql_local_";
    private static final String UNUSED = "SELECT datname FROM pg_catalog.pg_database d WHERE datname ~ '^" + PREFIX
            + "[0-9a-f]{32}$' AND NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid)";

    private final Superuser superuser;
    private final String strategy;

    /**
     * Creates the object for one server.
     *
     * @param superuser the way into the server
     * @param strategy how PostgreSQL copies a database: {@code file_copy} is a little faster where files need not reach the
     *     disk (78 ms against 86), {@code wal_log} much faster where they must (70 ms against 600)
     */
    Databases(Superuser superuser, String strategy) {
        this.superuser = superuser;
        this.strategy = strategy;
    }

    /** Creates a copy of a database that has the service's catalogue. */
    synchronized Database create(String template) {
        String name = PREFIX + UUID.randomUUID().toString().replace("-", "");
        try {
            superuser.run(
                    superuser.home(),
                    List.of("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY " + strategy));
            superuser.run(name, List.of(CatalogScript.perDatabase()));
        } catch (SQLException e) {
            throw new DsqlLocalException(
                    "PostgreSQL on " + superuser.address() + " could not create a database for a stand-in: "
                            + e.getMessage(),
                    e);
        }
        return new Database(superuser, name, () -> drop(name));
    }

    /** Drops the databases of stand-ins whose JVM died: a living one keeps a connection open to each of its own. */
    void dropUnused(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet unused = statement.executeQuery(UNUSED)) {
            while (unused.next()) {
                names.add(unused.getString(1));
            }
        }
        for (String name : names) {
            drop(name);
        }
    }

    private synchronized void drop(String name) throws SQLException {
        superuser.run(superuser.home(), List.of("DROP DATABASE " + name + " WITH (FORCE)"));
    }
}
