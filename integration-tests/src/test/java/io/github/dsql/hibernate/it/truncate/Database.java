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
package io.github.dsql.hibernate.it.truncate;

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** A stand-in whose tables are filled and counted by plain SQL. */
final class Database implements AutoCloseable {
    private final DsqlLocal local = DsqlLocal.builder().allowPlainText().start();
    private final RecordingDataSource recorded = new RecordingDataSource(local.jdbcUrl());
    private final RecordingDataSource unrecorded = new RecordingDataSource(local.jdbcUrl());

    DsqlLocal local() {
        return local;
    }

    /** What Hibernate has sent. */
    RecordingDataSource sent() {
        return recorded;
    }

    SessionFactory factory(Map<String, Object> settings, Class<?>... entities) {
        Configuration configuration = new Configuration().addAnnotatedClasses(entities);
        configuration.getProperties().put("hibernate.dialect", "dsql");
        configuration.getProperties().put("hibernate.connection.datasource", recorded);
        configuration.getProperties().putAll(settings);
        return configuration.buildSessionFactory();
    }

    /** Runs statements, each in a transaction of its own. */
    void run(String... statements) {
        try (Connection connection = unrecorded.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Inserts the rows of a query over the numbers n from 1 on, in transactions of 3,000. */
    void fill(String table, int rows, String select) {
        List<String> inserts = new ArrayList<>();
        for (int first = 1; first <= rows; first += 3000) {
            int last = Math.min(rows, first + 2999);
            inserts.add("insert into " + table + " select " + select + " from generate_series(" + first + ", " + last
                    + ") n");
        }
        run(inserts.toArray(String[]::new));
    }

    long count(String table) {
        return number("select count(*) from " + table);
    }

    long number(String sql) {
        try (Connection connection = unrecorded.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> deletes() {
        return recorded.sql().stream().filter(sql -> sql.startsWith("delete")).toList();
    }

    @Override
    public void close() {
        local.close();
    }
}
