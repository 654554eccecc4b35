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
package io.github.dsql.hibernate.it.feature;

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.registry.BootstrapServiceRegistryBuilder;
import org.hibernate.cfg.Configuration;

/** A session factory on a stand-in that the tests of this package share, with its schema, which is dropped when it is closed. */
final class Booted implements AutoCloseable {
    private static final class Cluster {
        static final DsqlLocal INSTANCE = DsqlLocal.builder().allowPlainText().start();
    }

    private final RecordingDataSource dataSource;
    private final SessionFactory factory;

    private Booted(RecordingDataSource dataSource, SessionFactory factory) {
        this.dataSource = dataSource;
        this.factory = factory;
    }

    static String url() {
        return Cluster.INSTANCE.jdbcUrl();
    }

    static Booted with(Map<String, ?> settings, Class<?>... entities) {
        return with(settings, configuration -> configuration.addAnnotatedClasses(entities));
    }

    static Booted with(Map<String, ?> settings, Consumer<Configuration> model) {
        return start(new Configuration(), settings, model);
    }

    /** Boots with entities that are found through a class loader of their own. */
    static Booted through(ClassLoader loader, Class<?>... entities) {
        Configuration configuration = new Configuration(
                new BootstrapServiceRegistryBuilder().applyClassLoader(loader).build());
        return start(configuration, Map.of(), model -> model.addAnnotatedClasses(entities));
    }

    private static Booted start(Configuration configuration, Map<String, ?> settings, Consumer<Configuration> model) {
        RecordingDataSource dataSource = new RecordingDataSource(url());
        configuration.getProperties().put("hibernate.dialect", "dsql");
        configuration.getProperties().put("hibernate.connection.datasource", dataSource);
        configuration.getProperties().put("hibernate.hbm2ddl.auto", "create-drop");
        configuration.getProperties().put("hibernate.hbm2ddl.halt_on_error", true);
        configuration.getProperties().putAll(settings);
        model.accept(configuration);
        SessionFactory factory = configuration.buildSessionFactory();
        dataSource.clear();
        return new Booted(dataSource, factory);
    }

    SessionFactory factory() {
        return factory;
    }

    void run(Consumer<Session> work) {
        factory.inTransaction(work);
    }

    <T> T call(Function<Session, T> work) {
        return factory.fromTransaction(work);
    }

    void persist(Object... entities) {
        run(session -> List.of(entities).forEach(session::persist));
    }

    /** Returns the statements that some work sends. */
    List<String> sentBy(Consumer<Session> work) {
        dataSource.clear();
        run(work);
        return dataSource.sql();
    }

    /** Returns the statements that some work sends and that start with a word. */
    List<String> sentBy(String firstWord, Consumer<Session> work) {
        return sentBy(work).stream()
                .filter(sql -> sql.toLowerCase(Locale.ROOT).startsWith(firstWord))
                .toList();
    }

    @Override
    public void close() {
        factory.close();
    }
}
