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
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.Arrays;
import org.hibernate.HibernateException;
import org.hibernate.TransactionException;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.resource.transaction.backend.jdbc.spi.JdbcResourceTransaction;
import org.hibernate.resource.transaction.spi.TransactionStatus;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Commits a transaction and turns the error of the database into the exception that the same error at a statement becomes.
 *
 * <p>A proxy, since the interface has grown a method between Hibernate 7.2 and 7.3.
 */
final class TranslatingTransaction implements InvocationHandler {
    private static final Logger LOG = Logger.getLogger(TranslatingTransaction.class);

    /** Hibernate 7.2 rolls back what it could not commit, as long as it is active; later versions leave that to the transaction. */
    private static final boolean ROLLED_BACK_BY_COORDINATOR = Arrays.stream(JdbcResourceTransaction.class.getMethods())
            .noneMatch(method -> method.getName().equals("markRollbackOnly"));

    private final JdbcResourceTransaction delegate;
    private final TranslatingOwner owner;
    private boolean outcomeUnknown;

    private TranslatingTransaction(JdbcResourceTransaction delegate, TranslatingOwner owner) {
        this.delegate = delegate;
        this.owner = owner;
    }

    static JdbcResourceTransaction around(JdbcResourceTransaction delegate, TranslatingOwner owner) {
        return (JdbcResourceTransaction) Proxy.newProxyInstance(
                TranslatingTransaction.class.getClassLoader(),
                new Class<?>[] {JdbcResourceTransaction.class},
                new TranslatingTransaction(delegate, owner));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        DsqlDialect dialect = owner.dialect();
        if (dialect == null) {
            return call(method, args);
        }
        return switch (method.getName()) {
            case "begin" -> begin(dialect, method, args);
            case "commit" -> commit(dialect, method, args);
            case "rollback" -> rollback(dialect, method, args);
            case "getStatus" -> status();
            default -> call(method, args);
        };
    }

    private @Nullable Object call(Method method, @Nullable Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(delegate, args);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    private @Nullable Object begin(DsqlDialect dialect, Method method, @Nullable Object @Nullable [] args)
            throws Throwable {
        owner.checkUsable();
        Object result = call(method, args);
        dialect.openTransactions().begun(owner);
        return result;
    }

    private @Nullable Object commit(DsqlDialect dialect, Method method, @Nullable Object @Nullable [] args)
            throws Throwable {
        try {
            checkCommittable();
            return call(method, args);
        } catch (TransactionException e) {
            RuntimeException translated = translate(e);
            if (translated instanceof DsqlConflictException conflict) {
                owner.endedBy(conflict);
            }
            throw translated;
        } finally {
            dialect.openTransactions().ended(owner);
        }
    }

    private void checkCommittable() {
        HibernateException refusal = owner.refusalToCommit();
        if (refusal == null) {
            return;
        }
        if (refusal instanceof DsqlConflictException conflict) {
            owner.endedBy(conflict);
        }
        if (!ROLLED_BACK_BY_COORDINATOR) {
            try {
                delegate.rollback();
            } catch (TransactionException e) {
                refusal.addSuppressed(e);
            }
        }
        throw refusal;
    }

    private @Nullable Object rollback(DsqlDialect dialect, Method method, @Nullable Object @Nullable [] args)
            throws Throwable {
        owner.settleSuspicion();
        try {
            return call(method, args);
        } catch (TransactionException e) {
            // What a pool closes after an error (HikariCP does so after 0A000) is rolled back by that; the error is
            // what the
            // application is to hear of.
            if (!owner.isConnectionClosed()) {
                throw e;
            }
            LOG.debugf(e, "The transaction was rolled back with its connection, which is closed");
            return null;
        } finally {
            dialect.openTransactions().ended(owner);
        }
    }

    /**
     * Lets Hibernate 7.2 roll back after a failed COMMIT and tell synchronizations, as later versions do by themselves: it does so for a transaction that is
     * still active. Where nobody knows whether the transaction was rolled back, none is told that it was.
     */
    private TransactionStatus status() {
        TransactionStatus status = delegate.getStatus();
        return status == TransactionStatus.FAILED_COMMIT && !outcomeUnknown ? TransactionStatus.ACTIVE : status;
    }

    private RuntimeException translate(TransactionException failure) {
        SQLException error = sqlException(failure);
        JdbcServices services = owner.services();
        if (error == null || services == null) {
            return failure;
        }
        String message = "Could not commit the transaction";
        if (OccConflicts.isConflict(error)) {
            // Not through Hibernate's helper, which logs at ERROR what is part of everyday life here.
            return new DsqlConflictException(message + " [" + error.getMessage() + "]", error, null);
        }
        if (LostAnswers.isLost(error)) {
            outcomeUnknown = true;
            return new DsqlOutcomeUnknownException(
                    message + " [" + error.getMessage()
                            + "]: the answer to COMMIT was lost, so that it may have been committed or not. Look in a new"
                            + " transaction whether the change is there before the work is run again",
                    error);
        }
        return error.getSQLState() == null
                ? failure
                : services.getSqlExceptionHelper().convert(error, message, "commit");
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return e;
            }
        }
        return null;
    }
}
