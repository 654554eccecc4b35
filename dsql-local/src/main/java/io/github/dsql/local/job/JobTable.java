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
package io.github.dsql.local.job;

import io.github.dsql.local.server.Database;
import io.github.dsql.local.server.KeptConnection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Internal: moves the rows behind {@code sys.jobs} on, over a connection of its own that opens with the first need. */
final class JobTable {
    /** Each look sees what has been committed, and gives up on what somebody is dropping right now. */
    private static final String SETTINGS =
            "SET default_transaction_isolation TO 'read committed'; SET lock_timeout TO '50ms'";

    /** What a look at the jobs brought about. */
    record Progress(
            boolean pending,
            boolean completedIndexes,
            @Nullable Instant next) {}

    private final KeptConnection connection;

    JobTable(Database database) {
        this.connection = new KeptConnection(database::connectAsSuperuser, SETTINGS);
    }

    Progress advance(Instant now) throws SQLException {
        try (PreparedStatement statement = connection
                .get()
                .prepareStatement("SELECT pending, indexes, next_time FROM dsql_internal.advance_jobs(?)")) {
            statement.setObject(1, now.atOffset(ZoneOffset.UTC));
            return read(statement);
        } catch (SQLException e) {
            connection.drop();
            throw e;
        }
    }

    private static Progress read(PreparedStatement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            OffsetDateTime next = result.getObject(3, OffsetDateTime.class);
            return new Progress(result.getLong(1) > 0, result.getLong(2) > 0, next == null ? null : next.toInstant());
        }
    }

    void close() {
        connection.close();
    }
}
