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

import io.github.dsql.hibernate.conflict.OccConflicts;
import io.github.dsql.hibernate.schema.TruncationPlan.Step;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.jboss.logging.Logger;

/**
 * Internal: deletes or updates the rows of a table of any size in transactions that Aurora DSQL takes (3,000 rows, 10 MiB, 300 s).
 *
 * <p>A table with a primary key is gone through once in the order of its key, up to the last key at the start, so that it ends
 * whatever other sessions insert. One without has nothing that tells two equal rows apart, since there is no {@code ctid}; there
 * each transaction takes a random share of the rows, which needs no such thing.
 *
 * <p>A chunk is halved where a transaction is too large or loses against other sessions again and again, and doubled again after
 * some that went well. Running it a second time, after a lost answer, finds its rows gone.
 */
final class RowChunks {
    private static final Logger LOG = Logger.getLogger(RowChunks.class);
    private static final String LIMIT_EXCEEDED = "54000";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final long SECONDS_BETWEEN_REPORTS = 5;
    private static final int SUCCESSES_BEFORE_GROWTH = 8;
    private static final int MOST_RELEASES = 10;
    private static final int MOST_COUNTS = 40;

    /** A share of one row or more that takes none so often means that other sessions have removed the rows. */
    private static final int MOST_IDLE_SHARES = 30;

    private final RowStatements target;
    private final int chunkRows;
    private final LongSupplier nanoTime;

    RowChunks(RowStatements target, int chunkRows, LongSupplier nanoTime) {
        this.target = target;
        this.chunkRows = chunkRows;
        this.nanoTime = nanoTime;
    }

    /** What stands in the way of a chunk: rows of other tables that reference its rows, or that go or change with them. */
    @FunctionalInterface
    interface Release {
        /** Removes it, and returns whether there was anything to remove. */
        boolean release() throws SQLException;
    }

    /**
     * Changes all rows that meet a condition.
     *
     * @param statement the DELETE or UPDATE up to its WHERE
     * @param condition of the rows, which the change makes untrue
     */
    void change(String statement, Step table, String condition, Release release) throws SQLException {
        Run run = new Run(table, statement + " where " + condition, condition, release);
        if (table.key().isEmpty()) {
            run.byShare();
        } else {
            run.byKey();
        }
    }

    /** One change of one table. */
    private final class Run {
        private final Step table;
        private final String statement;
        private final String condition;
        private final Release release;
        private long limit = chunkRows;
        private int successes;
        private int releases;
        private boolean released;
        private long total;
        private long reported = nanoTime.getAsLong();

        Run(Step table, String statement, String condition, Release release) {
            this.table = table;
            this.statement = statement;
            this.condition = condition;
            this.release = release;
        }

        void byKey() throws SQLException {
            KeyRange range = new KeyRange(table.key());
            String keys = "select " + range.columnsAsText() + " from " + table.name() + " k where " + condition;
            while (true) {
                String next = range.condition() + range.order("k", "") + " limit 1 offset " + (limit - 1);
                List<String> boundary = target.row(keys + next, range.values());
                if (!boundary.isEmpty() && range.end().isEmpty()) {
                    range = range.endingAt(target.row(keys + range.order("k", " desc") + " limit 1", List.of()));
                }
                KeyRange chunk = boundary.isEmpty() ? range : range.endingAt(boundary);
                if (succeeds(statement + chunk.condition(), chunk.values())) {
                    if (boundary.isEmpty()) {
                        return;
                    }
                    range = range.after(boundary);
                }
            }
        }

        void byShare() throws SQLException {
            String count = "select count(*) from " + table.name() + " where " + condition;
            for (int counts = 0; counts < MOST_COUNTS; counts++) {
                long rows = Long.parseLong(target.row(count, List.of()).get(0));
                for (int idle = 0; rows > limit && idle < MOST_IDLE_SHARES; ) {
                    long before = total;
                    boolean done = succeeds(statement + share(rows), List.of());
                    rows -= total - before;
                    idle = done && total == before ? idle + 1 : 0;
                }
                if (rows <= 0 || succeeds(statement, List.of())) {
                    return;
                }
            }
            LOG.warnf(
                    "Other sessions add rows to %s faster than they can be removed: %d were, and some are left. Run the"
                            + " truncation again when nobody writes to the table.",
                    table.name(), total);
        }

        private String share(long rows) {
            return String.format(Locale.ROOT, " and random() < %.15f", (double) limit / rows);
        }

        /** Runs one chunk, and returns whether it was done; otherwise it is to be tried again, in its new size. */
        private boolean succeeds(String sql, List<String> values) throws SQLException {
            if (Thread.currentThread().isInterrupted()) {
                throw new SchemaManagementException(
                        "The truncation was interrupted: " + table.name() + " is emptied in part. Run it again.");
            }
            try {
                total += target.update(sql, values);
            } catch (SQLException e) {
                recover(e);
                return false;
            }
            releases = 0;
            if (++successes >= SUCCESSES_BEFORE_GROWTH) {
                successes = 0;
                limit = Math.min(chunkRows, 2 * limit);
            }
            report();
            return true;
        }

        private void recover(SQLException e) throws SQLException {
            successes = 0;
            if (FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
                if (++releases > MOST_RELEASES || !release.release()) {
                    throw e;
                }
                limit = releases > 1 ? Math.max(1, limit / 2) : limit;
            } else if (LIMIT_EXCEEDED.equals(e.getSQLState()) && !released) {
                // A chunk has too few rows to reach the limit by itself: others go along.
                released = true;
                limit = release.release() ? limit : smaller(e);
            } else if (LIMIT_EXCEEDED.equals(e.getSQLState()) || OccConflicts.isConflict(e)) {
                limit = smaller(e);
            } else {
                throw e;
            }
        }

        private long smaller(SQLException e) throws SQLException {
            if (limit == 1) {
                throw e;
            }
            return limit / 2;
        }

        private void report() {
            long now = nanoTime.getAsLong();
            if (now - reported >= TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_REPORTS)) {
                reported = now;
                LOG.infof("The truncation has changed %d rows of %s so far: %s", total, table.name(), statement);
            }
        }
    }
}
