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
package io.github.dsql.local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** A running stand-in for an Aurora DSQL cluster; {@link #close()} stops it and removes what it wrote. */
public final class DsqlLocal implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private DsqlLocal(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts a stand-in with default options.
     *
     * @return the running stand-in
     * @throws DsqlLocalException if the embedded server cannot start
     */
    public static DsqlLocal start() {
        return builder().start();
    }

    /**
     * Returns a builder for a stand-in with other than default options.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns a URL that pgjdbc connects with as {@link #user()}, no password needed.
     *
     * @return a {@code jdbc:postgresql:} URL
     */
    public String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres?user=" + user();
    }

    /**
     * Returns the user that owns the schema {@code public}.
     *
     * @return {@code admin}, as on a cluster
     */
    public String user() {
        return "postgres";
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new DsqlLocalException("The embedded PostgreSQL did not stop", e);
        }
    }

    /** Collects the options of a stand-in before it starts. */
    public static final class Builder {
        private Builder() {}

        /**
         * Starts the stand-in.
         *
         * @return the running stand-in
         * @throws DsqlLocalException if the embedded server cannot start
         */
        public DsqlLocal start() {
            try {
                return new DsqlLocal(EmbeddedPostgres.builder().start());
            } catch (IOException e) {
                throw new DsqlLocalException("The embedded PostgreSQL did not start", e);
            }
        }
    }
}
