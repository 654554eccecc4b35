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
package io.github.dsql.hibernate.schema;

import io.github.dsql.hibernate.schema.TruncationPlan.Reference;
import io.github.dsql.hibernate.schema.TruncationPlan.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Internal: empties a table of any size in transactions that Aurora DSQL takes (3,000 rows, 10 MiB, 300 s).
 *
 * <p>A table with a primary key is deleted by key. One without has nothing that tells two equal rows apart, since there is no
 * {@code ctid}; there each transaction deletes a random share of the rows, which needs no such thing. A transaction that is too
 * large is halved.
 */
final class ChunkedDelete {
    private static final String LIMIT_EXCEEDED = "54000";
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private final DsqlGenerationTarget target;
    private final int chunkRows;
    private final TruncationPlan plan;

    ChunkedDelete(DsqlGenerationTarget target, int chunkRows, TruncationPlan plan) {
        this.target = target;
        this.chunkRows = chunkRows;
        this.plan = plan;
    }

    /** Deletes every row; rows of tables in the plan that still reference one are detached first, where they can be. */
    void deleteAll(Step table) throws SQLException {
        try {
            change("delete from " + table.name(), table, "true");
        } catch (SQLException e) {
            // The children went before; what is left is a table that references itself, or a cycle of tables.
            if (!FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            detach(table);
            deleteLeavesFirst(table);
            change("delete from " + table.name(), table, "true");
        }
    }

    private void detach(Step table) throws SQLException {
        for (Step child : plan.steps()) {
            for (Reference reference : child.references()) {
                if (reference.target().equals(table.table()) && reference.nullable()) {
                    String assignments = reference.columns().stream()
                            .map(column -> column + " = null")
                            .collect(Collectors.joining(", "));
                    String referencing = reference.columns().stream()
                            .map(column -> column + " is not null")
                            .collect(Collectors.joining(" or "));
                    change("update " + child.name() + " set " + assignments, child, "(" + referencing + ")");
                }
            }
        }
    }

    private void deleteLeavesFirst(Step table) throws SQLException {
        List<Reference> own = table.references().stream()
                .filter(reference -> reference.target().equals(table.table()) && !reference.nullable())
                .toList();
        if (own.isEmpty() || table.key().isEmpty()) {
            return;
        }
        String leaf = own.stream()
                .map(reference -> "not exists (select 1 from " + table.name() + " c where "
                        + equal("c", reference.columns(), "x", reference.targetColumns()) + " and not ("
                        + equal("c", table.key(), "x", table.key()) + "))")
                .collect(Collectors.joining(" and "));
        for (long deleted = 1; deleted > 0; ) {
            deleted = change("delete from " + table.name(), table, leaf);
        }
    }

    private static String equal(String left, List<String> leftColumns, String right, List<String> rightColumns) {
        return IntStream.range(0, leftColumns.size())
                .mapToObj(i -> left + "." + leftColumns.get(i) + " = " + right + "." + rightColumns.get(i))
                .collect(Collectors.joining(" and "));
    }

    private long change(String statement, Step table, String condition) throws SQLException {
        return table.key().isEmpty()
                ? changeByShare(statement, table, condition)
                : changeByKey(statement, table, condition);
    }

    private long changeByKey(String statement, Step table, String condition) throws SQLException {
        String key = String.join(", ", table.key());
        String keyOfX = "x." + String.join(", x.", table.key());
        String chunk = statement + " where (" + key + ") in (select " + keyOfX + " from " + table.name() + " x where "
                + condition + " limit ";
        long limit = chunkRows;
        long total = 0;
        while (true) {
            try {
                long changed = target.update(chunk + limit + ")");
                total += changed;
                if (changed < limit) {
                    return total;
                }
            } catch (SQLException e) {
                limit = smaller(limit, e);
            }
        }
    }

    private long changeByShare(String statement, Step table, String condition) throws SQLException {
        String count = "select count(*) from " + table.name() + " where " + condition;
        long chunk = chunkRows;
        long total = 0;
        long rows = target.number(count);
        while (rows > 0) {
            boolean rest = rows <= chunk;
            String share = rest ? "" : String.format(Locale.ROOT, " and random() < %.12f", (double) chunk / rows);
            try {
                long changed = target.update(statement + " where " + condition + share);
                total += changed;
                rows = rest ? 0 : Math.max(1, rows - changed);
            } catch (SQLException e) {
                chunk = smaller(chunk, e);
                rows = target.number(count);
            }
        }
        return total;
    }

    private static long smaller(long rows, SQLException e) throws SQLException {
        if (!LIMIT_EXCEEDED.equals(e.getSQLState()) || rows == 1) {
            throw e;
        }
        return rows / 2;
    }
}
