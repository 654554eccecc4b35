package io.github.dsql.hibernate.conflict;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.resource.transaction.internal.TransactionCoordinatorBuilderInitiator;
import org.hibernate.resource.transaction.spi.TransactionCoordinatorBuilder;
import org.hibernate.service.spi.ServiceRegistryImplementor;

/** Puts the translation of COMMIT errors around whatever transaction coordinator the user's settings choose. */
final class CommitTranslationInitiator implements StandardServiceInitiator<TransactionCoordinatorBuilder> {
    @Override
    public TransactionCoordinatorBuilder initiateService(
            Map<String, Object> configurationValues, ServiceRegistryImplementor registry) {
        TransactionCoordinatorBuilder chosen =
                TransactionCoordinatorBuilderInitiator.INSTANCE.initiateService(configurationValues, registry);
        // With JTA the transaction manager commits; Hibernate never sees the error.
        return chosen.isJta() ? chosen : new CommitTranslatingBuilder(chosen, registry);
    }

    @Override
    public Class<TransactionCoordinatorBuilder> getServiceInitiated() {
        return TransactionCoordinatorBuilder.class;
    }
}
