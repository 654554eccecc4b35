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
