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
package io.github.dsql.local.server;

/** Internal: a PostgreSQL 16 that stand-ins run on, each in a database of its own. */
public interface Postgres extends AutoCloseable {
    /**
     * Creates a database with the service's catalogue.
     *
     * @return the new database, to be closed before the server
     * @throws io.github.dsql.local.DsqlLocalException if the server refuses or is gone
     */
    Database createDatabase();

    /**
     * Returns a database whose end is the server's end, for a stand-in that has the server to itself.
     *
     * @return the database
     * @throws io.github.dsql.local.DsqlLocalException if the server refuses or is gone
     */
    Database onlyDatabase();

    /** Ends the use of the server; one that was started for this is stopped. A second call does nothing. */
    @Override
    void close();
}
