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
import io.github.dsql.local.inject.Client;
import io.github.dsql.local.inject.Injection;
import io.github.dsql.local.inject.Injector;
import io.github.dsql.local.inject.LogBuffer;
import io.github.dsql.local.inject.LogBuffer.End;
import io.github.dsql.local.log.LogEntry;
import io.github.dsql.local.log.LogEntry.Kind;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.StatementKind;
import io.github.dsql.local.wire.ErrorFields;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Internal: follows one session for the statement log, and asks for the faults that shall hit it. */
final class SessionWatch {
    /** Enough for any transaction within the limit of 3,000 rows; beyond, faults on statements of a transaction see the first ones. */
    private static final int MOST_STATEMENTS = 10_000;

    private final Injector injector;
    private final LogBuffer log;
    private final long opened = System.nanoTime();
    private final List<Statement> inTransaction = new ArrayList<>();
    private final Set<String> suspendedPortals = new HashSet<>();
    private final List<Injection> delays = new ArrayList<>();
    private Client client;
    private int transaction;
    private boolean connected;
    private boolean committing;
    private boolean delaysDue;
    private String portal = "";
    private @Nullable String latest;
    private @Nullable Statement running;
    private @Nullable String injected;
    private long started;

    SessionWatch(int session, ServerState state) {
        injector = state.injector();
        log = state.log();
        client = new Client(session, "", "");
    }

    /** A client says who it is. */
    void introduces(String user, String application) {
        client = new Client(client.session(), user, application);
    }

    /** Returns whether a fault takes the client's token for expired. */
    boolean tokenExpired() {
        return injector.tokenExpired(client);
    }

    /** A client has proved who it is; returns the fault that refuses it nevertheless. */
    @Nullable
    Injection connects() {
        return injector.onConnect(client);
    }

    /** The client gets its session. */
    void connected() {
        connected = true;
        connects(new End(null, "connected"), null);
    }

    /** PostgreSQL does not give the client a session. */
    void refuses(ErrorFields error) {
        connects(end(error), null);
    }

    /** A fault does not give the client a session. */
    void refuses(@Nullable Injection fault, Failure failure) {
        boolean told = failure.hasMessage();
        connects(new End(told ? failure.sqlState() : null, told ? failure.message() : LogEntry.DROPPED), fault);
    }

    private void connects(End end, @Nullable Injection fault) {
        log.add(client, 0, Kind.CONNECT, "connect", end, System.nanoTime() - opened, words(fault));
    }

    /** The session has ended, if there was one. */
    void disconnected(String how) {
        if (connected) {
            connected = false;
            log.add(client, 0, Kind.DISCONNECT, "disconnect", new End(null, how), System.nanoTime() - opened, null);
        }
    }

    /** The session goes by another {@code application_name} from now on. */
    void applicationIs(String name) {
        client = new Client(client.session(), client.user(), name);
    }

    /** A text was sent, perhaps only to be prepared; if it is refused before it runs, it is this one. */
    void prepares(String sql) {
        latest = sql;
        started = System.nanoTime();
    }

    /** A name stands for a new portal. */
    void binds(String name) {
        suspendedPortals.remove(name);
    }

    /** A statement is about to run in a portal, be it as the next rows of one that ran before. */
    void starts(Statement statement, String name) {
        portal = name;
        latest = statement.text();
        if (statement.kind() == StatementKind.EMPTY || suspendedPortals.contains(portal)) {
            return;
        }
        running = statement;
        injected = null;
        started = System.nanoTime();
        if (inTransaction.isEmpty()) {
            transaction++;
        }
        if (inTransaction.size() < MOST_STATEMENTS) {
            inTransaction.add(statement);
        }
    }

    /** Returns whether no fault waits for anything. */
    boolean isQuiet() {
        return injector.isQuiet();
    }

    /** Returns the fault that hits the running statement, and notes the one that delays its answer. */
    @Nullable
    Injection statementFault() {
        Statement statement = running;
        if (statement == null) {
            return null;
        }
        Injection delay = injector.onAnswer(client, statement);
        if (delay != null && delay.failure() == null) {
            delays.add(delay);
            injected = words(delay);
        }
        Injection fault = injector.onStatement(client, statement);
        return fault == null && delay != null && delay.failure() != null ? delay : fault;
    }

    /** Returns the fault that hits the commit of the transaction that the session is in. */
    @Nullable
    Injection commitFault() {
        return injector.onCommit(client, inTransaction);
    }

    /** The commit failed on its own account, so the fault that was to hit it afterwards has not struck. */
    void spared(@Nullable Injection fault) {
        if (fault != null) {
            injector.giveBack(fault);
        }
    }

    void suspended() {
        suspendedPortals.add(portal);
        succeeds("first rows");
    }

    void succeeds(String tag) {
        if (running != null) {
            add(running.text(), transaction, new End(null, tag));
        }
    }

    /** Something failed: the running statement, the one that was to be prepared, or the implicit commit. */
    void fails(ErrorFields error, @Nullable Injection fault) {
        fails(end(error), fault);
    }

    /** The connection is about to end without a message. */
    void drops(Injection fault) {
        fails(new End(null, LogEntry.DROPPED), fault);
    }

    private void fails(End end, @Nullable Injection fault) {
        injected = fault == null ? injected : words(fault);
        if (committing) {
            long nanos = System.nanoTime() - started;
            log.add(client, transaction, Kind.IMPLICIT_COMMIT, "implicit COMMIT", end, nanos, words(fault));
        } else if (running != null) {
            add(running.text(), transaction, end);
        } else if (latest != null) {
            add(latest, inTransaction.isEmpty() ? 0 : transaction, end);
        }
    }

    /** The next statement belongs to another transaction. */
    void transactionEnded() {
        inTransaction.clear();
        suspendedPortals.clear();
    }

    /** The client has sent Sync: what fails now is the implicit commit. */
    void syncs() {
        committing = true;
        running = null;
        started = System.nanoTime();
    }

    /** PostgreSQL is ready for the next message, and the client is about to be told. */
    void synced(boolean outsideTransaction) {
        committing = false;
        latest = null;
        if (outsideTransaction) {
            transactionEnded();
        }
        delaysDue = !delays.isEmpty();
    }

    /** Holds the answers back for as long as the faults that hit the statements since the last Sync want. */
    void awaitDelays() throws IOException {
        if (!delaysDue) {
            return;
        }
        delaysDue = false;
        try {
            for (Injection delay : delays) {
                injector.await(delay);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while an answer was delayed");
        } finally {
            delays.clear();
        }
    }

    private void add(String sql, int number, End end) {
        log.add(client, number, Kind.STATEMENT, sql, end, System.nanoTime() - started, injected);
        running = null;
        injected = null;
    }

    private static End end(ErrorFields error) {
        return new End(error.get(ErrorFields.STATE), error.get(ErrorFields.MESSAGE));
    }

    private static @Nullable String words(@Nullable Injection fault) {
        return fault == null ? null : fault.toString();
    }
}
