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
import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.ErrorFields;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: asks PostgreSQL's parser, and nothing else of PostgreSQL, whether it can read a text.
 *
 * <p>The service is a PostgreSQL: it reads all of what a client sent before it refuses or runs any of it. The connection used is one
 * of its own, so that no transaction of a client is touched. A statement in front makes several of every text: PostgreSQL then stops
 * once it has read them all, and looks up no table, which might wait for a lock.
 */
final class SyntaxCheck implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SyntaxCheck.class);
    private static final int PROTOCOL_3 = 3 << 16;
    private static final String USER = "admin";
    private static final String IN_FRONT = "SELECT;";

    /** Where PostgreSQL's source raises what is wrong with a text itself. */
    private static final Set<String> READERS = Set.of("scan.l", "gram.y", "parser.c", "scansup.c");

    private static final char SEVERITY = 'V';
    private static final char SOURCE_FILE = 'F';

    private final Database database;
    private final Roles roles;
    private @Nullable Backend backend;
    private boolean closed;

    SyntaxCheck(Database database, Roles roles) {
        this.database = database;
        this.roles = roles;
    }

    /** Returns what PostgreSQL says about a text that it cannot read, or null if it can. */
    synchronized @Nullable ErrorFields errorIn(String sql) throws IOException {
        if (backend != null) {
            try {
                return ask(backend, sql);
            } catch (IOException e) {
                LOG.debug("The connection for syntax checks broke off; it is opened again", e);
                disconnect();
            }
        }
        backend = connect();
        return ask(backend, sql);
    }

    @Override
    public synchronized void close() {
        closed = true;
        disconnect();
    }

    private void disconnect() {
        if (backend != null) {
            try {
                backend.close();
            } catch (IOException e) {
                LOG.debug("Could not close the connection for syntax checks", e);
            }
            backend = null;
        }
    }

    private Backend connect() throws IOException {
        if (closed) {
            throw new IOException("The stand-in is closing");
        }
        roles.standing(USER);
        Backend fresh = new Backend(database);
        byte[] startup = new Body()
                .int32(PROTOCOL_3)
                .text("user")
                .text(USER)
                .text("client_encoding")
                .text("UTF8")
                .int8(0)
                .bytes();
        try {
            fresh.start(Startup.parse(startup));
            untilReady(fresh);
        } catch (FatalException e) {
            fresh.close();
            throw new IOException("No connection for syntax checks: " + e.getMessage(), e);
        } catch (IOException e) {
            fresh.close();
            throw e;
        }
        return fresh;
    }

    private static @Nullable ErrorFields ask(Backend backend, String sql) throws IOException {
        backend.out()
                .message(
                        'P',
                        new Body()
                                .text("")
                                .text(IN_FRONT + sql, StandardCharsets.UTF_8)
                                .int16(0)
                                .bytes());
        backend.out().message('S');
        ErrorFields error = untilReady(backend);
        return error != null && READERS.contains(error.get(SOURCE_FILE)) ? placed(error) : null;
    }

    private static ErrorFields placed(ErrorFields error) {
        String position = error.get(ErrorFields.POSITION);
        return position.isEmpty()
                ? error
                : error.set(ErrorFields.POSITION, Integer.toString(Integer.parseInt(position) - IN_FRONT.length()));
    }

    /** Returns the error on the way to ReadyForQuery, if there is one. */
    private static @Nullable ErrorFields untilReady(Backend backend) throws IOException {
        ErrorFields error = null;
        for (int type = backend.next(); type != 'Z'; type = backend.next()) {
            byte[] body = backend.in().body();
            if (type == 'E') {
                error = ErrorFields.read(body, StandardCharsets.UTF_8);
                if (error.get(SEVERITY).equals("FATAL")) {
                    throw new IOException("No connection for syntax checks: " + error.get(ErrorFields.MESSAGE));
                }
            }
        }
        return error;
    }
}
