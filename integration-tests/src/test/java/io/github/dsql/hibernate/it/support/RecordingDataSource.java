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
package io.github.dsql.hibernate.it.support;

import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Hands out connections that note every statement sent through them, with its failure even when the caller swallows it. */
public final class RecordingDataSource implements DataSource {
    private final String url;
    private final List<SentStatement> sent = new CopyOnWriteArrayList<>();

    public RecordingDataSource(String url) {
        this.url = url;
    }

    /** Returns everything sent since the last {@link #clear()}, in order. */
    public List<SentStatement> sent() {
        return List.copyOf(sent);
    }

    /** Returns the SQL texts sent since the last {@link #clear()}, without commits and rollbacks. */
    public List<String> sql() {
        return sent.stream()
                .map(SentStatement::sql)
                .filter(sql -> !sql.equals("commit") && !sql.equals("rollback"))
                .toList();
    }

    /** Returns what failed since the last {@link #clear()}, in order. */
    public List<SentStatement> failures() {
        return sent.stream().filter(SentStatement::failed).toList();
    }

    public void clear() {
        sent.clear();
    }

    @Override
    public Connection getConnection() throws SQLException {
        return record(Connection.class, DriverManager.getConnection(url), null);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        return record(Connection.class, DriverManager.getConnection(url, username, password), null);
    }

    private <T> T record(Class<T> type, T target, String preparedSql) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new Recorder(target, preparedSql)));
    }

    /** Notes the calls that send something and wraps the statements that a connection creates. */
    private final class Recorder implements InvocationHandler {
        private final Object target;
        private final String preparedSql;

        Recorder(Object target, String preparedSql) {
            this.target = target;
            this.preparedSql = preparedSql;
        }

        @Override
        public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
            String sql = sqlSentBy(method, args);
            try {
                Object result = method.invoke(target, args);
                if (sql != null) {
                    sent.add(new SentStatement(sql, null));
                }
                return wrapped(result, args);
            } catch (InvocationTargetException e) {
                Throwable cause = e.getCause();
                if (cause instanceof SQLException failure) {
                    sent.add(new SentStatement(sql == null ? method.getName() : sql, failure));
                }
                throw cause;
            }
        }

        private String sqlSentBy(Method method, Object[] args) {
            String name = method.getName();
            if (target instanceof Connection) {
                return name.equals("commit") || name.equals("rollback") ? name : null;
            }
            if (!name.startsWith("execute")) {
                return null;
            }
            return args != null && args.length > 0 && args[0] instanceof String text ? text : preparedSql;
        }

        private Object wrapped(Object result, Object[] args) {
            String sql = args != null && args.length > 0 && args[0] instanceof String text ? text : null;
            if (result instanceof CallableStatement statement) {
                return record(CallableStatement.class, statement, sql);
            }
            if (result instanceof PreparedStatement statement) {
                return record(PreparedStatement.class, statement, sql);
            }
            return result instanceof Statement statement ? record(Statement.class, statement, null) : result;
        }
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        throw new UnsupportedOperationException("No log writer: the statements are recorded");
    }

    @Override
    public void setLoginTimeout(int seconds) {
        DriverManager.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() {
        return DriverManager.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("No java.util.logging here");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("Wraps no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
