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

import io.github.dsql.local.inject.Injector;
import io.github.dsql.local.inject.LogBuffer;
import io.github.dsql.local.server.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Internal: accepts clients and runs each in a thread of its own. */
public final class Listener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
    private static final int BACKLOG = 200;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final ServerSocket server;
    private final ServerState state;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();

    private Listener(ServerSocket server, ServerState state) {
        this.server = server;
        this.state = state;
    }

    /**
     * Starts to accept clients on the loopback address.
     *
     * @param port the port, or 0 for any free one
     * @param database what clients work in
     * @param options what the user chose
     * @param tls what proves to clients that the stand-in is who it says
     * @return the running listener
     * @throws IOException if the port is taken
     */
    public static Listener open(int port, Database database, ServerOptions options, SSLContext tls) throws IOException {
        ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
        Listener listener = new Listener(server, new ServerState(database, options, tls));
        listener.startThread("accept", listener::accept);
        listener.startThread("watch", listener::watch);
        return listener;
    }

    /**
     * Returns the port clients connect to.
     *
     * @return a port of the loopback address
     */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * Makes the next asynchronous jobs fail.
     *
     * @param count how many; those asked for before are forgotten
     * @param details what {@code sys.jobs} says about them
     */
    public void failNextJobs(int count, String details) {
        state.jobs().failNext(count, details);
    }

    /**
     * Returns what decides where faults hit.
     *
     * @return the injector of all sessions
     */
    public Injector injector() {
        return state.injector();
    }

    /**
     * Returns what the sessions write down.
     *
     * @return the log of all sessions
     */
    public LogBuffer log() {
        return state.log();
    }

    /** Ends every session and takes no new one; a second call does nothing. */
    @Override
    public void close() {
        closeQuietly(server);
        state.injector().reset();
        sessions.forEach(Session::close);
        state.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                open(server.accept());
            } catch (IOException | OutOfMemoryError e) {
                notAccepted(e);
            }
        }
    }

    /** No file or no thread is to be had: whoever asks later may be luckier. */
    private void notAccepted(Throwable e) {
        if (!server.isClosed()) {
            LOG.warn("Could not accept a client on port {}: {}", port(), e.toString());
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void watch() {
        while (!server.isClosed()) {
            sessions.forEach(Session::endIfAbandoned);
            sessions.forEach(Session::closeIfOverdue);
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private void open(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        int number = numbers.incrementAndGet();
        Session session = new Session(number, socket, state);
        sessions.add(session);
        if (server.isClosed()) {
            session.close();
        }
        try {
            startThread("session-" + number, () -> {
                try {
                    session.run();
                } finally {
                    sessions.remove(session);
                }
            });
        } catch (OutOfMemoryError e) {
            sessions.remove(session);
            session.close();
            throw e;
        }
    }

    private void startThread(String purpose, Runnable work) {
        Thread thread = new Thread(work, "dsql-local-" + port() + "-" + purpose);
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(ServerSocket server) {
        try {
            server.close();
        } catch (IOException e) {
            LOG.debug("Could not close the server socket", e);
        }
    }
}
