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
package io.github.dsql.hibernate.it.lock;

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** A stand-in, a session factory on it with some entities, and what it sent. */
final class Fixture implements AutoCloseable {
    final DsqlLocal local;
    final RecordingDataSource recording;
    final SessionFactory factory;

    Fixture(Map<String, String> settings, Class<?>... entities) {
        local = DsqlLocal.builder().allowPlainText().start();
        recording = new RecordingDataSource(local.jdbcUrl());
        factory = factory(recording, settings, "create", entities);
    }

    static SessionFactory factory(
            DataSource dataSource, Map<String, String> settings, String schema, Class<?>... entities) {
        Configuration configuration = new Configuration();
        configuration.setProperty("hibernate.dialect", "io.github.dsql.hibernate.DsqlDialect");
        configuration.setProperty("hibernate.hbm2ddl.auto", schema);
        configuration.getProperties().put("hibernate.connection.datasource", dataSource);
        settings.forEach(configuration::setProperty);
        for (Class<?> entity : entities) {
            configuration.addAnnotatedClass(entity);
        }
        return configuration.buildSessionFactory();
    }

    /** Returns what work sends, without the opening and closing of transactions. */
    List<String> sqlOf(Runnable work) {
        recording.clear();
        work.run();
        return recording.sql();
    }

    @Override
    public void close() {
        factory.close();
        local.close();
    }
}
