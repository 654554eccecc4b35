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

import io.github.dsql.local.occ.RowLocks;
import io.github.dsql.local.sql.Statement;
import io.github.dsql.local.sql.TableName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Internal: the rows that a transaction has locked with {@code FOR UPDATE} or {@code FOR KEY SHARE}. */
final class RowLockSet {
    private static final HiddenStatement LOCKED_ROWS = new HiddenStatement(
            "dsql$locked_rows", "SELECT dsql_internal.locked_rows($1, pg_catalog.current_schemas(false))");
    private static final HiddenStatement MEETS =
            new HiddenStatement("dsql$meets", "SELECT dsql_internal.meets($1, $2::pg_catalog.bool, $3)");
    private static final TableName UPDATE = new TableName(null, "update");

    private final Backend backend;
    private final List<Bound> queries = new ArrayList<>();
    private boolean keyOnly = true;

    RowLockSet(Backend backend) {
        this.backend = backend;
    }

    void add(Bound query) {
        queries.add(query);
        keyOnly &= !TableName.candidates(query.statement().text()).contains(UPDATE);
    }

    /** Returns the queries that have locked rows, in their order. */
    List<Bound> queries() {
        return queries;
    }

    void clear() {
        queries.clear();
        keyOnly = true;
    }

    /** Returns what is locked and not changed, for others to compare with after the COMMIT; null if there is nothing. */
    @Nullable
    RowLocks rows() throws IOException, HiddenStatementException {
        String rows = lockedRows();
        return rows.isEmpty() ? null : new RowLocks(rows, keyOnly);
    }

    /** Returns whether the transaction has locked or changed a row that one of these had locked. */
    boolean meets(List<RowLocks> committed) throws IOException, HiddenStatementException {
        if (committed.isEmpty()) {
            return false;
        }
        String own = lockedRows();
        for (RowLocks theirs : committed) {
            String relevant = theirs.keyOnly() && keyOnly ? "" : own;
            if (backend.ask(MEETS, theirs.rows(), String.valueOf(theirs.keyOnly()), relevant)
                    .equals("t")) {
                return true;
            }
        }
        return false;
    }

    private String lockedRows() throws IOException, HiddenStatementException {
        return queries.isEmpty() ? "" : backend.ask(LOCKED_ROWS, TableName.toJson(names()));
    }

    private Set<TableName> names() {
        Set<TableName> names = new LinkedHashSet<>();
        for (Bound query : queries) {
            Statement statement = query.statement();
            names.addAll(TableName.candidates(statement.backendText()));
        }
        return names;
    }
}
