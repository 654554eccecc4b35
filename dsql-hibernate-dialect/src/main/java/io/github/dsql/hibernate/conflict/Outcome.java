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
import org.hibernate.SharedSessionContract;

/** Whether a transaction was committed, and not rolled back without an error because the work asked for that. */
final class Outcome implements Synchronization {
    private boolean committed;

    void watch(SharedSessionContract session) {
        session.getTransaction().registerSynchronization(this);
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
        committed = status == Status.STATUS_COMMITTED;
    }
}
