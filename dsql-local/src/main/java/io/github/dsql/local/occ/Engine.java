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
package io.github.dsql.local.occ;

import io.github.dsql.local.server.KeptConnection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Internal: decides between transactions that want the same rows: the first to commit wins.
 *
 * <p>Commits are counted twice, before and after they take effect, so that a snapshot taken meanwhile counts as older.
 */
public final class Engine implements AutoCloseable {
    private record Committed(long commit, RowLocks locks) {}

    private final Map<Integer, Participant> participants = new ConcurrentHashMap<>();
    private final List<Committed> committedLocks = new ArrayList<>();
    private final Observer observer;
    private final Referee referee;
    private volatile long commits;

    /**
     * Creates an engine.
     *
     * @param connections opens connections to PostgreSQL as superuser
     */
    public Engine(KeptConnection.Source connections) {
        observer = new Observer(connections);
        referee = new Referee(this, observer);
    }

    /**
     * Takes a session in.
     *
     * @param pid the process id of its backend
     * @param handler makes it give way
     * @return its part
     */
    public Participant join(int pid, Participant.GivesWay handler) {
        Participant participant = new Participant(pid, handler);
        participants.put(pid, participant);
        return participant;
    }

    /**
     * Lets go of a session that has ended.
     *
     * @param participant its part
     */
    public void leave(Participant participant) {
        end(participant);
        participants.remove(participant.pid(), participant);
    }

    /**
     * Notes that an explicit transaction has begun.
     *
     * @param participant whose
     */
    public void begin(Participant participant) {
        participant.open(true);
        referee.watch();
    }

    /**
     * Notes that the transaction is about to take its snapshot, if it has none.
     *
     * @param participant whose
     */
    public void takeSnapshot(Participant participant) {
        if (participant.snapshot() == null) {
            participant.snapshot(commits);
        }
    }

    /**
     * Returns whether a statement of this session may meet another transaction's work.
     *
     * @param participant whose
     * @return false if nobody else is at work, and nobody has committed since the transaction's snapshot
     */
    public boolean isContended(Participant participant) {
        Long snapshot = participant.snapshot();
        return (snapshot != null && snapshot != commits) || hasOthers(participant);
    }

    /**
     * Returns whether other sessions are at work.
     *
     * @param participant the session that is not counted
     * @return true if another one has a transaction open or a statement running
     */
    public boolean hasOthers(Participant participant) {
        for (Participant other : participants.values()) {
            if (other != participant && (other.isOpen() || other.isBusy())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns what was locked by transactions that committed after this one's snapshot.
     *
     * @param participant whose
     * @return the locks, oldest first
     */
    public synchronized List<RowLocks> locksSinceSnapshot(Participant participant) {
        Long snapshot = participant.snapshot();
        if (committedLocks.isEmpty() || snapshot == null) {
            return List.of();
        }
        return committedLocks.stream()
                .filter(c -> c.commit() > snapshot)
                .map(Committed::locks)
                .toList();
    }

    /**
     * Decides whether a transaction may commit; if so, all that want the same rows have lost from here on.
     *
     * @param participant whose
     * @return whether COMMIT may be sent; {@link #finishCommit} must follow
     */
    public synchronized boolean startCommit(Participant participant) {
        if (participant.isLost()) {
            return false;
        }
        participant.rivals().forEach(Participant::beat);
        commits++;
        return true;
    }

    /**
     * Notes how a commit ended.
     *
     * @param participant whose
     * @param done whether the transaction is committed
     * @param locks what it had locked without changing it, or null
     */
    public synchronized void finishCommit(Participant participant, boolean done, @Nullable RowLocks locks) {
        commits++;
        if (!done) {
            participant.rivals().forEach(Participant::reprieve);
        } else if (locks != null) {
            committedLocks.add(new Committed(commits, locks));
        }
        end(participant);
    }

    /**
     * Notes that a transaction is over, whatever became of it.
     *
     * @param participant whose
     */
    public synchronized void end(Participant participant) {
        participant.rivals().forEach(rival -> rival.rivals().remove(participant));
        participant.rivals().clear();
        participant.reset();
        if (!committedLocks.isEmpty()) {
            long oldest = participants.values().stream()
                    .map(Participant::snapshot)
                    .filter(s -> s != null)
                    .mapToLong(Long::longValue)
                    .min()
                    .orElse(Long.MAX_VALUE);
            committedLocks.removeIf(c -> c.commit() <= oldest);
        }
    }

    /**
     * Looks up, from outside the transaction, which row versions it has replaced or locked.
     *
     * @param writes what {@code dsql_internal.writes} said in the transaction
     * @return them in the form that {@code dsql_internal.capture} takes, or null if that would have to wait for a lock
     * @throws SQLException if PostgreSQL fails
     */
    public @Nullable String markedBy(String writes) throws SQLException {
        return observer.markedBy(writes);
    }

    @Override
    public void close() {
        referee.close();
        observer.close();
    }

    @Nullable
    Participant byPid(int pid) {
        return participants.get(pid);
    }

    Iterable<Participant> participants() {
        return participants.values();
    }

    boolean anyOpen() {
        for (Participant participant : participants.values()) {
            if (participant.isOpen()) {
                return true;
            }
        }
        return false;
    }

    /** Two transactions want the same row. */
    synchronized void addRivals(Participant one, Participant other) {
        if (one != other && (one.isOpen() || one.isBusy()) && (other.isOpen() || other.isBusy())) {
            one.rivals().add(other);
            other.rivals().add(one);
        }
    }
}
