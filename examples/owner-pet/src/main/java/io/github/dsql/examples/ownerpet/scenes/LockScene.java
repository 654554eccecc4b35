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

import io.github.dsql.examples.ownerpet.SqlTap;
import io.github.dsql.examples.ownerpet.Transcript;
import io.github.dsql.examples.ownerpet.model.Owner;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.HibernateException;

/**
 * Locks an owner by primary key, and sees a lock without the key refused.
 *
 * <p>A lock on Aurora DSQL never waits: it makes the transaction fail at COMMIT if another one changed the row meanwhile.
 */
public final class LockScene {
    private final EntityManagerFactory factory;
    private final Transcript transcript;

    public LockScene(EntityManagerFactory factory, Transcript transcript) {
        this.factory = factory;
        this.transcript = transcript;
    }

    public void play() {
        transcript.scene("Lock by primary key");
        Owner owner = new Owner("Harold Davis", "Windsor", null);
        factory.runInTransaction(entityManager -> entityManager.persist(owner));
        List<String> sent = SqlTap.listen(() -> lockByKey(owner.getId()));
        transcript.sql(sent.get(0));
        transcript.check("locked for update", true, sent.get(0).endsWith("for update"));

        transcript.scene("Lock without the key: refused before any SQL is sent");
        List<HibernateException> refusals = new ArrayList<>();
        List<String> sentWithoutKey = SqlTap.listen(() -> {
            try {
                lockByCity("Windsor");
            } catch (HibernateException e) {
                refusals.add(e);
            }
        });
        transcript.check("statements sent", 0, sentWithoutKey.size());
        transcript.check("refusals", 1, refusals.size());
        transcript.say(refusals.get(0).getMessage());
    }

    private void lockByKey(UUID id) {
        factory.runInTransaction(entityManager -> entityManager.find(Owner.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    private void lockByCity(String city) {
        factory.runInTransaction(entityManager -> entityManager
                .createQuery("from Owner where city = :city", Owner.class)
                .setParameter("city", city)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList());
    }
}
