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
package io.github.dsql.local.inject;

import io.github.dsql.local.fault.Fault;
import io.github.dsql.local.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Internal: holds the armed faults of one stand-in and decides which one strikes; costs one volatile read while there are none. */
public final class Injector {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition takenBack = lock.newCondition();
    private volatile List<ArmedFault> armed = List.of();
    private volatile Runnable alsoReset = () -> {};
    private int resets;

    /** Creates an injector without faults. */
    public Injector() {}

    /**
     * Arms a fault.
     *
     * @param event when it strikes
     * @param scope whom and what it hits
     * @param times how often, or {@link Integer#MAX_VALUE} for always
     * @param effect what it does
     * @return the fault
     */
    public Fault arm(Event event, Scope scope, int times, Effect effect) {
        return locked(() -> {
            ArmedFault fault = new ArmedFault(this, resets, event, scope, times, effect);
            List<ArmedFault> more = new ArrayList<>(armed);
            more.add(fault);
            armed = List.copyOf(more);
            return fault;
        });
    }

    /**
     * Returns whether there is no fault at all.
     *
     * @return false if one may strike
     */
    public boolean isQuiet() {
        return armed.isEmpty();
    }

    /**
     * Returns the fault that refuses a connection.
     *
     * @param client who connects
     * @return the fault, or null if the client may connect
     */
    public @Nullable Injection onConnect(Client client) {
        return take(Event.CONNECT, client, List.of());
    }

    /**
     * Returns whether a token counts as expired, whatever it says itself.
     *
     * @param client who shows it
     * @return whether it does
     */
    public boolean tokenExpired(Client client) {
        return take(Event.TOKEN, client, List.of()) != null;
    }

    /**
     * Returns the fault that fails a statement.
     *
     * @param client who sent it
     * @param statement what was sent
     * @return the fault, or null if it may run
     */
    public @Nullable Injection onStatement(Client client, Statement statement) {
        return armed.isEmpty() ? null : take(Event.STATEMENT, client, List.of(statement));
    }

    /**
     * Returns the fault that delays the answer to a statement.
     *
     * @param client who sent it
     * @param statement what was sent
     * @return the fault, or null if the answer need not wait
     */
    public @Nullable Injection onAnswer(Client client, Statement statement) {
        return armed.isEmpty() ? null : take(Event.ANSWER, client, List.of(statement));
    }

    /**
     * Returns the fault that fails a commit.
     *
     * @param client who commits
     * @param statements what the transaction consists of
     * @return the fault, or null if the transaction may be committed
     */
    public @Nullable Injection onCommit(Client client, List<Statement> statements) {
        return armed.isEmpty() ? null : take(Event.COMMIT, client, statements);
    }

    /**
     * Takes it that a fault has not struck after all.
     *
     * @param injection the fault
     */
    public void giveBack(Injection injection) {
        locked(() -> {
            ArmedFault fault = injection.fault();
            if (fault.giveBack() && !armed.contains(fault)) {
                List<ArmedFault> more = new ArrayList<>(armed);
                more.add(0, fault);
                armed = List.copyOf(more);
            }
            return armed;
        });
    }

    /**
     * Waits for the end of a delay, or until its fault is taken back.
     *
     * @param injection the fault
     * @throws InterruptedException if the thread is interrupted
     */
    public void await(Injection injection) throws InterruptedException {
        long left = injection.delayNanos();
        lock.lock();
        try {
            while (left > 0 && !injection.isTakenBack()) {
                left = takenBack.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the faults that may still strike.
     *
     * @return the faults, in the order in which they were armed
     */
    public List<Fault> pending() {
        return List.copyOf(armed);
    }

    /** Takes back all faults. */
    public void reset() {
        locked(() -> {
            armed.forEach(ArmedFault::takeBack);
            armed = List.of();
            resets++;
            takenBack.signalAll();
            return armed;
        });
        alsoReset.run();
    }

    /**
     * Sets what else is to be taken back with all faults.
     *
     * @param action run after each reset, without the lock
     */
    public void onReset(Runnable action) {
        alsoReset = action;
    }

    /** Returns how often all faults were taken back, those included that had struck for the last time; the lock is held. */
    int resets() {
        return resets;
    }

    void cancel(ArmedFault fault) {
        locked(() -> {
            fault.takeBack();
            takenBack.signalAll();
            return dropExhausted();
        });
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Injection take(Event event, Client client, List<Statement> statements) {
        if (armed.isEmpty()) {
            return null;
        }
        lock.lock();
        try {
            Injection hit = null;
            for (ArmedFault fault : armed) {
                if (fault.concerns(event, client, statements) && fault.meets(hit != null)) {
                    hit = new Injection(fault, fault.effect());
                }
            }
            dropExhausted();
            return hit;
        } catch (BrokenConditionException e) {
            return new Injection(e.fault(), Effect.of(e.failure()));
        } finally {
            lock.unlock();
        }
    }

    private List<ArmedFault> dropExhausted() {
        if (armed.stream().anyMatch(ArmedFault::isExhausted)) {
            armed = armed.stream().filter(fault -> !fault.isExhausted()).toList();
        }
        return armed;
    }
}
