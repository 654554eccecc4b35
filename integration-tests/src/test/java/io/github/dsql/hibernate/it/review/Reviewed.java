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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.hibernate.MappingException;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;

/** Binds a model without a database, and keeps what the review said of it. */
final class Reviewed {
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final Class<?>[] classes;

    private Reviewed(Class<?>... classes) {
        this.classes = classes;
        settings.put("hibernate.dialect", "dsql");
        settings.put("hibernate.boot.allow_jdbc_metadata_access", "false");
    }

    static Reviewed of(Class<?>... classes) {
        return new Reviewed(classes);
    }

    Reviewed with(String key, Object value) {
        settings.put(key, value);
        return this;
    }

    /** Returns the findings, one a line: of the exception, or else what was logged. */
    List<String> findings() {
        return report().lines()
                .filter(line -> line.startsWith("  - ["))
                .map(line -> line.substring(4))
                .toList();
    }

    /** Returns the whole report. */
    String report() {
        var registry =
                new StandardServiceRegistryBuilder().applySettings(settings).build();
        try (Log log = new Log()) {
            new MetadataSources(registry).addAnnotatedClasses(classes).buildMetadata();
            return String.join("\n", log.lines);
        } catch (MappingException e) {
            return String.valueOf(e.getMessage());
        } finally {
            StandardServiceRegistryBuilder.destroy(registry);
        }
    }

    /** Records what the review logs. */
    static final class Log extends Handler implements AutoCloseable {
        final List<String> lines = new ArrayList<>();
        private final Logger logger = Logger.getLogger("io.github.dsql.hibernate.mapping.MappingReview");

        Log() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord logged) {
            if (logged.getLevel().intValue() >= Level.INFO.intValue()) {
                lines.add(logged.getLevel() + ": " + logged.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
