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

import io.github.dsql.local.SchemaConflicts;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.wire.ErrorFields;
import java.util.function.LongSupplier;

/**
 * Internal: knows how old one session's copy of the catalogue is, and when that makes it fail with OC001.
 *
 * <p>The copy is refreshed at the first statement of each transaction, whether that fails for it or not. A transaction goes on with the
 * snapshot of its first statement, so a change that comes later is told at COMMIT.
 */
final class CatalogCopy {
    private static final long NO_SNAPSHOT = -1;

    private final SchemaConflicts mode;
    private final LongSupplier version;
    private long copy;
    private long snapshot = NO_SNAPSHOT;
    private boolean changing;

    /**
     * Starts with a fresh copy.
     *
     * @param mode when sessions fail
     * @param version returns a number that grows with each committed change
     */
    CatalogCopy(SchemaConflicts mode, LongSupplier version) {
        this.mode = mode;
        this.version = version;
        this.copy = version.getAsLong();
    }

    /** A statement is about to run; returns whether it meets a copy that is too old. */
    boolean conflictsAt(Statement statement) {
        if (snapshot != NO_SNAPSHOT || !readsCatalogue(statement)) {
            return false;
        }
        snapshot = version.getAsLong();
        boolean old = snapshot > copy;
        copy = snapshot;
        return old && mode == SchemaConflicts.DOCUMENTED;
    }

    /** The transaction is about to be committed; returns whether a change came in between. */
    boolean conflictsAtCommit() {
        if (snapshot == NO_SNAPSHOT || mode == SchemaConflicts.OFF) {
            return false;
        }
        long now = version.getAsLong();
        copy = now;
        return now > snapshot;
    }

    /** Returns whether another session has changed the catalogue since the snapshot of the transaction. */
    boolean hasMoved() {
        return snapshot != NO_SNAPSHOT && version.getAsLong() > snapshot;
    }

    /**
     * Returns whether a statement failed because of a change since the snapshot of its transaction: PostgreSQL looks names up in the
     * catalogue as it is now, Aurora DSQL as it was then. Class 42 is what does not fit the catalogue, mere syntax aside.
     */
    boolean explains(ErrorFields error) {
        String state = error.get(ErrorFields.STATE);
        String message = error.get(ErrorFields.MESSAGE);
        boolean syntax = message.startsWith("syntax error") || message.startsWith("unterminated");
        boolean misfit = state.startsWith("42") && !syntax;
        boolean stalePlan = state.equals("0A000") && message.startsWith("cached plan");
        return mode != SchemaConflicts.OFF && (misfit || stalePlan) && hasMoved();
    }

    /** The session's own transaction changes the catalogue. */
    void changes() {
        changing = true;
    }

    /** Returns whether the transaction changes the catalogue. */
    boolean isChanging() {
        return changing;
    }

    /** The session's own change, the one with this number, is committed; others before it are still to be told. */
    void changed(long number) {
        if (copy == number - 1) {
            copy = number;
        }
    }

    /** The transaction has ended. */
    void ended() {
        snapshot = NO_SNAPSHOT;
        changing = false;
    }

    /** What only opens or ends a transaction, or goes by the session's own settings, needs no catalogue. */
    private static boolean readsCatalogue(Statement statement) {
        return switch (statement.kind()) {
            case EMPTY, BEGIN, COMMIT, ROLLBACK, SESSION -> false;
            case QUERY -> !LeadingWord.of(statement.text()).equals("SHOW");
            case LOCKING_QUERY, DML, DDL, COPY_IN, COPY_OUT, STANDALONE -> true;
        };
    }
}
