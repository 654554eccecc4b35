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
package io.github.dsql.local.junit;

import io.github.dsql.local.DsqlLocal;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Opens a new connection at each call, with a URL that is made anew, since what is in it may expire. */
final class LocalDataSource implements DataSource {
    private final DsqlLocal local;
    private @Nullable PrintWriter logWriter;
    private int loginTimeout;

    LocalDataSource(DsqlLocal local) {
        this.local = local;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return source().getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return source().getConnection(user, password);
    }

    private PGSimpleDataSource source() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(local.jdbcUrl());
        source.setLoginTimeout(loginTimeout);
        source.setLogWriter(logWriter);
        return source;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("The data source logs nothing");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("This data source is no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    @Override
    public String toString() {
        return "DataSource of DSQL Local on port " + local.port();
    }
}
