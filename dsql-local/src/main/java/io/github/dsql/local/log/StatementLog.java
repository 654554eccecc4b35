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
package io.github.dsql.local.log;

import io.github.dsql.local.inject.LogBuffer;
import java.util.List;

/**
 * The record of what the clients of a stand-in sent, oldest first.
 *
 * <p>It is always kept, of the last 2,000 entries. It holds no values of parameters, no data of COPY, no tokens and no passwords;
 * literals in the text of statements stay, except passwords of roles. Safe for use by several threads.
 */
public final class StatementLog {
    private final LogBuffer buffer;

    /**
     * Internal: called by the stand-in.
     *
     * @param buffer where sessions write
     */
    public StatementLog(LogBuffer buffer) {
        this.buffer = buffer;
    }

    /**
     * Returns all entries.
     *
     * @return a copy, oldest first
     */
    public List<LogEntry> entries() {
        return buffer.entries();
    }

    /**
     * Returns the texts of the statements that clients sent, BEGIN and COMMIT included.
     *
     * @return the texts, oldest first
     */
    public List<String> sql() {
        return entries().stream()
                .filter(entry -> entry.kind() == LogEntry.Kind.STATEMENT)
                .map(LogEntry::sql)
                .toList();
    }

    /**
     * Returns what faults did.
     *
     * @return the entries that name a fault, oldest first
     */
    public List<LogEntry> injected() {
        return entries().stream().filter(entry -> entry.injected() != null).toList();
    }

    /**
     * Returns how many entries were dropped since the last {@link #clear()}, because the log was full.
     *
     * @return a number from 0
     */
    public long dropped() {
        return buffer.dropped();
    }

    /** Removes all entries. */
    public void clear() {
        buffer.clear();
    }

    /**
     * Returns the log for people to read.
     *
     * @return one line for each entry, and one that says how many older ones were dropped
     */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (dropped() > 0) {
            text.append(dropped()).append(" older entries were dropped\n");
        }
        entries().forEach(entry -> text.append(entry).append('\n'));
        return text.toString();
    }
}
