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
import io.github.dsql.examples.ownerpet.model.Specialty;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;

/** Finds a row or creates it, safely when two clients do so at once, and without a PL/pgSQL function. */
public final class FindOrCreateScene {
    private final EntityManagerFactory factory;
    private final Transcript transcript;

    public FindOrCreateScene(EntityManagerFactory factory, Transcript transcript) {
        this.factory = factory;
        this.transcript = transcript;
    }

    public void play() {
        transcript.scene("Find or create: INSERT ... ON CONFLICT DO NOTHING, then read");
        List<String> sent = SqlTap.listen(() -> findOrCreate("radiology"));
        sent.forEach(transcript::sql);
        findOrCreate("radiology");
        long rows = factory.callInTransaction(entityManager -> entityManager
                .createQuery("select count(*) from Specialty where name = 'radiology'", Long.class)
                .getSingleResult());
        transcript.check("rows after asking twice", 1L, rows);
    }

    private Specialty findOrCreate(String name) {
        return factory.callInTransaction(entityManager -> findOrCreate(entityManager, name));
    }

    private static Specialty findOrCreate(EntityManager entityManager, String name) {
        entityManager
                .createQuery("insert into Specialty (name) values (:name) on conflict(name) do nothing")
                .setParameter("name", name)
                .executeUpdate();
        return entityManager.find(Specialty.class, name);
    }
}
