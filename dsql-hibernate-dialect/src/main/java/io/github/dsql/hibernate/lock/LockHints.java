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
package io.github.dsql.hibernate.lock;

import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.LockMode;
import org.hibernate.Timeouts;
import org.jboss.logging.Logger;

/** Internal: says once a session factory that SKIP LOCKED or a lock timeout was asked for and means nothing here. */
public final class LockHints {
    private static final Logger LOG = Logger.getLogger(LockHints.class);

    private final AtomicBoolean skipLockedSaid = new AtomicBoolean();
    private final AtomicBoolean timeoutSaid = new AtomicBoolean();

    /** Creates the memory of one session factory. */
    public LockHints() {}

    /**
     * Notes what a lock asks for.
     *
     * @param mode the lock mode
     * @param timeoutMillis the timeout, or one of Hibernate's magic values
     */
    public void dropped(LockMode mode, int timeoutMillis) {
        if (mode == LockMode.UPGRADE_SKIPLOCKED || timeoutMillis == Timeouts.SKIP_LOCKED_MILLI) {
            if (skipLockedSaid.compareAndSet(false, true)) {
                LOG.warn(
                        "SKIP LOCKED has no effect on Aurora DSQL and is left out: no row is ever locked for others to skip,"
                                + " and two workers that pick the same row are in conflict at COMMIT. Let workers pick different"
                                + " rows, for instance by a hash of the key.");
            }
        } else if ((timeoutMillis >= 0 || mode == LockMode.UPGRADE_NOWAIT) && timeoutSaid.compareAndSet(false, true)) {
            LOG.warn("A lock timeout and NOWAIT have no effect on Aurora DSQL and are left out: a lock never waits,"
                    + " and a conflict shows at COMMIT.");
        }
    }
}
