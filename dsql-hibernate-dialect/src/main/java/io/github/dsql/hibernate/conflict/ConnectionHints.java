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
package io.github.dsql.hibernate.conflict;

import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what to do about a service that takes no connection or no statement for the moment. */
final class ConnectionHints {
    private static final int DEEPEST = 10;

    private ConnectionHints() {}

    /** Returns null for an error that is none of these. */
    static @Nullable String of(String state, SQLException error) {
        String message = text(error).toLowerCase(Locale.ROOT);
        if (state.startsWith("28")) {
            return " (the user and the IAM token do not fit the cluster, or the token has expired: tokens are valid for 15 minutes unless asked for longer, so"
                    + " let the Aurora DSQL connector make one for each connection; \"admin\" needs dsql:DbConnectAdmin, other roles"
                    + " dsql:DbConnect and AWS IAM GRANT)";
        }
        if (state.equals("53300")) {
            return " (a cluster takes at most 10,000 connections: make the pools smaller)";
        }
        if (state.equals("53400")) {
            return " (a cluster takes about 100 new connections a second: let pools keep connections and grow slowly, and try"
                    + " again later)";
        }
        if (message.contains("waking up cluster")) {
            return " (an idle cluster wakes up at the first connection: try again after some seconds)";
        }
        return message.contains("server unavailable")
                ? " (nothing was committed: run the whole transaction again after a while)"
                : null;
    }

    /** A pool reports what its last attempt to connect ran into as the cause. */
    private static String text(SQLException error) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable t = error; t != null && depth < DEEPEST; t = t.getCause(), depth++) {
            text.append(t.getMessage()).append('\n');
        }
        return text.toString();
    }
}
