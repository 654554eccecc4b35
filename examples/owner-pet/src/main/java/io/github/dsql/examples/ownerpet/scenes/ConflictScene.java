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
import io.github.dsql.hibernate.conflict.OccRetry;
import io.github.dsql.hibernate.conflict.OccRetryEvent;
import io.github.dsql.hibernate.conflict.OccRetryListener;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs into a conflict with another transaction and retries the whole unit of work.
 *
 * <p>The conflict is a real one: while the first attempt is open, another transaction changes the same row and commits. The first attempt then
 * fails at COMMIT.
 */
public final class ConflictScene {
    private final EntityManagerFactory factory;
    private final Transcript transcript;

    public ConflictScene(EntityManagerFactory factory, Transcript transcript) {
        this.factory = factory;
        this.transcript = transcript;
    }

    public void play() {
        transcript.scene("A conflict: the transaction fails, and the unit of work runs again in a new one");
        Owner owner = new Owner("Maria Escobito", "Madison", null);
        factory.runInTransaction(entityManager -> entityManager.persist(owner));
        AtomicInteger attempts = new AtomicInteger();
        OccRetry retry = OccRetry.builder().listener(new Narrator()).build();
        retry.inTransaction(factory, (entityManager, attempt) -> {
            Owner read = entityManager.find(Owner.class, owner.getId());
            if (attempts.incrementAndGet() == 1) {
                moveInAnotherTransaction(owner.getId());
            }
            read.setTelephone("6085557683");
            attempt.afterCommit(() -> transcript.say("attempt " + attempt.number() + " committed"));
        });
        transcript.check("attempts", 2, attempts.get());
        factory.runInTransaction(entityManager -> checkBothChanges(entityManager, owner.getId()));
    }

    private void moveInAnotherTransaction(UUID id) {
        factory.runInTransaction(
                entityManager -> entityManager.find(Owner.class, id).setCity("Middleton"));
    }

    private void checkBothChanges(EntityManager entityManager, UUID id) {
        Owner found = entityManager.find(Owner.class, id);
        transcript.check("city, from the other transaction", "Middleton", found.getCity());
        transcript.check("telephone, from the retried one", "6085557683", found.getTelephone());
    }

    /** Says what the retry does. */
    private final class Narrator implements OccRetryListener {
        @Override
        public void retried(OccRetryEvent event) {
            transcript.say(
                    "attempt " + event.attempt() + " failed: " + event.failure().getMessage());
        }
    }
}
