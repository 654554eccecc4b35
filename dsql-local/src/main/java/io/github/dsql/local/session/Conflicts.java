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

import io.github.dsql.local.occ.Engine;
import io.github.dsql.local.occ.Participant;
import io.github.dsql.local.occ.RowLocks;
import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Rule;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.StatementKind;
import io.github.dsql.local.sql.TableName;
import io.github.dsql.local.wire.ErrorFields;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: what optimistic concurrency does to one session's transaction.
 *
 * <p>An explicit transaction works behind a hidden savepoint. When it stands in another one's way it gives way: its rows are
 * captured, and it rolls back to the savepoint, where its snapshot is still the same. It comes back before its next statement.
 * When that is no longer possible, or when a statement meets what another transaction has committed meanwhile, it is doomed: it goes
 * on with temporary copies of its tables, in nobody's way, until COMMIT is refused.
 */
final class Conflicts {
    static final Refusal DATA = Rule.CONFLICT_DATA.refuse();
    static final Refusal SCHEMA = Rule.CONFLICT_SCHEMA.refuse();

    /** A larger table takes too long to copy: there a conflict is told at the statement. */
    static final int LARGEST_COPY = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

    private static final int ATTEMPTS = 20;

    private static final HiddenStatement SET_BASE = new HiddenStatement("dsql$base", "SAVEPOINT dsql_base");
    private static final HiddenStatement TO_BASE =
            new HiddenStatement("dsql$to_base", "ROLLBACK TO SAVEPOINT dsql_base");
    private static final HiddenStatement SET_GUARD = new HiddenStatement("dsql$guard", "SAVEPOINT dsql_guard");
    private static final HiddenStatement TO_GUARD =
            new HiddenStatement("dsql$to_guard", "ROLLBACK TO SAVEPOINT dsql_guard");
    private static final HiddenStatement ROLLBACK = new HiddenStatement("dsql$rollback", "ROLLBACK");
    private static final HiddenStatement WRITES = new HiddenStatement("dsql$writes", "SELECT dsql_internal.writes()");
    private static final HiddenStatement CAPTURE =
            new HiddenStatement("dsql$capture", "SELECT dsql_internal.capture($1)");
    private static final HiddenStatement COME_BACK =
            new HiddenStatement("dsql$come_back", "SELECT dsql_internal.come_back($1)");
    private static final HiddenStatement SHADOW = new HiddenStatement(
            "dsql$shadow",
            "SELECT dsql_internal.shadow($1, pg_catalog.current_schemas(false), $2, " + LARGEST_COPY + ")");
    private static final HiddenStatement SHOWS_REFERENCE =
            new HiddenStatement("dsql$shows_reference", "SELECT dsql_internal.shows_reference($1, $2, $3, $4)");
    private static final Pattern STILL_REFERENCED =
            Pattern.compile("^Key \\(.*?\\)=\\((.*)\\) is (?:still )?referenced from table", Pattern.DOTALL);
    private static final HiddenStatement NEW_PLANS = new HiddenStatement("dsql$new_plans", "DISCARD PLANS");
    private static final HiddenStatement LOCKED_ROWS = new HiddenStatement(
            "dsql$locked_rows", "SELECT dsql_internal.locked_rows($1, pg_catalog.current_schemas(false))");
    private static final HiddenStatement MEETS =
            new HiddenStatement("dsql$meets", "SELECT dsql_internal.meets($1, $2::pg_catalog.bool, $3)");

    /** A DDL statement, and what was set for its job. */
    private record SchemaChange(
            Bound bound, @Nullable String jobSettings) {}

    private final Backend backend;
    private final TxState tx;
    private final Engine engine;
    private final Participant participant;
    private final ReadAhead readAhead;

    /** Whether the hidden savepoint covers all that the transaction has done. */
    private boolean based;

    private boolean evicted;
    private boolean doomed;
    private String image = "";
    private Charset charset = StandardCharsets.UTF_8;
    private final List<Bound> settings = new ArrayList<>();
    private final List<SchemaChange> schemaChanges = new ArrayList<>();
    private final List<Bound> locks = new ArrayList<>();
    private boolean keyLocksOnly = true;
    private Set<TableName> copies = Set.of();

    Conflicts(Backend backend, TxState tx, Engine engine, int pid, ReadAhead readAhead) {
        this.backend = backend;
        this.tx = tx;
        this.engine = engine;
        this.readAhead = readAhead;
        this.participant = engine.join(pid, this::giveWay);
    }

    Participant participant() {
        return participant;
    }

    /** Writes the hidden savepoint behind BEGIN, unless something of the transaction came before; returns whether it did. */
    boolean appendBase() throws IOException {
        based = !tx.hasWork();
        if (based) {
            backend.append(SET_BASE);
        }
        return based;
    }

    /** An explicit transaction has begun. */
    void begun() {
        engine.begin(participant);
    }

    /** Gets ready for a statement: a transaction that gave way comes back, or is doomed if it cannot. */
    void prepare(Statement statement, Charset clientCharset) throws IOException, HiddenStatementException {
        charset = clientCharset;
        engine.takeSnapshot(participant);
        if (evicted && !comeBack()) {
            doom(Set.of());
        }
        if (doomed && writesOrLocks(statement)) {
            copy(TableName.candidates(statement.backendText()));
        }
    }

    boolean isDoomed() {
        return doomed;
    }

    /** Returns whether the statement has to run behind a savepoint, since a conflict may hit it. */
    boolean guards(Statement statement) {
        return based
                && !doomed
                && tx.isExplicit()
                && (writesOrLocks(statement) || statement.kind() == StatementKind.DDL)
                && engine.isContended(participant);
    }

    void appendGuard() throws IOException {
        backend.append(SET_GUARD);
    }

    /**
     * Undoes a guarded statement that failed, if a conflict may be the reason; it is then to be run again.
     *
     * @return false if the error stands, and the transaction has failed
     */
    boolean recover(ErrorFields error, Statement statement, int attempt) throws IOException, HiddenStatementException {
        if (doomed || attempt == ATTEMPTS || !mayBeConflict(error, statement)) {
            return false;
        }
        LOG.debug("Backend {} met a conflict: {}", participant.pid(), error.get(ErrorFields.MESSAGE));
        backend.recover();
        backend.ask(TO_GUARD);
        String state = error.get(ErrorFields.STATE);
        if (state.equals("23503") && showsReference(error)) {
            backend.fail();
            return false;
        }
        boolean waited = state.equals("40P01") || state.equals("55P03") || statement.kind() == StatementKind.DDL;
        if (waited) {
            giveWay();
            if (comeBack()) {
                return true;
            }
        }
        doom(TableName.candidates(statement.backendText()));
        return true;
    }

    private boolean mayBeConflict(ErrorFields error, Statement statement) {
        return switch (error.get(ErrorFields.STATE)) {
            case "40001", "40P01", "55P03" -> true;
            // A row that the snapshot does not show may have the key, or refer to it. Whether the key is also taken by
            // one that
            // it does show comes out on the copy.
            case "23505", "23503" -> statement.kind() != StatementKind.DDL && engine.isContended(participant);
            default -> false;
        };
    }

    private boolean showsReference(ErrorFields error) throws IOException, HiddenStatementException {
        Matcher referenced = STILL_REFERENCED.matcher(error.get('D'));
        return !referenced.find()
                || backend.ask(SHOWS_REFERENCE, error.get('s'), error.get('t'), error.get('n'), referenced.group(1))
                        .equals("t");
    }

    /** A statement has succeeded. */
    void executed(Bound bound, @Nullable String jobSettings) {
        if (doomed) {
            return;
        }
        switch (bound.statement().kind()) {
            case SESSION -> settings.add(bound);
            case DDL -> schemaChanges.add(new SchemaChange(bound, jobSettings));
            case LOCKING_QUERY -> {
                locks.add(bound);
                keyLocksOnly &= !locksWholeRows(bound.statement());
            }
            default -> {}
        }
    }

    /** The statement that a doomed transaction runs instead of the client's, or null if the client's own will do. */
    @Nullable
    String onCopies(Statement statement) {
        String text = TableName.inTemporarySchema(statement.backendText(), copies);
        return text.equals(statement.backendText()) ? null : text;
    }

    /**
     * Decides whether the transaction may commit.
     *
     * @return why not; or null, and then {@link #finishCommit} must follow
     */
    @Nullable
    Refusal startCommit(Charset clientCharset) throws IOException, HiddenStatementException {
        charset = clientCharset;
        if (evicted && !comeBack()) {
            participant.lose();
        }
        if (doomed || participant.isLost() || meetsLocks() || !publishLocks()) {
            return schemaChanges.isEmpty() ? DATA : SCHEMA;
        }
        return null;
    }

    private @Nullable RowLocks publishing;

    private boolean publishLocks() throws IOException, HiddenStatementException {
        publishing = null;
        if (!locks.isEmpty() && engine.hasOthers(participant)) {
            String rows = backend.ask(LOCKED_ROWS, lockedNames());
            publishing = rows.isEmpty() ? null : new RowLocks(rows, keyLocksOnly);
        }
        return engine.startCommit(participant);
    }

    void finishCommit(boolean done) {
        engine.finishCommit(participant, done, publishing);
        end();
    }

    /** Rolls a transaction back that has lost. */
    void rollBack() throws IOException, HiddenStatementException {
        backend.ask(ROLLBACK);
        end();
    }

    /** The transaction is over. */
    void end() {
        engine.end(participant);
        readAhead.clear();
        based = false;
        evicted = false;
        doomed = false;
        image = "";
        settings.clear();
        schemaChanges.clear();
        locks.clear();
        keyLocksOnly = true;
        copies = Set.of();
    }

    /** The session is over. */
    void leave() {
        engine.leave(participant);
    }

    /** Has another transaction, committed since our snapshot, locked a row that this one has locked or changed? */
    private boolean meetsLocks() throws IOException, HiddenStatementException {
        List<RowLocks> committed = engine.locksSinceSnapshot(participant);
        if (committed.isEmpty()) {
            return false;
        }
        String own = locks.isEmpty() ? "" : backend.ask(LOCKED_ROWS, lockedNames());
        for (RowLocks theirs : committed) {
            String relevant = theirs.keyOnly() && keyLocksOnly ? "" : own;
            if (backend.ask(MEETS, theirs.rows(), String.valueOf(theirs.keyOnly()), relevant)
                    .equals("t")) {
                return true;
            }
        }
        return false;
    }

    private String lockedNames() {
        Set<TableName> names = new LinkedHashSet<>();
        locks.forEach(lock -> names.addAll(TableName.candidates(lock.statement().backendText())));
        return TableName.toJson(names);
    }

    /** Called by another thread while the session is idle, or by its own. */
    private void giveWay() {
        if (!based || evicted || doomed || backend.isBroken()) {
            return;
        }
        try {
            if (tx.isFailed()) {
                releaseFailed();
            } else {
                readAhead.readAll(backend);
                image = capture();
                backend.ask(TO_BASE);
                evicted = true;
            }
            LOG.debug("Backend {} has given way", participant.pid());
        } catch (IOException | SQLException | HiddenStatementException e) {
            // Whoever waits goes on waiting, and gets a conflict in the end.
            LOG.warn("A transaction could not give way to another: {}", e.toString());
        }
    }

    /** After an error, locks of the statements before it are still held. */
    private void releaseFailed() throws IOException, HiddenStatementException {
        backend.ask(TO_BASE);
        backend.fail();
        backend.recover();
        based = false;
    }

    private String capture() throws IOException, SQLException, HiddenStatementException {
        String writes = backend.ask(WRITES);
        if (writes.isEmpty()) {
            return "";
        }
        String marked = engine.markedBy(writes);
        return backend.ask(CAPTURE, marked == null ? "" : marked);
    }

    /** Returns false if the transaction has lost; it is then at its start again. */
    private boolean comeBack() throws IOException, HiddenStatementException {
        for (int attempt = 1; ; attempt++) {
            try {
                repeat(settings);
                for (SchemaChange change : schemaChanges) {
                    if (change.jobSettings() != null) {
                        backend.askOnce(change.jobSettings());
                    }
                    backend.repeat(change.bound(), charset);
                }
                if (!image.isEmpty()) {
                    backend.ask(COME_BACK, image);
                }
                repeat(locks);
                evicted = false;
                return true;
            } catch (HiddenStatementException e) {
                backend.recover();
                backend.ask(TO_BASE);
                ErrorFields error = ErrorFields.read(e.error(), StandardCharsets.UTF_8);
                String state = error.get(ErrorFields.STATE);
                LOG.debug(
                        "Backend {} cannot come back: {} {}", participant.pid(), state, error.get(ErrorFields.MESSAGE));
                if (attempt == ATTEMPTS || !state.equals("40P01")) {
                    return false;
                }
            }
        }
    }

    private void repeat(List<Bound> statements) throws IOException, HiddenStatementException {
        for (Bound bound : statements) {
            backend.repeat(bound, charset);
        }
    }

    /** The transaction has lost, but its client is not to know before COMMIT. */
    private void doom(Set<TableName> tables) throws IOException, HiddenStatementException {
        LOG.debug("Backend {} has lost a conflict, and goes on with copies", participant.pid());
        if (!evicted) {
            try {
                image = capture();
            } catch (SQLException e) {
                throw new IOException("Cannot see which rows a transaction has replaced", e);
            }
            backend.ask(TO_BASE);
        }
        evicted = false;
        doomed = true;
        participant.lose();
        repeat(settings);
        copy(tables);
    }

    private void copy(Set<TableName> tables) throws IOException, HiddenStatementException {
        String copied = backend.ask(SHADOW, TableName.toJson(tables), image);
        image = "";
        if (!copied.isEmpty()) {
            copies = TableName.parseHex(copied);
            backend.ask(NEW_PLANS);
        }
    }

    private static boolean writesOrLocks(Statement statement) {
        return switch (statement.kind()) {
            case DML, COPY_IN, LOCKING_QUERY -> true;
            default -> false;
        };
    }

    private static boolean locksWholeRows(Statement statement) {
        return TableName.candidates(statement.text()).contains(new TableName(null, "update"));
    }
}
