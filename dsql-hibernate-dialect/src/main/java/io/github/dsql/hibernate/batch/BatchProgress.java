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

import org.jspecify.annotations.Nullable;

/**
 * How far a run of {@link OccBatches} has come: what is committed.
 *
 * @param rows entities changed; for a stream also how many of its elements to skip in order to go on
 * @param chunks transactions committed
 * @param lastKey the primary key of the last entity changed, to go on {@linkplain BulkChange#after after} it; null for a stream, and if there
 *     was none
 */
public record BatchProgress(
        long rows, long chunks, @Nullable Object lastKey) {
    static final BatchProgress NONE = new BatchProgress(0, 0, null);

    BatchProgress plus(int changed, @Nullable Object key) {
        return new BatchProgress(rows + changed, chunks + 1, key);
    }
}
