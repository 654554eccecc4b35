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

import io.github.dsql.local.DsqlLocal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.Configuration;
import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.env.spi.JdbcEnvironment;

/** A stand-in for Aurora DSQL and a PostgreSQL that the tests of this package share. */
final class Databases {
    static final String ENDPOINT = "jdbc:postgresql://abcdefghijklmnopqrstuvwxyz.dsql.us-east-1.on.aws/postgres";

    private Databases() {}

    private static final class Cluster {
        static final DsqlLocal INSTANCE = DsqlLocal.builder().allowPlainText().start();
    }

    private static final class Postgres {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static DsqlLocal dsql() {
        return Cluster.INSTANCE;
    }

    static String postgresUrl() {
        return Postgres.INSTANCE.getJdbcUrl("postgres", "postgres");
    }

    /** Asks as early as Hibernate can, since an endpoint of the tests cannot be connected to. */
    static Dialect dialectOf(Map<String, ?> settings) {
        var registry = new StandardServiceRegistryBuilder()
                .applySettings(new HashMap<>(settings))
                .build();
        try {
            return registry.requireService(JdbcEnvironment.class).getDialect();
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    /** Starts Hibernate as an application does. */
    static SessionFactory factory(Map<String, ?> settings, Class<?>... entities) {
        Configuration configuration = new Configuration().addAnnotatedClasses(entities);
        configuration.getProperties().putAll(settings);
        return configuration.buildSessionFactory();
    }
}
