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
package io.github.dsql.examples.quarkus;

import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import org.eclipse.microprofile.faulttolerance.Retry;

/** Moves money. Every method is a transaction of its own, run again after a conflict. */
@ApplicationScoped
@Transactional
@Retry(maxRetries = 9, delay = 10, jitter = 10)
@ExponentialBackoff(maxDelay = 1_000)
@RetryWhen(exception = Conflict.class)
public class Transfers {
    private final EntityManager entityManager;

    public Transfers(EntityManager entityManager) {
        this.entityManager = entityManager;
    }

    public void open(String owner, long balance) {
        entityManager.persist(new Account(owner, balance));
    }

    public void transfer(String source, String target, long amount) {
        entityManager.find(Account.class, source).add(-amount);
        entityManager.find(Account.class, target).add(amount);
    }

    public long balance(String owner) {
        return entityManager.find(Account.class, owner).getBalance();
    }
}
