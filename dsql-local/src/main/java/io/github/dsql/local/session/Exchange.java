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

import io.github.dsql.local.inject.Injection;
import io.github.dsql.local.occ.Participant;
import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.StatementKind;
import io.github.dsql.local.wire.Cursor;
import io.github.dsql.local.wire.ErrorFields;
import io.github.dsql.local.wire.In;
import io.github.dsql.local.wire.Out;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Internal: runs what a client asks for, one unit at a time, so that the outcome of each statement is known before the next is
 * looked at.
 */
final class Exchange {
    private static final HiddenStatement CHANGED_ANYTHING =
            new HiddenStatement("dsql$changed", "SELECT pg_catalog.pg_current_xact_id_if_assigned() IS NOT NULL");

    private final Out toClient;
    private final Backend backend;
    private final Names names;
    private final TxState tx;
    private final ServerState state;
    private final RowCounter rows;
    private final JobSubmission jobs;
    private final SessionWatch watch;
    private final CatalogCopy catalog;
    private final WriteSizes sizes;
    private final Ahead ahead;
    private final ReadAhead readAhead = new ReadAhead();
    private final Relay relay;
    private final Rebinding rebinding;
    private @Nullable Conflicts conflicts;

    Exchange(In client, Out toClient, Backend backend, Names names, TxState tx, ServerState state, SessionWatch watch) {
        this.toClient = toClient;
        this.backend = backend;
        this.names = names;
        this.tx = tx;
        this.state = state;
        this.rows = new RowCounter(backend, state);
        this.sizes = new WriteSizes(backend, state);
        this.ahead = new Ahead(tx, rows, sizes, watch);
        this.jobs = new JobSubmission(backend, state.jobs());
        this.watch = watch;
        this.catalog = new CatalogCopy(state.options().schemaConflicts(), state::catalogVersion);
        this.relay = new Relay(client, toClient, backend, names, readAhead, this::completed, watch);
        this.rebinding = new Rebinding(readAhead, relay);
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

    /** Relays all that PostgreSQL says until it is ready, and returns the session's part in conflicts. */
    Participant start() throws IOException, FatalException {
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
                    throw FatalException.of(ErrorFields.read(backend.in().body(), charset()));
                }
                case 'Z' -> {
                    watch.connected();
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

    /**
     * Runs units one after the other; returns false if an error ended one, which the client has been told.
     *
     * @param syncFollows whether the client has sent Sync behind the last one
     */
    boolean runAll(List<List<Held>> units, boolean syncFollows) throws IOException {
        try {
            for (int i = 0; i < units.size(); ) {
                int count = ahead.together(units, i);
                List<List<Held>> next = units.subList(i, i + count);
                i += count;
                relay.syncFollows(syncFollows && i == units.size());
                if (!(count == 1 ? run(next.get(0)) : runTogether(next))) {
                    return false;
                }
            }
            return true;
        } catch (HiddenStatementException e) {
            relay.error(ErrorFields.read(e.error(), charset()));
            return false;
        } finally {
            relay.syncFollows(false);
        }
    }

    /** Sends units at once, unless a conflict may hit them, and passes on what PostgreSQL says to each. */
    private boolean runTogether(List<List<Held>> units) throws IOException, HiddenStatementException {
        Statement first = bound(units.get(0)).statement();
        if (catalog.conflictsAt(first)) {
            watch.starts(first, Rebinding.portal(units.get(0), charset()));
            refuse(Conflicts.SCHEMA);
            return false;
        }
        conflicts().prepare(first, charset());
        if (conflicts().isOnCopies()
                || units.stream()
                        .anyMatch(unit -> conflicts().guards(bound(unit).statement()))) {
            return runApart(units);
        }
        state.jobs().catchUp();
        Participant participant = conflicts().participant();
        participant.startStatement();
        try {
            boolean withSync = true;
            for (List<Held> unit : units) {
                relay.write(unit);
                withSync &= ahead.allowsSync(unit);
            }
            relay.send(withSync);
            return answers(units);
        } finally {
            participant.endStatement();
        }
    }

    private boolean answers(List<List<Held>> units) throws IOException {
        for (List<Held> unit : units) {
            Bound bound = bound(unit);
            watch.starts(bound.statement(), Rebinding.portal(unit, charset()));
            rows.startByTag();
            sizes.start(tx.number(), bound);
            ErrorFields error = relay.answers(unit);
            if (error != null) {
                failStatement(error);
                return false;
            }
            conflicts().executed(bound, null);
        }
        return true;
    }

    private boolean runApart(List<List<Held>> units) throws IOException {
        boolean followed = relay.isSyncFollowing();
        for (int i = 0; i < units.size(); i++) {
            relay.syncFollows(followed && i == units.size() - 1);
            if (!run(units.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static Bound bound(List<Held> unit) {
        return Objects.requireNonNull(unit.get(unit.size() - 1).bound());
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
        watch.starts(bound.statement(), Rebinding.portal(unit, charset()));
        state.jobs().catchUp();
        Participant participant = conflicts().participant();
        participant.startStatement();
        try {
            if (!tx.isFailed() && catalog.conflictsAt(bound.statement())) {
                refuse(Conflicts.SCHEMA);
                return false;
            }
            Refusal refusal = tx.refusalOf(bound.statement());
            return refusal == null ? runStatement(unit, bound) : refuse(unit, bound.statement(), refusal);
        } catch (HiddenStatementException e) {
            // What was put aside does not fit into a schema that has changed; no client could make sense of how.
            relay.error(
                    catalog.hasMoved() ? BackendErrors.of(Conflicts.SCHEMA) : ErrorFields.read(e.error(), charset()));
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
        refuse(BackendErrors.of(refusal));
    }

    /** Answers a message with an error; PostgreSQL is made to fail along. */
    void refuse(ErrorFields error) throws IOException {
        backend.fail();
        relay.error(error);
    }

    /** Ends the implicit transaction, if there is one, and tells the client how things stand. */
    void sync() throws IOException {
        watch.syncs();
        boolean ends = !tx.isExplicit() && !backend.isBroken() && tx.hasWork();
        Injection fault = ends ? watch.commitFault() : null;
        boolean commits = ends && startImplicitCommit(fault);
        backend.sync();
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
            finishImplicitCommit(!failed, fault);
        }
        relay.flushHeldTag();
        byte[] status = backend.in().body();
        ready(status[0]);
        toClient.message('Z', status);
    }

    /** Returns whether the implicit transaction may be committed; if not, the client has been told. */
    private boolean startImplicitCommit(@Nullable Injection fault) throws IOException {
        if (fault != null && !fault.keepsTransaction()) {
            backend.fail();
            relay.strike(fault);
            return false;
        }
        try {
            Refusal refusal = commitRefusal();
            if (refusal == null) {
                return true;
            }
            refuse(refusal);
        } catch (HiddenStatementException e) {
            relay.error(ErrorFields.read(e.error(), charset()));
        }
        watch.spared(fault);
        return false;
    }

    private void finishImplicitCommit(boolean done, @Nullable Injection fault) throws IOException {
        conflicts().finishCommit(done);
        if (!done) {
            watch.spared(fault);
            return;
        }
        committed();
        if (fault != null) {
            relay.strike(fault);
        }
    }

    private void ready(int status) {
        names.dropPending();
        tx.ready(status);
        if (status == 'I') {
            names.dropPortals();
            conflicts().end();
            catalog.ended();
        }
        watch.synced(status == 'I');
    }

    /** Returns why the transaction cannot be committed, or null if it can. */
    private @Nullable Refusal commitRefusal() throws IOException, HiddenStatementException {
        Refusal conflict =
                catalog.conflictsAtCommit() ? Conflicts.SCHEMA : conflicts().startCommit(charset());
        return conflict == null ? sizeRefusal() : conflict;
    }

    private @Nullable Refusal sizeRefusal() throws IOException, HiddenStatementException {
        boolean fits = false;
        try {
            Refusal refusal = sizes.beforeCommit(tx.number());
            fits = refusal == null;
            return refusal;
        } finally {
            if (!fits) {
                conflicts().finishCommit(false);
            }
        }
    }

    private void committed() {
        if (catalog.isChanging()) {
            catalog.changed(state.ddlCommitted());
        }
    }

    private void ended() {
        catalog.ended();
        watch.transactionEnded();
    }

    private boolean runStatement(List<Held> unit, Bound bound) throws IOException, HiddenStatementException {
        Statement statement = bound.statement();
        if (tx.isFailed()) {
            return pass(unit);
        }
        Injection fault = watch.statementFault();
        if (fault != null) {
            return statement.kind() == StatementKind.COMMIT ? lose(unit, fault) : strike(unit, fault);
        }
        return switch (statement.kind()) {
            case BEGIN -> begin(unit);
            case COMMIT -> tx.isExplicit() ? commit(unit) : pass(unit);
            case ROLLBACK -> pass(unit, true);
            default -> work(unit, bound);
        };
    }

    private boolean work(List<Held> unit, Bound bound) throws IOException, HiddenStatementException {
        conflicts().prepare(bound.statement(), charset());
        jobs.start(bound.statement());
        boolean succeeded = conflicts().guards(bound.statement()) ? guarded(unit, bound) : unguarded(unit, bound);
        jobs.finish(succeeded);
        if (succeeded) {
            conflicts().executed(bound, jobs.settings());
        }
        return succeeded;
    }

    /** Sends a unit and passes on what PostgreSQL says. */
    private boolean pass(List<Held> unit) throws IOException {
        return pass(unit, false);
    }

    private boolean pass(List<Held> unit, boolean withSync) throws IOException {
        relay.write(unit);
        relay.send(withSync);
        ErrorFields error = relay.answers(unit);
        if (error != null) {
            fail(error);
        }
        return error == null;
    }

    /** Tells the client of an error; one about names is a conflict where another session has changed the schema meanwhile. */
    private void fail(ErrorFields error) throws IOException {
        relay.error(catalog.explains(error) ? BackendErrors.of(Conflicts.SCHEMA) : error);
    }

    private boolean begin(List<Held> unit) throws IOException, HiddenStatementException {
        boolean opens = !tx.isExplicit();
        relay.write(unit);
        boolean based = opens && conflicts().appendBase();
        relay.send(true);
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
        Injection fault = watch.commitFault();
        if (fault != null && !fault.keepsTransaction()) {
            return lose(unit, fault);
        }
        Refusal refusal = commitRefusal();
        if (refusal != null) {
            watch.spared(fault);
            return lose(unit, refusal);
        }
        boolean done = false;
        relay.withholdTags(fault != null);
        try {
            done = pass(unit, fault == null);
        } finally {
            relay.withholdTags(false);
            conflicts().finishCommit(done);
        }
        if (fault == null) {
            return done;
        }
        if (done) {
            relay.strike(fault);
            ended();
        } else {
            watch.spared(fault);
        }
        return false;
    }

    /** Answers COMMIT with a refusal; the transaction is rolled back. */
    private boolean lose(List<Held> unit, Refusal refusal) throws IOException, HiddenStatementException {
        if (rolledBack(unit)) {
            relay.error(BackendErrors.of(refusal));
        }
        ended();
        return false;
    }

    /** Answers COMMIT with a fault; the transaction is rolled back. */
    private boolean lose(List<Held> unit, Injection fault) throws IOException, HiddenStatementException {
        if (rolledBack(unit)) {
            relay.strike(fault);
        }
        ended();
        return false;
    }

    /** Answers a statement with a fault; PostgreSQL is made to fail along, so that nothing is kept. */
    private boolean strike(List<Held> unit, Injection fault) throws IOException {
        if (run(unit.subList(0, unit.size() - 1))) {
            backend.fail();
            relay.strike(fault);
        }
        return false;
    }

    /** Rolls back instead of running a COMMIT; returns false if the client got an error for what comes before it. */
    private boolean rolledBack(List<Held> unit) throws IOException, HiddenStatementException {
        List<Held> withoutExecute = unit.subList(0, unit.size() - 1);
        if (!withoutExecute.isEmpty() && !pass(withoutExecute)) {
            return false;
        }
        conflicts().rollBack();
        tx.lost();
        return true;
    }

    private boolean unguarded(List<Held> unit, Bound bound) throws IOException, HiddenStatementException {
        rows.start(bound.statement());
        sizes.start(tx.number(), bound);
        boolean withSync = !conflicts().isOnCopies() && ahead.allowsSync(unit);
        List<Held> sent = conflicts().isOnCopies()
                ? rebinding.bind(unit, bound, conflicts().onCopies(bound.statement()))
                : unit;
        relay.write(sent);
        relay.send(withSync);
        ErrorFields error = relay.answers(sent);
        if (error != null) {
            failStatement(error);
        }
        return error == null;
    }

    /** A key that a transaction brought in while the statement waited for it is a conflict, not a mistake of the client. */
    private void failStatement(ErrorFields error) throws IOException {
        boolean beaten = error.get(ErrorFields.STATE).equals("23505")
                && conflicts().participant().isBeaten();
        fail(beaten ? BackendErrors.of(Conflicts.DATA) : error);
    }

    /** Runs a statement behind a savepoint, and again if a conflict hits it: the client is to hear of that at COMMIT only. */
    private boolean guarded(List<Held> unit, Bound bound) throws IOException, HiddenStatementException {
        Statement statement = bound.statement();
        List<Held> sent = unit;
        relay.buffer();
        try {
            for (int attempt = 1; ; attempt++) {
                ErrorFields error = attempt(sent, bound);
                if (error == null) {
                    return true;
                }
                if (!conflicts().recover(error, statement, attempt)) {
                    relay.release();
                    fail(error);
                    return false;
                }
                relay.buffer();
                if (rebinding.isHalfRead(unit)) {
                    // What is left of a result was to be locked: its portal is gone, and cannot be bound again
                    // half-way.
                    refuse(Conflicts.DATA);
                    return false;
                }
                sent = again(unit, bound);
            }
        } finally {
            relay.release();
        }
    }

    private @Nullable ErrorFields attempt(List<Held> sent, Bound bound) throws IOException, HiddenStatementException {
        rows.start(bound.statement());
        sizes.start(tx.number(), bound);
        boolean guard = !conflicts().isOnCopies();
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
        String sql = conflicts().isOnCopies() ? conflicts().onCopies(bound.statement()) : null;
        return rebinding.bind(rest, bound, sql);
    }

    private @Nullable Refusal completed(Statement statement, String tag) throws IOException, HiddenStatementException {
        if (statement.kind() == StatementKind.DDL
                && !tx.isFailed()
                && backend.ask(CHANGED_ANYTHING).equals("t")) {
            catalog.changes();
        }
        boolean works = !tx.isFailed() && !endsOrBegins(statement);
        long changed = works ? rows.finish(statement, tag) : 0;
        Refusal refusal = tx.completed(statement, changed);
        if (refusal == null) {
            if (works) {
                sizes.finish(statement, changed, tag);
            }
            succeeded(statement, tag);
        }
        return refusal;
    }

    private void succeeded(Statement statement, String tag) {
        if (tag.equals("COMMIT")) {
            committed();
        }
        if (!relay.withholdsTags()) {
            watch.succeeds(statement.commandTag() == null ? tag : statement.commandTag());
            if (statement.kind() == StatementKind.COMMIT || statement.kind() == StatementKind.ROLLBACK) {
                ended();
            }
        }
        if (tag.equals("DEALLOCATE ALL")) {
            names.dropStatements();
            backend.forgetPrepared();
        }
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
