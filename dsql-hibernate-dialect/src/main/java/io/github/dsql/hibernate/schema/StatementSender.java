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

import io.github.dsql.hibernate.conflict.LostAnswers;
import io.github.dsql.hibernate.conflict.OccConflicts;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hibernate.JDBCException;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.jboss.logging.Logger;

/**
 * Internal: sends a statement, alone in its transaction, until it is known whether it took effect: again after a conflict, and on
 * a new connection after its answer was lost.
 *
 * <p>A statement whose answer was lost may have taken effect. Sent again, it then says that its object exists, or is gone: from
 * there, and only then, that is success. What is not the same done once or twice is not sent again.
 */
final class StatementSender {
    private static final Logger LOG = Logger.getLogger(StatementSender.class);

    /** The service has no connection for us now: it wakes up, or has too many. */
    private static final Set<String> NO_CONNECTION_YET = Set.of("57P03", "53300", "53400");

    private final SharedIsolator isolator;
    private final ConflictRetry retry;
    private boolean unreachable;

    StatementSender(SharedIsolator isolator, ConflictRetry retry) {
        this.isolator = isolator;
        this.retry = retry;
    }

    /** What is done with the connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Sends a statement.
     *
     * @return what the work returns, or nothing if the statement took effect although its answer was lost
     * @throws SQLException why it did not take effect, or that nobody knows whether it did
     */
    <T> Optional<T> send(DdlStatement statement, Work<T> work) throws SQLException {
        return new Delivery<>(statement, work).send();
    }

    /** Reads, as often as it takes. */
    <T> T read(Work<T> query) throws SQLException {
        return reachable(
                () -> {
                    try {
                        return query.on(connection());
                    } catch (SQLException e) {
                        throw handled(e);
                    }
                },
                e -> OccConflicts.isConflict(e) || isAnswerLost(e) || mayConnectLater(e));
    }

    /** Once no connection was to be had after all retries, the statements that follow do not wait for one again. */
    private <T> T reachable(ConflictRetry.Work<T> work, Predicate<SQLException> again) throws SQLException {
        try {
            return retry.run(work, again);
        } catch (NotConnectedException e) {
            unreachable = true;
            throw e;
        }
    }

    /** A statement on its way. */
    private final class Delivery<T> {
        private final DdlStatement statement;
        private final Work<T> work;
        private boolean answerLost;

        Delivery(DdlStatement statement, Work<T> work) {
            this.statement = statement;
            this.work = work;
        }

        Optional<T> send() throws SQLException {
            return reachable(this::attempt, this::again);
        }

        private Optional<T> attempt() throws SQLException {
            Connection connection = connection();
            try {
                return Optional.of(work.on(connection));
            } catch (SQLException e) {
                if (answerLost && SchemaFailure.isDoneAlready(statement, e) && isPresent(connection)) {
                    LOG.debugf("Done before its answer was lost: %s", statement.sql());
                    return Optional.empty();
                }
                answerLost |= isAnswerLost(e);
                throw handled(e);
            }
        }

        /** What exists may be something else of the same name. */
        private boolean isPresent(Connection connection) throws SQLException {
            CreatedObject created = CreatedObject.of(statement);
            try {
                return created == null || created.isPresent(connection);
            } catch (SQLException e) {
                throw handled(e);
            }
        }

        private boolean again(SQLException e) {
            if (isAnswerLost(e)) {
                return statement.isRepeatable();
            }
            return OccConflicts.isConflict(e) || mayConnectLater(e) || SchemaFailure.isRace(statement, e);
        }
    }

    /** Takes another connection if this one is broken, and returns the error. */
    private SQLException handled(SQLException e) {
        if (isAnswerLost(e) || isUnsent(e)) {
            LOG.infof("The connection of the schema action was lost or is not usable: %s", e.getMessage());
            isolator.renewIfBroken();
        }
        return e;
    }

    private Connection connection() throws SQLException {
        try {
            return isolator.getIsolatedConnection(true);
        } catch (JDBCException e) {
            throw new NotConnectedException(e.getSQLException());
        } catch (SchemaManagementException e) {
            // Of a connection that the user gave for the schema action: there is no other.
            unreachable = true;
            throw new NotConnectedException(new SQLException(e.getMessage(), "08003", e));
        }
    }

    /** Whether a statement was sent and nobody knows what became of it. */
    static boolean isAnswerLost(SQLException e) {
        return !(e instanceof NotConnectedException) && LostAnswers.isLost(e);
    }

    /** Nothing was sent: the driver knew that the connection is closed, or there was none. */
    private static boolean isUnsent(SQLException e) {
        return "08003".equals(e.getSQLState());
    }

    /** What is not connected may connect later, if it was connected before or the service says so. */
    private boolean mayConnectLater(SQLException e) {
        if (e instanceof NotConnectedException) {
            return !unreachable
                    && (isolator.isRenewed() || NO_CONNECTION_YET.contains(String.valueOf(e.getSQLState())));
        }
        return isUnsent(e);
    }

    /** No connection was to be had, so that nothing was sent. */
    private static final class NotConnectedException extends SQLException {
        private static final long serialVersionUID = 1L;

        NotConnectedException(SQLException cause) {
            super(cause.getMessage(), cause.getSQLState(), cause);
        }
    }
}
