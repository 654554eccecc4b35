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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** One run of a unit of work by {@link OccRetry}, given to the work. Not for use by other threads, nor after the run. */
public final class Attempt {
    private final int number;
    private final int maxAttempts;
    private final List<Runnable> effects = new ArrayList<>();

    Attempt(int number, int maxAttempts) {
        this.number = number;
        this.maxAttempts = maxAttempts;
    }

    /**
     * Returns which run of the work this is.
     *
     * @return 1 for the first
     */
    public int number() {
        return number;
    }

    /**
     * Returns how many runs there are at most.
     *
     * @return the number, 1 or more
     */
    public int maxAttempts() {
        return maxAttempts;
    }

    /**
     * Marks something that must not be repeated, such as sending a mail: it runs once, on this thread, after the transaction of this attempt has
     * been committed and its session closed.
     *
     * <p>It does not run if this attempt fails, if the work marks its transaction for rollback, or if the answer to COMMIT is lost. An effect that fails does not keep the
     * others from running, see {@link AfterCommitException}. A process that dies in between has committed and not run it: what must
     * happen for sure is a row that the transaction writes, for another process to take up.
     *
     * @param effect what to do
     */
    public void afterCommit(Runnable effect) {
        effects.add(Objects.requireNonNull(effect, "effect"));
    }

    void runEffects() {
        AfterCommitException failures = null;
        for (Runnable effect : effects) {
            try {
                effect.run();
            } catch (Throwable e) { // Kotlin and others throw checked exceptions from here.
                if (failures == null) {
                    failures = new AfterCommitException(e);
                } else {
                    failures.addSuppressed(e);
                }
            }
        }
        if (failures != null) {
            throw failures;
        }
    }
}
