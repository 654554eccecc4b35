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

import java.util.List;
import org.hibernate.engine.query.spi.NativeQueryInterpreter;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.query.sql.spi.NativeSelectQueryDefinition;
import org.hibernate.query.sql.spi.NativeSelectQueryPlan;
import org.hibernate.query.sql.spi.ParameterRecognizer;

/** Has the lock of a native query decided before it is sent. */
final class LockingNativeQueryInterpreter implements NativeQueryInterpreter {
    private static final long serialVersionUID = 1L;

    private final transient NativeQueryInterpreter interpreter;
    private final transient DsqlLocks locks;

    LockingNativeQueryInterpreter(NativeQueryInterpreter interpreter, DsqlLocks locks) {
        this.interpreter = interpreter;
        this.locks = locks;
    }

    @Override
    public void recognizeParameters(String nativeQuery, ParameterRecognizer recognizer) {
        interpreter.recognizeParameters(nativeQuery, recognizer);
    }

    @Override
    public <R> NativeSelectQueryPlan<R> createQueryPlan(
            NativeSelectQueryDefinition<R> definition, SessionFactoryImplementor factory) {
        NativeSelectQueryPlan<R> plan = interpreter.createQueryPlan(definition, factory);
        return NativeLocks.of(plan, new NativeLocks(plan, definition.getSqlString(), returnsEntity(definition), locks));
    }

    /**
     * The result mapping moves to another package in Hibernate 8, so that a compiled call fits one version only; the methods
     * called are public in all of them.
     */
    private static boolean returnsEntity(NativeSelectQueryDefinition<?> definition) {
        try {
            Object mapping = NativeSelectQueryDefinition.class
                    .getMethod("getResultSetMapping")
                    .invoke(definition);
            Class<?> type = NativeSelectQueryDefinition.class
                    .getMethod("getResultSetMapping")
                    .getReturnType();
            List<?> builders = (List<?>) type.getMethod("getResultBuilders").invoke(mapping);
            return builders.stream().anyMatch(LockingNativeQueryInterpreter::isEntity);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "This version of Hibernate tells the results of a native query otherwise", e);
        }
    }

    private static boolean isEntity(Object builder) {
        for (Class<?> type = builder.getClass(); type != null; type = type.getSuperclass()) {
            for (Class<?> implemented : type.getInterfaces()) {
                if (extendsEntityValued(implemented)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean extendsEntityValued(Class<?> type) {
        if (type.getSimpleName().equals("ResultBuilderEntityValued")) {
            return true;
        }
        for (Class<?> extended : type.getInterfaces()) {
            if (extendsEntityValued(extended)) {
                return true;
            }
        }
        return false;
    }
}
