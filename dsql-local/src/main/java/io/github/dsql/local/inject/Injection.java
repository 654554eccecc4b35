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
package io.github.dsql.local.inject;

import io.github.dsql.local.fault.CommitOutcome;
import io.github.dsql.local.fault.Failure;
import org.jspecify.annotations.Nullable;

/** Internal: a fault that strikes now. */
public final class Injection {
    private final ArmedFault fault;
    private final Effect effect;

    Injection(ArmedFault fault, Effect effect) {
        this.fault = fault;
        this.effect = effect;
    }

    /**
     * Returns what the client gets instead of an answer.
     *
     * @return the failure, or null if the fault only delays
     */
    public @Nullable Failure failure() {
        return effect.failure();
    }

    /**
     * Returns whether the transaction is kept.
     *
     * @return whether it is
     */
    public boolean keepsTransaction() {
        return effect.outcome() == CommitOutcome.COMMITTED;
    }

    /**
     * Returns what the fault was armed to do, in words.
     *
     * @return the words
     */
    @Override
    public String toString() {
        return fault.toString();
    }

    ArmedFault fault() {
        return fault;
    }

    long delayNanos() {
        return effect.delay().toNanos();
    }

    /** Returns whether the fault was taken back since; the injector's lock is held. */
    boolean isTakenBack() {
        return fault.isTakenBack();
    }
}
