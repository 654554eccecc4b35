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

import io.github.dsql.local.sql.ComputedValues;
import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Rule;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.StatementKind;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Internal: holds what a transaction writes against the limits on values, rows, keys and the transaction as a whole.
 *
 * <p>PostgreSQL measures the rows; it is asked only if a limit could have been reached, by what the client sent, how many rows
 * changed, and whether the statement can have computed something large.
 */
final class WriteSizes {
    /** No statement that sends less can bring a row to 2 MiB, unless it computes something. */
    private static final long MUCH_SENT = 64 * 1024;

    /** Of the 1,981 bytes of a key, some columns may have been there before. */
    private static final long KEY_SENT = 900;

    private static final long MAX_BYTES = 10 * 1024 * 1024;
    private static final long MEBIBYTE = 1024 * 1024;

    /** Rows of 2 MiB that fit. */
    private static final long ALWAYS_FIT = 4;

    /** A row of a plain INSERT takes what was sent for it, in a few indexes too, and some bytes of its own. */
    private static final long COPIES = 4;

    private static final long ROW_OVERHEAD = 1_000;

    /** A key whose row is locked counts; most are an integer or a UUID. */
    private static final long LOCKED_KEY = 32;

    private static final HiddenStatement WRITTEN =
            new HiddenStatement("dsql$written", "SELECT dsql_internal.written_bytes()");

    private final Backend backend;
    private final ServerState state;
    private long transaction = -1;
    private long sent;
    private long sentBefore;
    private long rows;
    private long locked;
    private boolean computed;

    WriteSizes(Backend backend, ServerState state) {
        this.backend = backend;
        this.state = state;
    }

    /** Notes what is sent with a statement of a transaction, its parameters included; what another one has written no longer counts. */
    void start(long number, Bound bound) {
        if (number != transaction) {
            transaction = number;
            sentBefore = 0;
            rows = 0;
            locked = 0;
            computed = false;
        }
        sent = sent(bound);
    }

    private static long sent(Bound bound) {
        String sql = bound.statement().text();
        return (long) bound.parameters().length + (hasLiterals(sql) ? sql.length() : 0);
    }

    /** Returns whether the rows of a statement may have to be looked at once it has run. */
    boolean mayLook(Bound bound) {
        Statement statement = bound.statement();
        return statement.kind() == StatementKind.DML
                && (sent(bound) >= KEY_SENT || ComputedValues.mayExceedWhatIsSent(statement));
    }

    /** A statement without texts of its own, as drivers prepare it, brings its values in parameters only. */
    private static boolean hasLiterals(String sql) {
        for (int i = 0; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\'' || (c == '$' && i + 1 < sql.length() && !Character.isDigit(sql.charAt(i + 1)))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Notes what a statement has changed, and looks at the rows if need be.
     *
     * @throws HiddenStatementException if a value, a row or a key is too large
     */
    void finish(Statement statement, long changedRows, String tag) throws IOException, HiddenStatementException {
        if (statement.kind() == StatementKind.LOCKING_QUERY) {
            locked += RowCounter.rowsIn(tag);
        }
        if (changedRows == 0) {
            return;
        }
        rows += changedRows;
        sentBefore += sent;
        boolean grown = ComputedValues.mayExceedWhatIsSent(statement);
        computed |= grown || !LeadingWord.of(statement.text()).equals("INSERT");
        boolean much = sent >= MUCH_SENT || statement.kind() == StatementKind.COPY_IN;
        boolean keys = (grown || sent >= KEY_SENT) && state.schema().hasLargeKeys(state.catalogVersion());
        if (much || grown || keys) {
            backend.ask(new HiddenStatement(
                    "dsql$sizes_" + much + "_" + keys,
                    "SELECT dsql_internal.check_written(" + much + ", " + keys + ")"));
        }
    }

    /** Returns why the transaction may not commit, or null if it may. */
    @Nullable
    Refusal beforeCommit(long number) throws IOException, HiddenStatementException {
        if (number != transaction || (rows <= ALWAYS_FIT && locked * LOCKED_KEY <= MAX_BYTES)) {
            return null;
        }
        boolean small = !computed && sentBefore * COPIES + rows * ROW_OVERHEAD <= MAX_BYTES;
        long written = small ? 0 : Long.parseLong(backend.ask(WRITTEN));
        long bytes = written + locked * LOCKED_KEY;
        return bytes > MAX_BYTES ? Rule.TRANSACTION_SIZE.refuse((bytes + MEBIBYTE - 1) / MEBIBYTE) : null;
    }
}
