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

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Internal: watches for statements that wait in PostgreSQL, and makes the transactions give way that they wait for.
 *
 * <p>It works only while an explicit transaction is open: nothing else holds locks for longer than a statement takes.
 */
final class Referee implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Referee.class);

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(30);

    /** A transaction whose client is about to go on is left alone: it may well commit, or end otherwise, at once. */
    private static final long IDLE = TimeUnit.MILLISECONDS.toNanos(2);

    private final Engine engine;
    private final Observer observer;
    private final Thread thread = new Thread(this::run, "dsql-local-referee");
    private volatile boolean watching;
    private volatile boolean closed;

    Referee(Engine engine, Observer observer) {
        this.engine = engine;
        this.observer = observer;
        thread.setDaemon(true);
        thread.start();
    }

    /** An explicit transaction has been opened. */
    void watch() {
        if (!watching) {
            watching = true;
            LockSupport.unpark(thread);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        long pause = TICK;
        while (!closed) {
            if (!engine.anyOpen()) {
                watching = false;
                if (!engine.anyOpen()) {
                    LockSupport.park(this);
                }
                continue;
            }
            LockSupport.parkNanos(this, pause);
            pause = look();
        }
    }

    /** Looks once; returns how long to pause before the next look: longer for a statement that runs but waits for nobody. */
    private long look() {
        long longest = 0;
        for (Participant participant : engine.participants()) {
            longest = Math.max(longest, participant.busyNanos());
        }
        if (longest < TICK / 2) {
            return TICK;
        }
        try {
            List<Observer.Wait> waits = observer.waits();
            waits.forEach(this::settle);
            return waits.isEmpty() ? Math.min(LONGEST_PAUSE, Math.max(TICK, longest / 8)) : TICK;
        } catch (SQLException | RuntimeException e) {
            if (!closed) {
                LOG.warn("Cannot see which statements wait for each other: {}", e.toString());
            }
            return LONGEST_PAUSE;
        }
    }

    private void settle(Observer.Wait wait) {
        Participant waiter = engine.byPid(wait.pid());
        if (waiter == null) {
            return;
        }
        for (int pid : wait.blockers()) {
            Participant blocker = engine.byPid(pid);
            if (blocker != null) {
                if (wait.forRow()) {
                    engine.addRivals(waiter, blocker);
                }
                blocker.tryGiveWay(IDLE);
            }
        }
    }
}
