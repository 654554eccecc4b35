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
package io.github.dsql.hibernate.conflict;

import io.github.dsql.hibernate.DsqlDialect;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.HibernateException;
import org.hibernate.SharedSessionContract;
import org.hibernate.TransactionException;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.jdbc.spi.JdbcSessionOwner;
import org.hibernate.resource.jdbc.spi.LogicalConnectionImplementor;
import org.hibernate.resource.transaction.backend.jdbc.spi.JdbcResourceTransaction;
import org.hibernate.resource.transaction.backend.jdbc.spi.JdbcResourceTransactionAccess;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorOwner;
import org.hibernate.resource.transaction.spi.TransactionStatus;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a session's JDBC coordinator, hands out its transaction as a {@link TranslatingTransaction}, and remembers a conflict that
 * ended the session.
 */
final class TranslatingOwner implements TransactionCoordinatorOwner, JdbcResourceTransactionAccess {
    private final TransactionCoordinatorOwner owner;
    private final JdbcResourceTransactionAccess access;
    private final ServiceRegistryImplementor registry;
    private @Nullable DsqlConflictException suspected;
    private boolean mostLikely;
    private @Nullable DsqlConflictException conflict;

    TranslatingOwner(
            TransactionCoordinatorOwner owner,
            JdbcResourceTransactionAccess access,
            ServiceRegistryImplementor registry) {
        this.owner = owner;
        this.access = access;
        this.registry = registry;
    }

    @Override
    public JdbcResourceTransaction getResourceLocalTransaction() {
        return TranslatingTransaction.around(access.getResourceLocalTransaction(), this);
    }

    /** Asked for when it is needed and not earlier: the services are not known yet when this one is built. */
    @Nullable
    JdbcServices services() {
        return registry.getService(JdbcServices.class);
    }

    /** Returns the dialect if it is ours; transactions of another database are left as they are. */
    @Nullable
    DsqlDialect dialect() {
        JdbcServices services = services();
        return services != null && services.getDialect() instanceof DsqlDialect dialect ? dialect : null;
    }

    boolean isInTransaction() {
        if (owner.getJdbcSessionOwner() instanceof SharedSessionContract session && !session.isOpen()) {
            return false;
        }
        TransactionStatus status = access.getResourceLocalTransaction().getStatus();
        return status == TransactionStatus.ACTIVE || status == TransactionStatus.MARKED_ROLLBACK;
    }

    /** Notes a conflict at a statement that was this session's, or another one's with a transaction on the same thread. */
    void suspect(DsqlConflictException atStatement, boolean likely) {
        suspected = atStatement;
        mostLikely = likely;
    }

    /**
     * Returns why a transaction cannot be committed that the server has given up after a failed statement, or null if it can.
     *
     * <p>The server would answer COMMIT by a rollback, which neither the driver nor Hibernate tells: work that caught the failure would take its changes for committed.
     */
    @Nullable
    HibernateException refusalToCommit() {
        if (!Boolean.TRUE.equals(hasFailedStatement())) {
            return null;
        }
        String message =
                "A statement before COMMIT failed, so that the transaction cannot be committed and is rolled back";
        if (suspected == null) {
            return new TransactionException(message);
        }
        SQLException error = suspected.getSQLException();
        return new DsqlConflictException(message + " [" + error.getMessage() + "]", error, null);
    }

    /** Called before a rollback, while the connection still knows whether a statement failed. */
    void settleSuspicion() {
        if (suspected != null) {
            Boolean failed = hasFailedStatement();
            if (failed == null ? mostLikely : failed) {
                conflict = suspected;
            }
            suspected = null;
        }
    }

    void endedBy(DsqlConflictException atCommit) {
        conflict = atCommit;
    }

    /**
     * Refuses to begin a transaction in a session whose entities hold the changes of one that ended with a conflict.
     *
     * <p>Run again there, the work would meet its own changes in the entities, and apply them twice.
     */
    void checkUsable() {
        suspected = null;
        if (conflict != null && owner.getJdbcSessionOwner() instanceof SessionImplementor) {
            throw new TransactionException(
                    "The transaction before this one ended with a conflict, and the entities of this session still hold what it had changed: close"
                            + " the session (or EntityManager), and run the whole work again in a new one, as OccRetry does. With"
                            + " Spring's open-session-in-view, set spring.jpa.open-in-view=false",
                    conflict);
        }
    }

    private @Nullable Boolean hasFailedStatement() {
        Connection connection = connection();
        return connection == null ? null : FailedTransactions.isFailed(connection);
    }

    boolean isConnectionClosed() {
        Connection connection = connection();
        try {
            return connection != null && connection.isClosed();
        } catch (SQLException e) {
            // Then nothing is known of it, and whatever failed stays a failure.
            return false;
        }
    }

    private @Nullable Connection connection() {
        if (!(owner.getJdbcSessionOwner() instanceof SharedSessionContractImplementor session)) {
            return null;
        }
        LogicalConnectionImplementor logical = session.getJdbcCoordinator().getLogicalConnection();
        return logical.isPhysicallyConnected() ? logical.getPhysicalConnection() : null;
    }

    @Override
    public boolean isActive() {
        return owner.isActive();
    }

    @Override
    public void startTransactionBoundary() {
        owner.startTransactionBoundary();
    }

    @Override
    public void afterTransactionBegin() {
        owner.afterTransactionBegin();
    }

    @Override
    public void beforeTransactionCompletion() {
        owner.beforeTransactionCompletion();
    }

    @Override
    public void afterTransactionCompletion(boolean successful, boolean delayed) {
        try {
            owner.afterTransactionCompletion(successful, delayed);
        } catch (RuntimeException e) {
            // A post-commit listener may have met a conflict of its own, which is no reason to run again what is
            // committed.
            throw successful && dialect() != null && OccConflicts.isTransient(e) ? new AfterCommitException(e) : e;
        }
    }

    @Override
    public JdbcSessionOwner getJdbcSessionOwner() {
        return owner.getJdbcSessionOwner();
    }

    @Override
    public void setTransactionTimeOut(int seconds) {
        owner.setTransactionTimeOut(seconds);
    }

    @Override
    public void flushBeforeTransactionCompletion() {
        owner.flushBeforeTransactionCompletion();
    }
}
