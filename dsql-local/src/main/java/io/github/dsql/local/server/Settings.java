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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Internal: the server settings under which PostgreSQL stands in for Aurora DSQL. */
final class Settings {
    /** Makes data files of 1 MB instead of 16 MB for the log: they are copied at each start. */
    static final List<String> INITDB = List.of(
            "--username=" + EmbeddedServer.SUPERUSER,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--wal-segsize=1",
            "--no-sync",
            "--no-instructions");

    /**
     * Snapshot isolation, UTC and the locale C are Aurora DSQL's. Nothing ever waits there; whoever still waits after
     * seconds, since the other one cannot give way, gets a conflict. A query has 128 MiB of temporary space. Nothing is forced to the disk, since the data does not outlive the
     * machine; but a commit is handed to the operating system before it is answered, so that it survives the death of a server process.
     */
    private static final List<String> EVERYWHERE = List.of(
            "listen_addresses = '127.0.0.1'",
            "unix_socket_directories = ''",
            "max_connections = 300",
            // The password is random: to hash it many times over would only make connecting slower.
            "scram_iterations = 1",
            "default_transaction_isolation = 'repeatable read'",
            "lock_timeout = '5s'",
            "deadlock_timeout = '20ms'",
            "timezone = 'UTC'",
            "log_timezone = 'UTC'",
            "lc_messages = 'C'",
            "fsync = off",
            "full_page_writes = off",
            "wal_level = minimal",
            "max_wal_senders = 0",
            "max_logical_replication_workers = 0",
            "autovacuum = off",
            "temp_file_limit = '128MB'",
            "shared_buffers = '32MB'",
            "huge_pages = off",
            "jit = off",
            "log_checkpoints = off",
            "log_min_messages = log");

    /** Ends a statement whose session has ended. Windows does not tell PostgreSQL so. */
    private static final String CLIENT_CHECK = "client_connection_check_interval = '1s'";

    static final List<String> POSTGRESQL_CONF = Stream.concat(
                    EVERYWHERE.stream(), Stream.of(CLIENT_CHECK).filter(line -> !Platform.isWindows()))
            .toList();

    /** What an administrator may have set in another way for a whole server, and no client expects. */
    private static final List<String> NEUTRAL = List.of(
            "statement_timeout = 0",
            "idle_in_transaction_session_timeout = 0",
            "idle_session_timeout = 0",
            "default_transaction_read_only = off",
            "default_transaction_deferrable = off",
            "session_replication_role = 'origin'",
            "search_path = \"$user\", public",
            "row_security = on",
            "datestyle = 'ISO, MDY'",
            "intervalstyle = 'postgres'",
            "bytea_output = 'hex'",
            "extra_float_digits = 1",
            "standard_conforming_strings = on",
            "backslash_quote = 'safe_encoding'",
            "array_nulls = on",
            "quote_all_identifiers = off",
            "lc_monetary = 'C'",
            "lc_numeric = 'C'",
            "lc_time = 'C'",
            "client_min_messages = 'notice'",
            "default_tablespace = ''",
            "default_table_access_method = 'heap'",
            "track_counts = on");

    private Settings() {}

    /** Returns the settings and values that a database can have of its own; the others are left as the server has them. */
    static Map<String, String> forOneDatabase(Connection connection) throws SQLException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (List<String> lines : List.of(NEUTRAL, POSTGRESQL_CONF)) {
            for (String line : lines) {
                int equals = line.indexOf(" = ");
                settings.put(line.substring(0, equals), line.substring(equals + 3));
            }
        }
        try (var statement = connection.createStatement();
                ResultSet fixed = statement.executeQuery(
                        "SELECT name FROM pg_catalog.pg_settings WHERE context IN ('internal', 'postmaster', 'sighup')")) {
            while (fixed.next()) {
                settings.remove(fixed.getString(1));
            }
        }
        return settings;
    }
}
