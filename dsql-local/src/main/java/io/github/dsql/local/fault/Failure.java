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
package io.github.dsql.local.fault;

import java.util.regex.Pattern;

/** What a client gets instead of an answer: an error, an error and the end of its connection, or just the end. */
public final class Failure {
    private static final Pattern SQL_STATE = Pattern.compile("[0-9A-Z]{5}");
    private static final Failure DROPPED = new Failure(true, "", "");

    private final boolean endsConnection;
    private final String sqlState;
    private final String message;

    private Failure(boolean endsConnection, String sqlState, String message) {
        this.endsConnection = endsConnection;
        this.sqlState = sqlState;
        this.message = message;
    }

    /**
     * A conflict over data: 40001 {@code change conflicts with another transaction (OC000)}.
     *
     * @return the failure
     */
    public static Failure dataConflict() {
        return error("40001", "change conflicts with another transaction (OC000)");
    }

    /**
     * A conflict over the schema: 40001 {@code schema has been updated by another transaction (OC001)}.
     *
     * @return the failure
     */
    public static Failure schemaConflict() {
        return error("40001", "schema has been updated by another transaction (OC001)");
    }

    /**
     * A passing failure of the service: XX000 {@code server unavailable}. The connection stays usable, and a COMMIT that fails with it
     * may have taken effect.
     *
     * @return the failure
     */
    public static Failure serverUnavailable() {
        return error("XX000", "server unavailable");
    }

    /**
     * The connection ends without a message.
     *
     * @return the failure
     */
    public static Failure droppedConnection() {
        return DROPPED;
    }

    /**
     * A refused connection: {@code unable to accept connection, access denied}, as for a token that is not valid.
     *
     * @return the failure
     */
    public static Failure accessDenied() {
        return fatal("28000", "unable to accept connection, access denied");
    }

    /**
     * A refused connection: {@code unable to accept connection, waking up cluster, please retry later}, as from an idle cluster.
     *
     * @return the failure; its SQLSTATE, 57P03, is not documented by the service
     */
    public static Failure wakingUp() {
        return fatal("57P03", "unable to accept connection, waking up cluster, please retry later");
    }

    /**
     * A refused connection: 53300 {@code Unable to accept connection, too many open connections.}
     *
     * @return the failure
     */
    public static Failure tooManyConnections() {
        return fatal("53300", "Unable to accept connection, too many open connections.");
    }

    /**
     * A refused connection: 53400 {@code Unable to accept connection, rate exceeded.}
     *
     * @return the failure
     */
    public static Failure connectionRateExceeded() {
        return fatal("53400", "Unable to accept connection, rate exceeded.");
    }

    /**
     * Any error that leaves the connection usable.
     *
     * @param sqlState five digits or upper-case letters, of no class that means success (00, 01, 02)
     * @param message what the client reads; not blank
     * @return the failure
     * @throws IllegalArgumentException if a parameter is not as described
     */
    public static Failure error(String sqlState, String message) {
        return new Failure(false, checkedState(sqlState), checkedMessage(message));
    }

    /**
     * Any error after which the connection ends.
     *
     * @param sqlState five digits or upper-case letters, of no class that means success (00, 01, 02)
     * @param message what the client reads; not blank
     * @return the failure
     * @throws IllegalArgumentException if a parameter is not as described
     */
    public static Failure fatal(String sqlState, String message) {
        return new Failure(true, checkedState(sqlState), checkedMessage(message));
    }

    /**
     * Returns whether the connection ends with it.
     *
     * @return whether it does
     */
    public boolean endsConnection() {
        return endsConnection;
    }

    /**
     * Returns whether the client is told anything.
     *
     * @return false for {@link #droppedConnection()}
     */
    public boolean hasMessage() {
        return !message.isEmpty();
    }

    /**
     * Returns the SQLSTATE.
     *
     * @return five characters, or the empty string if the connection ends without a message
     */
    public String sqlState() {
        return sqlState;
    }

    /**
     * Returns the message.
     *
     * @return the message, or the empty string if the connection ends without one
     */
    public String message() {
        return message;
    }

    /**
     * Says in words what happens.
     *
     * @return for example {@code 40001 change conflicts with another transaction (OC000)}
     */
    @Override
    public String toString() {
        if (!hasMessage()) {
            return "the end of the connection";
        }
        return (endsConnection ? "FATAL " : "") + sqlState + " " + message;
    }

    private static String checkedState(String sqlState) {
        if (!SQL_STATE.matcher(sqlState).matches()) {
            throw new IllegalArgumentException("SQLSTATE is '" + sqlState
                    + "', but has to be five digits or upper-case letters, for example 40001.");
        }
        if (sqlState.startsWith("00") || sqlState.startsWith("01") || sqlState.startsWith("02")) {
            throw new IllegalArgumentException("SQLSTATE is '" + sqlState
                    + "', which means success or a warning. Choose one of an error, for example 40001.");
        }
        return sqlState;
    }

    private static String checkedMessage(String message) {
        if (message.isBlank() || message.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The message is blank or contains a zero character."
                    + " Give the text the client shall read, or use Failure.droppedConnection().");
        }
        return message;
    }
}
