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
package io.github.dsql.hibernate.it.evolve;

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.sql.DataSource;

/** A data source that notes the schema statements, and after a given number of them crashes whoever sends them. */
final class CrashingDataSource {
    /** What a process that dies does not catch. */
    static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Crash() {
            super("crash on purpose");
        }
    }

    private final String url;
    private final List<String> sent = new ArrayList<>();
    private int left = Integer.MAX_VALUE;
    private final Set<String> jobs = new LinkedHashSet<>();
    private int jobsBeforeAction = -1;
    private Runnable action = () -> {};

    CrashingDataSource(String url) {
        this.url = url;
    }

    DataSource dataSource() {
        return proxy(DataSource.class, new RecordingDataSource(url));
    }

    List<String> sent() {
        return List.copyOf(sent);
    }

    void clear() {
        sent.clear();
        left = Integer.MAX_VALUE;
        jobs.clear();
        jobsBeforeAction = -1;
    }

    /** Does something just before a statement that starts a job, after a number of those. */
    void beforeJob(int passing, Runnable what) {
        jobsBeforeAction = passing;
        action = what;
    }

    /** Lets that many statements run and crashes behind the last. */
    void crashAfter(int statements) {
        sent.clear();
        left = statements;
    }

    private <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (type == DataSource.class && method.getName().equals("getConnection")) {
                return proxy(Connection.class, DriverManager.getConnection(url));
            }
            String sql = method.getName().startsWith("execute") && args != null && args[0] instanceof String text
                    ? text
                    : null;
            boolean counts = sql != null && !isQuery(sql);
            if (counts && left <= 0) {
                throw new Crash();
            }
            if (counts && Evolution.startsJob(sql.strip()) && isChosen(sql)) {
                action.run();
            }
            Object result;
            try {
                result = method.invoke(target, args);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (counts) {
                sent.add(sql.strip());
                left--;
                if (left == 0) {
                    throw new Crash();
                }
            }
            return method.getName().equals("createStatement") ? proxy(Statement.class, (Statement) result) : result;
        }));
    }

    /** Also when the statement is sent again after a conflict. */
    private boolean isChosen(String sql) {
        jobs.add(sql);
        return jobsBeforeAction >= 0 && List.copyOf(jobs).indexOf(sql) == jobsBeforeAction;
    }

    private static boolean isQuery(String sql) {
        String start = sql.strip().toLowerCase(Locale.ROOT);
        return start.startsWith("select") || start.startsWith("show") || start.startsWith("call sys.");
    }
}
