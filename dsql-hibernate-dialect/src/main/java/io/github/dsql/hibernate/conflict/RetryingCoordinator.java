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

import org.hibernate.jpa.spi.JpaCompliance;
import org.hibernate.resource.transaction.spi.IsolationDelegate;
import org.hibernate.resource.transaction.spi.SynchronizationRegistry;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** Coordinates as another one does, but for work in a transaction of its own, which is retried after a conflict. */
final class RetryingCoordinator implements TransactionCoordinator {
    private final TransactionCoordinator delegate;
    private final ServiceRegistryImplementor registry;

    RetryingCoordinator(TransactionCoordinator delegate, ServiceRegistryImplementor registry) {
        this.delegate = delegate;
        this.registry = registry;
    }

    @Override
    public IsolationDelegate createIsolationDelegate() {
        return new RetryingIsolation(delegate.createIsolationDelegate(), registry);
    }

    @Override
    public TransactionCoordinatorBuilder getTransactionCoordinatorBuilder() {
        return delegate.getTransactionCoordinatorBuilder();
    }

    @Override
    public TransactionDriver getTransactionDriverControl() {
        return delegate.getTransactionDriverControl();
    }

    @Override
    public SynchronizationRegistry getLocalSynchronizations() {
        return delegate.getLocalSynchronizations();
    }

    @Override
    public JpaCompliance getJpaCompliance() {
        return delegate.getJpaCompliance();
    }

    @Override
    public void explicitJoin() {
        delegate.explicitJoin();
    }

    @Override
    public boolean isJoined() {
        return delegate.isJoined();
    }

    @Override
    public void pulse() {
        delegate.pulse();
    }

    @Override
    public boolean isActive() {
        return delegate.isActive();
    }

    @Override
    public void addObserver(TransactionObserver observer) {
        delegate.addObserver(observer);
    }

    @Override
    public void removeObserver(TransactionObserver observer) {
        delegate.removeObserver(observer);
    }

    @Override
    public void setTimeOut(int seconds) {
        delegate.setTimeOut(seconds);
    }

    @Override
    public int getTimeOut() {
        return delegate.getTimeOut();
    }

    @Override
    public boolean isTransactionActive() {
        return delegate.isTransactionActive();
    }

    @Override
    public void invalidate() {
        delegate.invalidate();
    }
}
