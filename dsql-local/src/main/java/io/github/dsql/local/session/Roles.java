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
package io.github.dsql.local.session;

import io.github.dsql.local.server.Database;
import io.github.dsql.local.server.KeptConnection;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * Internal: knows which roles may connect, and makes PostgreSQL let the stand-in log in as them.
 *
 * <p>It asks through a connection of its own, which it keeps for the next role.
 */
final class Roles implements AutoCloseable {
    private final KeptConnection connection;

    Roles(Database database) {
        this.connection = new KeptConnection(database::connectAsSuperuser);
    }

    /** How a role stands. */
    enum Standing {
        /** There is no such role, or it is not one of the service's. */
        UNKNOWN,
        /** It exists, but was not created to log in. */
        NO_LOGIN,
        /** It may log in, but no IAM identity may use it. */
        UNMAPPED,
        /** An IAM identity may log in as it. */
        MAPPED
    }

    /** Looks a role up; one that may log in is given the stand-in's password. */
    synchronized Standing standing(String role) throws IOException {
        try {
            if (!connection.get().isValid(0)) {
                connection.drop();
            }
            return ask(connection.get(), role);
        } catch (SQLException e) {
            throw new IOException("Could not look up a role", e);
        }
    }

    @Override
    public synchronized void close() {
        connection.close();
    }

    private static Standing ask(Connection connection, String role) throws SQLException {
        try (var statement = connection.prepareStatement("SELECT dsql_internal.admit(?)")) {
            statement.setString(1, role);
            try (var result = statement.executeQuery()) {
                result.next();
                return Standing.valueOf(result.getString(1));
            }
        }
    }
}
