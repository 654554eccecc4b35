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

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.HashMap;
import java.util.Map;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** A small application that uses nothing but what every Hibernate since 6 has. */
public final class AnyHibernateApplication {
    static final String RESULT = "result: ";
    static final String MODULE = "module: ";

    private AnyHibernateApplication() {}

    /** Its entity. */
    @Entity(name = "Thing")
    public static class Thing {
        @Id
        @GeneratedValue
        Long id;

        String name;
    }

    /**
     * Runs one time after the other, and prints what was read, or the message of what was thrown, each on a line.
     *
     * @param args the settings of each run as {@code key=value}, with an empty argument between two runs
     */
    public static void main(String[] args) {
        System.out.println(MODULE + moduleOf("io.github.dsql.hibernate.DsqlDialect"));
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i <= args.length; i++) {
            if (i == args.length || args[i].isEmpty()) {
                System.out.println(RESULT + outcome(settings).replace('\n', ' '));
                settings.clear();
            } else {
                int equals = args[i].indexOf('=');
                settings.put(args[i].substring(0, equals), args[i].substring(equals + 1));
            }
        }
    }

    private static String moduleOf(String className) {
        try {
            return Class.forName(className, false, AnyHibernateApplication.class.getClassLoader())
                    .getModule()
                    .toString();
        } catch (ReflectiveOperationException | LinkageError e) {
            return e.toString();
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private static String outcome(Map<String, String> settings) {
        try {
            return run(settings);
        } catch (Exception | LinkageError e) {
            return e.toString();
        }
    }

    /**
     * Starts Hibernate, writes a row and reads it.
     *
     * @param settings Hibernate's settings; one named {@code pool} is a URL for a pool, one named {@code class} the dialect as a class
     * @return what was read
     */
    private static String run(Map<String, String> settings) throws ReflectiveOperationException {
        Configuration configuration = new Configuration().addAnnotatedClass(Thing.class);
        HikariDataSource pool = null;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            if (setting.getKey().equals("pool")) {
                pool = new HikariDataSource();
                pool.setJdbcUrl(setting.getValue());
                configuration.getProperties().put("hibernate.connection.datasource", pool);
            } else if (setting.getKey().equals("class")) {
                configuration
                        .getProperties()
                        .put(
                                "hibernate.dialect",
                                Class.forName(
                                        setting.getValue(), false, AnyHibernateApplication.class.getClassLoader()));
            } else {
                configuration.setProperty(setting.getKey(), setting.getValue());
            }
        }
        try (SessionFactory factory = configuration.buildSessionFactory();
                Session session = factory.openSession()) {
            session.beginTransaction();
            Thing thing = new Thing();
            thing.name = "works";
            session.persist(thing);
            session.flush();
            session.clear();
            String name = session.find(Thing.class, thing.id).name;
            session.getTransaction().commit();
            return name;
        } finally {
            if (pool != null) {
                pool.close();
            }
        }
    }
}
