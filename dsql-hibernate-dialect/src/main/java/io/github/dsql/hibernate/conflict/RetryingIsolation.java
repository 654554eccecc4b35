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
import java.util.concurrent.Callable;
import org.hibernate.HibernateException;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.jdbc.WorkExecutorVisitable;
import org.hibernate.resource.transaction.spi.IsolationDelegate;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/**
 * Runs work in a transaction of its own, and again after a conflict (SQLSTATE 40001).
 *
 * <p>Hibernate does so to take the next values of a table generator: whoever else takes values from the same row at the same
 * time makes one of the two fail, and nothing of the application's own transaction depends on which.
 */
final class RetryingIsolation implements IsolationDelegate {
    private static final OccRetry RETRY = OccRetry.withDefaults();

    private final IsolationDelegate delegate;
    private final ServiceRegistryImplementor registry;

    RetryingIsolation(IsolationDelegate delegate, ServiceRegistryImplementor registry) {
        this.delegate = delegate;
        this.registry = registry;
    }

    @Override
    public <T> T delegateWork(WorkExecutorVisitable<T> work, boolean transacted) throws HibernateException {
        return transacted && isOnDsql()
                ? RETRY.call(attempt -> delegate.delegateWork(work, true))
                : delegate.delegateWork(work, transacted);
    }

    @Override
    public <T> T delegateCallable(Callable<T> callable, boolean transacted) throws HibernateException {
        return delegate.delegateCallable(callable, transacted);
    }

    /** Asked for when it matters: the dialect is not known yet when sessions are first coordinated. */
    private boolean isOnDsql() {
        JdbcServices services = registry.getService(JdbcServices.class);
        return services != null && services.getDialect() instanceof DsqlDialect;
    }
}
