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
import java.util.List;
import org.hibernate.SessionFactory;

/** Writes the same owner twice with one statement each: the first inserts, the second updates. */
public final class UpsertScene {
    private final EntityManagerFactory factory;
    private final Transcript transcript;

    public UpsertScene(EntityManagerFactory factory, Transcript transcript) {
        this.factory = factory;
        this.transcript = transcript;
    }

    public void play() {
        transcript.scene("Upsert an owner twice: one INSERT ... ON CONFLICT each, since Aurora DSQL has no MERGE");
        Owner owner = new Owner("Peter McTavish", "Madison", null);
        List<String> sent = SqlTap.listen(() -> upsert(owner));
        transcript.check("statements sent", 1, sent.size());
        transcript.sql(sent.get(0));
        transcript.check("after the first", "Madison", cityOf(owner));
        owner.setCity("Windsor");
        upsert(owner);
        transcript.check("after the second", "Windsor", cityOf(owner));
    }

    private void upsert(Owner owner) {
        factory.unwrap(SessionFactory.class).inStatelessTransaction(session -> session.upsert(owner));
    }

    private String cityOf(Owner owner) {
        return factory.callInTransaction(
                entityManager -> entityManager.find(Owner.class, owner.getId()).getCity());
    }
}
