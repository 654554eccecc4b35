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
package io.github.dsql.hibernate.sql;

import org.hibernate.event.spi.PreUpsertEvent;
import org.hibernate.event.spi.PreUpsertEventListener;
import org.hibernate.generator.BeforeExecutionGenerator;
import org.hibernate.generator.EventType;
import org.hibernate.generator.Generator;
import org.hibernate.generator.internal.TenantIdGeneration;

/**
 * Internal: generates the values of an entity to upsert that are generated when a row is inserted, such as the tenant and the time
 * of creation; Hibernate itself generates only those that change with every update.
 */
public final class InsertGeneratedValues implements PreUpsertEventListener {
    private static final long serialVersionUID = 1L;

    /** Creates the listener. */
    public InsertGeneratedValues() {}

    @Override
    public boolean onPreUpsert(PreUpsertEvent event) {
        Generator[] generators = event.getPersister().getGenerators();
        for (int i = 0; i < generators.length; i++) {
            if (generators[i] instanceof BeforeExecutionGenerator generator
                    && GeneratedColumns.onlyOnInsert(generator)) {
                generate(event, i, generator);
            }
        }
        return false;
    }

    private static void generate(PreUpsertEvent event, int attribute, BeforeExecutionGenerator generator) {
        Object[] state = event.getState();
        boolean ofTenant = generator instanceof TenantIdGeneration;
        boolean beforehand = generator.generatedBeforeExecution(event.getEntity(), event.getSession());
        if (beforehand && (ofTenant || state[attribute] == null)) {
            state[attribute] =
                    generator.generate(event.getSession(), event.getEntity(), state[attribute], EventType.INSERT);
        }
        if (ofTenant) {
            // The others stay out of the entity: the row may exist, with the values of its creation.
            event.getPersister().setValue(event.getEntity(), attribute, state[attribute]);
        }
    }
}
