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
package io.github.dsql.hibernate.it.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.local.DsqlLocal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Persistence;
import jakarta.persistence.PersistenceConfiguration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewAtBootIT {
    private static final String IT = ReviewAtBootIT.class.getName() + "$";

    private static DsqlLocal local;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().allowPlainText().start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void clearLog() {
        local.statements().clear();
    }

    @Entity
    static class Shop {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Short id;

        @Column(columnDefinition = "inet")
        String address;
    }

    @Entity
    static class Article {
        @Id
        @GeneratedValue
        UUID id;

        @Column(length = 4000, unique = true)
        String description;

        @ManyToOne
        Shop shop;
    }

    private static Map<String, Object> settings(String... pairs) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("hibernate.dialect", "dsql");
        settings.put("jakarta.persistence.jdbc.url", local.jdbcUrl());
        settings.put("hibernate.hbm2ddl.auto", "create");
        settings.put("hibernate.connection.isolation", "SERIALIZABLE");
        for (int i = 0; i < pairs.length; i += 2) {
            settings.put(pairs[i], pairs[i + 1]);
        }
        return settings;
    }

    private static void assertReported(ThrowingCallable boot) {
        assertThatThrownBy(boot).satisfies(e -> assertThat(stackOf(e))
                .contains(
                        "The mapping does not fit Aurora DSQL:",
                        "[identity-not-bigint] " + IT + "Shop.id: ",
                        "[unsupported-type] " + IT + "Shop.address: ",
                        "[key-size] " + IT + "Article.description: ",
                        "[isolation-level] hibernate.connection.isolation=SERIALIZABLE: ",
                        "Warnings:",
                        "[association-without-index] " + IT + "Article.shop: "));
        assertNoSchemaStatement();
    }

    private static String stackOf(Throwable e) {
        StringBuilder messages = new StringBuilder();
        for (Throwable each = e; each != null; each = each.getCause()) {
            messages.append(each.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private static void assertNoSchemaStatement() {
        assertThat(local.statements().sql()).noneMatch(sql -> {
            String start = sql.strip().toLowerCase(Locale.ROOT);
            return start.startsWith("create") || start.startsWith("drop") || start.startsWith("alter");
        });
    }

    private static SessionFactory factory(Map<String, Object> settings) {
        var registry =
                new StandardServiceRegistryBuilder().applySettings(settings).build();
        try {
            return new MetadataSources(registry)
                    .addAnnotatedClasses(Shop.class, Article.class)
                    .buildMetadata()
                    .buildSessionFactory();
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    @Test
    void aSessionFactoryIsStoppedByOneReportOfEverythingBeforeAnyStatement() {
        assertReported(() -> factory(settings()));
    }

    @Test
    void anEntityManagerFactoryIsStopped() {
        assertReported(() -> new PersistenceConfiguration("review")
                .managedClass(Shop.class)
                .managedClass(Article.class)
                .properties(settings())
                .createEntityManagerFactory());
        assertReported(() -> Persistence.createEntityManagerFactory("broken", settings()));
    }

    @Test
    void schemaGenerationWithoutAFactoryIsStopped() {
        assertReported(() -> Persistence.generateSchema(
                "broken", settings("jakarta.persistence.schema-generation.database.action", "create")));
    }

    @Test
    void withWarnTheReportIsLoggedOnceAndTheBootGoesOn() {
        try (Reviewed.Log log = new Reviewed.Log();
                SessionFactory factory =
                        factory(settings(DsqlSettings.MAPPING_REVIEW, "warn", "hibernate.hbm2ddl.auto", "none"))) {
            assertThat(factory.isOpen()).isTrue();
            assertThat(log.lines)
                    .filteredOn(line -> line.startsWith("WARN"))
                    .singleElement()
                    .asString()
                    .contains("[unsupported-type]", "[isolation-level]", "[association-without-index]");
        }
    }

    @Test
    void withOffNothingIsLookedFor() {
        Map<String, Object> settings = settings(DsqlSettings.MAPPING_REVIEW, "off", "hibernate.hbm2ddl.auto", "none");
        settings.remove("hibernate.connection.isolation");
        try (Reviewed.Log log = new Reviewed.Log();
                SessionFactory factory = factory(settings)) {
            assertThat(factory.isOpen()).isTrue();
            assertThat(log.lines).isEmpty();
        }
    }

    @Test
    void aCodeThatIsIgnoredIsLeftOut() {
        Map<String, Object> settings = settings(
                DsqlSettings.MAPPING_REVIEW_IGNORE,
                "unsupported-type, IDENTITY-NOT-BIGINT,key-size,isolation-level, association-without-index",
                "hibernate.hbm2ddl.auto",
                "none");
        try (Reviewed.Log log = new Reviewed.Log();
                SessionFactory factory = factory(settings)) {
            assertThat(factory.isOpen()).isTrue();
            assertThat(log.lines).singleElement().asString().contains("[sequential-key]");
        }
    }

    @Test
    void anUnknownCodeIsAnErrorWithTheNearestOne() {
        assertThatThrownBy(() -> factory(settings(DsqlSettings.MAPPING_REVIEW_IGNORE, "key-sise")))
                .hasMessageContaining(DsqlSettings.MAPPING_REVIEW_IGNORE + "=key-sise")
                .hasMessageContaining("nearest valid value key-size");
    }

    @Entity
    static class Fine {
        @Id
        @GeneratedValue
        UUID id;

        @Column(length = 100)
        String name;
    }

    @Test
    void aModelThatFitsIsPassedWithoutAWord() {
        Map<String, Object> settings = settings();
        settings.remove("hibernate.connection.isolation");
        try (Reviewed.Log log = new Reviewed.Log();
                EntityManagerFactory factory = new PersistenceConfiguration("fine")
                        .managedClass(Fine.class)
                        .properties(settings)
                        .createEntityManagerFactory()) {
            assertThat(factory.isOpen()).isTrue();
            assertThat(log.lines).isEqualTo(List.of());
        }
    }
}
