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

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Internal: what happens to the sort order of an index key: it is left out, and the first time an INFO says so.
 *
 * <p>Aurora DSQL refuses ASC and DESC on index keys (2026-10). An index is read in both directions, so only an order that mixes
 * directions gains nothing from it.
 */
public final class SortOrders {
    private static final Logger LOG = Logger.getLogger(SortOrders.class);

    private final AtomicBoolean said = new AtomicBoolean();

    /** Starts with nothing said. */
    public SortOrders() {}

    void leftOut(String index, List<IndexKey> keys) {
        if (keys.stream().anyMatch(IndexKey::descending) && said.compareAndSet(false, true)) {
            LOG.infof(
                    "Aurora DSQL has no sort order on index keys: 'desc' is left out of %s and of every other index."
                            + " An index is read in both directions.",
                    index);
        }
    }
}
