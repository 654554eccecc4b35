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
package io.github.dsql.hibernate.it.conflict;

import io.github.dsql.local.DsqlLocal;
import jakarta.persistence.EntityManagerFactory;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.jpa.HibernatePersistenceConfiguration;

/** A stand-in with the bank on it, for the tests of one class. */
final class Cluster implements AutoCloseable {
    static final Class<?>[] ENTITIES = {
        Bank.Account.class, Bank.Transfer.class, Bank.Tag.class, Bank.Place.class, Bank.Vehicle.class, Bank.Truck.class
    };

    final DsqlLocal dsql = DsqlLocal.builder().allowPlainText().start();
    final SessionFactory factory = factory(Map.of("hibernate.hbm2ddl.auto", "create"));

    SessionFactory factory(Map<String, ?> settings) {
        StandardServiceRegistry registry = new StandardServiceRegistryBuilder()
                .applySettings(settings(settings))
                .build();
        return new MetadataSources(registry)
                .addAnnotatedClasses(ENTITIES)
                .buildMetadata()
                .buildSessionFactory();
    }

    EntityManagerFactory jpa() {
        HibernatePersistenceConfiguration configuration =
                new HibernatePersistenceConfiguration("bank").properties(settings(Map.of()));
        for (Class<?> entity : ENTITIES) {
            configuration.managedClass(entity);
        }
        return configuration.createEntityManagerFactory();
    }

    private Map<String, Object> settings(Map<String, ?> more) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "hibernate.dialect",
                "dsql",
                "jakarta.persistence.jdbc.url",
                dsql.jdbcUrl(),
                "hibernate.connection.pool_size",
                40));
        settings.putAll(more);
        return settings;
    }

    @Override
    public void close() {
        factory.close();
        dsql.close();
    }
}
