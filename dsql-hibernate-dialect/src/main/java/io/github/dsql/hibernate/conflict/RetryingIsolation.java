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
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.hibernate.HibernateException;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.jdbc.WorkExecutorVisitable;
import org.hibernate.resource.transaction.spi.IsolationDelegate;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs work in a transaction of its own, and again after a conflict (SQLSTATE 40001).
 *
 * <p>Hibernate does so to take the next values of a table generator: whoever else takes values from the same row at the same
 * time makes one of the two fail, and nothing of the application's own transaction depends on which.
 */
final class RetryingIsolation implements IsolationDelegate {
    private static final Logger LOG = Logger.getLogger(RetryingIsolation.class);
    private static final int MAX_RETRIES = 10;
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final int LARGEST_DOUBLING = 7;

    private final IsolationDelegate delegate;
    private final ServiceRegistryImplementor registry;

    RetryingIsolation(IsolationDelegate delegate, ServiceRegistryImplementor registry) {
        this.delegate = delegate;
        this.registry = registry;
    }

    @Override
    public <T> T delegateWork(WorkExecutorVisitable<T> work, boolean transacted) throws HibernateException {
        return transacted ? retried(() -> delegate.delegateWork(work, true)) : delegate.delegateWork(work, false);
    }

    @Override
    public <T> T delegateCallable(Callable<T> callable, boolean transacted) throws HibernateException {
        return delegate.delegateCallable(callable, transacted);
    }

    private <T> T retried(Supplier<T> work) {
        HibernateException earlier = null;
        for (int retry = 0; ; retry++) {
            try {
                return work.get();
            } catch (HibernateException e) {
                if (earlier != null) {
                    e.addSuppressed(earlier);
                }
                if (retry == MAX_RETRIES || !isConflict(e) || !isOnDsql()) {
                    throw e;
                }
                earlier = e;
                LOG.debugf("Conflict in a transaction of Hibernate's own, retry %d of %d", retry + 1, MAX_RETRIES);
                pause(retry, e);
            }
        }
    }

    private static void pause(int retry, HibernateException failure) {
        long longest = FIRST_PAUSE_MILLIS << Math.min(retry, LARGEST_DOUBLING);
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private static boolean isConflict(@Nullable Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return DsqlErrors.isConflict(e);
            }
        }
        return false;
    }

    /** Asked for when it matters: the dialect is not known yet when sessions are first coordinated. */
    private boolean isOnDsql() {
        JdbcServices services = registry.getService(JdbcServices.class);
        return services != null && services.getDialect() instanceof DsqlDialect;
    }
}
