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
package io.github.dsql.hibernate.schema;

import io.github.dsql.hibernate.schema.catalog.Catalog;
import io.github.dsql.hibernate.schema.catalog.CatalogJob;
import io.github.dsql.hibernate.schema.catalog.CatalogReader;
import io.github.dsql.hibernate.schema.catalog.CatalogTable;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * Internal: awaits the jobs that somebody else has started on the tables: an update that stopped halfway, or another instance.
 *
 * <p>What they do would otherwise be planned again. How they end does not matter: the plan follows from what they leave.
 */
final class RunningJobs {
    private static final Logger LOG = Logger.getLogger(RunningJobs.class);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final StatementSender sender;
    private final Pause pause;
    private final LongSupplier nanoTime;
    private final int timeoutSeconds;

    RunningJobs(StatementSender sender, Pause pause, LongSupplier nanoTime, int timeoutSeconds) {
        this.sender = sender;
        this.pause = pause;
        this.nanoTime = nanoTime;
        this.timeoutSeconds = timeoutSeconds;
    }

    /** Returns when none is running any more, or the deadline has passed. */
    void await(Collection<String> schemas) throws SQLException {
        long started = nanoTime.getAsLong();
        for (long millis = FIRST_PAUSE_MILLIS; ; millis = Math.min(2 * millis, LONGEST_PAUSE_MILLIS)) {
            if (sender.read(CatalogReader::jobs).isEmpty()) {
                return;
            }
            List<CatalogJob> running = onTables(sender.read(connection -> CatalogReader.read(connection, schemas)));
            if (running.isEmpty()) {
                return;
            }
            if (nanoTime.getAsLong() - started >= TimeUnit.SECONDS.toNanos(timeoutSeconds)) {
                LOG.warnf(
                        "Jobs that somebody else started are still running after %d seconds: %s",
                        timeoutSeconds, running);
                return;
            }
            pause.millis(millis);
        }
    }

    private static List<CatalogJob> onTables(Catalog catalog) {
        return catalog.jobs().stream()
                .filter(job -> catalog.tables().values().stream().anyMatch(table -> isOn(job, table)))
                .toList();
    }

    private static boolean isOn(CatalogJob job, CatalogTable table) {
        return job.objectId() == table.oid()
                || table.indexes().stream().anyMatch(index -> index.oid() == job.objectId());
    }
}
