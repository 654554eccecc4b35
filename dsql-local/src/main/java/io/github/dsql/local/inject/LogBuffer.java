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

import io.github.dsql.local.log.LogEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Internal: keeps the last entries of the statement log. */
public final class LogBuffer {
    static final int CAPACITY = 2_000;
    static final int LONGEST_TEXT = 4_096;

    private final Deque<LogEntry> entries = new ArrayDeque<>();
    private long numbers;
    private long dropped;

    /** Creates an empty log. */
    public LogBuffer() {}

    /**
     * Adds an entry and numbers it.
     *
     * @param client whose session it happened in
     * @param transaction the number of the transaction, or 0
     * @param kind what happened
     * @param sql the statement, or what happened in words
     * @param end how it ended
     * @param nanos how long it took
     * @param fault the fault that was injected, or null
     */
    public void add(
            Client client,
            int transaction,
            LogEntry.Kind kind,
            String sql,
            End end,
            long nanos,
            @Nullable String fault) {
        Instant at = Instant.now().minusNanos(nanos);
        // Cut first: a text can be megabytes long, and a password that the cut goes through is masked all the same.
        String text = sql.length() <= LONGEST_TEXT
                ? Masks.sql(sql)
                : Masks.sql(sql.substring(0, LONGEST_TEXT)) + "… (" + sql.length() + " characters)";
        String outcome = end.sqlState() == null ? end.text() : Masks.message(end.sqlState(), end.text(), sql);
        synchronized (entries) {
            if (entries.size() == CAPACITY) {
                entries.removeFirst();
                dropped++;
            }
            entries.addLast(new LogEntry(
                    ++numbers,
                    at,
                    client.session(),
                    client.user(),
                    client.application(),
                    transaction,
                    kind,
                    text,
                    end.sqlState(),
                    outcome,
                    Duration.ofNanos(nanos),
                    fault));
        }
    }

    /**
     * How something ended.
     *
     * @param sqlState the SQLSTATE of the error, or null if there was none
     * @param text the command tag or the message
     */
    public record End(@Nullable String sqlState, String text) {}

    /**
     * Returns all entries.
     *
     * @return a copy, oldest first
     */
    public List<LogEntry> entries() {
        synchronized (entries) {
            return List.copyOf(entries);
        }
    }

    /**
     * Returns how many entries were dropped because the log was full.
     *
     * @return a number from 0
     */
    public long dropped() {
        synchronized (entries) {
            return dropped;
        }
    }

    /** Removes all entries; the numbers go on. */
    public void clear() {
        synchronized (entries) {
            entries.clear();
            dropped = 0;
        }
    }
}
