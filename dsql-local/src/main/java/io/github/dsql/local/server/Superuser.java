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

import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Internal: the way into a server with all rights.
 *
 * @param url where the server is, as pgjdbc takes it; its database is used for what belongs to no other
 * @param user a superuser
 * @param password the password, or null if the server asks for none
 */
record Superuser(String url, String user, @Nullable String password) {
    /** Returns the superuser of an embedded server. */
    static Superuser of(int port, String secret) {
        return new Superuser(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + Database.SEEN_AS, EmbeddedServer.SUPERUSER, secret);
    }

    /** Returns where the server listens. */
    InetSocketAddress address() {
        PGSimpleDataSource source = source();
        return InetSocketAddress.createUnresolved(source.getServerNames()[0], source.getPortNumbers()[0]);
    }

    /** Returns the database that the URL names. */
    String home() {
        return String.valueOf(source().getDatabaseName());
    }

    Connection connect(String database) throws SQLException {
        PGSimpleDataSource source = source();
        source.setDatabaseName(database);
        return source.getConnection();
    }

    /** Runs statements one by one in a connection of their own. */
    void run(String database, Iterable<String> statements) throws SQLException {
        PGSimpleDataSource source = source();
        source.setDatabaseName(database);
        source.setProperty("preferQueryMode", "simple");
        try (Connection connection = source.getConnection();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                try {
                    statement.execute(sql);
                } catch (SQLException e) {
                    throw new SQLException(e.getMessage() + " in: " + sql.strip(), e.getSQLState(), e);
                }
            }
        }
    }

    private PGSimpleDataSource source() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    @Override
    public String toString() {
        return user + " on " + address();
    }
}
