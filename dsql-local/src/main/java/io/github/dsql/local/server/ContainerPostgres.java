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
import java.util.UUID;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/**
 * Internal: a PostgreSQL 16 in a container of its own, which Testcontainers starts.
 *
 * <p>Only the core of Testcontainers is used, which is the same in its versions 1 and 2.
 */
public final class ContainerPostgres implements Postgres {
    private static final int PORT = 5432;

    /** The image starts PostgreSQL once to set it up, and then again. */
    private static final String READY = ".*database system is ready to accept connections.*\\s";

    private final GenericContainer<?> container;
    private final ExternalPostgres postgres;

    private ContainerPostgres(GenericContainer<?> container, ExternalPostgres postgres) {
        this.container = container;
        this.postgres = postgres;
    }

    /**
     * Starts a container.
     *
     * @param image an image that is set up like the official one
     * @return the running server
     * @throws DsqlLocalException if Testcontainers or Docker is missing, or the image will not do
     */
    public static ContainerPostgres start(String image) {
        try {
            return launch(image, UUID.randomUUID().toString());
        } catch (NoClassDefFoundError e) {
            throw new DsqlLocalException(
                    "A PostgreSQL in a container needs Testcontainers, which is not on the class path ("
                            + e.getMessage() + "). Add org.testcontainers:testcontainers, or use the embedded server.",
                    e);
        }
    }

    private static ContainerPostgres launch(String image, String password) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image))
                .withEnv("POSTGRES_PASSWORD", password)
                .withExposedPorts(PORT)
                .withCommand("postgres", "-c", "max_connections=300", "-c", "fsync=off", "-c", "full_page_writes=off")
                .waitingFor(Wait.forLogMessage(READY, 2));
        try {
            container.start();
            String url = "jdbc:postgresql://" + container.getHost() + ":" + container.getMappedPort(PORT) + "/postgres";
            return new ContainerPostgres(container, ExternalPostgres.open(url, EmbeddedServer.SUPERUSER, password));
        } catch (DsqlLocalException e) {
            container.stop();
            throw e;
        } catch (RuntimeException e) {
            container.stop();
            throw new DsqlLocalException(
                    "The container with " + image + " did not start: " + e.getMessage()
                            + ". Check that Docker runs and can get the image, or use the embedded server.",
                    e);
        }
    }

    @Override
    public Database createDatabase() {
        return postgres.createDatabase();
    }

    @Override
    public Database onlyDatabase() {
        Database database = postgres.createDatabase();
        database.onClose(this::close);
        return database;
    }

    /** Stops and removes the container. */
    @Override
    public void close() {
        postgres.close();
        container.stop();
    }
}
