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

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened in a session, and how it ended.
 *
 * @param number its number, from 1, within one stand-in
 * @param at when it began
 * @param session the number of the session, from 1, within one stand-in
 * @param user the user the session belongs to
 * @param application the session's {@code application_name} at that time, or the empty string
 * @param transaction the number of the transaction within its session, from 1; 0 outside of any
 * @param kind what happened
 * @param sql the statement as the client sent it, with passwords masked and cut after 4,096 characters; otherwise what happened in words
 * @param sqlState the SQLSTATE of the error it ended with, or null if it succeeded or the connection ended without a message
 * @param outcome the command tag, or the message of the error without values of parameters
 * @param duration how long it took until its outcome was known
 * @param injected the fault that was injected, in words, or null if there was none
 */
public record LogEntry(
        long number,
        Instant at,
        int session,
        String user,
        String application,
        int transaction,
        Kind kind,
        String sql,
        @Nullable String sqlState,
        String outcome,
        Duration duration,
        @Nullable String injected) {
    /** What can happen in a session. */
    public enum Kind {
        /** A client connected, or was refused. */
        CONNECT,
        /** A client sent a statement. */
        STATEMENT,
        /** A statement or batch in autocommit mode succeeded, but the commit that belongs to it failed. */
        IMPLICIT_COMMIT,
        /** The session ended. */
        DISCONNECT
    }

    /**
     * Returns whether it ended in an error or in the end of the connection.
     *
     * @return whether it failed
     */
    public boolean failed() {
        return sqlState != null || (injected != null && outcome.startsWith(DROPPED));
    }

    /** The outcome where the connection ended without a message. */
    public static final String DROPPED = "connection dropped";

    /**
     * Returns the entry in one line.
     *
     * @return the line, without an end
     */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder(160);
        line.append('#')
                .append(number)
                .append(' ')
                .append(at)
                .append(" session ")
                .append(session);
        line.append(' ').append(user).append(application.isEmpty() ? "" : "/" + application);
        line.append(transaction == 0 ? "" : " tx " + transaction).append(": ");
        line.append(sql.strip().replaceAll("\\s+", " ")).append(" -> ");
        line.append(sqlState == null ? "" : sqlState + " ").append(outcome);
        line.append(" (").append(duration.toNanos() / 1_000).append(" us)");
        return line.append(injected == null ? "" : " [injected: " + injected + "]")
                .toString();
    }
}
