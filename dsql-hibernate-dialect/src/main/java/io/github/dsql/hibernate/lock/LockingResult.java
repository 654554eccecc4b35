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
package io.github.dsql.hibernate.lock;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.hibernate.sql.results.graph.AssemblerCreationState;
import org.hibernate.sql.results.graph.DomainResult;
import org.hibernate.sql.results.graph.InitializerParent;
import org.hibernate.sql.results.graph.entity.EntityResult;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for an entity in the result of a query, and has it locked when it is read.
 *
 * <p>A proxy, since the interface of such a result differs between versions of Hibernate.
 */
final class LockingResult implements InvocationHandler {
    private final EntityResult result;
    private final ReturnedRows rows;

    private LockingResult(EntityResult result, ReturnedRows rows) {
        this.result = result;
        this.rows = rows;
    }

    static DomainResult<?> of(EntityResult result, ReturnedRows rows) {
        return (DomainResult<?>) Proxy.newProxyInstance(
                EntityResult.class.getClassLoader(),
                new Class<?>[] {EntityResult.class},
                new LockingResult(result, rows));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
        if (method.getName().equals("createResultAssembler") && args != null) {
            return new LockingAssembler<>(
                    ((DomainResult<?>) result)
                            .createResultAssembler((InitializerParent<?>) args[0], (AssemblerCreationState) args[1]),
                    rows);
        }
        if (method.getName().equals("equals") && args != null) {
            return proxy == args[0];
        }
        try {
            return method.invoke(result, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
