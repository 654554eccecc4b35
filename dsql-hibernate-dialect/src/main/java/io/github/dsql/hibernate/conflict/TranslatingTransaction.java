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
package io.github.dsql.hibernate.conflict;

import io.github.dsql.hibernate.DsqlDialect;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import org.hibernate.TransactionException;
import org.hibernate.engine.jdbc.spi.JdbcServices;
import org.hibernate.resource.transaction.backend.jdbc.spi.JdbcResourceTransaction;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Commits a transaction and turns the error of the database into the exception that the same error at a statement becomes.
 *
 * <p>A proxy, since the interface has grown a method between Hibernate 7.2 and 7.3.
 */
final class TranslatingTransaction implements InvocationHandler {
    private final JdbcResourceTransaction delegate;
    private final ServiceRegistryImplementor registry;

    private TranslatingTransaction(JdbcResourceTransaction delegate, ServiceRegistryImplementor registry) {
        this.delegate = delegate;
        this.registry = registry;
    }

    static JdbcResourceTransaction around(JdbcResourceTransaction delegate, ServiceRegistryImplementor registry) {
        return (JdbcResourceTransaction) Proxy.newProxyInstance(
                TranslatingTransaction.class.getClassLoader(),
                new Class<?>[] {JdbcResourceTransaction.class},
                new TranslatingTransaction(delegate, registry));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        try {
            return method.invoke(delegate, args);
        } catch (InvocationTargetException e) {
            Throwable thrown = e.getTargetException();
            throw method.getName().equals("commit") && thrown instanceof TransactionException failure
                    ? translate(failure)
                    : thrown;
        }
    }

    private RuntimeException translate(TransactionException failure) {
        SQLException error = sqlException(failure);
        // The dialect is asked for now and not earlier: it is not known yet when this service is built.
        JdbcServices services = registry.getService(JdbcServices.class);
        if (error == null || services == null || !(services.getDialect() instanceof DsqlDialect)) {
            return failure;
        }
        String message = "Could not commit the transaction";
        if (DsqlErrors.isConflict(error)) {
            // Not through Hibernate's helper, which logs at ERROR what is part of everyday life here.
            return new DsqlConflictException(message + " [" + error.getMessage() + "]", error, null);
        }
        return error.getSQLState() == null
                ? failure
                : services.getSqlExceptionHelper().convert(error, message, "commit");
    }

    private static @Nullable SQLException sqlException(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SQLException e) {
                return e;
            }
        }
        return null;
    }
}
