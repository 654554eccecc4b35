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
import io.github.dsql.local.wire.Body;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.ErrorFields;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Internal: runs what a client asks for, one unit at a time, so that the outcome of each statement is known before the next is
 * looked at.
 */
final class Exchange {
    private static final String COPIED = "dsql$on_copies";

    private final Out toClient;
    private final Backend backend;
    private final Names names;
    private final TxState tx;
    private final ServerState state;
    private final RowCounter rows;
    private final JobSubmission jobs;
    private final ReadAhead readAhead = new ReadAhead();
    private final Relay relay;
    private @Nullable Conflicts conflicts;

    Exchange(In client, Out toClient, Backend backend, Names names, TxState tx, ServerState state) {
        this.toClient = toClient;
        this.backend = backend;
        this.names = names;
        this.tx = tx;
        this.state = state;
        this.rows = new RowCounter(backend, new SchemaFacts(backend, state));
        this.jobs = new JobSubmission(backend, state.jobs());
        this.relay = new Relay(client, toClient, backend, names, readAhead, this::completed);
    }

    Charset charset() {
        return relay.charset();
    }

    Relay relay() {
        return relay;
    }

    ReadAhead readAhead() {
        return readAhead;
    }

    /** Relays all that PostgreSQL says until it is ready; returns the session's part in conflicts, or null if it is refused. */
    @Nullable
    Participant start() throws IOException {
        int pid = 0;
        for (int type = backend.next(); ; type = backend.next()) {
            switch (type) {
                case 'S' -> relay.parameterStatus();
                case 'K' -> {
                    byte[] key = backend.in().body();
                    pid = new Cursor(key).int32();
                    toClient.message(type, key);
                }
                case 'E' -> {
                    backend.in().forward(type, toClient);
                    toClient.flush();
                    return null;
                }
                case 'Z' -> {
                    backend.in().forward(type, toClient);
                    conflicts = new Conflicts(backend, tx, state.engine(), pid, readAhead);
                    return conflicts.participant();
                }
                default -> backend.in().forward(type, toClient);
            }
        }
    }

    /** The client has left. */
    void end() {
        conflicts().leave();
    }

    /** Runs a unit; returns false if an error ended it, which the client has been told. */
    boolean run(List<Held> unit) throws IOException {
        if (unit.isEmpty()) {
            return true;
        }
        Bound bound = unit.get(unit.size() - 1).bound();
        if (bound == null) {
            return pass(unit);
        }
        Participant participant = conflicts().participant();
        participant.startStatement();
        try {
            Refusal refusal = tx.refusalOf(bound.statement());
            return refusal == null ? runStatement(unit, bound) : refuse(unit, bound.statement(), refusal);
        } catch (HiddenStatementException e) {
            relay.error(ErrorFields.read(e.error(), charset()));
            return false;
        } finally {
            participant.endStatement();
        }
    }

    /** A COMMIT that is refused ends the transaction all the same. */
    private boolean refuse(List<Held> unit, Statement statement, Refusal refusal)
            throws IOException, HiddenStatementException {
        if (statement.kind() == StatementKind.COMMIT) {
            return lose(unit, refusal);
        }
        if (run(unit.subList(0, unit.size() - 1))) {
            refuse(refusal);
        }
        return false;
    }

    /** Answers a statement with an error of Aurora DSQL; PostgreSQL is made to fail along. */
    void refuse(Refusal refusal) throws IOException {
        backend.fail();
        relay.error(BackendErrors.of(refusal));
    }

    /** Ends the implicit transaction, if there is one, and tells the client how things stand. */
    void sync() throws IOException {
        boolean commits = !tx.isExplicit() && !backend.isBroken() && tx.hasWork() && startImplicitCommit();
        backend.out().message('S');
        boolean changedCatalog = tx.hasDdl();
        boolean failed = false;
        for (int type = backend.next(); type != 'Z'; type = backend.next()) {
            switch (type) {
                case 'S' -> relay.parameterStatus();
                case 'E' -> {
                    failed = true;
                    relay.error(ErrorFields.read(backend.in().body(), charset()));
                }
                default -> backend.in().forward(type, toClient);
            }
        }
        if (commits) {
            conflicts().finishCommit(!failed);
        }
        relay.flushHeldTag();
        byte[] status = backend.in().body();
        toClient.message('Z', status);
        ready(status[0], changedCatalog);
    }

    private boolean startImplicitCommit() throws IOException {
        try {
            Refusal refusal = conflicts().startCommit(charset());
            if (refusal == null) {
                return true;
            }
            refuse(refusal);
        } catch (HiddenStatementException e) {
            relay.error(ErrorFields.read(e.error(), charset()));
        }
        return false;
    }

    private void ready(int status, boolean changedCatalog) {
        names.dropPending();
        tx.ready(status);
        if (status == 'I') {
            names.dropPortals();
            conflicts().end();
            if (changedCatalog) {
                state.ddlCommitted();
            }
        }
    }

    private boolean runStatement(List<Held> unit, Bound bound) throws IOException, HiddenStatementException {
        Statement statement = bound.statement();
        if (tx.isFailed()) {
            return pass(unit);
        }
        return switch (statement.kind()) {
            case BEGIN -> begin(unit);
            case COMMIT -> tx.isExplicit() ? commit(unit) : pass(unit);
            case ROLLBACK -> pass(unit);
            default -> work(unit, bound);
        };
    }

    private boolean work(List<Held> unit, Bound bound) throws IOException, HiddenStatementException {
        conflicts().prepare(bound.statement(), charset());
        jobs.start(bound.statement());
        boolean succeeded = conflicts().guards(bound.statement()) ? guarded(unit, bound) : unguarded(unit, bound);
        jobs.finish(succeeded);
        if (succeeded && tx.isExplicit()) {
            conflicts().executed(bound);
        }
        return succeeded;
    }

    /** Sends a unit and passes on what PostgreSQL says. */
    private boolean pass(List<Held> unit) throws IOException {
        relay.write(unit);
        relay.send();
        ErrorFields error = relay.answers(unit);
        if (error != null) {
            relay.error(error);
        }
        return error == null;
    }

    private boolean begin(List<Held> unit) throws IOException, HiddenStatementException {
        boolean opens = !tx.isExplicit();
        relay.write(unit);
        boolean based = opens && conflicts().appendBase();
        relay.send();
        ErrorFields error = relay.answers(unit);
        if (error != null) {
            relay.error(error);
            return false;
        }
        if (based) {
            backend.answer();
        }
        if (opens) {
            conflicts().begun();
        }
        return true;
    }

    private boolean commit(List<Held> unit) throws IOException, HiddenStatementException {
        Refusal refusal = conflicts().startCommit(charset());
        if (refusal != null) {
            return lose(unit, refusal);
        }
        boolean done = false;
        try {
            done = pass(unit);
        } finally {
            conflicts().finishCommit(done);
        }
        return done;
    }

    /** Answers COMMIT with a conflict; the transaction is rolled back. */
    private boolean lose(List<Held> unit, Refusal refusal) throws IOException, HiddenStatementException {
        List<Held> withoutExecute = unit.subList(0, unit.size() - 1);
        if (!withoutExecute.isEmpty() && !pass(withoutExecute)) {
            return false;
        }
        conflicts().rollBack();
        tx.lost();
        relay.error(BackendErrors.of(refusal));
        return false;
    }

    private boolean unguarded(List<Held> unit, Bound bound) throws IOException, HiddenStatementException {
        rows.start(bound.statement());
        List<Held> sent = conflicts().isDoomed() ? onCopies(unit, bound) : unit;
        relay.write(sent);
        relay.send();
        ErrorFields error = relay.answers(sent);
        if (error != null) {
            relay.error(beaten(error) ? BackendErrors.of(Conflicts.DATA) : error);
        }
        return error == null;
    }

    /** A key that a transaction brought in while the statement waited for it is a conflict, not a mistake of the client. */
    private boolean beaten(ErrorFields error) {
        return error.get(ErrorFields.STATE).equals("23505")
                && conflicts().participant().isBeaten();
    }

    /** Runs a statement behind a savepoint, and again if a conflict hits it: the client is to hear of that at COMMIT only. */
    private boolean guarded(List<Held> unit, Bound bound) throws IOException, HiddenStatementException {
        Statement statement = bound.statement();
        List<Held> sent = unit;
        relay.buffer();
        try {
            for (int attempt = 1; ; attempt++) {
                ErrorFields error = attempt(sent, statement);
                if (error == null) {
                    return true;
                }
                if (!conflicts().recover(error, statement, attempt)) {
                    relay.release();
                    relay.error(error);
                    return false;
                }
                relay.buffer();
                sent = again(unit, bound);
            }
        } finally {
            relay.release();
        }
    }

    private @Nullable ErrorFields attempt(List<Held> sent, Statement statement)
            throws IOException, HiddenStatementException {
        rows.start(statement);
        boolean guard = !conflicts().isDoomed();
        if (guard) {
            conflicts().appendGuard();
        }
        relay.write(sent);
        relay.send();
        if (guard) {
            backend.answer();
        }
        return relay.answers(sent);
    }

    /** What is left to send of a unit whose Parse and Close messages have had their effect. */
    private List<Held> again(List<Held> unit, Bound bound) throws IOException {
        List<Held> rest = new ArrayList<>();
        for (Held held : unit) {
            if (held.type() == 'P' || held.type() == 'C') {
                relay.confirmAgain(held);
            } else {
                rest.add(held.repeated());
            }
        }
        return conflicts().isDoomed() ? onCopies(rest, bound) : rest;
    }

    /** Binds the portal to a statement that names the copies, where the client's own names the tables with their schema. */
    private List<Held> onCopies(List<Held> unit, Bound bound) {
        String sql = conflicts().onCopies(bound.statement());
        int bind = lastBind(unit);
        if (sql == null || bind < 0) {
            return unit;
        }
        List<Held> changed = new ArrayList<>(unit.subList(0, bind));
        byte[] original = unit.get(bind).body();
        String portal = new Cursor(original).text(charset());
        changed.add(Held.hidden('C', new Body().int8('S').text(COPIED).bytes()));
        changed.add(Held.hidden('P', Backend.parse(COPIED, sql, bound.prepared().types(), charset())));
        changed.add(unit.get(bind)
                .with(new Body()
                        .text(portal, charset())
                        .text(COPIED)
                        .rest(bound.parameters(), 0)
                        .bytes()));
        changed.addAll(unit.subList(bind + 1, unit.size()));
        return changed;
    }

    private static int lastBind(List<Held> unit) {
        for (int i = unit.size() - 1; i >= 0; i--) {
            if (unit.get(i).type() == 'B') {
                return i;
            }
        }
        return -1;
    }

    private @Nullable Refusal completed(Statement statement, String tag) throws IOException, HiddenStatementException {
        boolean changedCatalog = tx.hasDdl();
        long changed = tx.isFailed() || endsOrBegins(statement) ? 0 : rows.finish(statement, tag);
        Refusal refusal = tx.completed(statement, changed);
        if (refusal == null) {
            if (changedCatalog && !tx.hasDdl()) {
                state.ddlCommitted();
            }
            if (tag.equals("DEALLOCATE ALL")) {
                names.dropStatements();
                backend.forgetPrepared();
            }
        }
        return refusal;
    }

    private static boolean endsOrBegins(Statement statement) {
        return switch (statement.kind()) {
            case BEGIN, COMMIT, ROLLBACK -> true;
            default -> false;
        };
    }

    private Conflicts conflicts() {
        if (conflicts == null) {
            throw new IllegalStateException("The session has not been accepted yet");
        }
        return conflicts;
    }
}
