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

import io.github.dsql.local.sql.Statement;
import java.io.IOException;
import java.util.Locale;

/**
 * Internal: counts the rows that a statement changes.
 *
 * <p>The command tag says it, except for data-modifying CTEs, foreign keys that cascade, and functions that write: only those are
 * counted by PostgreSQL's statistics of the running transaction, before and after.
 */
final class RowCounter {
    private static final HiddenStatement CHANGED_ROWS = new HiddenStatement("dsql$rows", """
            SELECT coalesce(sum(pg_catalog.pg_stat_get_xact_tuples_inserted(c.oid)
                + pg_catalog.pg_stat_get_xact_tuples_updated(c.oid)
                + pg_catalog.pg_stat_get_xact_tuples_deleted(c.oid)), 0)::pg_catalog.int8
            FROM pg_catalog.pg_class c
            WHERE c.relkind OPERATOR(pg_catalog.=) 'r' AND c.oid OPERATOR(pg_catalog.>=) 16384
            """);
    private final Backend backend;
    private final ServerState state;
    private boolean comparing;
    private long before;

    RowCounter(Backend backend, ServerState state) {
        this.backend = backend;
        this.state = state;
    }

    /** Prepares to count; called before the statement is sent. */
    void start(Statement statement) throws IOException, HiddenStatementException {
        comparing = tagCannotTell(statement);
        before = comparing ? changedRows() : 0;
    }

    /** Returns whether the statement need not be looked at before and after, since its tag says all. */
    boolean isToldByTag(Statement statement) throws IOException, HiddenStatementException {
        return !tagCannotTell(statement);
    }

    /** Prepares to count by the tag alone. */
    void startByTag() {
        comparing = false;
    }

    /** Returns how many rows the statement has changed; called when its tag arrived. */
    long finish(Statement statement, String tag) throws IOException, HiddenStatementException {
        if (comparing) {
            return changedRows() - before;
        }
        return TxState.changesRows(statement.kind()) ? rowsIn(tag) : 0;
    }

    private boolean tagCannotTell(Statement statement) {
        return switch (statement.kind()) {
            case QUERY, LOCKING_QUERY -> state.schema().hasWritingFunctions(state.catalogVersion());
            case DML -> !isPlain(statement.text()) || state.schema().hasWritingFunctions(state.catalogVersion());
            default -> false;
        };
    }

    private boolean isPlain(String sql) {
        return switch (LeadingWord.of(sql)) {
            case "INSERT" -> !updatesOnConflict(sql) || !state.schema().hasCascades(state.catalogVersion());
            case "UPDATE", "DELETE" -> !state.schema().hasCascades(state.catalogVersion());
            default -> false;
        };
    }

    /** A text that only mentions both words is counted by the statistics for nothing. */
    private static boolean updatesOnConflict(String sql) {
        String lower = sql.toLowerCase(Locale.ROOT);
        return lower.contains("conflict") && lower.contains("update");
    }

    private long changedRows() throws IOException, HiddenStatementException {
        return Long.parseLong(backend.ask(CHANGED_ROWS));
    }

    /** Returns the number at the end of a command tag, 0 if there is none. */
    static long rowsIn(String tag) {
        int lastBlank = tag.lastIndexOf(' ');
        return lastBlank < 0 ? 0 : Long.parseLong(tag.substring(lastBlank + 1));
    }
}
