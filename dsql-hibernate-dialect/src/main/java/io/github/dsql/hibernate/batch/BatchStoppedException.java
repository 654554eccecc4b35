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
package io.github.dsql.hibernate.batch;

import java.io.Serial;

/**
 * Says that a run of {@link OccBatches} has stopped before its end, how far it has come, and why (the cause).
 *
 * <p>What {@link #progress()} tells is committed. The chunk that failed is not, unless {@code OccConflicts.isOutcomeUnknown} is true for this exception.
 */
public final class BatchStoppedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** What is committed. */
    private final transient BatchProgress progress;

    BatchStoppedException(BatchProgress progress, String wayOn, Throwable cause) {
        super(
                "Stopped after " + progress.rows() + " entities in " + progress.chunks() + " committed transactions ["
                        + cause.getMessage() + "]. " + wayOn,
                cause);
        this.progress = progress;
    }

    /**
     * Returns what is committed.
     *
     * @return the progress
     */
    public BatchProgress progress() {
        return progress;
    }
}
