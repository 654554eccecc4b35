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
package io.github.dsql.hibernate.it.evolve.random;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Locale;
import javax.sql.DataSource;

/** Hands out connections on which the JVM seems to die right before or right after the first statement that changes something. */
final class CrashingDataSource {
    /** Stands for the end of the JVM, so that nothing may catch it and go on. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;

        Crash(String sql) {
            super("crash at " + sql);
        }
    }

    /** Where it happens. */
    enum Moment {
        BEFORE,
        AFTER
    }

    private CrashingDataSource() {}

    static DataSource over(DataSource database, Moment moment) {
        return wrap(DataSource.class, database, moment);
    }

    static boolean changes(String sql) {
        return sql.strip()
                .toLowerCase(Locale.ROOT)
                .matches("(?s)(create|alter|drop|comment|insert|update|delete)\\s.*");
    }

    private static <T> T wrap(Class<T> type, T target, Moment moment) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            boolean change = method.getName().startsWith("execute")
                    && args != null
                    && args[0] instanceof String sql
                    && changes(sql);
            if (change && moment == Moment.BEFORE) {
                throw new Crash((String) args[0]);
            }
            try {
                Object result = method.invoke(target, args);
                if (change) {
                    throw new Crash((String) args[0]);
                }
                if (result instanceof Connection connection) {
                    return wrap(Connection.class, connection, moment);
                }
                return method.getName().equals("createStatement")
                        ? wrap(Statement.class, (Statement) result, moment)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getTargetException();
            }
        }));
    }
}
