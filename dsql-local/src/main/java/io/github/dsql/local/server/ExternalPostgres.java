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
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: a PostgreSQL 16 that somebody else runs.
 *
 * <p>Nothing is set for the server as a whole. What stays on it are the role {@code admin} and one database that others are
 * copied from. An advisory lock in the database of the URL keeps processes apart that start at the same time.
 */
public final class ExternalPostgres implements Postgres {
    private static final Logger LOG = LoggerFactory.getLogger(ExternalPostgres.class);
    private static final String LOCK = "SELECT pg_catalog.pg_advisory_lock(" + 0x6473716c6c6fL + ")";

    private final Superuser superuser;
    private final ExternalTemplate template;
    private final Databases databases;
    private final Set<Database> open = ConcurrentHashMap.newKeySet();
    private final Thread hook = new Thread(this::dropAll, "dsql-local-drop-databases");

    private ExternalPostgres(Superuser superuser) {
        this.superuser = superuser;
        this.template = new ExternalTemplate(superuser);
        this.databases = new Databases(superuser, "wal_log");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Checks that a server will do.
     *
     * @param url where it is, as pgjdbc takes it
     * @param user a superuser
     * @param password the password
     * @return the server
     * @throws DsqlLocalException if something is missing
     */
    public static ExternalPostgres open(String url, String user, String password) {
        Superuser superuser = new Superuser(url, user, password);
        ServerCheck.check(superuser);
        return new ExternalPostgres(superuser);
    }

    /** Copies the template, which is made at the first time, and sets what the stand-in relies on for the copy alone. */
    @Override
    public Database createDatabase() {
        try (Connection lock = superuser.connect(superuser.home());
                var statement = lock.createStatement()) {
            statement.execute(LOCK);
            databases.dropUnused(lock);
            Database database = databases.create(template.provide());
            open.add(database);
            superuser.run(superuser.home(), settings(lock, database.name()));
            Connection sign = database.connectAsSuperuser();
            database.beforeClose(() -> {
                open.remove(database);
                sign.close();
            });
            return database;
        } catch (SQLException e) {
            throw new DsqlLocalException(
                    "The PostgreSQL at " + superuser.address() + " could not be made ready for a stand-in: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public Database onlyDatabase() {
        Database database = createDatabase();
        database.onClose(this::close);
        return database;
    }

    /** Drops the databases of stand-ins that are still open; the server goes on. */
    @Override
    public void close() {
        dropAll();
        Hooks.remove(hook);
    }

    private void dropAll() {
        List.copyOf(open).forEach(Database::close);
    }

    private List<String> settings(Connection connection, String name) throws SQLException {
        List<String> statements = new ArrayList<>();
        Settings.forOneDatabase(connection).forEach((setting, value) -> {
            LOG.debug("Setting {} for {}", setting, name);
            statements.add("ALTER DATABASE " + name + " SET " + setting + " TO " + value);
        });
        return statements;
    }
}
