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
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Internal: says what a PostgreSQL that somebody else runs lacks for a stand-in. */
final class ServerCheck {
    private static final String ASK = "SELECT pg_catalog.current_setting('server_version_num')::int / 10000 AS major,"
            + " pg_catalog.current_setting('server_version') AS version,"
            + " pg_catalog.pg_is_in_recovery() AS standby,"
            + " r.rolsuper AS super,"
            + " a.oid IS NOT NULL AND pg_catalog.shobj_description(a.oid, 'pg_authid') IS DISTINCT FROM 'DSQL Local'"
            + " AS stranger,"
            + " EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = 'template0') AS template"
            + " FROM pg_catalog.pg_roles r LEFT JOIN pg_catalog.pg_roles a ON a.rolname = 'admin'"
            + " WHERE r.rolname = session_user";

    /** TLS would have to be spoken by the stand-in itself, whose connections do not go through pgjdbc. */
    private static final Set<String> TLS_MODES = Set.of("require", "verify-ca", "verify-full");

    private ServerCheck() {}

    static void check(Superuser superuser) {
        checkUrl(superuser);
        try (Connection connection = superuser.connect(superuser.home());
                var statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(ASK)) {
            answer.next();
            String missing = missing(answer, superuser);
            if (missing != null) {
                throw new DsqlLocalException(
                        "The PostgreSQL at " + superuser.address() + " will not do: " + missing, null);
            }
        } catch (SQLException e) {
            throw new DsqlLocalException(
                    "Cannot use the PostgreSQL at " + superuser.address() + " as " + superuser.user() + ": "
                            + e.getMessage()
                            + ". Check that it runs there, that user and password are right, and that its pg_hba.conf lets them in.",
                    e);
        }
    }

    private static void checkUrl(Superuser superuser) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try {
            source.setUrl(superuser.url());
        } catch (IllegalArgumentException e) {
            throw new DsqlLocalException(
                    "Not a URL of a PostgreSQL: " + withoutPassword(superuser.url())
                            + ". Give it as jdbc:postgresql://<host>:<port>/<database>.",
                    null);
        }
        if (source.getServerNames().length > 1) {
            throw new DsqlLocalException("The URL names several servers; a stand-in needs one.", null);
        }
        String mode = String.valueOf(source.getSslMode()).toLowerCase(Locale.ROOT);
        if (TLS_MODES.contains(mode)) {
            throw new DsqlLocalException(
                    "The URL asks for sslmode=" + mode
                            + ", but a stand-in reaches its PostgreSQL without TLS. Use a server"
                            + " on this machine or in a trusted network, and leave sslmode out.",
                    null);
        }
    }

    private static @Nullable String missing(ResultSet server, Superuser superuser) throws SQLException {
        if (server.getInt("major") != 16) {
            return "it is version " + server.getString("version")
                    + ", and a stand-in needs version 16, as which Aurora DSQL presents itself. Use a server of that version.";
        }
        if (!server.getBoolean("super")) {
            return "the user " + superuser.user()
                    + " is no superuser, and event triggers and functions of pg_catalog can be created by no other. Use one"
                    + " that is, for example postgres.";
        }
        if (superuser.user().equals("admin")) {
            return "its superuser is called admin, which is the name of an ordinary role on Aurora DSQL. Use another"
                    + " superuser, and rename this one.";
        }
        if (server.getBoolean("stranger")) {
            return "it has a role admin that does not come from a stand-in, and whose password and rights would be changed."
                    + " Use another server; or, if the role may be used, run: COMMENT ON ROLE admin IS 'DSQL Local'.";
        }
        if (server.getBoolean("standby")) {
            return "it is a standby, which nothing can be written to. Use its primary.";
        }
        if (!server.getBoolean("template")) {
            return "it has no database template0, from which a database with the locale C could be made. Create it anew, as"
                    + " PostgreSQL's manual describes for template databases.";
        }
        return null;
    }

    private static String withoutPassword(String url) {
        int parameters = url.indexOf('?');
        return parameters < 0 ? url : url.substring(0, parameters);
    }
}
