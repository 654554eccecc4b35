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

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import jakarta.persistence.Tuple;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;

/**
 * One of the two databases with Hibernate on it.
 *
 * @param factory the session factory
 * @param dataSource notes what is sent
 */
record Twin(SessionFactory factory, RecordingDataSource dataSource) implements AutoCloseable {
    static Twin boot(String url, String dialect, Map<String, ?> settings, Class<?>... entities) {
        RecordingDataSource dataSource = new RecordingDataSource(url);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("hibernate.dialect", dialect);
        all.put("jakarta.persistence.nonJtaDataSource", dataSource);
        all.put("hibernate.hbm2ddl.auto", "create-only");
        all.put("hibernate.hbm2ddl.halt_on_error", true);
        all.put("hibernate.query.hql.json_functions_enabled", true);
        all.put("hibernate.query.hql.xml_functions_enabled", true);
        all.putAll(settings);
        StandardServiceRegistry registry =
                new StandardServiceRegistryBuilder().applySettings(all).build();
        return new Twin(
                new MetadataSources(registry)
                        .addAnnotatedClasses(entities)
                        .buildMetadata()
                        .buildSessionFactory(),
                dataSource);
    }

    /** Returns the rows of a query in a form that can be compared, sorted unless the query does so. */
    List<String> rows(String hql, Object... parameters) {
        return inTransaction(session -> {
            var query = session.createSelectionQuery(hql, Object.class);
            IntStream.range(0, parameters.length).forEach(i -> query.setParameter(i + 1, parameters[i]));
            return comparable(
                    query.getResultList(), hql.toLowerCase(Locale.ROOT).contains("order by"));
        });
    }

    /** Runs changes one after the other and undoes them; returns how many rows each changed and what the queries return then. */
    List<String> changes(List<String> statements, List<String> queries) {
        return inTransaction(session -> {
            List<String> results = new ArrayList<>();
            for (String hql : statements) {
                results.add(String.valueOf(session.createMutationQuery(hql).executeUpdate()));
            }
            for (String query : queries) {
                List<?> rows = query.startsWith("sql:")
                        ? session.createNativeQuery(query.substring(4), Object.class)
                                .getResultList()
                        : session.createSelectionQuery(query, Object.class).getResultList();
                results.add(comparable(rows, query.contains("order by")).toString());
            }
            return results;
        });
    }

    /** Runs work in a transaction that is rolled back. */
    <T> T inTransaction(Function<Session, T> work) {
        return factory.fromSession(session -> {
            session.beginTransaction();
            try {
                return work.apply(session);
            } finally {
                session.getTransaction().rollback();
            }
        });
    }

    static List<String> comparable(List<?> rows, boolean ordered) {
        List<String> texts = rows.stream().map(Twin::text).toList();
        return ordered
                ? texts
                : texts.stream().sorted(Comparator.naturalOrder()).toList();
    }

    private static String text(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Tuple tuple) {
            return text(tuple.toArray());
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> text(Array.get(value, i)))
                    .toList()
                    .toString();
        }
        if (value instanceof BigDecimal number) {
            // A document keeps the digits that it was given, a column of numbers has its scale.
            return number.stripTrailingZeros().toPlainString() + " of BigDecimal";
        }
        return value instanceof List<?> list
                ? list.stream().map(Twin::text).toList().toString()
                : value + " of " + value.getClass().getSimpleName();
    }

    @Override
    public void close() {
        factory.close();
    }
}
