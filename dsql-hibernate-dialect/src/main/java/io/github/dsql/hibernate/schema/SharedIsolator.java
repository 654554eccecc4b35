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
import java.util.function.Supplier;
import org.hibernate.resource.transaction.spi.DdlTransactionIsolator;
import org.hibernate.tool.schema.internal.exec.JdbcContext;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the one connection of a schema action, for the statements as for reading the catalogue, given back when the action
 * ends.
 *
 * <p>Its users release it earlier, and some take two at a time, which a pool of one connection could not serve.
 */
final class SharedIsolator implements DdlTransactionIsolator {
    private final JdbcContext context;
    private final Supplier<DdlTransactionIsolator> source;
    private @Nullable DdlTransactionIsolator isolator;

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

    void end() {
        if (isolator != null) {
            isolator.release();
            isolator = null;
        }
    }
}
