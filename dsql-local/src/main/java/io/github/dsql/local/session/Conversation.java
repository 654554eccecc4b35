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
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Internal: understands what a client says in its session, message by message, and has it done. */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    /** PostgreSQL's own limit for messages that carry only a name. */
    private static final int MAX_SMALL_MESSAGE = 10_000;

    private static final int MAX_UNIT_MESSAGES = 1_000;
    private static final int MAX_UNIT_SIZE = 1024 * 1024;

    private static final byte[] NO_TYPES = new Body().int16(0).bytes();
    private static final byte[] NO_PARAMETERS =
            new Body().int16(0).int16(0).int16(0).bytes();
    private static final byte[] BIND_WITHOUT_PARAMETERS =
            new Body().text("").text("").int16(0).int16(0).int16(0).bytes();
    private static final byte[] DESCRIBE_PORTAL = new Body().int8('P').text("").bytes();
    private static final byte[] EXECUTE_ALL = new Body().text("").int32(0).bytes();

    private final Exchange exchange;
    private final Out toClient;
    private final Names names;
    private final TxState tx;
    private final ServerState state;
    private final SessionWatch watch;
    private final List<Held> unit = new ArrayList<>();

    /** Units that end with an Execute, whose answers nobody has asked for yet. */
    private final List<List<Held>> waiting = new ArrayList<>();

    private int unitSize;
    private boolean skipping;

    Conversation(Exchange exchange, Out toClient, Names names, TxState tx, ServerState state, SessionWatch watch) {
        this.exchange = exchange;
        this.toClient = toClient;
        this.names = names;
        this.tx = tx;
        this.state = state;
        this.watch = watch;
    }

    /** Listens until the client leaves; between two messages the session can be made to give way. */
    void listen(In client, Participant participant) throws IOException {
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
                handle(type, body);
            } finally {
                participant.leave();
            }
            watch.awaitDelays();
        }
    }

    private void handle(int type, byte[] body) throws IOException {
        switch (type) {
            case 'P', 'B', 'D', 'C', 'E' -> extended(type, body);
            case 'H' -> flush();
            case 'S' -> {
                flush(true);
                skipping = false;
                exchange.sync();
            }
            case 'Q' -> query(body);
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

    private void extended(int type, byte[] body) throws IOException {
        try {
            switch (type) {
                case 'P' -> {
                    runWaiting();
                    if (!skipping) {
                        parse(body);
                    }
                }
                case 'B' -> bind(body);
                case 'C' -> {
                    runWaiting();
                    if (!skipping) {
                        close(body);
                    }
                }
                case 'E' -> execute(body);
                default -> hold(new Held(type, body));
            }
        } catch (BadMessageException e) {
            refuse(malformed(e));
        }
    }

    /** What is prepared or closed is judged by how things stand after what comes before. */
    private void runWaiting() throws IOException {
        if (!waiting.isEmpty()) {
            flush();
        }
    }

    /**
     * A client that never asks for a result may not fill the memory; and what is sent behind messages whose answers have not been
     * read must fit into the sockets.
     */
    private void hold(Held held) throws IOException {
        if (held.type() != 'D' && !unit.isEmpty() && unitSize + held.body().length > Ahead.MAX_BYTES) {
            flush();
            if (skipping) {
                return;
            }
        }
        unit.add(held);
        unitSize += held.body().length;
        if (unit.size() >= MAX_UNIT_MESSAGES || unitSize >= MAX_UNIT_SIZE) {
            flush();
        }
    }

    private void parse(byte[] body) throws IOException {
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
            refuse(refusal);
            return;
        }
        names.prepare(
                name,
                statement == null
                        ? null
                        : new Prepared(statement, Arrays.copyOfRange(body, cursor.position(), body.length)));
        hold(new Held('P', statement == null ? body : rewritten(body, name, cursor, statement)));
    }

    private byte[] rewritten(byte[] body, String name, Cursor types, Statement statement) {
        return isUnchanged(statement)
                ? body
                : new Body()
                        .text(name, exchange.charset())
                        .text(statement.backendText(), exchange.charset())
                        .rest(body, types.position())
                        .bytes();
    }

    private void bind(byte[] body) throws IOException {
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
        hold(new Held('B', body));
    }

    private void close(byte[] body) throws IOException {
        Cursor cursor = new Cursor(body);
        int letter = cursor.int8();
        String name = cursor.text(exchange.charset());
        names.close(letter, name);
        if (letter == 'P') {
            exchange.readAhead().forget(name);
        }
        hold(new Held('C', body));
    }

    private void execute(byte[] body) throws IOException {
        Cursor cursor = new Cursor(body);
        String portal = cursor.text(exchange.charset());
        if (exchange.readAhead().has(portal)) {
            flush();
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
            flush();
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
    private void flush() throws IOException {
        flush(false);
    }

    private void flush(boolean syncFollows) throws IOException {
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

    private void refuse(ErrorFields error) throws IOException {
        flush();
        if (!skipping) {
            exchange.refuse(error);
            skipping = true;
        }
    }

    /** Runs a simple Query statement by statement in one implicit transaction. */
    private void query(byte[] body) throws IOException {
        flush();
        if (skipping) {
            return;
        }
        try {
            Cursor cursor = new Cursor(body);
            byte[] text = cursor.textBytes();
            cursor.end();
            String sql = Texts.decode(text, exchange.charset());
            if (sql == null) {
                undecodable(text);
            } else {
                query(sql);
            }
        } catch (BadMessageException e) {
            exchange.refuse(malformed(e));
        }
        exchange.sync();
    }

    /** PostgreSQL says which bytes its encoding does not know. */
    private void undecodable(byte[] text) throws IOException {
        byte[] parse = new Body().text("").rest(text, 0).int8(0).int16(0).bytes();
        exchange.run(List.of(new Held('P', parse)));
    }

    private void query(String sql) throws IOException {
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
            if (!queryStatement(whole ? sql : statement.backendText(), statement)) {
                break;
            }
            from += statement.text().length();
        }
        exchange.relay().syncFollows(false);
        exchange.relay().simpleMode(false);
    }

    private boolean queryStatement(String sql, Statement statement) throws IOException {
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

    private static ErrorFields malformed(BadMessageException e) {
        return ErrorFields.of("ERROR", "08P01", String.valueOf(e.getMessage()));
    }
}
