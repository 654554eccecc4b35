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
package io.github.dsql.examples.ownerpet.scenes;

import io.github.dsql.examples.ownerpet.Transcript;
import io.github.dsql.examples.ownerpet.model.Owner;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;

/** Empties a table of more rows than one transaction may change. */
public final class TruncateScene {
    private static final int ROWS = 3_500;
    private static final int ROWS_PER_TRANSACTION = 500;

    private final EntityManagerFactory factory;
    private final Transcript transcript;

    public TruncateScene(EntityManagerFactory factory, Transcript transcript) {
        this.factory = factory;
        this.transcript = transcript;
    }

    public void play() {
        transcript.scene("Truncate more than 3,000 rows: deleted in chunks, each in a transaction of its own");
        factory.getSchemaManager().truncate();
        for (int from = 0; from < ROWS; from += ROWS_PER_TRANSACTION) {
            insertOwners(from, from + ROWS_PER_TRANSACTION);
        }
        transcript.check("owners before", (long) ROWS, owners());
        factory.unwrap(SessionFactory.class).getSchemaManager().truncateTable("Owner");
        transcript.check("owners after", 0L, owners());
    }

    private void insertOwners(int from, int to) {
        factory.runInTransaction(entityManager -> {
            for (int i = from; i < to; i++) {
                entityManager.persist(new Owner("Owner " + i, "Madison", null));
            }
        });
    }

    private long owners() {
        return factory.callInTransaction(entityManager -> entityManager
                .createQuery("select count(*) from Owner", Long.class)
                .getSingleResult());
    }
}
