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

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.hibernate.resource.transaction.spi.DdlTransactionIsolator;
import org.hibernate.tool.schema.internal.exec.JdbcContext;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the one connection of a schema action, for the statements as for reading the catalogue, given back when the action
 * ends.
 *
 * <p>Its users release it earlier, and some take two at a time, which a pool of one connection could not serve.
 */
final class SharedIsolator implements DdlTransactionIsolator {
    private static final Logger LOG = Logger.getLogger(SharedIsolator.class);
    private static final int VALIDATION_SECONDS = 5;

    private final JdbcContext context;
    private final Supplier<DdlTransactionIsolator> source;
    private @Nullable DdlTransactionIsolator isolator;
    private boolean renewed;

    SharedIsolator(JdbcContext context, Supplier<DdlTransactionIsolator> source) {
        this.context = context;
        this.source = source;
    }

    @Override
    public JdbcContext getJdbcContext() {
        return context;
    }

    @Override
    public Connection getIsolatedConnection() {
        return getIsolatedConnection(true);
    }

    @Override
    public Connection getIsolatedConnection(boolean autocommit) {
        if (isolator == null) {
            isolator = source.get();
        }
        return isolator.getIsolatedConnection(autocommit);
    }

    @Override
    public void release() {
        // The action releases it, see end().
    }

    /** Gives the connection back if it is broken, so that the next call takes another one. */
    void renewIfBroken() {
        DdlTransactionIsolator broken = isolator;
        if (broken == null || isUsable(broken)) {
            return;
        }
        isolator = null;
        renewed = true;
        try {
            // Closed, since a pool may believe that a connection works as long as it is open.
            broken.getIsolatedConnection(true).close();
        } catch (SQLException | RuntimeException e) {
            LOG.debugf(e, "The broken connection could not be closed");
        }
        try {
            broken.release();
        } catch (RuntimeException e) {
            LOG.debugf(e, "The broken connection could not be given back");
        }
    }

    /** Whether the connection at hand, if any, was taken in place of a broken one. */
    boolean isRenewed() {
        return renewed;
    }

    private static boolean isUsable(DdlTransactionIsolator isolator) {
        try {
            return isolator.getIsolatedConnection(true).isValid(VALIDATION_SECONDS);
        } catch (SQLException | RuntimeException e) {
            LOG.debugf(e, "The connection is broken");
            return false;
        }
    }

    void end() {
        if (isolator != null) {
            DdlTransactionIsolator ended = isolator;
            isolator = null;
            ended.release();
        }
    }
}
