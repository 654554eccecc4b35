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
package io.github.dsql.hibernate.it.boot;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.instrumentation.jdbc.datasource.JdbcTelemetry;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import net.ttddyy.dsproxy.support.ProxyDataSourceBuilder;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A way from Hibernate to a database: a pool, or a driver or data source that wraps another.
 *
 * @param name how a test calls it
 * @param opening opens it
 */
record Way(String name, Opening opening) {
    private static final String DATA_SOURCE = "hibernate.connection.datasource";

    /** Opens a way to a URL of pgjdbc. */
    interface Opening {
        Open open(String url) throws SQLException;
    }

    /**
     * An open way.
     *
     * @param settings what Hibernate needs to know
     * @param closing closes it
     */
    record Open(Map<String, Object> settings, Runnable closing) implements AutoCloseable {
        @Override
        public void close() {
            closing.run();
        }
    }

    static List<Way> all() {
        return List.of(
                new Way("HikariCP", url -> hikari(url, true)),
                new Way("HikariCP without auto-commit", url -> hikari(url, false)),
                new Way("HikariCP around a data source", url -> {
                    HikariConfig config = new HikariConfig();
                    config.setDataSource(plain(url));
                    config.setMaximumPoolSize(1);
                    HikariDataSource pool = new HikariDataSource(config);
                    return new Open(Map.of(DATA_SOURCE, pool), pool::close);
                }),
                new Way("Agroal", Way::agroal),
                new Way("c3p0", Way::c3p0),
                new Way("Tomcat", Way::tomcat),
                new Way("a data source of pgjdbc", url -> wrapped(plain(url))),
                new Way(
                        "datasource-proxy",
                        url -> wrapped(ProxyDataSourceBuilder.create(plain(url))
                                .proxyResultSet()
                                .logQueryToSysOut()
                                .build())),
                new Way(
                        "OpenTelemetry around a data source",
                        url -> wrapped(
                                JdbcTelemetry.create(OpenTelemetry.noop()).wrap(plain(url)))),
                new Way("p6spy", url -> driver(url, "p6spy")),
                new Way("OpenTelemetry", url -> driver(url, "otel")),
                new Way("OpenTracing", url -> driver(url, "tracing")),
                new Way("DriverManager", url -> new Open(Map.of("jakarta.persistence.jdbc.url", url), () -> {})));
    }

    @Override
    public String toString() {
        return name;
    }

    private static Open wrapped(DataSource dataSource) {
        return new Open(Map.of(DATA_SOURCE, dataSource), () -> {});
    }

    private static Open driver(String url, String name) {
        return new Open(
                Map.of("jakarta.persistence.jdbc.url", url.replaceFirst("jdbc:", "jdbc:" + name + ":")), () -> {});
    }

    private static PGSimpleDataSource plain(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(url);
        return dataSource;
    }

    private static Open hikari(String url, boolean autoCommit) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setAutoCommit(autoCommit);
        config.setMaximumPoolSize(1);
        HikariDataSource pool = new HikariDataSource(config);
        return new Open(Map.of(DATA_SOURCE, pool), pool::close);
    }

    private static Open agroal(String url) throws SQLException {
        AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(configuration ->
                        configuration.maxSize(1).connectionFactoryConfiguration(factory -> factory.jdbcUrl(url))));
        return new Open(Map.of(DATA_SOURCE, pool), pool::close);
    }

    private static Open c3p0(String url) {
        ComboPooledDataSource pool = new ComboPooledDataSource();
        pool.setJdbcUrl(url);
        pool.setInitialPoolSize(1);
        pool.setMinPoolSize(1);
        pool.setMaxPoolSize(1);
        pool.setNumHelperThreads(1);
        return new Open(Map.of(DATA_SOURCE, pool), pool::close);
    }

    private static Open tomcat(String url) {
        org.apache.tomcat.jdbc.pool.DataSource pool = new org.apache.tomcat.jdbc.pool.DataSource();
        pool.setUrl(url);
        pool.setInitialSize(1);
        pool.setMaxActive(1);
        pool.setMinIdle(1);
        pool.setMaxIdle(1);
        return new Open(Map.of(DATA_SOURCE, pool), pool::close);
    }
}
