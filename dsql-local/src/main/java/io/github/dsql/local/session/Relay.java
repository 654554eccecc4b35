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
import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.ErrorFields;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Internal: sends PostgreSQL a unit and passes on what it answers, to the client at once or to a buffer first.
 *
 * <p>A unit is a run of Parse, Bind, Describe and Close messages that mostly ends with an Execute.
 */
final class Relay {
    /** Judges a statement that has run to its end; returns why it fails nevertheless, or null. */
    @FunctionalInterface
    interface Completion {
        @Nullable
        Refusal completed(Statement statement, String tag) throws IOException, HiddenStatementException;
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
    private record CopyMessage(int type, byte[] body) {}

    private final In client;
    private final Out toClient;
    private final Backend backend;
    private final Names names;
    private final ReadAhead readAhead;
    private final Completion completion;
    private final SessionWatch watch;
    private Charset charset = StandardCharsets.UTF_8;
    private boolean simple;
    private boolean syncFollows;
    private int positionShift;
    private byte @Nullable [] heldTag;
    private boolean tagsWithheld;

    /** Where answers go: to the client, or into {@link #buffer} until the statement is known to have succeeded. */
    private Out out;

    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    /** What the client sent for the COPY of a buffered unit, or null if there was none yet. */
    private @Nullable List<CopyMessage> copied;

    Relay(
            In client,
            Out toClient,
            Backend backend,
            Names names,
            ReadAhead readAhead,
            Completion completion,
            SessionWatch watch) {
        this.client = client;
        this.toClient = toClient;
        this.out = toClient;
        this.backend = backend;
        this.names = names;
        this.readAhead = readAhead;
        this.completion = completion;
        this.watch = watch;
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

    /** Answers go into a buffer from here on; what it held is thrown away. */
    void buffer() {
        buffer.reset();
        out = new Out(buffer);
    }

    /** Gives the client what is in the buffer; answers go to it directly again. */
    void release() throws IOException {
        if (out == toClient) {
            return;
        }
        out.flush();
        toClient.raw(buffer.toByteArray());
        buffer.reset();
        out = toClient;
        copied = null;
    }

    /** Writes a unit without sending it. */
    void write(List<Held> unit) throws IOException {
        for (Held held : unit) {
            backend.out().message(held.type(), held.body());
        }
    }

    /** Sends what is written, with a request to answer. */
    void send() throws IOException {
        send(false);
    }

    /** Sends what is written, with a request to answer, or with the client's Sync if that is what comes next and may be sent. */
    void send(boolean withSync) throws IOException {
        if (withSync && syncFollows) {
            backend.syncAhead();
        } else {
            backend.out().message('H');
        }
    }

    boolean isSyncFollowing() {
        return syncFollows;
    }

    /** Says whether the client has sent Sync behind what is written next. */
    void syncFollows(boolean follows) {
        syncFollows = follows;
    }

    /** Passes on the answers to a unit; returns the error that ended it, or null. */
    @Nullable
    ErrorFields answers(List<Held> unit) throws IOException {
        for (Held held : unit) {
            ErrorFields error = answer(held);
            if (error != null) {
                return error;
            }
        }
        return null;
    }

    /** Passes on the answers to one message; returns the error if the last of them is one. */
    private @Nullable ErrorFields answer(Held held) throws IOException {
        while (true) {
            int type = backend.next();
            switch (type) {
                case 'E' -> {
                    return ErrorFields.read(backend.in().body(), charset);
                }
                case '1', '2', '3' -> {
                    confirmed(type, held);
                    return null;
                }
                case 'n' -> {
                    forwardUnlessSimple(type);
                    return null;
                }
                case 's' -> {
                    readAhead.suspended(new Cursor(held.body()).text());
                    watch.suspended();
                    backend.in().forward(type, out);
                    return null;
                }
                case 'T', 'I' -> {
                    backend.in().forward(type, out);
                    return null;
                }
                case 'C' -> {
                    return complete(held, new Cursor(backend.in().body()).text());
                }
                case 'G' -> copyIn();
                case 'S' -> parameterStatus();
                default -> backend.in().forward(type, out);
            }
        }
    }

    private void confirmed(int type, Held held) throws IOException {
        if (held.origin() == Held.Origin.HIDDEN) {
            backend.in().body();
            return;
        }
        if (held.origin() == Held.Origin.CLIENT) {
            names.confirm();
        }
        forwardUnlessSimple(type);
    }

    private void forwardUnlessSimple(int type) throws IOException {
        if (simple) {
            backend.in().body();
        } else {
            backend.in().forward(type, out);
        }
    }

    /** Tells the client what it has been told before in answer to a message that is not sent again. */
    void confirmAgain(Held held) throws IOException {
        if (!simple) {
            out.message(held.type() == 'P' ? '1' : '3');
        }
    }

    /** A statement has run to its end; it may still have changed a row too many. */
    private @Nullable ErrorFields complete(Held held, String tag) throws IOException {
        readAhead.forget(new Cursor(held.body()).text());
        Bound bound = held.bound();
        if (bound == null) {
            tag(tag);
            return null;
        }
        Statement statement = bound.statement();
        try {
            Refusal refusal = completion.completed(statement, tag);
            if (refusal != null) {
                backend.fail();
                return BackendErrors.of(refusal);
            }
        } catch (HiddenStatementException e) {
            return ErrorFields.read(e.error(), charset);
        }
        tag(statement.commandTag() == null ? tag : statement.commandTag());
        return null;
    }

    /** Says whether the client shall not hear that statements succeeded, since a fault strikes once they have. */
    void withholdTags(boolean on) {
        tagsWithheld = on;
    }

    boolean withholdsTags() {
        return tagsWithheld;
    }

    /** The tag of a Query's last statement waits for the implicit COMMIT, which may yet fail. */
    void tag(String tag) throws IOException {
        flushHeldTag();
        if (tagsWithheld) {
            return;
        }
        byte[] body = new Body().text(tag).bytes();
        if (simple) {
            heldTag = body;
        } else {
            out.message('C', body);
        }
    }

    /** Tells the client that the statement before succeeded. */
    void flushHeldTag() throws IOException {
        if (heldTag != null) {
            toClient.message('C', heldTag);
            heldTag = null;
        }
    }

    /** Gives the client what a fault wants it to get. */
    void strike(Injection fault) throws IOException {
        Failure failure = Objects.requireNonNull(fault.failure());
        if (failure.hasMessage()) {
            String severity = failure.endsConnection() ? "FATAL" : "ERROR";
            error(ErrorFields.of(severity, failure.sqlState(), failure.message()), fault);
        } else {
            watch.drops(fault);
        }
        if (failure.endsConnection()) {
            if (failure.hasMessage()) {
                toClient.flush();
            }
            throw new InjectedEndException();
        }
    }

    /** Tells the client of an error. */
    void error(ErrorFields original) throws IOException {
        error(original, null);
    }

    private void error(ErrorFields original, @Nullable Injection fault) throws IOException {
        heldTag = null;
        names.dropPending();
        ErrorFields error = BackendErrors.translate(backend.database().hideName(original));
        String position = error.get(ErrorFields.POSITION);
        if (positionShift > 0 && !position.isEmpty()) {
            error.set(ErrorFields.POSITION, Integer.toString(Integer.parseInt(position) + positionShift));
        }
        watch.fails(error, fault);
        toClient.message('E', error.body(charset));
    }

    /** Passes the client's data on until it says that this was all, or that it gives up. */
    private void copyIn() throws IOException {
        if (copied != null) {
            copyAgain(copied);
            return;
        }
        boolean keep = out != toClient;
        backend.in().forward('G', out);
        if (keep) {
            out.flush();
            toClient.raw(buffer.toByteArray());
            buffer.reset();
            copied = new ArrayList<>();
        }
        while (true) {
            int type = client.next();
            switch (type) {
                case -1, 'X' -> throw new EOFException("Client left in the middle of COPY");
                case 'H', 'S' -> client.body();
                default -> {
                    if (copied == null) {
                        client.forward(type, backend.out());
                    } else {
                        CopyMessage message = new CopyMessage(type, client.body());
                        copied.add(message);
                        backend.out().message(type, message.body());
                    }
                    if (type != 'd') {
                        backend.out().message('H');
                        return;
                    }
                }
            }
        }
    }

    /** The client has sent its data before, and has been answered up to there. */
    private void copyAgain(List<CopyMessage> messages) throws IOException {
        backend.in().body();
        out.flush();
        buffer.reset();
        for (CopyMessage message : messages) {
            backend.out().message(message.type(), message.body());
        }
        backend.out().message('H');
    }

    /** Passes on a ParameterStatus. */
    void parameterStatus() throws IOException {
        byte[] body = backend.in().body();
        Cursor cursor = new Cursor(body);
        switch (cursor.text()) {
            case "client_encoding" ->
                charset = cursor.text().equals("UTF8") ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
            case "application_name" -> watch.applicationIs(cursor.text(charset));
            default -> {}
        }
        toClient.message('S', body);
    }
}
