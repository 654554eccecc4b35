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
package io.github.dsql.hibernate.it.schema;

import io.github.dsql.hibernate.DsqlDialect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** Builds session factories over a data source, with one setting or class at a time. */
final class Factory {
    private final DataSource dataSource;
    private final List<Class<?>> entities;
    private final Map<String, Object> settings = new LinkedHashMap<>();

    private Factory(DataSource dataSource, List<Class<?>> entities) {
        this.dataSource = dataSource;
        this.entities = entities;
    }

    /** Starts with a data source and the classes of a model. */
    static Factory on(DataSource dataSource, Class<?>... entities) {
        return new Factory(dataSource, List.of(entities));
    }

    /** Adds a setting of Hibernate or of this library. */
    Factory with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    /** Builds the session factory. */
    SessionFactory build() {
        Configuration configuration = new Configuration();
        entities.forEach(configuration::addAnnotatedClass);
        configuration.getProperties().put("hibernate.dialect", DsqlDialect.class.getName());
        configuration.getProperties().put("hibernate.connection.datasource", dataSource);
        configuration.getProperties().putAll(settings);
        return configuration.buildSessionFactory();
    }
}
