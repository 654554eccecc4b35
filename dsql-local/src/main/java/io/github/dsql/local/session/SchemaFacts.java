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

import io.github.dsql.local.server.KeptConnection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: knows what sessions must know of the schema to tell what a statement may do beyond its own words.
 *
 * <p>It looks over a connection of its own: the snapshot of a session may be older than the schema.
 */
final class SchemaFacts {
    private enum Fact {
        CASCADES("SELECT EXISTS (SELECT FROM pg_constraint WHERE contype = 'f'"
                + " AND (confdeltype IN ('c', 'n', 'd') OR confupdtype IN ('c', 'n', 'd')))"),
        WRITING_FUNCTIONS("SELECT EXISTS (SELECT FROM pg_proc WHERE oid >= 16384 AND provolatile = 'v'"
                + " AND pronamespace <> ALL ('{dsql_internal,sys}'::regnamespace[]))"),
        LARGE_KEYS("SELECT dsql_internal.any_large_keys()");

        private final String query;

        Fact(String query) {
            this.query = query;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(SchemaFacts.class);

    private final KeptConnection connection;
    private final Map<Fact, Boolean> known = new EnumMap<>(Fact.class);
    private long knownAt = -1;

    SchemaFacts(KeptConnection.Source source) {
        this.connection = new KeptConnection(source);
    }

    /** Returns whether some foreign key changes the rows that refer to a changed row. */
    boolean hasCascades(long catalogVersion) {
        return find(Fact.CASCADES, catalogVersion);
    }

    /** Returns whether there are functions of the client's own that may write. */
    boolean hasWritingFunctions(long catalogVersion) {
        return find(Fact.WRITING_FUNCTIONS, catalogVersion);
    }

    /** Returns whether there is an index whose keys can be larger than they may be. */
    boolean hasLargeKeys(long catalogVersion) {
        return find(Fact.LARGE_KEYS, catalogVersion);
    }

    /** While nobody can look, a fact is taken to hold: the session then looks closer at what its statements do. */
    private synchronized boolean find(Fact fact, long catalogVersion) {
        if (catalogVersion != knownAt) {
            known.clear();
            knownAt = catalogVersion;
        }
        try {
            Boolean value = known.get(fact);
            if (value == null) {
                value = ask(fact);
                known.put(fact, value);
            }
            return value;
        } catch (SQLException e) {
            LOG.debug("Could not look at the schema: {}", e.toString());
            connection.drop();
            return true;
        }
    }

    private boolean ask(Fact fact) throws SQLException {
        try (Statement statement = connection.get().createStatement();
                ResultSet result = statement.executeQuery(fact.query)) {
            result.next();
            return result.getBoolean(1);
        }
    }

    synchronized void close() {
        connection.close();
    }
}
