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
package io.github.dsql.examples.ownerpet.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.dsql.local.DsqlLocal;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** A connection pool to a cluster, or to a DSQL Local that lives as long as the pool. */
public final class Database implements AutoCloseable {
    private final HikariDataSource pool;
    private final String description;
    private final Runnable stopServer;

    private Database(String jdbcUrl, String description, Runnable stopServer) {
        this.pool = new HikariDataSource(poolConfig(jdbcUrl));
        this.description = description;
        this.stopServer = stopServer;
    }

    /** Opens the cluster that the environment names, or DSQL Local if it names none. */
    public static Database open(Map<String, String> environment) {
        Optional<ClusterAddress> cluster = ClusterAddress.from(environment);
        if (cluster.isPresent()) {
            ClusterAddress address = cluster.get();
            return new Database(
                    address.jdbcUrl(),
                    "cluster " + address.endpoint() + " as " + address.user() + ", schema " + address.schema(),
                    () -> {});
        }
        DsqlLocal local = DsqlLocal.start();
        try {
            return new Database(local.jdbcUrl(), "DSQL Local as " + local.user() + ", schema public", local::close);
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    private static HikariConfig poolConfig(String jdbcUrl) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setMaximumPoolSize(5);
        // Aurora DSQL cuts every connection after 60 minutes, without a word: the pool replaces them before.
        config.setMaxLifetime(TimeUnit.MINUTES.toMillis(55));
        // Neither transactionIsolation nor a connectionInitSql with lock or statement timeouts: the service refuses
        // them.
        return config;
    }

    public DataSource dataSource() {
        return pool;
    }

    @Override
    public String toString() {
        return description;
    }

    @Override
    public void close() {
        pool.close();
        stopServer.run();
    }
}
