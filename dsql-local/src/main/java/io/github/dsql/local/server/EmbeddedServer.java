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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Internal: a PostgreSQL of this JVM that starts from the cached template and leaves nothing behind. */
public final class EmbeddedServer implements Postgres {
    /** System property: the directory below which binaries, template and running servers are kept. */
    public static final String HOME_PROPERTY = "dsql.local.home";

    /** The role that owns what Aurora DSQL's own system objects are made of; no client may log in as it. */
    public static final String SUPERUSER = "postgres";

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Duration EARLY = Duration.ofSeconds(2);
    private static final int MAX_EARLY_DEATHS = 5;

    private final ServerDirectory directory;
    private final Thread hook = new Thread(this::stop, "dsql-local-shutdown");
    private final String secret;
    private volatile PostgresProcess process;
    private int earlyDeaths;
    private final Databases databases;
    private boolean stopped;

    private EmbeddedServer(ServerDirectory directory, PostgresProcess process, String secret) {
        this.secret = secret;
        this.directory = directory;
        this.process = process;
        this.databases = new Databases(superuser(), "file_copy");
    }

    /**
     * Starts a server whose data ends with it.
     *
     * @return the running server
     * @throws DsqlLocalException if it cannot start
     */
    public static EmbeddedServer start() {
        return start(null);
    }

    /**
     * Starts a server.
     *
     * @param kept where its data is kept, or null if it ends with the server
     * @return the running server
     * @throws DsqlLocalException if it cannot start, or cannot use the data
     */
    public static EmbeddedServer start(@Nullable Path kept) {
        Home home = Home.open();
        try {
            Launcher launcher = Launcher.of(home.directory());
            Binaries binaries = home.exclusively(() -> Binaries.unpack(home, launcher));
            Template template = new Template(home, binaries, CatalogScript.texts());
            ServerDirectory directory = home.exclusively(() -> {
                RunDirectory.removeStale(home, binaries);
                Cache.prune(home, binaries, RunDirectory.origins(home), Instant.now());
                return kept == null
                        ? RunDirectory.create(home, Set.of(binaries.name(), template.name()))
                        : KeptDirectory.open(kept, binaries);
            });
            return start(directory, template, binaries);
        } catch (IOException e) {
            throw new DsqlLocalException(
                    "The embedded PostgreSQL cannot run in " + home.directory() + ": " + e.getMessage()
                            + ". Check that there is space, that programs may be executed there (no noexec mount), or"
                            + " name another directory with -D" + HOME_PROPERTY + "=<directory>.",
                    e);
        }
    }

    private static EmbeddedServer start(ServerDirectory directory, Template template, Binaries binaries)
            throws IOException {
        try {
            Path data = directory.data(template);
            directory.reserve();
            EmbeddedServer server = new EmbeddedServer(
                    directory, PostgresProcess.start(binaries, data, directory.settings()), Template.secret(data));
            Runtime.getRuntime().addShutdownHook(server.hook);
            server.process.onExit(server::serverDied);
            return server;
        } catch (IOException | RuntimeException e) {
            directory.end();
            throw e;
        }
    }

    /**
     * Returns the port on which PostgreSQL itself listens.
     *
     * @return a port of the loopback address
     */
    public int port() {
        return process.port();
    }

    /** Returns the database that the server comes with, which takes no time. */
    @Override
    public Database onlyDatabase() {
        return new Database(superuser(), Database.SEEN_AS, this::close);
    }

    /** Copies the database that the server comes with; its files are copied rather than logged, which is the faster way. */
    @Override
    public Database createDatabase() {
        return databases.create(Database.SEEN_AS);
    }

    private Superuser superuser() {
        return Superuser.of(port(), secret);
    }

    /** Stops the server and deletes its data, unless that is kept; a second call does nothing. */
    @Override
    public void close() {
        stop();
        Hooks.remove(hook);
    }

    /** Starts PostgreSQL again, unless it keeps dying; its clients have lost their connections and no more than that. */
    private void serverDied() {
        Thread thread = new Thread(this::restart, "dsql-local-postgres-" + port() + "-restart");
        thread.setDaemon(true);
        thread.start();
    }

    private synchronized void restart() {
        if (stopped) {
            return;
        }
        earlyDeaths = process.age().compareTo(EARLY) < 0 ? earlyDeaths + 1 : 0;
        if (earlyDeaths == MAX_EARLY_DEATHS) {
            LOG.error(
                    "The embedded PostgreSQL on port {} keeps dying and stays off; it said: {}", port(), process.log());
            return;
        }
        LOG.warn("The embedded PostgreSQL on port {} died and is started again; it said: {}", port(), process.log());
        try {
            directory.release();
            process = process.again();
            process.onExit(this::serverDied);
            directory.reserve();
        } catch (IOException e) {
            LOG.error("The embedded PostgreSQL on port {} did not come back", port(), e);
        }
    }

    private synchronized void stop() {
        if (stopped) {
            return;
        }
        stopped = true;
        try {
            directory.stop(process);
            directory.end();
        } catch (IOException e) {
            throw new DsqlLocalException(
                    "The embedded PostgreSQL on port " + port() + " did not stop and clean up: " + e.getMessage(), e);
        }
    }
}
