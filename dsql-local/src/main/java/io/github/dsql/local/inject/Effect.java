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
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what a fault does when it strikes.
 *
 * @param failure what the client gets instead of an answer, or null if it gets the answer
 * @param outcome what becomes of the transaction, where the fault strikes at its commit
 * @param delay how long the answer waits
 */
public record Effect(@Nullable Failure failure, CommitOutcome outcome, Duration delay) {
    /**
     * Fails a statement or a connection.
     *
     * @param failure what the client gets
     * @return the effect
     */
    public static Effect of(Failure failure) {
        return ofCommit(failure, CommitOutcome.ROLLED_BACK);
    }

    /**
     * Fails a commit.
     *
     * @param failure what the client gets
     * @param outcome what becomes of the transaction
     * @return the effect
     */
    public static Effect ofCommit(Failure failure, CommitOutcome outcome) {
        return new Effect(failure, outcome, Duration.ZERO);
    }

    /**
     * Delays an answer.
     *
     * @param delay how long
     * @return the effect
     */
    public static Effect of(Duration delay) {
        return new Effect(null, CommitOutcome.COMMITTED, delay);
    }

    /**
     * Lets a token have expired.
     *
     * @return the effect
     */
    public static Effect expiredToken() {
        return new Effect(null, CommitOutcome.ROLLED_BACK, Duration.ZERO);
    }
}
