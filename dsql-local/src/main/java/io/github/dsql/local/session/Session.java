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
import io.github.dsql.local.wire.BadMessageException;
import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.ErrorFields;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import io.github.dsql.local.wire.OversizeException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Internal: one client's connection from its first message to its last. */
final class Session implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);

    /** A longer message ends the connection without an error (seen 2026-10). */
    private static final int MAX_MESSAGE = 10 * 1024 * 1024;

    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Socket socket;
    private final ServerState state;
    private final SessionWatch watch;
    private volatile @Nullable In input;
    private volatile @Nullable Backend backend;
    private volatile Socket connected;
    private final Lifetime lifetime;

    Session(int number, Socket socket, ServerState state) {
        this.socket = socket;
        this.state = state;
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
            Names names = new Names();
            TxState tx = new TxState(state.clock());
            Exchange exchange = new Exchange(client, toClient, backend, names, tx, state, watch);
            Participant participant = exchange.start();
            lifetime.begins();
            try {
                new Conversation(exchange, toClient, names, tx, state, watch).listen(client, participant);
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

    private static void fatal(String sqlState, @Nullable String message, Out toClient) throws IOException {
        tell(ErrorFields.of("FATAL", sqlState, String.valueOf(message)), toClient);
    }
}
