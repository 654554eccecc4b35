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
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
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
    private static final String REPEATED = "dsql$repeated";
    private static final byte[] NO_TYPES = {0, 0};
    private static final byte[] EXECUTE_HIDDEN =
            new Body().text(HIDDEN_PORTAL).int32(0).bytes();
    private static final byte[] CLOSE_HIDDEN =
            new Body().int8('P').text(HIDDEN_PORTAL).bytes();

    private final Database database;
    private final Socket socket;
    private final Out out;
    private final In in;
    private final BackendStreams.Waiting waiting = new BackendStreams.Waiting();
    private final Set<String> prepared = new HashSet<>();
    private boolean broken;
    private boolean syncSent;

    /** Whether a hidden statement failed, whose portal may still be there. */
    private boolean portalLeft;

    private static Socket connect(Database database) throws IOException {
        try {
            return database.connect();
        } catch (IOException e) {
            throw new BackendLostException("PostgreSQL takes no connection: " + e.getMessage(), e);
        }
    }

    Backend(Database database) throws IOException {
        this.database = database;
        socket = connect(database);
        out = new Out(BackendStreams.out(socket));
        in = new In(BackendStreams.in(socket, waiting), out, Integer.MAX_VALUE);
    }

    /** Logs in with the client's startup packet and the database's real name, and throws if PostgreSQL refuses it. */
    void start(Startup startup) throws IOException, FatalException {
        byte[] packet = startup.forBackend();
        Cursor cursor = new Cursor(packet);
        Body body = new Body().int32(cursor.int32());
        for (String name = cursor.text(); !name.isEmpty(); name = cursor.text()) {
            String value = cursor.text();
            if (!name.equals("database")) {
                body.text(name).text(isIsoDates(name, value) ? "ISO, MDY" : value);
            }
        }
        out.untyped(body.text("database").text(database.name()).int8(0).bytes());
        new Authentication(this, database.secret()).complete();
    }

    Database database() {
        return database;
    }

    /** Drivers leave the order of day and month to the server, whose owner may have another. */
    private static boolean isIsoDates(String parameter, String value) {
        return parameter.equalsIgnoreCase("datestyle") && value.equalsIgnoreCase("iso");
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
        if (type == 'E') {
            broken = true;
        } else if (type == 'Z') {
            broken = false;
        }
        return type;
    }

    /** Returns for how long the session has been waiting for PostgreSQL, in nanoseconds. */
    long waitingNanos() {
        return waiting.nanos();
    }

    /** Returns whether PostgreSQL has reported an error and ignores all messages up to the next Sync. */
    boolean isBroken() {
        return broken;
    }

    /** Sends the client's Sync before what comes before it is known to have succeeded. */
    void syncAhead() throws IOException {
        out.message('S');
        syncSent = true;
    }

    /** Sends the client's Sync, unless that was done. */
    void sync() throws IOException {
        if (!syncSent) {
            out.message('S');
        }
        syncSent = false;
    }

    /** Makes PostgreSQL fail as if the client's statement had, so that it rolls back and waits for Sync. */
    void fail() throws IOException {
        if (syncSent) {
            syncSent = false;
            skipTo('Z');
        }
        bind(NO_STATEMENT);
        out.message('H');
        skipTo('E');
    }

    /**
     * Runs a hidden statement and returns the first column of its last row.
     *
     * @param parameters its parameters, as text
     * @throws HiddenStatementException if PostgreSQL refuses it, for example because the client cancelled
     */
    String ask(HiddenStatement statement, String... parameters) throws IOException, HiddenStatementException {
        append(statement, parameters);
        out.message('H');
        return answer();
    }

    /** Writes a hidden statement without sending it yet; {@link #answer()} must read what PostgreSQL says to it. */
    void append(HiddenStatement statement, String... parameters) throws IOException {
        if (prepared.add(statement.id())) {
            prepare(statement.id(), statement.sql(), NO_TYPES);
        }
        closeLeftPortal();
        bind(statement.id(), parameters);
        execute();
    }

    /** Reads what PostgreSQL says to a hidden statement. */
    String answer() throws IOException, HiddenStatementException {
        String answer = "";
        if (portalLeft) {
            skipTo('3');
            portalLeft = false;
        }
        for (int type = next(); type != '3'; type = next()) {
            byte[] body = in.body();
            if (type == 'E') {
                portalLeft = true;
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
        skipTo('3');
        prepared.remove(statement.id());
    }

    /** Runs a statement of the client once more; it is not told. */
    void repeat(Bound bound, Charset charset) throws IOException, HiddenStatementException {
        byte[] parse = parse(
                REPEATED, bound.statement().backendText(), bound.prepared().types(), charset);
        Body bind = new Body().text(HIDDEN_PORTAL).text(REPEATED).rest(bound.parameters(), 0);
        closeLeftPortal();
        out.message('C', new Body().int8('S').text(REPEATED).bytes());
        out.message('P', parse);
        out.message('B', bind.bytes());
        execute();
        out.message('H');
        answer();
        answer();
    }

    /** Ends the state after an error in which PostgreSQL ignores all messages; an open transaction stays failed. */
    void recover() throws IOException {
        out.message('S');
        skipTo('Z');
    }

    /** Returns the body of a Parse message. */
    static byte[] parse(String name, String sql, byte[] types, Charset charset) {
        return new Body().text(name, charset).text(sql, charset).rest(types, 0).bytes();
    }

    /** Forgets which hidden statements are prepared, since the client dropped all there are. */
    void forgetPrepared() {
        prepared.clear();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void closeLeftPortal() throws IOException {
        if (portalLeft) {
            out.message('C', CLOSE_HIDDEN);
        }
    }

    private void skipTo(int type) throws IOException {
        while (next() != type) {
            in.body();
        }
        in.body();
    }

    private void prepare(String name, String sql, byte[] types) throws IOException {
        out.message('P', parse(name, sql, types, StandardCharsets.UTF_8));
    }

    private void bind(String statement, String... parameters) throws IOException {
        Body body = new Body().text(HIDDEN_PORTAL).text(statement).int16(0).int16(parameters.length);
        for (String parameter : parameters) {
            byte[] value = parameter.getBytes(StandardCharsets.UTF_8);
            body.int32(value.length).rest(value, 0);
        }
        out.message('B', body.int16(0).bytes());
    }

    private void execute() throws IOException {
        out.message('E', EXECUTE_HIDDEN);
        out.message('C', CLOSE_HIDDEN);
    }
}
