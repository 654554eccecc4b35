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
 * When that is no longer possible, or when a statement meets what another transaction has committed meanwhile, it has lost: it goes
 * on with temporary copies of its tables, in nobody's way, until COMMIT is refused.
 */
final class Conflicts {
    static final Refusal DATA = Rule.CONFLICT_DATA.refuse();
    static final Refusal SCHEMA = Rule.CONFLICT_SCHEMA.refuse();

    private static final Logger LOG = LoggerFactory.getLogger(Conflicts.class);

    private static final int ATTEMPTS = 20;

    private static final HiddenStatement SET_GUARD = new HiddenStatement("dsql$guard", "SAVEPOINT dsql_guard");
    private static final HiddenStatement TO_GUARD =
            new HiddenStatement("dsql$to_guard", "ROLLBACK TO SAVEPOINT dsql_guard");
    private static final HiddenStatement ROLLBACK = new HiddenStatement("dsql$rollback", "ROLLBACK");
    private static final HiddenStatement SHOWS_REFERENCE =
            new HiddenStatement("dsql$shows_reference", "SELECT dsql_internal.shows_reference($1, $2, $3, $4)");
    private static final Pattern STILL_REFERENCED =
            Pattern.compile("^Key \\(.*?\\)=\\((.*)\\) is (?:still )?referenced from table", Pattern.DOTALL);

    private final Backend backend;
    private final TxState tx;
    private final Engine engine;
    private final Participant participant;
    private final RowLockSet locks;
    private final Work work;

    /** Whether the hidden savepoint covers all that the transaction has done. */
    private boolean based;

    private @Nullable RowLocks publishing;
    private Charset charset = StandardCharsets.UTF_8;

    Conflicts(Backend backend, TxState tx, Engine engine, int pid, ReadAhead readAhead) {
        this.backend = backend;
        this.tx = tx;
        this.engine = engine;
        this.locks = new RowLockSet(backend);
        this.work = new Work(backend, engine, readAhead, locks);
        this.participant = engine.join(pid, this::giveWay);
    }

    Participant participant() {
        return participant;
    }

    /** Writes the hidden savepoint behind BEGIN, unless something of the transaction came before; returns whether it did. */
    boolean appendBase() throws IOException {
        based = !tx.hasWork();
        if (based) {
            work.appendBase();
        }
        return based;
    }

    /** An explicit transaction has begun. */
    void begun() {
        engine.begin(participant);
    }

    /** Gets ready for a statement: a transaction that gave way comes back, or goes on with copies if it cannot. */
    void prepare(Statement statement, Charset clientCharset) throws IOException, HiddenStatementException {
        charset = clientCharset;
        engine.takeSnapshot(participant);
        if (work.isAside() && !work.bringBack(charset)) {
            lose(Set.of());
        }
        if (work.isOnCopies() && writesOrLocks(statement)) {
            work.copy(TableName.candidates(statement.backendText()));
        }
    }

    /** Returns whether the transaction goes on with copies, since it has lost. */
    boolean isOnCopies() {
        return work.isOnCopies();
    }

    /** The statement that is to run on copies instead of the client's, or null if the client's own will do. */
    @Nullable
    String onCopies(Statement statement) {
        return work.onCopies(statement);
    }

    /** Returns whether the statement has to run behind a savepoint, since a conflict may hit it. */
    boolean guards(Statement statement) {
        return based
                && !work.isOnCopies()
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
        if (work.isOnCopies() || attempt == ATTEMPTS || !mayBeConflict(error, statement)) {
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
            if (work.bringBack(charset)) {
                return true;
            }
        }
        lose(TableName.candidates(statement.backendText()));
        return true;
    }

    private boolean mayBeConflict(ErrorFields error, Statement statement) {
        return switch (error.get(ErrorFields.STATE)) {
            case "40001", "40P01", "55P03" -> true;
            // Only a row that the snapshot does not show may have the key, or refer to it. Whether one that it does
            // show
            // has the key too comes out on the copy.
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
        work.add(bound, jobSettings);
    }

    /**
     * Decides whether the transaction may commit.
     *
     * @return why not; or null, and then {@link #finishCommit} must follow
     */
    @Nullable
    Refusal startCommit(Charset clientCharset) throws IOException, HiddenStatementException {
        charset = clientCharset;
        if (work.isAside() && !work.bringBack(charset)) {
            participant.lose();
        }
        boolean lost = work.isOnCopies() || participant.isLost() || locks.meets(engine.locksSinceSnapshot(participant));
        if (!lost) {
            publishing = engine.hasOthers(participant) ? locks.rows() : null;
            lost = !engine.startCommit(participant);
        }
        return !lost ? null : work.changesSchema() ? SCHEMA : DATA;
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
        work.clear();
        based = false;
        publishing = null;
    }

    /** The session is over. */
    void leave() {
        engine.leave(participant);
    }

    /** Called by another thread while the session is idle, or by its own. */
    private void giveWay() {
        if (!based || work.isAside() || work.isOnCopies() || backend.isBroken()) {
            return;
        }
        try {
            if (tx.isFailed()) {
                // After an error, locks of the statements before it are still held.
                work.abandon();
                based = false;
            } else {
                work.putAside();
            }
            LOG.debug("Backend {} has given way", participant.pid());
        } catch (IOException | SQLException | HiddenStatementException e) {
            // Whoever waits goes on waiting, and gets a conflict in the end.
            LOG.warn("A transaction could not give way to another: {}", e.toString());
        }
    }

    /** The transaction has lost, but its client is not to know before COMMIT. */
    private void lose(Set<TableName> tables) throws IOException, HiddenStatementException {
        LOG.debug("Backend {} has lost a conflict, and goes on with copies", participant.pid());
        participant.lose();
        work.moveToCopies(tables, charset);
    }

    private static boolean writesOrLocks(Statement statement) {
        return switch (statement.kind()) {
            case DML, COPY_IN, LOCKING_QUERY -> true;
            default -> false;
        };
    }
}
