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

import io.github.dsql.local.fault.Failure;
import io.github.dsql.local.inject.Injection;
import io.github.dsql.local.occ.Participant;
import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.StatementKind;
import io.github.dsql.local.sql.Statements;
import io.github.dsql.local.wire.BadMessageException;
import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.ErrorFields;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import io.github.dsql.local.wire.OversizeException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Internal: one client's connection from its first message to its last. */
final class Session implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** A longer message ends the connection without an error (seen 2026-10). */
    private static final int MAX_MESSAGE = 10 * 1024 * 1024;

    /** PostgreSQL's own limit for messages that carry only a name. */
    private static final int MAX_SMALL_MESSAGE = 10_000;

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int MAX_UNIT_MESSAGES = 1_000;
    private static final int MAX_UNIT_SIZE = 1024 * 1024;

    private static final byte[] NO_TYPES = new Body().int16(0).bytes();
    private static final byte[] NO_PARAMETERS =
            new Body().int16(0).int16(0).int16(0).bytes();
    private static final byte[] BIND_WITHOUT_PARAMETERS =
            new Body().text("").text("").int16(0).int16(0).int16(0).bytes();
    private static final byte[] DESCRIBE_PORTAL = new Body().int8('P').text("").bytes();
    private static final byte[] EXECUTE_ALL = new Body().text("").int32(0).bytes();

    private final Socket socket;
    private final ServerState state;
    private final Names names = new Names();
    private final TxState tx;
    private final SessionWatch watch;
    private final List<Held> unit = new ArrayList<>();

    /** Units that end with an Execute, whose answers nobody has asked for yet. */
    private final List<List<Held>> waiting = new ArrayList<>();

    private volatile @Nullable In input;
    private volatile @Nullable Backend backend;
    private volatile Socket connected;
    private final Lifetime lifetime;
    private int unitSize;
    private boolean skipping;

    Session(int number, Socket socket, ServerState state) {
        this.socket = socket;
        this.state = state;
        this.tx = new TxState(state.clock());
        this.watch = new SessionWatch(number, state);
        this.connected = socket;
        this.lifetime = new Lifetime(state);
    }

    @Override
    public void run() {
        LOG.debug("Session opened");
        try (socket;
                Opening opening = new Opening(socket, state)) {
            open(opening);
        } catch (IOException e) {
            LOG.debug("Session broke off: {}", e.toString());
            watch.disconnected("broken off: " + e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.error("The stand-in failed and ended a session; please report this", e);
        }
    }

    private void open(Opening opening) throws IOException {
        Startup startup;
        try {
            startup = opening.read();
        } catch (FatalException e) {
            watch.refuses(e.error());
            tell(e.error(), new Out(opening.out()));
            return;
        }
        if (startup != null) {
            watch.introduces(startup.parameter("user"), startup.parameter("application_name"));
            connected = opening.socket();
            Out toClient = new Out(opening.out());
            run(startup, opening.isEncrypted(), new In(opening.in(), toClient, MAX_MESSAGE), toClient);
        }
    }

    /** Whatever ends a session, its client is told, if it is still there to listen. */
    private void run(Startup startup, boolean encrypted, In client, Out toClient) throws IOException {
        try {
            new Handshake(startup, encrypted, state, watch).accept(client, toClient);
            if (mayConnect(toClient)) {
                serve(client, toClient, startup);
            }
            LOG.debug("Session ended by the client");
            watch.disconnected("by the client");
        } catch (FatalException e) {
            watch.refuses(e.error());
            tell(e.error(), toClient);
        } catch (BadMessageException e) {
            watch.disconnected("bad message: " + e.getMessage());
            fatal("08P01", e.getMessage(), toClient);
        } catch (OversizeException e) {
            LOG.debug("Session sent too much at once: {}", e.getMessage());
            watch.disconnected("broken off: " + e.getMessage());
            toClient.flush();
        } catch (BackendLostException e) {
            LOG.debug("Session lost its PostgreSQL: {}", e.getMessage());
            watch.disconnected("broken off: " + e.getMessage());
            fatal("57P01", "terminating connection: the embedded PostgreSQL behind it is gone", toClient);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fatal("XX000", "the stand-in failed; its log says why", toClient);
            throw e;
        }
    }

    /** Ends the session from outside. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("Could not close a session", e);
        }
    }

    /** Lets a fault refuse the connection. */
    private boolean mayConnect(Out toClient) throws IOException {
        Injection fault = watch.connects();
        Failure failure = fault == null ? null : fault.failure();
        if (failure == null) {
            return true;
        }
        watch.refuses(fault, failure);
        if (failure.hasMessage()) {
            tell(ErrorFields.of("FATAL", failure.sqlState(), failure.message()), toClient);
        }
        return false;
    }

    /**
     * Ends the session if it waits for PostgreSQL and its client has left meanwhile: nobody wants the answer any more.
     *
     * <p>PostgreSQL looks itself, every second, whether its own client is there, and gives up the statement.
     */
    void endIfAbandoned() {
        Backend waiting = backend;
        In in = input;
        if (waiting == null || in == null || waiting.waitingNanos() < PATIENCE_NANOS || !in.isAbandoned(connected)) {
            return;
        }
        LOG.debug("Session left by its client while a statement was running");
        closeBackend();
    }

    /** Ends a session that is too old, and a connection that does not become one, without a word. */
    void closeIfOverdue() {
        if (lifetime.isOver()) {
            LOG.debug("Closing a connection that is too old, or never became a session");
            close();
            closeBackend();
        }
    }

    private void closeBackend() {
        Backend open = backend;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.debug("Could not close a session's PostgreSQL", e);
        }
    }

    private void serve(In client, Out toClient, Startup startup) throws IOException, FatalException {
        state.admission().enter();
        try (Backend backend = new Backend(state.database())) {
            this.input = client;
            this.backend = backend;
            backend.start(startup);
            toClient.message('R', new Body().int32(0).bytes());
            Exchange exchange = new Exchange(client, toClient, backend, names, tx, state, watch);
            Participant participant = exchange.start();
            lifetime.begins();
            try {
                loop(client, toClient, exchange, participant);
            } finally {
                exchange.end();
            }
            backend.out().message('X');
            backend.out().flush();
        } finally {
            state.admission().leave();
        }
    }

    private static void tell(ErrorFields error, Out toClient) throws IOException {
        toClient.message('E', error.body(StandardCharsets.UTF_8));
        toClient.flush();
    }

    /** Between two messages the session can be made to give way. */
    private void loop(In client, Out toClient, Exchange exchange, Participant participant) throws IOException {
        for (int type = client.next(); type >= 0 && type != 'X'; type = client.next()) {
            if (!isKnown(type)) {
                throw new BadMessageException("invalid frontend message type " + type);
            }
            if (skipping && type != 'S') {
                continue;
            }
            if (!isSmallEnough(type, client.remaining())) {
                throw new BadMessageException("invalid message length");
            }
            byte[] body = client.body();
            participant.enter();
            try {
                handle(type, body, toClient, exchange);
            } finally {
                participant.leave();
            }
            watch.awaitDelays();
        }
    }

    private void handle(int type, byte[] body, Out toClient, Exchange exchange) throws IOException {
        switch (type) {
            case 'P', 'B', 'D', 'C', 'E' -> extended(type, body, toClient, exchange);
            case 'H' -> flush(exchange);
            case 'S' -> {
                flush(exchange, true);
                skipping = false;
                exchange.sync();
            }
            case 'Q' -> query(body, toClient, exchange);
            default -> LOG.debug("Ignored what is left of a COPY that failed");
        }
    }

    private static boolean isKnown(int type) {
        return "PBDCEHSQdcf".indexOf(type) >= 0;
    }

    /** PostgreSQL ends a connection without a word over these. */
    private static boolean isSmallEnough(int type, int size) {
        return switch (type) {
            case 'H', 'S' -> size == 0;
            case 'D', 'C', 'E' -> size <= MAX_SMALL_MESSAGE;
            default -> true;
        };
    }

    private void extended(int type, byte[] body, Out toClient, Exchange exchange) throws IOException {
        try {
            switch (type) {
                case 'P' -> {
                    runWaiting(exchange);
                    if (!skipping) {
                        parse(body, exchange);
                    }
                }
                case 'B' -> bind(body, exchange);
                case 'C' -> {
                    runWaiting(exchange);
                    if (!skipping) {
                        close(body, exchange);
                    }
                }
                case 'E' -> execute(body, toClient, exchange);
                default -> hold(new Held(type, body), exchange);
            }
        } catch (BadMessageException e) {
            refuse(error("ERROR", "08P01", e.getMessage()), exchange);
        }
    }

    /** What is prepared or closed is judged by how things stand after what comes before. */
    private void runWaiting(Exchange exchange) throws IOException {
        if (!waiting.isEmpty()) {
            flush(exchange);
        }
    }

    /**
     * A client that never asks for a result may not fill the memory; and what is sent behind messages whose answers have not been
     * read must fit into the sockets.
     */
    private void hold(Held held, Exchange exchange) throws IOException {
        if (held.type() != 'D' && !unit.isEmpty() && unitSize + held.body().length > Ahead.MAX_BYTES) {
            flush(exchange);
            if (skipping) {
                return;
            }
        }
        unit.add(held);
        unitSize += held.body().length;
        if (unit.size() >= MAX_UNIT_MESSAGES || unitSize >= MAX_UNIT_SIZE) {
            flush(exchange);
        }
    }

    private void parse(byte[] body, Exchange exchange) throws IOException {
        Cursor cursor = new Cursor(body);
        String name = cursor.text(exchange.charset());
        String sql = Texts.decode(cursor.textBytes(), exchange.charset());
        if (sql != null) {
            watch.prepares(sql);
        }
        // PostgreSQL itself says that a prepared statement is one statement, and what is wrong with its encoding.
        List<Statement> statements = sql == null ? List.of() : Statements.parse(sql);
        Statement statement = statements.size() == 1 ? statements.get(0) : null;
        ErrorFields refusal = statement == null ? null : refusalOf(statement);
        if (refusal != null) {
            refuse(refusal, exchange);
            return;
        }
        names.prepare(
                name,
                statement == null
                        ? null
                        : new Prepared(statement, Arrays.copyOfRange(body, cursor.position(), body.length)));
        hold(new Held('P', statement == null ? body : rewritten(body, name, cursor, statement, exchange)), exchange);
    }

    private static byte[] rewritten(byte[] body, String name, Cursor types, Statement statement, Exchange exchange) {
        return isUnchanged(statement)
                ? body
                : new Body()
                        .text(name, exchange.charset())
                        .text(statement.backendText(), exchange.charset())
                        .rest(body, types.position())
                        .bytes();
    }

    private void bind(byte[] body, Exchange exchange) throws IOException {
        Cursor cursor = new Cursor(body);
        String portal = cursor.text(exchange.charset());
        Prepared prepared = names.prepared(cursor.text(exchange.charset()));
        names.bind(
                portal,
                prepared == null
                        ? null
                        : new Bound(prepared, Arrays.copyOfRange(body, cursor.position(), body.length)));
        exchange.readAhead().forget(portal);
        watch.binds(portal);
        hold(new Held('B', body), exchange);
    }

    private void close(byte[] body, Exchange exchange) throws IOException {
        Cursor cursor = new Cursor(body);
        int letter = cursor.int8();
        String name = cursor.text(exchange.charset());
        names.close(letter, name);
        if (letter == 'P') {
            exchange.readAhead().forget(name);
        }
        hold(new Held('C', body), exchange);
    }

    private void execute(byte[] body, Out toClient, Exchange exchange) throws IOException {
        Cursor cursor = new Cursor(body);
        String portal = cursor.text(exchange.charset());
        if (exchange.readAhead().has(portal)) {
            flush(exchange);
            if (!skipping) {
                exchange.readAhead().answer(portal, cursor.int32(), toClient);
            }
            return;
        }
        Bound bound = names.bound(portal);
        unit.add(new Held('E', body, bound));
        unitSize += body.length;
        waiting.add(List.copyOf(unit));
        unit.clear();
        if (!mayWait(bound) || waiting.size() >= MAX_UNIT_MESSAGES || unitSize >= MAX_UNIT_SIZE) {
            flush(exchange);
        }
    }

    /** Nobody can read an answer before Flush or Sync asks for it; but a COPY goes on with what the client sends next. */
    private static boolean mayWait(@Nullable Bound bound) {
        return bound != null
                && switch (bound.statement().kind()) {
                    case BEGIN, COMMIT, ROLLBACK, QUERY, LOCKING_QUERY, DML -> true;
                    default -> false;
                };
    }

    /** Runs what is held back. */
    private void flush(Exchange exchange) throws IOException {
        flush(exchange, false);
    }

    private void flush(Exchange exchange, boolean syncFollows) throws IOException {
        try {
            if (!exchange.runAll(waiting, syncFollows && unit.isEmpty()) || !exchange.run(unit)) {
                skipping = true;
            }
        } finally {
            waiting.clear();
            unit.clear();
            unitSize = 0;
        }
    }

    private void refuse(ErrorFields error, Exchange exchange) throws IOException {
        flush(exchange);
        if (!skipping) {
            exchange.refuse(error);
            skipping = true;
        }
    }

    /** Runs a simple Query statement by statement in one implicit transaction. */
    private void query(byte[] body, Out toClient, Exchange exchange) throws IOException {
        flush(exchange);
        if (skipping) {
            return;
        }
        try {
            Cursor cursor = new Cursor(body);
            byte[] text = cursor.textBytes();
            cursor.end();
            String sql = Texts.decode(text, exchange.charset());
            if (sql == null) {
                undecodable(text, exchange);
            } else {
                query(sql, toClient, exchange);
            }
        } catch (BadMessageException e) {
            exchange.refuse(error("ERROR", "08P01", e.getMessage()));
        }
        exchange.sync();
    }

    /** PostgreSQL says which bytes its encoding does not know. */
    private static void undecodable(byte[] text, Exchange exchange) throws IOException {
        byte[] parse = new Body().text("").rest(text, 0).int8(0).int16(0).bytes();
        exchange.run(List.of(new Held('P', parse)));
    }

    private void query(String sql, Out toClient, Exchange exchange) throws IOException {
        List<Statement> statements = Statements.parse(sql);
        ErrorFields unreadable = unreadable(sql, statements);
        if (unreadable != null) {
            watch.prepares(sql);
            exchange.refuse(unreadable);
            return;
        }
        exchange.relay().simpleMode(true);
        int from = 0;
        int left = statements.size();
        for (Statement statement : statements) {
            exchange.relay().flushHeldTag();
            left--;
            exchange.relay().syncFollows(left == 0);
            from = Math.max(from, sql.indexOf(statement.text(), from));
            boolean whole = statements.size() == 1 && isUnchanged(statement);
            exchange.relay().shiftPositions(whole ? 0 : from);
            if (!queryStatement(whole ? sql : statement.backendText(), statement, toClient, exchange)) {
                break;
            }
            from += statement.text().length();
        }
        exchange.relay().syncFollows(false);
        exchange.relay().simpleMode(false);
    }

    private boolean queryStatement(String sql, Statement statement, Out toClient, Exchange exchange)
            throws IOException {
        if (statement.kind() == StatementKind.EMPTY) {
            toClient.message('I');
            return true;
        }
        watch.prepares(statement.text());
        if (statement.refusal() != null) {
            exchange.refuse(decided(statement.refusal()));
            return false;
        }
        Prepared prepared = new Prepared(statement, NO_TYPES);
        Bound bound = new Bound(prepared, NO_PARAMETERS);
        names.prepare("", prepared);
        names.bind("", bound);
        exchange.readAhead().forget("");
        watch.binds("");
        return exchange.run(List.of(
                new Held(
                        'P',
                        new Body()
                                .text("")
                                .text(sql, exchange.charset())
                                .int16(0)
                                .bytes()),
                new Held('B', BIND_WITHOUT_PARAMETERS),
                new Held('D', DESCRIBE_PORTAL),
                new Held('E', EXECUTE_ALL, bound)));
    }

    /** What the statement's text alone earns it: that it cannot be read is said before that it is refused. */
    private @Nullable ErrorFields refusalOf(Statement statement) throws IOException {
        ErrorFields unreadable =
                statement.syntaxText() == null ? null : state.syntax().errorIn(statement.syntaxText());
        if (unreadable != null) {
            return unreadable;
        }
        return statement.refusal() == null ? null : BackendErrors.of(decided(statement.refusal()));
    }

    /** An aborted transaction is said to be one before anything else (recorded 2026-09). */
    private Refusal decided(Refusal refusal) {
        return tx.isFailed() ? TxState.ABORTED : refusal;
    }

    /** A query string is read to its end before any of it runs; a single statement that PostgreSQL is sent is read there. */
    private @Nullable ErrorFields unreadable(String sql, List<Statement> statements) throws IOException {
        boolean readLater = statements.size() == 1 && statements.get(0).syntaxText() == null;
        return readLater ? null : state.syntax().errorIn(Statements.syntaxText(sql, statements));
    }

    private static boolean isUnchanged(Statement statement) {
        return statement.backendText().equals(statement.text());
    }

    private static void fatal(String sqlState, @Nullable String message, Out toClient) throws IOException {
        toClient.message('E', error("FATAL", sqlState, message).body(StandardCharsets.UTF_8));
        toClient.flush();
    }

    private static ErrorFields error(String severity, String sqlState, @Nullable String message) {
        return ErrorFields.of(severity, sqlState, String.valueOf(message));
    }
}
