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

import io.github.dsql.local.fault.CommitOutcome;
import io.github.dsql.local.fault.Failure;
import io.github.dsql.local.fault.Fault;
import io.github.dsql.local.sql.Statement;
import java.util.List;

/** Internal: a fault with its counters, which the injector's lock guards. */
final class ArmedFault implements Fault {
    private final Injector injector;
    private final int resetsBefore;
    private final Event event;
    private final Scope scope;
    private final Effect effect;
    private final String words;
    private int toSkip;
    private int remaining;
    private int injected;
    private boolean takenBack;

    ArmedFault(Injector injector, int resetsBefore, Event event, Scope scope, int times, Effect effect) {
        this.injector = injector;
        this.resetsBefore = resetsBefore;
        this.event = event;
        this.scope = scope;
        this.effect = effect;
        this.toSkip = scope.skipped();
        this.remaining = times;
        this.words = inWords(event, times, effect) + scope.inWords();
    }

    @Override
    public int injected() {
        return injector.locked(() -> injected);
    }

    @Override
    public boolean isPending() {
        return injector.locked(() -> !isExhausted());
    }

    @Override
    public void cancel() {
        injector.cancel(this);
    }

    @Override
    public String toString() {
        return words;
    }

    boolean isExhausted() {
        return remaining == 0;
    }

    /** Uncounts a strike; returns whether the fault may strike again. */
    boolean giveBack() {
        injected--;
        if (isTakenBack()) {
            return false;
        }
        if (remaining != Integer.MAX_VALUE) {
            remaining++;
        }
        return true;
    }

    boolean isTakenBack() {
        return takenBack || injector.resets() != resetsBefore;
    }

    void takeBack() {
        takenBack = true;
        remaining = 0;
    }

    Effect effect() {
        return effect;
    }

    boolean concerns(Event happening, Client client, List<Statement> statements) {
        if (event != happening || !scope.admits(client)) {
            return false;
        }
        try {
            return switch (event) {
                case CONNECT, TOKEN -> true;
                case STATEMENT, ANSWER -> scope.admits(statements.get(0));
                case COMMIT -> scope.admitsCommitOf(statements);
            };
        } catch (RuntimeException e) {
            throw new BrokenConditionException(this, e);
        }
    }

    /** Counts an event that concerns this fault; returns whether it strikes, which it does not where another one has. */
    boolean meets(boolean another) {
        if (toSkip > 0) {
            toSkip--;
            return false;
        }
        if (another) {
            return false;
        }
        if (remaining != Integer.MAX_VALUE) {
            remaining--;
        }
        injected++;
        return true;
    }

    private static String inWords(Event event, int times, Effect effect) {
        String many = times == Integer.MAX_VALUE ? "all" : Integer.toString(times);
        Failure failure = effect.failure();
        return switch (event) {
            case CONNECT -> "refuse " + many + " connections with " + failure;
            case TOKEN -> "expire tokens";
            case STATEMENT -> "fail " + many + " statements with " + failure;
            case COMMIT ->
                "fail " + many + " commits with " + failure
                        + (effect.outcome() == CommitOutcome.COMMITTED ? ", all kept" : ", nothing kept");
            case ANSWER -> "delay " + many + " answers by " + effect.delay().toMillis() + " ms";
        };
    }
}
