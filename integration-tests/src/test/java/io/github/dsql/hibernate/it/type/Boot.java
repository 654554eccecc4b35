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
package io.github.dsql.hibernate.it.type;

import io.github.dsql.local.DsqlLocal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistry;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;

/** Starts Hibernate on one stand-in that the tests of this package share. */
final class Boot {
    private Boot() {}

    private static final class Cluster {
        static final DsqlLocal INSTANCE = DsqlLocal.builder().allowPlainText().start();
    }

    static String url() {
        return Cluster.INSTANCE.jdbcUrl();
    }

    /** Starts Hibernate with the schema of the entities created anew, and dropped when the factory is closed. */
    static SessionFactory sessionFactory(Map<String, ?> settings, Class<?>... entities) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("hibernate.dialect", "dsql");
        all.put("jakarta.persistence.jdbc.url", url());
        all.put("hibernate.hbm2ddl.auto", "create-drop");
        all.put("hibernate.hbm2ddl.halt_on_error", true);
        all.putAll(settings);
        StandardServiceRegistry registry =
                new StandardServiceRegistryBuilder().applySettings(all).build();
        try {
            return new MetadataSources(registry)
                    .addAnnotatedClasses(entities)
                    .buildMetadata()
                    .buildSessionFactory();
        } catch (RuntimeException e) {
            StandardServiceRegistryBuilder.destroy(registry);
            throw e;
        }
    }

    /** Returns the definition of a CHECK on a column, as the database tells it; empty if there is none. */
    static String checkOn(String table, String column) throws SQLException {
        return text(
                "select coalesce(string_agg(pg_get_constraintdef(c.oid), ' ; ' order by c.conname), '') from pg_constraint c"
                        + " join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)"
                        + " where c.contype = 'c' and c.conrelid = '" + table + "'::regclass and a.attname = '" + column
                        + "'");
    }

    /** Returns the type of a column, as the database tells it. */
    static String typeOf(String table, String column) throws SQLException {
        return text("select format_type(atttypid, atttypmod) from pg_attribute where attrelid = '" + table
                + "'::regclass and attname = '" + column + "'");
    }

    /** Returns the first column of the first row, as text. */
    static String text(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? String.valueOf(rows.getString(1)) : "no row";
        }
    }

    /** Runs a statement, past Hibernate. */
    static void run(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
