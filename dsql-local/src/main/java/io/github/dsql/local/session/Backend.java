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

import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Internal: the session's own connection to PostgreSQL, with statements the client does not see.
 *
 * <p>Those are named, prepared once, and run in a portal of their own: a simple Query would destroy the client's unnamed
 * statement and portal.
 */
final class Backend implements AutoCloseable {
    private static final String HIDDEN_PORTAL = "dsql$portal";
    private static final String NO_STATEMENT = "dsql$none";

    private final Socket socket;
    private final Out out;
    private final In in;
    private final Set<String> prepared = new HashSet<>();

    Backend(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        out = new Out(socket.getOutputStream());
        in = new In(socket.getInputStream(), out, Integer.MAX_VALUE);
    }

    Out out() {
        return out;
    }

    In in() {
        return in;
    }

    /** Reads the type of the next message; PostgreSQL never ends a connection of its own accord without an error first. */
    int next() throws IOException {
        int type = in.next();
        if (type < 0) {
            throw new EOFException("PostgreSQL closed the connection");
        }
        return type;
    }

    /** Makes PostgreSQL fail as if the client's statement had, so that it rolls back and waits for Sync. */
    void fail() throws IOException {
        bind(NO_STATEMENT);
        out.message('H');
        while (next() != 'E') {
            in.body();
        }
        in.body();
    }

    /**
     * Runs a hidden statement and returns the first column of its last row.
     *
     * @throws HiddenStatementException if PostgreSQL refuses it, for example because the client cancelled
     */
    String ask(HiddenStatement statement) throws IOException, HiddenStatementException {
        if (prepared.add(statement.id())) {
            out.message(
                    'P',
                    new Body()
                            .text(statement.id())
                            .text(statement.sql())
                            .int16(0)
                            .bytes());
        }
        bind(statement.id());
        out.message('E', new Body().text(HIDDEN_PORTAL).int32(0).bytes());
        out.message('C', new Body().int8('P').text(HIDDEN_PORTAL).bytes());
        out.message('H');
        String answer = "";
        for (int type = next(); type != '3'; type = next()) {
            byte[] body = in.body();
            if (type == 'E') {
                prepared.remove(statement.id());
                throw new HiddenStatementException(body);
            }
            if (type == 'D') {
                answer = new String(body, 6, body.length - 6, StandardCharsets.UTF_8);
            }
        }
        return answer;
    }

    /** Runs a hidden statement that will not come again, as {@link #ask} does. */
    void askOnce(String sql) throws IOException, HiddenStatementException {
        HiddenStatement statement = new HiddenStatement("dsql$once", sql);
        ask(statement);
        out.message('C', new Body().int8('S').text(statement.id()).bytes());
        out.message('H');
        for (int type = next(); type != '3'; type = next()) {
            in.body();
        }
        in.body();
        prepared.remove(statement.id());
    }

    /** Forgets which hidden statements are prepared, since the client dropped all there are. */
    void forgetPrepared() {
        prepared.clear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void bind(String statement) throws IOException {
        out.message(
                'B',
                new Body()
                        .text(HIDDEN_PORTAL)
                        .text(statement)
                        .int16(0)
                        .int16(0)
                        .int16(0)
                        .bytes());
    }
}
