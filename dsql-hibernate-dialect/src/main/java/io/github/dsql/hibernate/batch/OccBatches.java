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

import io.github.dsql.hibernate.conflict.OccRetry;
import jakarta.persistence.EntityManagerFactory;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SessionFactoryImplementor;

/**
 * Changes any number of rows in chunks, each a transaction of its own that is retried after a conflict.
 *
 * <p>A transaction of Aurora DSQL changes at most 3,000 rows and 10 MiB, and lasts at most five minutes. A chunk that meets one of the limits all the same, for instance since an entity
 * has rows in several tables, is run again in halves.
 *
 * <pre>{@code
 * OccBatches batches = OccBatches.of(sessionFactory);
 * batches.delete(Ticket.class).where("expires < :now", Map.of("now", now)).run();
 * batches.update(Order.class).set("state = 'CLOSED'").where("state = 'SHIPPED'").run();
 * batches.insert(rows.map(this::toReading));
 * }</pre>
 *
 * <p>The whole is not atomic: others see the chunks that are committed while the rest is under way, and a run that stops has done a part, which its
 * {@link BatchStoppedException} tells so that the next one can go on from there.
 *
 * <p>Instances are immutable and can be shared by threads.
 */
public final class OccBatches {
    private static final int DEFAULT_CHUNK_ROWS = 1_000;
    private static final int MOST_CHUNK_ROWS = 3_000;

    private final SessionFactoryImplementor factory;
    private final OccRetry retry;
    private final int chunkRows;
    private final Consumer<? super BatchProgress> onProgress;

    private OccBatches(
            SessionFactoryImplementor factory,
            OccRetry retry,
            int chunkRows,
            Consumer<? super BatchProgress> onProgress) {
        this.factory = factory;
        this.retry = retry;
        this.chunkRows = chunkRows;
        this.onProgress = onProgress;
    }

    /**
     * Returns batches with chunks of 1,000 entities and the default retry.
     *
     * @param factory the session factory, or an entity manager factory of Hibernate
     * @return the batches
     */
    public static OccBatches of(EntityManagerFactory factory) {
        return new OccBatches(
                factory.unwrap(SessionFactoryImplementor.class),
                OccRetry.withDefaults(),
                DEFAULT_CHUNK_ROWS,
                progress -> {});
    }

    /**
     * Returns the same with another retry. Where it is {@linkplain io.github.dsql.hibernate.conflict.OccRetryBuilder#idempotent idempotent}, a chunk is run again also when the answer to
     * its COMMIT was lost.
     *
     * @param each the retry of each chunk
     * @return the batches
     */
    public OccBatches withRetry(OccRetry each) {
        return new OccBatches(factory, Objects.requireNonNull(each, "each"), chunkRows, onProgress);
    }

    /**
     * Returns the same with other chunks.
     *
     * @param rows entities in a transaction, 1 to 3,000
     * @return the batches
     * @throws IllegalArgumentException if the number is out of its range
     */
    public OccBatches withChunkRows(int rows) {
        if (rows < 1 || rows > MOST_CHUNK_ROWS) {
            throw new IllegalArgumentException("chunkRows is " + rows + ", but must be from 1 to " + MOST_CHUNK_ROWS
                    + ": Aurora DSQL changes at most 3,000 rows a transaction");
        }
        return new OccBatches(factory, retry, rows, onProgress);
    }

    /**
     * Returns the same with a listener for progress.
     *
     * @param listener called after each chunk is committed; what it throws stops the run
     * @return the batches
     */
    public OccBatches withProgress(Consumer<? super BatchProgress> listener) {
        return new OccBatches(factory, retry, chunkRows, Objects.requireNonNull(listener, "listener"));
    }

    /**
     * Starts an update of the entities of a type.
     *
     * @param entity the type; its subtypes are included
     * @return the change, to be given what to set
     */
    public BulkChange update(Class<?> entity) {
        return new BulkChange(this, entity, true);
    }

    /**
     * Starts a deletion of the entities of a type.
     *
     * @param entity the type; its subtypes are included
     * @return the change, to be given a restriction
     */
    public BulkChange delete(Class<?> entity) {
        return new BulkChange(this, entity, false);
    }

    /**
     * Inserts entities through a stateless session.
     *
     * @param entities the entities, new; read once, a chunk at a time, and closed at the end
     * @return what was done
     * @throws BatchStoppedException if a chunk failed for good
     */
    public BatchProgress insert(Stream<?> entities) {
        return each(entities, StatelessSession::insertMultiple);
    }

    /**
     * Inserts entities through a stateless session, or updates those that exist.
     *
     * @param entities the entities; read once, a chunk at a time, and closed at the end
     * @return what was done
     * @throws BatchStoppedException if a chunk failed for good
     */
    public BatchProgress upsert(Stream<?> entities) {
        return each(entities, StatelessSession::upsertMultiple);
    }

    /**
     * Updates entities through a stateless session.
     *
     * @param entities the entities, detached; read once, a chunk at a time, and closed at the end
     * @return what was done
     * @throws BatchStoppedException if a chunk failed for good
     */
    public BatchProgress update(Stream<?> entities) {
        return each(entities, StatelessSession::updateMultiple);
    }

    /**
     * Deletes entities through a stateless session.
     *
     * @param entities the entities, detached; read once, a chunk at a time, and closed at the end
     * @return what was done
     * @throws BatchStoppedException if a chunk failed for good
     */
    public BatchProgress delete(Stream<?> entities) {
        return each(entities, StatelessSession::deleteMultiple);
    }

    private BatchProgress each(Stream<?> entities, EntityStream.Change change) {
        try (entities) {
            return new EntityStream(this, change).run(entities.iterator());
        }
    }

    SessionFactoryImplementor factory() {
        return factory;
    }

    OccRetry retry() {
        return retry;
    }

    ChunkSize chunkSize() {
        return new ChunkSize(chunkRows);
    }

    /** Tells of a chunk that is committed. */
    void report(BatchProgress progress, String wayOn) {
        try {
            onProgress.accept(progress);
        } catch (RuntimeException e) {
            throw new BatchStoppedException(progress, wayOn, e);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new BatchStoppedException(progress, wayOn, new InterruptedException("The thread was interrupted"));
        }
    }
}
