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

import io.github.dsql.local.fault.Faults;
import io.github.dsql.local.log.StatementLog;
import io.github.dsql.local.server.Database;
import io.github.dsql.local.server.Home;
import io.github.dsql.local.session.Listener;
import io.github.dsql.local.session.ServerOptions;
import io.github.dsql.local.tls.TlsMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A running stand-in for an Aurora DSQL cluster; {@link #close()} stops it and removes what it wrote.
 *
 * <p>Each one is a database of its own, and several can run in one JVM. What is not closed ends with the JVM. The first start on
 * a machine unpacks PostgreSQL below the system's temporary directory, or below the directory that the system property {@code
 * dsql.local.home} names; later starts find it there.
 */
public final class DsqlLocal implements AutoCloseable {
    private static final Duration DEFAULT_TOKEN_VALIDITY = Duration.ofMinutes(15);

    private final Database database;
    private final Listener listener;
    private final ClientAccess access;

    private DsqlLocal(Database database, Listener listener, ClientAccess access) {
        this.database = database;
        this.listener = listener;
        this.access = access;
    }

    /**
     * Starts a stand-in with default options.
     *
     * @return the running stand-in
     * @throws DsqlLocalException if the embedded server cannot start
     */
    public static DsqlLocal start() {
        return builder().start();
    }

    /**
     * Returns a builder for a stand-in with other than default options.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a URL that pgjdbc connects with as {@link #user()}, nothing else needed.
     *
     * @return a {@code jdbc:postgresql:} URL, as {@link #jdbcUrl(String)} has it
     */
    public String jdbcUrl() {
        return jdbcUrl(user());
    }

    /**
     * Returns a URL that pgjdbc connects with as some user, nothing else needed.
     *
     * <p>It makes the driver verify the stand-in's certificate, unless plain text is allowed: then it does without TLS. It holds a
     * token that is valid for a week, unless clients are trusted.
     *
     * @param user {@code admin} or a role that may log in
     * @return a {@code jdbc:postgresql:} URL
     */
    public String jdbcUrl(String user) {
        return access.jdbcUrl(user);
    }

    /**
     * Returns a URL that the AWS connector for JDBC connects with as {@link #user()}.
     *
     * @return a {@code jdbc:aws-dsql:} URL, as {@link #awsJdbcUrl(String)} has it
     */
    public String awsJdbcUrl() {
        return awsJdbcUrl(user());
    }

    /**
     * Returns a URL that the AWS connector for JDBC ({@code software.amazon.dsql:aurora-dsql-jdbc-connector}) connects with as
     * some user.
     *
     * <p>The connector makes a token for each connection, and needs AWS credentials for that, as always: those given to {@link
     * Builder#credentials}, or any if none were given. The system properties {@code aws.accessKeyId} and {@code
     * aws.secretAccessKey} are one way to give them.
     *
     * @param user {@code admin} or a role that may log in
     * @return a {@code jdbc:aws-dsql:} URL, with TLS and verification of the certificate
     */
    public String awsJdbcUrl(String user) {
        return access.awsJdbcUrl(user);
    }

    /**
     * Makes a token that is valid for 15 minutes by the stand-in's clock, as the AWS SDK makes by default.
     *
     * @param user whom it lets in: {@code admin} or a role that may log in
     * @return the token, to be used as password
     */
    public String token(String user) {
        return token(user, DEFAULT_TOKEN_VALIDITY);
    }

    /**
     * Makes a token.
     *
     * @param user whom it lets in: {@code admin} or a role that may log in
     * @param validity how long it is valid by the stand-in's clock: 1 second to 7 days, in whole seconds
     * @return the token, to be used as password
     * @throws IllegalArgumentException if the validity is out of range
     */
    public String token(String user, Duration validity) {
        return access.token(user, validity);
    }

    /**
     * Returns the certificate that clients must trust to verify the stand-in's: {@code sslrootcert} for psql and pgjdbc.
     *
     * <p>All stand-ins of a user of this machine share it, so it can be used in the settings of a client. It is valid for {@code
     * localhost}, {@code 127.0.0.1}, {@code ::1} and the endpoints {@code *.dsql.<region>.on.aws} of the stand-in's region.
     *
     * @return a file in PEM format
     */
    public Path rootCertificate() {
        return access.rootCertificate();
    }

    /**
     * Returns the host that clients connect to.
     *
     * @return {@code localhost}
     */
    public String host() {
        return ClientAccess.HOST;
    }

    /**
     * Returns the port that clients connect to.
     *
     * @return a port of this machine
     */
    public int port() {
        return listener.port();
    }

    /**
     * Returns the user that owns the schema {@code public}.
     *
     * @return {@code admin}, as on a cluster
     */
    public String user() {
        return "admin";
    }

    /**
     * Makes the next asynchronous jobs fail that a statement submits: an index stays INVALID, a constraint NOT VALID, and {@code
     * sys.wait_for_job} answers false. Which jobs fail is decided in the order in which their statements arrive.
     *
     * @param count how many jobs, counted from now; zero for none. Those asked for before are forgotten
     * @param details what {@code sys.jobs} says about them, not empty
     * @throws IllegalArgumentException if the count is negative or the details are empty
     */
    public void failNextJobs(int count, String details) {
        if (count < 0 || details.isEmpty()) {
            throw new IllegalArgumentException("Cannot let " + count + " jobs fail with the details '" + details
                    + "'; give zero or more jobs and a text");
        }
        listener.failNextJobs(count, details);
    }

    /**
     * Returns what makes this stand-in fail on demand.
     *
     * @return the faults of all its clients
     */
    public Faults faults() {
        return new Faults(listener.injector());
    }

    /**
     * Returns the record of what clients sent and how it ended, faults included.
     *
     * @return the log of all its clients
     */
    public StatementLog statements() {
        return new StatementLog(listener.log());
    }

    /** The benchmarks compare with it. */
    Database database() {
        return database;
    }

    /** Ends all connections and deletes the data; a server that serves nobody else is stopped. A second call does nothing. */
    @Override
    public void close() {
        listener.close();
        database.close();
    }

    /** Collects the options of a stand-in before it starts. */
    public static final class Builder {
        private int port;
        private Clock clock = Clock.systemUTC();
        private Duration jobDelay = Duration.ZERO;
        private SchemaConflicts schemaConflicts = SchemaConflicts.CONCURRENT_ONLY;
        private @Nullable PostgresServer server;
        private Supplier<PostgresServer> own = PostgresServer::embedded;
        private final AccessChoices access = new AccessChoices();

        private Builder() {}

        /**
         * Sets the port that clients connect to.
         *
         * @param port a port of this machine, or 0 (the default) for any free one
         * @return this builder
         */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * Sets the clock that the age of tokens, connections, transactions and jobs is measured with, so that a test need not
         * wait for them to grow old. SQL functions such as {@code now()} go by the system's clock all the same.
         *
         * @param clock the clock, by default the system's
         * @return this builder
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets how long an asynchronous job takes, so that a test meets indexes that are not valid yet. Jobs are {@code
         * submitted} during the first half of it and {@code processing} during the second; it passes by the clock of the
         * stand-in.
         *
         * @param delay how long, by default zero: a job has ended when its statement answers
         * @return this builder
         * @throws IllegalArgumentException if the delay is negative
         */
        public Builder jobDelay(Duration delay) {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("A job cannot take " + delay + "; give zero or more");
            }
            this.jobDelay = delay;
            return this;
        }

        /**
         * Sets when a change of the schema makes other sessions fail (OC001).
         *
         * @param mode the mode, by default {@link SchemaConflicts#CONCURRENT_ONLY}
         * @return this builder
         */
        public Builder schemaConflicts(SchemaConflicts mode) {
            this.schemaConflicts = Objects.requireNonNull(mode, "mode");
            return this;
        }

        /**
         * Sets the region that the stand-in is in: its endpoints are {@code *.dsql.<region>.on.aws}, and tokens must be for it.
         *
         * @param region such as {@code eu-central-1}; by default {@code us-east-1}, with tokens for any region taken
         * @return this builder
         * @throws IllegalArgumentException if that cannot be the name of a region
         */
        public Builder region(String region) {
            access.region(region);
            return this;
        }

        /**
         * Sets the AWS credentials that tokens must be signed with; {@link DsqlLocal#token} signs with them too.
         *
         * @param accessKeyId the access key's id; any text, since no account is involved
         * @param secretAccessKey the key; any text. By default signatures are not checked
         * @return this builder
         */
        public Builder credentials(String accessKeyId, String secretAccessKey) {
            access.credentials(accessKeyId, secretAccessKey);
            return this;
        }

        /**
         * Lets clients connect without TLS, which a cluster does not. It is faster. TLS still works for clients that ask for it.
         *
         * @return this builder
         */
        public Builder allowPlainText() {
            access.plainText = true;
            return this;
        }

        /**
         * Lets clients connect without a token, which a cluster does not: for psql by hand, or for clients that cannot be taught to
         * make one. Their user name is believed, and their password, if they send one, is not looked at.
         *
         * @return this builder
         */
        public Builder trustClients() {
            access.trusted = true;
            return this;
        }

        /**
         * Sets whether users other than {@code admin} can connect only if some IAM identity has been mapped to their role by {@code
         * AWS IAM GRANT}. Which identity a client has is not known here, so any mapping will do.
         *
         * @param required true (the default, as on a cluster) or false; of no effect if clients are trusted
         * @return this builder
         */
        public Builder requireIamMappings(boolean required) {
            access.mappingRequired = required;
            return this;
        }

        /**
         * Limits the number of sessions; further clients are refused with SQLSTATE 53300.
         *
         * @param connections at least 1. By default only PostgreSQL's own limit holds, which is nearly 300; a cluster's is 10,000
         * @return this builder
         * @throws IllegalArgumentException if it is less than 1
         */
        public Builder maxConnections(int connections) {
            access.maxConnections(connections);
            return this;
        }

        /**
         * Limits the rate at which clients connect; those that come too fast are refused with SQLSTATE 53400.
         *
         * @param perSecond how many may connect in a second on average, at least 1; a cluster's limit is 100
         * @param burst how many may do so at once after a pause, at least 1; a cluster's limit is 1,000. By default there is no limit
         * @return this builder
         * @throws IllegalArgumentException if one is less than 1
         */
        public Builder connectionRate(int perSecond, int burst) {
            access.connectionRate(perSecond, burst);
            return this;
        }

        /**
         * Sets how long a connection lasts by the stand-in's clock, before it is cut without a message, even in the middle of a
         * statement.
         *
         * @param life more than zero; by default 60 minutes, as on a cluster
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero
         */
        public Builder connectionLife(Duration life) {
            access.connectionLife(life);
            return this;
        }

        /**
         * Runs the stand-in in a new database of a server that others may share. Without it the stand-in starts an embedded
         * server of its own.
         *
         * @param server the server, which stays open when the stand-in is closed
         * @return this builder
         */
        public Builder server(PostgresServer server) {
            this.server = Objects.requireNonNull(server, "server");
            return this;
        }

        /**
         * Runs the stand-in on a PostgreSQL in a container of its own, instead of an embedded one; {@link
         * PostgresServer#container()} says what it needs. Several stand-ins had better share one {@link PostgresServer}.
         *
         * @return this builder
         */
        public Builder container() {
            this.own = PostgresServer::container;
            return this;
        }

        /**
         * Keeps the data of the embedded server, so that the next stand-in with the same directory goes on with it. It is used by
         * one at a time, and only by the version that made it. Commits wait for the disk, which other stand-ins do not.
         *
         * @param directory an empty directory, one that does not exist yet, or one that a stand-in has made
         * @return this builder
         */
        public Builder data(Path directory) {
            Objects.requireNonNull(directory, "directory");
            this.own = () -> PostgresServer.keeping(directory);
            return this;
        }

        /**
         * Runs the stand-in in a new database of a PostgreSQL 16 that runs already, instead of an embedded one; {@link
         * PostgresServer#at} says what happens to it. Several stand-ins had better share one {@link PostgresServer}.
         *
         * @param jdbcUrl where it is: {@code jdbc:postgresql://<host>:<port>/<database>}
         * @param user a superuser
         * @param password the password; any text if the server asks for none
         * @return this builder
         */
        public Builder postgres(String jdbcUrl, String user, String password) {
            this.own = () -> PostgresServer.at(jdbcUrl, user, password);
            return this;
        }

        /**
         * Starts the stand-in.
         *
         * @return the running stand-in
         * @throws DsqlLocalException if the server cannot start or refuses, or the port is taken
         */
        public DsqlLocal start() {
            CompletableFuture<TlsMaterial> loading =
                    CompletableFuture.supplyAsync(() -> TlsMaterial.load(Home.open(), access.region()));
            Database database = database();
            try {
                TlsMaterial tls = await(loading);
                ServerOptions options =
                        new ServerOptions(clock, jobDelay, schemaConflicts, access.options(tls.rootCertificate()));
                Listener listener = Listener.open(port, database, options, tls.context());
                return new DsqlLocal(database, listener, new ClientAccess(options, listener.port()));
            } catch (DsqlLocalException e) {
                database.close();
                throw e;
            } catch (IOException e) {
                database.close();
                throw new DsqlLocalException(
                        "Cannot listen on port " + port + ": " + e.getMessage()
                                + ". Stop what uses it, or leave the port out to get a free one.",
                        e);
            }
        }

        private Database database() {
            return server == null ? own.get().onlyDatabase() : server.createDatabase();
        }

        private static TlsMaterial await(CompletableFuture<TlsMaterial> loading) {
            try {
                return loading.join();
            } catch (CompletionException e) {
                throw e.getCause() instanceof DsqlLocalException failure ? failure : e;
            }
        }
    }
}
