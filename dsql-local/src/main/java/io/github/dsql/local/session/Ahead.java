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
import io.github.dsql.local.sql.StatementKind;
import java.io.IOException;
import java.util.List;

/**
 * Internal: decides what may be sent to PostgreSQL before the outcome of what was sent before it is known.
 *
 * <p>That saves a round trip, and is right only where the stand-in has nothing to ask, to refuse or to replace in between. So it is
 * for queries and changes of rows alone; not in a transaction that has failed or works on copies, or where a conflict may hit the
 * statement, which must then run behind a savepoint; not while a fault waits for its moment; not where rows have to be counted or
 * measured inside PostgreSQL. A statement that changes a row too many still fails the transaction, with all that was sent after it.
 */
final class Ahead {
    /** What two sockets surely hold: PostgreSQL may be busy sending answers that nobody reads yet. */
    static final int MAX_BYTES = 32 * 1024;

    private static final int HEADER = 5;

    private final TxState tx;
    private final RowCounter rows;
    private final WriteSizes sizes;
    private final SessionWatch watch;

    Ahead(TxState tx, RowCounter rows, WriteSizes sizes, SessionWatch watch) {
        this.tx = tx;
        this.rows = rows;
        this.sizes = sizes;
        this.watch = watch;
    }

    /** Returns how many units from one on can be sent together, at least one. */
    int together(List<List<Held>> units, int from) throws IOException, HiddenStatementException {
        int bytes = 0;
        int end = from;
        while (end < units.size()) {
            List<Held> unit = units.get(end);
            bytes += bytes(unit);
            if (bytes > MAX_BYTES || (end > from && !onlyRuns(unit)) || !isPlain(unit)) {
                break;
            }
            end++;
        }
        return Math.max(1, end - from);
    }

    /** Returns whether Sync may be sent along with a unit: nothing is left to decide about the end of its transaction. */
    boolean allowsSync(List<Held> unit) throws IOException, HiddenStatementException {
        return (tx.isExplicit() || (isQuery(unit) && !tx.hasWork())) && isPlain(unit);
    }

    private boolean isPlain(List<Held> unit) throws IOException, HiddenStatementException {
        Bound bound = unit.get(unit.size() - 1).bound();
        if (bound == null || tx.isFailed() || !watch.isQuiet()) {
            return false;
        }
        Statement statement = bound.statement();
        boolean readsOrWrites = statement.kind() == StatementKind.QUERY || statement.kind() == StatementKind.DML;
        return readsOrWrites && tx.refusalOf(statement) == null && !sizes.mayLook(bound) && rows.isToldByTag(statement);
    }

    private static boolean isQuery(List<Held> unit) {
        Bound bound = unit.get(unit.size() - 1).bound();
        return bound != null && bound.statement().kind() == StatementKind.QUERY;
    }

    /** A name that PostgreSQL does not define after an error must not have been sent for definition. */
    private static boolean onlyRuns(List<Held> unit) {
        return unit.stream().allMatch(held -> held.type() == 'B' || held.type() == 'D' || held.type() == 'E');
    }

    private static int bytes(List<Held> unit) {
        return unit.stream().mapToInt(held -> HEADER + held.body().length).sum();
    }
}
