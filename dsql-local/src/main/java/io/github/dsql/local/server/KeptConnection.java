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

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: a connection to PostgreSQL that belongs to no client's session, opens with the first need, and is kept for the next.
 *
 * <p>One thread at a time may use it; its owner sees to that.
 */
public final class KeptConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeptConnection.class);

    /** Opens connections to the PostgreSQL behind the stand-in. */
    @FunctionalInterface
    public interface Source {
        /**
         * Opens a connection.
         *
         * @return a connection as superuser, to the database that the sessions work in
         * @throws SQLException if PostgreSQL refuses it
         */
        Connection open() throws SQLException;
    }

    private final Source source;
    private final String settings;
    private @Nullable Connection connection;
    private boolean closed;

    /**
     * Keeps connections that are used as they come.
     *
     * @param source opens them
     */
    public KeptConnection(Source source) {
        this(source, "");
    }

    /**
     * Keeps connections.
     *
     * @param source opens them
     * @param settings statements that each new one begins with, or an empty string
     */
    public KeptConnection(Source source, String settings) {
        this.source = source;
        this.settings = settings;
    }

    /**
     * Returns the connection, and opens it if there is none that is open.
     *
     * @return the connection, which the caller does not close
     * @throws SQLException if PostgreSQL refuses it, or if this has been closed
     */
    public Connection get() throws SQLException {
        if (closed) {
            throw new SQLException("The stand-in is closed");
        }
        Connection current = connection;
        if (current == null || current.isClosed()) {
            current = source.open();
            connection = current;
            begin(current);
        }
        return current;
    }

    private void begin(Connection fresh) throws SQLException {
        if (settings.isEmpty()) {
            return;
        }
        try (Statement statement = fresh.createStatement()) {
            statement.execute(settings);
        } catch (SQLException e) {
            drop();
            throw e;
        }
    }

    /** Closes the connection, which may be broken; the next need opens another. */
    public void drop() {
        Connection open = connection;
        connection = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (SQLException e) {
            LOG.debug("Could not close a connection to PostgreSQL", e);
        }
    }

    /** Closes the connection for good. */
    @Override
    public void close() {
        closed = true;
        drop();
    }
}
