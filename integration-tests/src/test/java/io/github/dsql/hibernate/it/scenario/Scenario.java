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
package io.github.dsql.hibernate.it.scenario;

import io.github.dsql.hibernate.it.support.RecordingDataSource;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.query.MutationQuery;
import org.hibernate.query.SelectionQuery;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** Gives a scenario the booted model and lets it say which SQLSTATEs it means to provoke; any other one fails it. */
@ExtendWith(LargeModelExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
abstract class Scenario {
    private final Set<String> expectedStates = new HashSet<>();
    private RecordingDataSource dataSource;
    private SessionFactory factory;

    final void use(RecordingDataSource dataSource, SessionFactory factory) {
        this.dataSource = dataSource;
        this.factory = factory;
        expectedStates.clear();
    }

    final boolean expects(String sqlState) {
        return expectedStates.contains(sqlState);
    }

    /** Says that the scenario provokes statements that fail with this SQLSTATE, and what they abort (25P02). */
    protected final void expectFailure(String sqlState) {
        expectedStates.add(sqlState);
    }

    protected final SessionFactory factory() {
        return factory;
    }

    protected final RecordingDataSource dataSource() {
        return dataSource;
    }

    /** Returns the SQL sent by this scenario that starts with a word, for instance {@code update}. */
    protected final List<String> sent(String firstWord) {
        return dataSource.sql().stream()
                .filter(sql -> sql.toLowerCase(Locale.ROOT).startsWith(firstWord))
                .toList();
    }

    protected final void run(Consumer<Session> work) {
        factory.inTransaction(work);
    }

    protected final <T> T call(Function<Session, T> work) {
        return factory.fromTransaction(work);
    }

    protected final void runStateless(Consumer<StatelessSession> work) {
        factory.inStatelessTransaction(work);
    }

    /** Stores the objects in the order given, in one transaction. */
    protected final void persist(Object... entities) {
        run(session -> {
            for (Object entity : entities) {
                session.persist(entity);
            }
        });
    }

    /** Loads an entity by its primary key, in a transaction of its own. */
    protected final <T> T find(Class<T> type, Object id) {
        return call(session -> session.find(type, id));
    }

    /** Returns the results of an HQL query whose parameters are {@code ?1}, {@code ?2} and so on. */
    protected final <T> List<T> list(Class<T> type, String hql, Object... parameters) {
        return call(session ->
                bind(session.createSelectionQuery(hql, type), parameters).getResultList());
    }

    /** Returns the only result of an HQL query whose parameters are {@code ?1}, {@code ?2} and so on. */
    protected final <T> T one(Class<T> type, String hql, Object... parameters) {
        return call(session ->
                bind(session.createSelectionQuery(hql, type), parameters).getSingleResult());
    }

    /** Runs an HQL statement whose parameters are {@code ?1}, {@code ?2} and so on, and returns how many rows it changed. */
    protected final int execute(String hql, Object... parameters) {
        return call(session -> {
            MutationQuery query = session.createMutationQuery(hql);
            for (int i = 0; i < parameters.length; i++) {
                query.setParameter(i + 1, parameters[i]);
            }
            return query.executeUpdate();
        });
    }

    /** Returns the only result of an SQL query. */
    protected final <T> T nativeOne(Class<T> type, String sql) {
        return call(session -> session.createNativeQuery(sql, type).getSingleResult());
    }

    private static <T> SelectionQuery<T> bind(SelectionQuery<T> query, Object... parameters) {
        for (int i = 0; i < parameters.length; i++) {
            query.setParameter(i + 1, parameters[i]);
        }
        return query;
    }
}
