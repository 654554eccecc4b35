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

import org.hibernate.resource.jdbc.spi.JdbcSessionOwner;
import org.hibernate.resource.transaction.backend.jdbc.spi.JdbcResourceTransaction;
import org.hibernate.resource.transaction.backend.jdbc.spi.JdbcResourceTransactionAccess;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorOwner;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** Stands in for a session's JDBC coordinator and hands out its transaction as a {@link TranslatingTransaction}. */
final class TranslatingOwner implements TransactionCoordinatorOwner, JdbcResourceTransactionAccess {
    private final TransactionCoordinatorOwner owner;
    private final JdbcResourceTransactionAccess access;
    private final ServiceRegistryImplementor registry;

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
        return TranslatingTransaction.around(access.getResourceLocalTransaction(), registry);
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
        owner.afterTransactionCompletion(successful, delayed);
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
