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

import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.StatementKind;
import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.ErrorFields;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Internal: sends PostgreSQL one unit at a time and passes its answers on, so that the outcome of each statement is known
 * before the next is looked at.
 *
 * <p>A unit is a run of Parse, Bind, Describe and Close messages that mostly ends with an Execute.
 */
final class Exchange {
    private static final HiddenStatement ROLLBACK = new HiddenStatement("dsql$rollback", "ROLLBACK");

    private final In client;
    private final Out toClient;
    private final Backend backend;
    private final Names names;
    private final TxState tx;
    private final ServerState state;
    private final RowCounter rows;
    private final JobSubmission jobs;
    private Charset charset = StandardCharsets.UTF_8;
    private boolean simple;
    private int positionShift;
    private byte @Nullable [] heldTag;

    Exchange(In client, Out toClient, Backend backend, Names names, TxState tx, ServerState state) {
        this.client = client;
        this.toClient = toClient;
        this.backend = backend;
        this.names = names;
        this.tx = tx;
        this.state = state;
        this.rows = new RowCounter(backend, new SchemaFacts(backend, state));
        this.jobs = new JobSubmission(backend, state.jobs());
    }

    /** Returns the encoding of the client's texts; one that Java need not know is read byte by byte. */
    Charset charset() {
        return charset;
    }

    /** From here on units are translated from a simple Query, whose client must not see the answers to their parts. */
    void simpleMode(boolean on) {
        simple = on;
        positionShift = 0;
    }

    /** Says where in the client's query string the statement starts, for the positions in errors. */
    void shiftPositions(int characters) {
        positionShift = characters;
    }

    /** Relays all that PostgreSQL says until it is ready; returns false if it closes the connection instead. */
    boolean start() throws IOException {
        for (int type = backend.next(); ; type = backend.next()) {
            switch (type) {
                case 'S' -> parameterStatus();
                case 'E' -> {
                    backend.in().forward(type, toClient);
                    toClient.flush();
                    return false;
                }
                case 'Z' -> {
                    backend.in().forward(type, toClient);
                    return true;
                }
                default -> backend.in().forward(type, toClient);
            }
        }
    }

    /** Runs a unit; returns false if an error ended it, which the client has been told. */
    boolean run(List<Held> unit) throws IOException {
        if (unit.isEmpty()) {
            return true;
        }
        Held last = unit.get(unit.size() - 1);
        Statement statement = last.statement();
        if (statement == null) {
            return send(unit);
        }
        Refusal refusal = tx.refusalOf(statement);
        try {
            if (refusal != null) {
                if (run(unit.subList(0, unit.size() - 1))) {
                    refuse(statement, refusal);
                }
                return false;
            }
            if (tx.isFailed()) {
                return send(unit);
            }
            jobs.start(statement);
            rows.start(statement);
            boolean succeeded = send(unit);
            jobs.finish(succeeded);
            return succeeded;
        } catch (HiddenStatementException e) {
            error(e.error());
            return false;
        }
    }

    /** A COMMIT that is refused ends the transaction all the same. */
    private void refuse(Statement statement, Refusal refusal) throws IOException, HiddenStatementException {
        if (statement.kind() == StatementKind.COMMIT) {
            backend.ask(ROLLBACK);
        }
        refuse(refusal);
    }

    /** Answers a statement with an error of Aurora DSQL; PostgreSQL is made to fail along. */
    void refuse(Refusal refusal) throws IOException {
        backend.fail();
        names.dropPending();
        toClient.message('E', BackendErrors.of(refusal).body(charset));
    }

    /** Ends the implicit transaction, if there is one, and tells the client how things stand. */
    void sync() throws IOException {
        backend.out().message('S');
        boolean changedCatalog = tx.hasDdl();
        for (int type = backend.next(); type != 'Z'; type = backend.next()) {
            switch (type) {
                case 'S' -> parameterStatus();
                case 'E' -> {
                    heldTag = null;
                    error(backend.in().body());
                }
                default -> backend.in().forward(type, toClient);
            }
        }
        if (heldTag != null) {
            toClient.message('C', heldTag);
            heldTag = null;
        }
        byte[] status = backend.in().body();
        toClient.message('Z', status);
        ready(status[0], changedCatalog);
    }

    private void ready(int status, boolean changedCatalog) {
        names.dropPending();
        tx.ready(status);
        if (status == 'I') {
            names.dropPortals();
            if (changedCatalog) {
                state.ddlCommitted();
            }
        }
    }

    private boolean send(List<Held> unit) throws IOException {
        for (Held held : unit) {
            backend.out().message(held.type(), held.body());
        }
        backend.out().message('H');
        for (Held held : unit) {
            if (!answer(held)) {
                return false;
            }
        }
        return true;
    }

    /** Passes on the answers to one message; returns false if the last of them is an error. */
    private boolean answer(Held held) throws IOException {
        while (true) {
            int type = backend.next();
            switch (type) {
                case 'E' -> {
                    error(backend.in().body());
                    return false;
                }
                case '1', '2', '3' -> {
                    names.confirm();
                    forwardUnlessSimple(type);
                    return true;
                }
                case 'n' -> {
                    forwardUnlessSimple(type);
                    return true;
                }
                case 'T', 's', 'I' -> {
                    backend.in().forward(type, toClient);
                    return true;
                }
                case 'C' -> {
                    return complete(held, new Cursor(backend.in().body()).text());
                }
                case 'G' -> {
                    backend.in().forward(type, toClient);
                    copyIn();
                }
                case 'S' -> parameterStatus();
                default -> backend.in().forward(type, toClient);
            }
        }
    }

    private void forwardUnlessSimple(int type) throws IOException {
        if (simple) {
            backend.in().body();
        } else {
            backend.in().forward(type, toClient);
        }
    }

    /** A statement has run to its end; it may still have changed a row too many. */
    private boolean complete(Held held, String tag) throws IOException {
        Statement statement = held.statement();
        if (statement == null) {
            tag(tag);
            return true;
        }
        boolean endedFailed = tx.isFailed();
        boolean changedCatalog = tx.hasDdl();
        Refusal refusal;
        try {
            refusal = tx.completed(statement, endedFailed ? 0 : rows.finish(statement, tag));
        } catch (HiddenStatementException e) {
            error(e.error());
            return false;
        }
        if (refusal != null) {
            refuse(refusal);
            return false;
        }
        if (changedCatalog && !tx.hasDdl()) {
            state.ddlCommitted();
        }
        if (tag.equals("DEALLOCATE ALL")) {
            names.dropStatements();
            backend.forgetPrepared();
        }
        tag(statement.commandTag() == null ? tag : statement.commandTag());
        return true;
    }

    /** The tag of a Query's last statement waits for the implicit COMMIT, which may yet fail. */
    private void tag(String tag) throws IOException {
        flushHeldTag();
        byte[] body = new Body().text(tag).bytes();
        if (simple) {
            heldTag = body;
        } else {
            toClient.message('C', body);
        }
    }

    /** Tells the client that the statement before succeeded, since another one follows in the same Query. */
    void flushHeldTag() throws IOException {
        if (heldTag != null) {
            toClient.message('C', heldTag);
            heldTag = null;
        }
    }

    private void error(byte[] body) throws IOException {
        names.dropPending();
        ErrorFields error = BackendErrors.translate(ErrorFields.read(body, charset));
        String position = error.get(ErrorFields.POSITION);
        if (positionShift > 0 && !position.isEmpty()) {
            error.set(ErrorFields.POSITION, Integer.toString(Integer.parseInt(position) + positionShift));
        }
        toClient.message('E', error.body(charset));
    }

    /** Passes the client's data on until it says that this was all, or that it gives up. */
    private void copyIn() throws IOException {
        while (true) {
            int type = client.next();
            switch (type) {
                case -1, 'X' -> throw new EOFException("Client left in the middle of COPY");
                case 'd' -> client.forward(type, backend.out());
                case 'H', 'S' -> client.body();
                default -> {
                    client.forward(type, backend.out());
                    backend.out().message('H');
                    return;
                }
            }
        }
    }

    private void parameterStatus() throws IOException {
        byte[] body = backend.in().body();
        Cursor cursor = new Cursor(body);
        if (cursor.text().equals("client_encoding")) {
            charset = cursor.text().equals("UTF8") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
        }
        toClient.message('S', body);
    }
}
