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
import io.github.dsql.local.wire.ErrorFields;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the database that one stand-in has to itself, and the ways into it.
 *
 * <p>Clients know it as {@code postgres}, whatever its name in the server.
 */
public final class Database implements AutoCloseable {
    /** The name of the one database of a cluster. */
    public static final String SEEN_AS = "postgres";

    private static final char[] TEXTS = {ErrorFields.MESSAGE, 'D', 'H'};

    private final Superuser superuser;
    private final String name;
    private final List<Step> onClose = new ArrayList<>();
    private boolean closed;

    Database(Superuser superuser, String name, Step drop) {
        this.superuser = superuser;
        this.name = name;
        onClose.add(drop);
    }

    /** A part of closing. */
    interface Step {
        void run() throws SQLException;
    }

    /**
     * Returns the name by which PostgreSQL knows the database.
     *
     * @return the value of the startup parameter {@code database}
     */
    public String name() {
        return name;
    }

    /**
     * Returns where PostgreSQL listens.
     *
     * @return host and port
     */
    public InetSocketAddress address() {
        return superuser.address();
    }

    /**
     * Opens a socket to PostgreSQL, for the protocol to start on.
     *
     * @return the connected socket, which the caller closes
     * @throws IOException if the server does not answer
     */
    public Socket connect() throws IOException {
        InetSocketAddress server = superuser.address();
        IOException failure = null;
        for (InetAddress address : InetAddress.getAllByName(server.getHostString())) {
            try {
                Socket socket = new Socket(address, server.getPort());
                socket.setTcpNoDelay(true);
                return socket;
            } catch (IOException e) {
                failure = e;
            }
        }
        throw failure == null ? new IOException("No address of " + server) : failure;
    }

    /**
     * Returns the password by which the stand-in, and nobody else, may act as any role that may log in.
     *
     * @return the password; the empty string if there is none, which does where PostgreSQL trusts the stand-in
     */
    public String secret() {
        return superuser.password() == null ? "" : superuser.password();
    }

    /**
     * Opens a connection to this database that may do everything.
     *
     * @return a new connection, which the caller closes
     * @throws SQLException if the server does not answer
     */
    public Connection connectAsSuperuser() throws SQLException {
        return superuser.connect(name);
    }

    /**
     * Puts the name that clients know in place of the real one.
     *
     * @param error PostgreSQL's error
     * @return the same error
     */
    public ErrorFields hideName(ErrorFields error) {
        if (!name.equals(SEEN_AS)) {
            for (char field : TEXTS) {
                error.set(field, hidden(error.get(field)));
            }
        }
        return error;
    }

    /** Adds what is to be done before all else when the database is closed. */
    void beforeClose(Step step) {
        onClose.add(0, step);
    }

    /** Adds what is to be done after all else when the database is closed. */
    void onClose(Step step) {
        onClose.add(step);
    }

    private @Nullable String hidden(String text) {
        return text.isEmpty() ? null : text.replace(name, SEEN_AS);
    }

    /** Drops the database with all in it; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            for (Step step : onClose) {
                step.run();
            }
        } catch (SQLException e) {
            throw new DsqlLocalException(
                    "The database " + name + " of a stand-in could not be dropped: " + e.getMessage()
                            + ". It can be dropped by hand.",
                    e);
        }
    }
}
