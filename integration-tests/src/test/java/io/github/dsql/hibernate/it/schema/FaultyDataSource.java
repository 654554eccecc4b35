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

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/** Hands out connections whose plain statements fail before they are sent where a test says so. */
final class FaultyDataSource {
    private FaultyDataSource() {}

    /** Wraps a data source; the function gives the failure of a statement, if it is to fail. */
    static DataSource over(DataSource database, Function<String, Optional<SQLException>> fault) {
        return wrap(DataSource.class, database, fault);
    }

    private static <T> T wrap(Class<T> type, T target, Function<String, Optional<SQLException>> fault) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            if (method.getName().startsWith("execute") && args != null && args[0] instanceof String sql) {
                Optional<SQLException> failure = fault.apply(sql);
                if (failure.isPresent()) {
                    throw failure.get();
                }
            }
            try {
                Object result = method.invoke(target, args);
                if (result instanceof Connection connection) {
                    return wrap(Connection.class, connection, fault);
                }
                return method.getName().equals("createStatement")
                        ? wrap(Statement.class, (Statement) result, fault)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }));
    }
}
