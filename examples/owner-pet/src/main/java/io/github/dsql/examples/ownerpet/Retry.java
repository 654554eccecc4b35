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
package io.github.dsql.examples.ownerpet;

import io.github.dsql.hibernate.conflict.DsqlConflictException;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Runs a unit of work again after a conflict, each time with a fresh EntityManager and transaction.
 *
 * <p>Work given to it may run several times, so it must not do anything that cannot be repeated, such as sending a mail. An
 * application with Spring, Resilience4j or Failsafe uses their retry instead, outside the transaction.
 */
public final class Retry {
    private static final int MAX_ATTEMPTS = 5;
    private static final long BASE_DELAY_MILLIS = 50;

    private final EntityManagerFactory factory;
    private final Transcript transcript;

    public Retry(EntityManagerFactory factory, Transcript transcript) {
        this.factory = factory;
        this.transcript = transcript;
    }

    public void inTransaction(Consumer<EntityManager> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                factory.runInTransaction(work);
                return;
            } catch (PersistenceException e) {
                DsqlConflictException conflict = conflictIn(e);
                if (conflict == null || attempt == MAX_ATTEMPTS) {
                    throw e;
                }
                transcript.say("attempt " + attempt + " failed: " + conflict.getMessage());
                pauseAfter(attempt);
            }
        }
    }

    private static DsqlConflictException conflictIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DsqlConflictException conflict) {
                return conflict;
            }
        }
        return null;
    }

    /** Waits a random time below a limit that doubles: clients that collided must not collide again in step. */
    private static void pauseAfter(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(BASE_DELAY_MILLIS << (attempt - 1)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting to retry", e);
        }
    }
}
