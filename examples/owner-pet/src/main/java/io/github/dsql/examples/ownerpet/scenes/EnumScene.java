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
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.exception.ConstraintViolationException;

/** Shows that the database itself refuses a value that the enum does not have. */
public final class EnumScene {
    private final EntityManagerFactory factory;
    private final Transcript transcript;

    public EnumScene(EntityManagerFactory factory, Transcript transcript) {
        this.factory = factory;
        this.transcript = transcript;
    }

    public void play() {
        transcript.scene("An enum is a varchar with a CHECK: SQL from elsewhere cannot store an unknown kind either");
        String sql = "insert into pet (id, name, birth_date, kind)"
                + " values (gen_random_uuid(), 'Smaug', date '1937-09-21', 'DRAGON')";
        transcript.sql(sql);
        try {
            factory.runInTransaction(
                    entityManager -> entityManager.createNativeQuery(sql).executeUpdate());
        } catch (ConstraintViolationException e) {
            transcript.check("SQLSTATE of the refusal", "23514", e.getSQLState());
            transcript.say(e.getSQLException().getMessage().lines().findFirst().orElse(""));
            return;
        }
        transcript.check("pet of an unknown kind", "refused", "stored");
    }
}
