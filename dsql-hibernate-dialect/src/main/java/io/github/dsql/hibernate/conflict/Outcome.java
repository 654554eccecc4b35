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

import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.util.function.Supplier;
import org.hibernate.SharedSessionContract;
import org.jspecify.annotations.Nullable;

/** Whether a transaction was committed, and not rolled back without an error because the work asked for that. */
final class Outcome implements Synchronization {
    private boolean committed;

    /** Runs work in the transaction of a session. */
    <R extends @Nullable Object> R watch(SharedSessionContract session, Supplier<R> work) {
        session.getTransaction().registerSynchronization(this);
        try {
            return work.get();
        } catch (Throwable failure) {
            if (!(failure instanceof RuntimeException)) {
                rollBack(session, failure);
            }
            throw failure;
        }
    }

    /** Hibernate rolls back after a RuntimeException only: a connection goes back to its pool with a transaction that the next user of it would commit. */
    private static void rollBack(SharedSessionContract session, Throwable failure) {
        try {
            if (session.isOpen() && session.getTransaction().getStatus().canRollback()) {
                session.getTransaction().rollback();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** Keeps from running again what was committed, whatever failed after that, such as a post-commit listener. */
    void failed(Throwable failure, Attempt attempt) {
        if (!committed) {
            return;
        }
        AfterCommitException thrown = new AfterCommitException(failure);
        try {
            attempt.runEffects();
        } catch (AfterCommitException e) {
            thrown.addSuppressed(e);
        }
        throw thrown;
    }

    boolean isCommitted() {
        return committed;
    }

    @Override
    public void beforeCompletion() {
        // Only the end counts.
    }

    @Override
    public void afterCompletion(int status) {
        committed |= status == Status.STATUS_COMMITTED;
    }
}
