package io.github.dsql.hibernate.conflict;

import org.hibernate.resource.jdbc.spi.PhysicalConnectionHandlingMode;
import org.hibernate.resource.transaction.backend.jdbc.spi.JdbcResourceTransactionAccess;
import org.hibernate.resource.transaction.spi.DdlTransactionIsolator;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorOwner;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.tool.schema.internal.exec.JdbcContext;

/** Builds transaction coordinators that commit through {@link TranslatingTransaction}. */
final class CommitTranslatingBuilder implements TransactionCoordinatorBuilder {
    private static final long serialVersionUID = 1L;

    private final transient TransactionCoordinatorBuilder delegate;
    private final transient ServiceRegistryImplementor registry;

    CommitTranslatingBuilder(TransactionCoordinatorBuilder delegate, ServiceRegistryImplementor registry) {
        this.delegate = delegate;
        this.registry = registry;
    }

    @Override
    public TransactionCoordinator buildTransactionCoordinator(TransactionCoordinatorOwner owner, Options options) {
        TransactionCoordinatorOwner translating = owner instanceof JdbcResourceTransactionAccess access
                ? new TranslatingOwner(owner, access, registry)
                : owner;
        return delegate.buildTransactionCoordinator(translating, options);
    }

    @Override
    public boolean isJta() {
        return delegate.isJta();
    }

    @Override
    public PhysicalConnectionHandlingMode getDefaultConnectionHandlingMode() {
        return delegate.getDefaultConnectionHandlingMode();
    }

    @Override
    public DdlTransactionIsolator buildDdlTransactionIsolator(JdbcContext jdbcContext) {
        return delegate.buildDdlTransactionIsolator(jdbcContext);
    }
}
