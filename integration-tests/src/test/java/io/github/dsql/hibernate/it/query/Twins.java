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
package io.github.dsql.hibernate.it.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.PostgresServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.Session;

/** One model twice: with this dialect on DSQL Local, and with Hibernate's own dialect on the PostgreSQL below it. */
final class Twins implements AutoCloseable {
    /** Starts PostgreSQL once for the classes of this package. */
    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();
        static final PostgresServer SHARED =
                PostgresServer.at(POSTGRES.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setLocaleConfig("locale", "C").start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final DsqlLocal cluster;
    private final String database;
    private final Twin dsql;
    private final Twin postgresql;

    private Twins(DsqlLocal cluster, String database, Twin dsql, Twin postgresql) {
        this.cluster = cluster;
        this.database = database;
        this.dsql = dsql;
        this.postgresql = postgresql;
    }

    /** Creates the schema of the entities on both databases. */
    static Twins boot(Map<String, ?> settings, Class<?>... entities) {
        DsqlLocal cluster =
                DsqlLocal.builder().allowPlainText().server(Server.SHARED).start();
        String database = "twin" + System.identityHashCode(cluster);
        try {
            Twin dsql = Twin.boot(cluster.jdbcUrl(), "dsql", settings, entities);
            runOnServer("create database " + database + " template template0 encoding 'UTF8'");
            Twin postgresql = Twin.boot(
                    Server.POSTGRES.getJdbcUrl("postgres", database),
                    "org.hibernate.dialect.PostgreSQLDialect",
                    settings,
                    entities);
            return new Twins(cluster, database, dsql, postgresql);
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    Twin dsql() {
        return dsql;
    }

    Twin postgresql() {
        return postgresql;
    }

    /** Runs the same work on both, each in a transaction that is committed. */
    void run(Consumer<Session> work) {
        dsql.factory().inTransaction(work);
        postgresql.factory().inTransaction(work);
    }

    /** A query returns the same on both. */
    void assertSame(String hql, Object... parameters) {
        List<String> expected;
        try {
            expected = postgresql.rows(hql, parameters);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("PostgreSQL's dialect cannot do it either: " + hql + ": " + e, e);
        }
        dsql.dataSource().clear();
        assertThat(dsql.rows(hql, parameters)).as(hql).isEqualTo(expected);
        assertThat(dsql.dataSource().failures()).isEmpty();
    }

    /** Statements change as many rows on both, and leave the same behind. */
    void assertSameChanges(List<String> statements, List<String> queries) {
        List<String> expected;
        try {
            expected = postgresql.changes(statements, queries);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("PostgreSQL's dialect cannot do it either: " + statements + ": " + e, e);
        }
        dsql.dataSource().clear();
        assertThat(dsql.changes(statements, queries)).as(statements.toString()).isEqualTo(expected);
        assertThat(dsql.dataSource().failures()).isEmpty();
    }

    /** A query is refused with a message, before anything is sent. */
    void assertRefused(String hql, String... messageParts) {
        dsql.dataSource().clear();
        assertThatThrownBy(() -> dsql.rows(hql)).hasMessageContainingAll(messageParts);
        assertThat(dsql.dataSource().sql()).isEmpty();
    }

    private static void runOnServer(String sql) {
        try (Connection connection = Server.POSTGRES.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        dsql.close();
        postgresql.close();
        cluster.close();
        runOnServer("drop database " + database);
    }
}
