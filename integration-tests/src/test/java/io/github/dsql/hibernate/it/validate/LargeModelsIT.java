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
package io.github.dsql.hibernate.it.validate;

import io.github.dsql.local.DsqlLocal;
import io.github.dsql.local.PostgresServer;
import jakarta.persistence.Converter;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.MappedSuperclass;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The large models of other tests: each passes the validation after it was created, and after an update. */
class LargeModelsIT {
    private static final List<Class<? extends Annotation>> MAPPED =
            List.of(Entity.class, Embeddable.class, MappedSuperclass.class, Converter.class);
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.embedded();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schema.Library",
                "type.TypesModel",
                "type.EnumModel",
                "query.BulkModel",
                "scenario.model.Keys",
                "scenario.model.Collections"
            })
    void passAfterCreationAndUpdate(String model) throws ClassNotFoundException {
        List<Class<?>> classes = classes("io.github.dsql.hibernate.it." + model);
        try (DsqlLocal local =
                DsqlLocal.builder().server(server).allowPlainText().start()) {
            try (SessionFactory factory = boot(local, classes, "create-only")) {
                factory.getSchemaManager().validateMappedObjects();
            }
            boot(local, classes, "update").close();
            boot(local, classes, "validate").close();
        }
    }

    private static SessionFactory boot(DsqlLocal local, List<Class<?>> classes, String action) {
        Configuration configuration = new Configuration().addAnnotatedClasses(classes.toArray(Class<?>[]::new));
        configuration.setProperty("hibernate.dialect", "dsql");
        configuration.setProperty("hibernate.connection.url", local.jdbcUrl());
        configuration.setProperty("hibernate.connection.pool_size", "1");
        configuration.setProperty("hibernate.hbm2ddl.auto", action);
        configuration.setProperty("hibernate.hbm2ddl.create_namespaces", "true");
        configuration.setProperty("hibernate.tooling.schema.index_validation", "all");
        configuration.setProperty("hibernate.tooling.schema.unique_key_validation", "all");
        configuration.setProperty("hibernate.dialect.dsql.foreign_keys", "not_valid");
        return configuration.buildSessionFactory();
    }

    private static List<Class<?>> classes(String model) throws ClassNotFoundException {
        return Stream.<Class<?>>of(Class.forName(model).getDeclaredClasses())
                .filter(type -> MAPPED.stream().anyMatch(type::isAnnotationPresent))
                .toList();
    }
}
