package io.github.dsql.hibernate.conflict;

import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.service.spi.ServiceContributor;

/** Internal: makes a conflict at COMMIT a {@link DsqlConflictException}, found by Hibernate through its service loader. */
public final class ConflictServiceContributor implements ServiceContributor {
    /** Called by the service loader. */
    public ConflictServiceContributor() {}

    @Override
    public void contribute(StandardServiceRegistryBuilder builder) {
        builder.addInitiator(new CommitTranslationInitiator());
    }
}
