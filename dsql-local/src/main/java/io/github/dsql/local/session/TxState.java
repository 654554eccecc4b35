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

import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Rule;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.StatementKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Internal: what the current transaction, explicit or not, has done so far, and what it may therefore no longer do. */
final class TxState {
    /** Rows that one transaction may change (recorded 2026-09). */
    static final int MAX_ROWS = 3_000;

    static final Refusal ABORTED = Rule.TRANSACTION_ABORTED.refuse();
    static final Refusal TOO_MANY_ROWS = Rule.TRANSACTION_ROWS.refuse();
    private static final Refusal TOO_OLD = Rule.TRANSACTION_AGE.refuse();
    private static final Refusal SECOND_DDL = Rule.TRANSACTION_ONE_DDL.refuse();
    private static final Refusal DDL_WITH_DML = Rule.TRANSACTION_DDL_AND_DML.refuse();

    /** How old a transaction may become, also an idle one (seen 2026-09). */
    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final Clock clock;
    private @Nullable Instant start;
    private long number;
    private boolean explicit;
    private boolean failed;
    private boolean ddl;
    private boolean dml;
    private boolean locking;
    private long rows;

    TxState(Clock clock) {
        this.clock = clock;
    }

    /** Returns whether every statement but the end of the transaction is to be answered with {@link #ABORTED}. */
    boolean isFailed() {
        return failed;
    }

    /** Returns whether the client has opened the transaction with BEGIN. */
    boolean isExplicit() {
        return explicit;
    }

    /** Returns a number that no other transaction of the session has. */
    long number() {
        return number;
    }

    /** Returns whether the transaction has changed or locked anything. */
    boolean hasWork() {
        return ddl || dml || locking;
    }

    /** Returns whether the transaction contains a DDL statement. */
    boolean hasDdl() {
        return ddl;
    }

    /** Returns why a statement may not run in this transaction, or null if it may; the first one starts the transaction. */
    @Nullable
    Refusal refusalOf(Statement statement) {
        if (failed || statement.kind() == StatementKind.ROLLBACK) {
            return null;
        }
        return isTooOld() ? TOO_OLD : contradictionOf(statement);
    }

    /** The statement during which a transaction grows too old still succeeds (seen 2026-09). */
    private boolean isTooOld() {
        Instant now = clock.instant();
        if (start == null) {
            start = now;
        }
        return Duration.between(start, now).compareTo(MAX_AGE) > 0;
    }

    private @Nullable Refusal contradictionOf(Statement statement) {
        return switch (statement.kind()) {
            case DDL -> ddl ? SECOND_DDL : dml ? DDL_WITH_DML : null;
            case DML, COPY_IN -> ddl ? DDL_WITH_DML : null;
            case STANDALONE -> explicit ? insideTransaction(statement) : null;
            default -> null;
        };
    }

    /** Notes that a statement succeeded; returns the error if it changed a row too many. */
    @Nullable
    Refusal completed(Statement statement, long changedRows) {
        switch (statement.kind()) {
            case BEGIN -> explicit = true;
            case COMMIT, ROLLBACK -> reset();
            case DDL -> ddl = true;
            case DML, COPY_IN -> dml = true;
            case QUERY -> dml |= changedRows > 0;
            case LOCKING_QUERY -> {
                locking = true;
                dml |= changedRows > 0;
            }
            default -> {}
        }
        if (ddl && dml) {
            return DDL_WITH_DML;
        }
        rows += changedRows;
        return rows > MAX_ROWS ? TOO_MANY_ROWS : null;
    }

    /** Takes over what PostgreSQL says in ReadyForQuery. */
    void ready(int status) {
        if (status == 'I') {
            reset();
        } else {
            explicit = true;
            failed = status == 'E';
        }
    }

    /** The transaction lost a conflict at COMMIT, and is rolled back. */
    void lost() {
        reset();
    }

    private void reset() {
        number++;
        start = null;
        explicit = false;
        failed = false;
        ddl = false;
        dml = false;
        locking = false;
        rows = 0;
    }

    private static Refusal insideTransaction(Statement statement) {
        return Rule.TRANSACTION_STANDALONE.refuse(LeadingWord.of(statement.text()));
    }

    /** Returns whether a statement of this kind can change rows. */
    static boolean changesRows(StatementKind kind) {
        return kind == StatementKind.DML || kind == StatementKind.COPY_IN;
    }
}
