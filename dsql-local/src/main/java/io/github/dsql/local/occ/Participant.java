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

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Internal: one session's part in optimistic concurrency.
 *
 * <p>Its {@link #lock} is held while the session works for its client. Between two messages of the client it is free, and another
 * thread may then make the session give way.
 */
public final class Participant {
    private static final long NEVER = -1;

    /** Makes a session give way. */
    @FunctionalInterface
    public interface GivesWay {
        /** Releases all locks of the open transaction; called with the session's lock held. */
        void giveWay();
    }

    private final int pid;
    private final GivesWay handler;
    private final ReentrantLock lock = new ReentrantLock();

    /** Sessions with an open transaction that wants a row which this one's wants too; guarded by the engine. */
    private final Set<Participant> rivals = new HashSet<>();

    private volatile long busySince;
    private volatile long idleSince = System.nanoTime();
    private volatile boolean open;
    private volatile boolean lost;
    private volatile boolean beatenWhileWaiting;
    private long snapshot = NEVER;

    Participant(int pid, GivesWay handler) {
        this.pid = pid;
        this.handler = handler;
    }

    /**
     * Returns the process id of the session's backend.
     *
     * @return PostgreSQL's number for it
     */
    public int pid() {
        return pid;
    }

    /** The session begins to work for its client. */
    public void enter() {
        lock.lock();
    }

    /** The session waits for its client. */
    public void leave() {
        idleSince = System.nanoTime();
        lock.unlock();
    }

    /** A statement is sent to PostgreSQL, and may have to wait there. */
    public void startStatement() {
        busySince = System.nanoTime();
        beatenWhileWaiting = false;
    }

    /** The statement has ended. */
    public void endStatement() {
        busySince = 0;
    }

    /**
     * Returns whether the transaction can no longer commit, since one with a claim to the same row did.
     *
     * @return true from then on until the transaction ends
     */
    public boolean isLost() {
        return lost;
    }

    /** The session has found out by itself that its transaction can no longer commit. */
    public void lose() {
        lost = true;
    }

    /**
     * Returns whether a transaction that the running or last statement waited for committed meanwhile.
     *
     * @return true if the statement came second
     */
    public boolean isBeaten() {
        return beatenWhileWaiting;
    }

    boolean isOpen() {
        return open;
    }

    void open(boolean isOpen) {
        open = isOpen;
    }

    boolean isBusy() {
        return busySince != 0;
    }

    /** Returns for how many nanoseconds the session's statement has been running; 0 if none is. */
    long busyNanos() {
        long since = busySince;
        return since == 0 ? 0 : Math.max(1, System.nanoTime() - since);
    }

    long idleNanos() {
        return System.nanoTime() - idleSince;
    }

    /** Returns the number of commits before the transaction's snapshot, or null if it has none yet. */
    @Nullable
    Long snapshot() {
        return snapshot == NEVER ? null : snapshot;
    }

    void snapshot(long commits) {
        snapshot = commits;
    }

    Set<Participant> rivals() {
        return rivals;
    }

    void beat() {
        lost = true;
        if (isBusy()) {
            beatenWhileWaiting = true;
        }
    }

    void reprieve() {
        lost = false;
    }

    void reset() {
        open = false;
        lost = false;
        snapshot = NEVER;
    }

    /** Makes the session give way unless it works for its client at this moment. */
    void tryGiveWay(long minimumIdleNanos) {
        if (lock.isHeldByCurrentThread() || idleNanos() < minimumIdleNanos || !lock.tryLock()) {
            return;
        }
        try {
            handler.giveWay();
        } finally {
            lock.unlock();
        }
    }
}
