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

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/**
 * Internal: the database of a server that somebody else runs, from which stand-ins get copies.
 *
 * <p>It is named after the scripts that made it, and nobody can connect to it: PostgreSQL copies no database that is in use.
 * The caller holds the lock.
 */
final class ExternalTemplate {
    private final Superuser superuser;
    private final String name = "dsql_local_template_" + key();

    ExternalTemplate(Superuser superuser) {
        this.superuser = superuser;
    }

    /** Returns the name of the database, which is there then. */
    String provide() throws SQLException {
        try (Connection connection = superuser.connect(superuser.home());
                var statement = connection.prepareStatement("SELECT FROM pg_catalog.pg_database WHERE datname = ?")) {
            statement.setString(1, name);
            if (!statement.executeQuery().next()) {
                build();
            }
        }
        return name;
    }

    private void build() throws SQLException {
        String draft = Databases.PREFIX + UUID.randomUUID().toString().replace("-", "");
        superuser.run(
                superuser.home(),
                List.of("CREATE DATABASE " + draft
                        + " TEMPLATE template0 STRATEGY wal_log ENCODING 'UTF8' LOCALE_PROVIDER libc"
                        + " LC_COLLATE 'C' LC_CTYPE 'C'"));
        superuser.run(draft, CatalogScript.texts());
        superuser.run(
                superuser.home(),
                List.of(
                        "ALTER DATABASE " + draft + " RENAME TO " + name,
                        "ALTER DATABASE " + name + " ALLOW_CONNECTIONS false",
                        "COMMENT ON DATABASE " + name
                                + " IS 'DSQL Local copies this for each stand-in; it may be dropped when none runs'"));
    }

    private static String key() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\0", CatalogScript.texts()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
