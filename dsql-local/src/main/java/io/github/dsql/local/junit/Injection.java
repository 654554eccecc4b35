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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;

/** What tests can take as parameters. */
final class Injection {
    private static final Set<Class<?>> TYPES = Set.of(DsqlLocal.class, DataSource.class, Connection.class);

    private Injection() {}

    static boolean supports(ParameterContext parameter) {
        return parameter.isAnnotated(DsqlUrl.class)
                || TYPES.contains(parameter.getParameter().getType());
    }

    static Object resolve(ParameterContext context, DsqlLocal local, ExtensionContext.Store store) {
        Class<?> type = context.getParameter().getType();
        if (context.isAnnotated(DsqlUrl.class)) {
            if (type != String.class) {
                throw new ParameterResolutionException("@DsqlUrl stands for a URL as String, but the parameter "
                        + context.getParameter() + " is a " + type.getName()
                        + ". Make it a String, or leave @DsqlUrl out: DsqlLocal, DataSource and Connection need none.");
            }
            return local.jdbcUrl();
        }
        if (type == DsqlLocal.class) {
            return local;
        }
        return type == DataSource.class ? new LocalDataSource(local) : connect(local, store);
    }

    private static Connection connect(DsqlLocal local, ExtensionContext.Store store) {
        try {
            Connection connection = new LocalDataSource(local).getConnection();
            store.put(connection, new OpenConnection(connection));
            return connection;
        } catch (SQLException e) {
            throw new ParameterResolutionException(
                    "The stand-in on port " + local.port() + " lets no connection in", e);
        }
    }

    /** A connection that JUnit closes with the test or class that it was opened for. */
    @SuppressWarnings("deprecation") // Versions of JUnit before 5.13 close nothing else.
    private record OpenConnection(Connection connection)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
