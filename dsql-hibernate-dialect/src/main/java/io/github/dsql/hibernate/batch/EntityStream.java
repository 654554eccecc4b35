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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.hibernate.StatelessSession;

/** Changes the entities of a stream, a chunk in a transaction. */
final class EntityStream {
    private final OccBatches batches;
    private final Change change;
    private BatchProgress progress = BatchProgress.NONE;

    EntityStream(OccBatches batches, Change change) {
        this.batches = batches;
        this.change = change;
    }

    /** What is done with a chunk. */
    @FunctionalInterface
    interface Change {
        void apply(StatelessSession session, List<?> entities);
    }

    BatchProgress run(Iterator<?> entities) {
        ChunkSize size = batches.chunkSize();
        List<Object> pending = new ArrayList<>();
        while (fill(pending, entities, size.rows())) {
            List<Object> chunk = pending.subList(0, Math.min(size.rows(), pending.size()));
            EntityStates states;
            try {
                states = new EntityStates(batches.factory(), chunk);
            } catch (RuntimeException e) { // Null is no entity.
                throw new BatchStoppedException(progress, wayOn(), e);
            }
            try {
                batches.retry().inStatelessTransaction(batches.factory(), session -> {
                    states.restore();
                    change.apply(session, chunk);
                });
            } catch (RuntimeException e) {
                states.restore();
                if (size.shrinkAfter(e, chunk.size())) {
                    continue;
                }
                throw new BatchStoppedException(progress, wayOn(), e);
            }
            progress = progress.plus(chunk.size(), null);
            chunk.clear();
            batches.report(progress, wayOn());
        }
        return progress;
    }

    /** A stream that fails while it is read stops the run as a chunk does. */
    private boolean fill(List<Object> pending, Iterator<?> entities, int rows) {
        try {
            while (pending.size() < rows && entities.hasNext()) {
                pending.add(entities.next());
            }
            return !pending.isEmpty();
        } catch (RuntimeException e) {
            throw new BatchStoppedException(progress, wayOn(), e);
        }
    }

    private String wayOn() {
        return "To go on, skip the first " + progress.rows() + " elements of the stream";
    }
}
