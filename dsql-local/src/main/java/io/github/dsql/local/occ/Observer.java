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
package io.github.dsql.local.occ;

import io.github.dsql.local.server.KeptConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Internal: sees from a connection of its own who waits for whom, and which rows a transaction has marked. */
final class Observer implements AutoCloseable {
    /** A lock that is not had at once is one that somebody waits for, maybe for the transaction that is looked at. */
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String SETTINGS =
            "SET lock_timeout = '20ms'; SET default_transaction_isolation = 'read committed'; SET jit = off";
    private static final String WAITS =
            "SELECT pid, locktype IN ('transactionid', 'tuple', 'spectoken'), pg_blocking_pids(pid) FROM pg_locks WHERE NOT granted";

    /** One session waits for others; {@code forRow} if what it wants is a row, not a table as such. */
    record Wait(int pid, boolean forRow, List<Integer> blockers) {}

    private final KeptConnection connection;

    Observer(KeptConnection.Source source) {
        this.connection = new KeptConnection(source, SETTINGS);
    }

    synchronized List<Wait> waits() throws SQLException {
        List<Wait> waits = new ArrayList<>();
        try (PreparedStatement query = connection.get().prepareStatement(WAITS);
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                List<Integer> blockers = List.of((Integer[]) rows.getArray(3).getArray());
                waits.add(new Wait(rows.getInt(1), rows.getBoolean(2), blockers));
            }
        }
        return waits;
    }

    synchronized @Nullable String markedBy(String writes) throws SQLException {
        try (PreparedStatement query =
                connection.get().prepareStatement("SELECT dsql_internal.marked(?::pg_catalog.jsonb)")) {
            query.setString(1, writes);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getString(1);
            }
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        connection.close();
    }
}
