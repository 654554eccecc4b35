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
package io.github.dsql.local.fault;

import io.github.dsql.local.inject.Effect;
import io.github.dsql.local.inject.Event;
import io.github.dsql.local.inject.Injector;
import io.github.dsql.local.inject.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Makes a stand-in fail on demand, as often as asked and at the moment asked for.
 *
 * <p>The methods that start with {@code for}, {@code on} or {@code after} return a narrower view and change nothing by themselves; the
 * others arm a fault at once, for every client within the view. Faults strike in the order in which they were armed, and at most one
 * strikes at a time: {@code failNextCommits(2)} followed by {@code failNextCommits(1, Failure.schemaConflict())} fails three commits.
 * When threads race, exactly as many are hit as were asked for.
 *
 * <p>A <em>commit</em> is each COMMIT of an explicit transaction that has not failed, and the end of each implicit transaction (a
 * statement or a batch in autocommit mode) that wrote, locked or changed the schema. An autocommit statement that only reads has no
 * commit. A <em>statement</em> is one that reads or changes data or the schema; drivers and pools send BEGIN, SET and empty queries of
 * their own accord, so these count only where {@code onStatements} chooses them.
 *
 * <p>Safe for use by several threads.
 */
public final class Faults {
    private static final int FOREVER = Integer.MAX_VALUE;

    private final Injector injector;
    private final Scope scope;

    /**
     * Internal: called by the stand-in.
     *
     * @param injector where faults are armed
     */
    public Faults(Injector injector) {
        this(injector, Scope.ALL);
    }

    private Faults(Injector injector, Scope scope) {
        this.injector = injector;
        this.scope = scope;
    }

    /**
     * Narrows to the sessions of a user.
     *
     * @param user the name given at connect
     * @return a view whose faults hit only these
     */
    public Faults forUser(String user) {
        return new Faults(injector, scope.withUser(notBlank("user", user)));
    }

    /**
     * Narrows to the sessions of an application.
     *
     * <p>A fault at connect sees only the name that the startup message gives. pgjdbc gives it there with {@code
     * assumeMinServerVersion=9.0}, which the AWS connector sets; otherwise it sends a SET once it is connected.
     *
     * @param application the {@code application_name} a session has at the time, set at connect or later by SET
     * @return a view whose faults hit only these
     */
    public Faults forApplication(String application) {
        return new Faults(injector, scope.withApplication(notBlank("application", application)));
    }

    /**
     * Narrows to statements of some types, and to commits of transactions that contain such a statement.
     *
     * @param first a type
     * @param others further types
     * @return a view whose faults hit only these
     */
    public Faults onStatements(StatementType first, StatementType... others) {
        return new Faults(injector, scope.withTypes(Set.copyOf(concat(first, others))));
    }

    /**
     * Narrows to statements whose text meets a condition, and to commits of transactions that contain such a statement.
     *
     * <p>The condition sees statements of every type. It is called by the threads of sessions, so it has to be safe for that, and quick;
     * should it throw, the statement fails with XX000 and says so.
     *
     * @param condition takes the text as the client sent it, without values of parameters
     * @return a view whose faults hit only these
     */
    public Faults onStatements(Predicate<String> condition) {
        return new Faults(injector, scope.withCondition(condition));
    }

    /**
     * Lets the next few pass before a fault strikes.
     *
     * @param events how many commits, statements or connections of this view pass unharmed by it, from 0
     * @return a view whose faults strike later
     */
    public Faults after(int events) {
        if (events < 0) {
            throw new IllegalArgumentException(
                    "after(" + events + "): give the number of events that pass unharmed, 0 or more.");
        }
        return new Faults(injector, scope.withSkipped(events));
    }

    /**
     * Fails the next commits with a conflict over data (OC000); nothing of them is kept.
     *
     * @param count how many, at least 1
     * @return the fault
     */
    public Fault failNextCommits(int count) {
        return failNextCommits(count, Failure.dataConflict());
    }

    /**
     * Fails the next commits; nothing of them is kept.
     *
     * @param count how many, at least 1
     * @param failure what the client gets
     * @return the fault
     */
    public Fault failNextCommits(int count, Failure failure) {
        return failNextCommits(count, failure, CommitOutcome.ROLLED_BACK);
    }

    /**
     * Fails the next commits.
     *
     * @param count how many, at least 1
     * @param failure what the client gets
     * @param outcome whether the transaction is kept nevertheless
     * @return the fault
     */
    public Fault failNextCommits(int count, Failure failure, CommitOutcome outcome) {
        return injector.arm(Event.COMMIT, scope, positive(count), Effect.ofCommit(failure, outcome));
    }

    /**
     * Ends the connection at its next commit, without a message.
     *
     * @param outcome whether the transaction is kept
     * @return the fault
     */
    public Fault dropConnectionAtNextCommit(CommitOutcome outcome) {
        return failNextCommits(1, Failure.droppedConnection(), outcome);
    }

    /**
     * Fails the next statements, which do not run.
     *
     * @param count how many, at least 1
     * @param failure what the client gets
     * @return the fault
     */
    public Fault failNextStatements(int count, Failure failure) {
        return injector.arm(Event.STATEMENT, scope, positive(count), Effect.of(failure));
    }

    /**
     * Fails the next statements that change the schema, GRANT and REVOKE included, with a schema conflict (OC001); they do not run.
     *
     * @param count how many, at least 1
     * @return the fault
     * @throws IllegalStateException if this view is limited by {@code onStatements}, since this method chooses the statements itself
     */
    public Fault failNextDdl(int count) {
        withoutStatements("failNextDdl");
        return onStatements(StatementType.DDL).failNextStatements(count, Failure.schemaConflict());
    }

    /**
     * Ends the connection that sends the n-th statement from now, without a message; the statement does not run.
     *
     * @param nth which one, from 1
     * @return the fault
     */
    public Fault dropConnectionAtStatement(int nth) {
        if (nth < 1) {
            throw new IllegalArgumentException(
                    "dropConnectionAtStatement(" + nth + "): the next statement is number 1.");
        }
        return after(Math.addExact(scope.skipped(), nth - 1)).failNextStatements(1, Failure.droppedConnection());
    }

    /**
     * Refuses the next connections.
     *
     * @param count how many, at least 1
     * @param failure what the client gets; an error is sent as a fatal one
     * @return the fault
     * @throws IllegalStateException if this view is limited by {@code onStatements}
     */
    public Fault refuseNextConnections(int count, Failure failure) {
        withoutStatements("refuseNextConnections");
        return injector.arm(Event.CONNECT, scope, positive(count), Effect.of(failure));
    }

    /**
     * Refuses all connections from now on, until the fault is taken back.
     *
     * @param failure what the client gets; an error is sent as a fatal one
     * @return the fault
     * @throws IllegalStateException if this view is limited by {@code onStatements}
     */
    public Fault refuseConnections(Failure failure) {
        withoutStatements("refuseConnections");
        return injector.arm(Event.CONNECT, scope, FOREVER, Effect.of(failure));
    }

    /**
     * Takes all tokens for expired that a client connects with from now on, until the fault is taken back; sessions that are open stay
     * so, as on a cluster. Without effect on a stand-in that checks no tokens.
     *
     * @return the fault
     * @throws IllegalStateException if this view is limited by {@code onStatements}
     */
    public Fault expireTokens() {
        withoutStatements("expireTokens");
        return injector.arm(Event.TOKEN, scope, FOREVER, Effect.expiredToken());
    }

    /**
     * Delays the answers to the next statements: each runs at once, and its answer, or the answer to the batch that it is part of, waits.
     *
     * @param count how many statements, at least 1
     * @param delay how long, more than zero
     * @return the fault; when it is taken back, the answers that wait are sent
     */
    public Fault delayNextAnswers(int count, Duration delay) {
        return injector.arm(Event.ANSWER, scope, positive(count), Effect.of(positive(delay)));
    }

    /**
     * Delays the answers to all statements from now on, until the fault is taken back.
     *
     * @param delay how long, more than zero
     * @return the fault; when it is taken back, the answers that wait are sent
     */
    public Fault delayAnswers(Duration delay) {
        return injector.arm(Event.ANSWER, scope, FOREVER, Effect.of(positive(delay)));
    }

    /**
     * Returns the faults of the whole stand-in that may still strike.
     *
     * @return the faults in the order in which they were armed, whatever this view is limited to
     */
    public List<Fault> pending() {
        return injector.pending();
    }

    /**
     * Takes back all faults of the whole stand-in, whatever this view is limited to; answers that wait are sent. Jobs no longer
     * fail on request either.
     */
    public void reset() {
        injector.reset();
    }

    private void withoutStatements(String method) {
        if (scope.choosesStatements()) {
            throw new IllegalStateException(method + " cannot be limited by onStatements(…). Call it on faults(),"
                    + " or on a view limited by forUser, forApplication or after.");
        }
    }

    private static List<StatementType> concat(StatementType first, StatementType... others) {
        List<StatementType> types = new ArrayList<>(List.of(others));
        types.add(first);
        return types;
    }

    private static int positive(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("The count is " + count + ", but a fault strikes at least once:"
                    + " give 1 or more, or call reset() to take faults back.");
        }
        return count;
    }

    private static Duration positive(Duration delay) {
        if (delay.isNegative() || delay.isZero()) {
            throw new IllegalArgumentException("The delay is " + delay + ", but has to be more than zero.");
        }
        return delay;
    }

    private static String notBlank(String what, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("The " + what + " is blank. Give its name, or leave the limit out.");
        }
        return value;
    }
}
