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
package io.github.dsql.local;

import io.github.dsql.local.server.ContainerPostgres;
import io.github.dsql.local.server.Database;
import io.github.dsql.local.server.EmbeddedServer;
import io.github.dsql.local.server.ExternalPostgres;
import io.github.dsql.local.server.Postgres;
import java.nio.file.Path;

/**
 * A PostgreSQL 16 that several stand-ins share, each with a database of its own; {@link DsqlLocal.Builder#server} takes it.
 *
 * <p>Making a database takes less time than starting a server. What stand-ins on one server have in common is their roles: a
 * role that one creates exists for all, as long as the one that created it is open.
 */
public final class PostgresServer implements AutoCloseable {
    private final Postgres postgres;

    private PostgresServer(Postgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts an embedded PostgreSQL, which ends with the JVM unless it is closed before.
     *
     * @return the running server
     * @throws DsqlLocalException if it cannot start
     */
    public static PostgresServer embedded() {
        return new PostgresServer(EmbeddedServer.start());
    }

    /** Starts an embedded PostgreSQL that keeps its data. */
    static PostgresServer keeping(Path directory) {
        return new PostgresServer(EmbeddedServer.start(directory));
    }

    /**
     * Uses a PostgreSQL 16 that runs already. It gets a role {@code admin} and a database that others are copied from, and
     * keeps both; what a stand-in relies on is set for its own database, never for the server.
     *
     * @param jdbcUrl where it is: {@code jdbc:postgresql://<host>:<port>/<database>}. It is reached without TLS
     * @param user a superuser
     * @param password the password; any text if the server asks for none
     * @return the server, which {@link #close()} leaves running
     * @throws DsqlLocalException if it cannot be reached or lacks something; the message says what
     */
    public static PostgresServer at(String jdbcUrl, String user, String password) {
        return new PostgresServer(ExternalPostgres.open(jdbcUrl, user, password));
    }

    /**
     * Starts the official image of PostgreSQL 16 in a container, which ends with the JVM unless it is closed before.
     *
     * @return the running server
     * @throws DsqlLocalException if Testcontainers is not on the class path, or Docker is missing
     */
    public static PostgresServer container() {
        return container("postgres:16");
    }

    /**
     * Starts a PostgreSQL in a container, which ends with the JVM unless it is closed before. This needs {@code
     * org.testcontainers:testcontainers}, of version 1 or 2, and Docker.
     *
     * @param image an image of PostgreSQL 16 that is set up like the official one, for example from a registry of one's own
     * @return the running server
     * @throws DsqlLocalException if Testcontainers is not on the class path, Docker is missing, or the image will not do
     */
    public static PostgresServer container(String image) {
        return new PostgresServer(ContainerPostgres.start(image));
    }

    Database createDatabase() {
        return postgres.createDatabase();
    }

    Database onlyDatabase() {
        return postgres.onlyDatabase();
    }

    /**
     * Ends the use of the server: an embedded one is stopped and its data deleted, another one loses the databases of the
     * stand-ins that are still open. A second call does nothing.
     */
    @Override
    public void close() {
        postgres.close();
    }
}
