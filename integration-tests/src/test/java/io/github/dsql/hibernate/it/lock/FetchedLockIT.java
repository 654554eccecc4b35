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
package io.github.dsql.hibernate.it.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.LockRefusedException;
import io.github.dsql.hibernate.it.lock.MatrixModel.Collected;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import jakarta.persistence.PessimisticLockScope;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hibernate.Hibernate;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.query.SelectionQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Locks that extend to what a query fetches. */
class FetchedLockIT {
    private static final Map<String, SessionFactory> FACTORIES = new TreeMap<>();
    private static DsqlLocal local;
    private static RecordingDataSource recording;

    @BeforeAll
    static void boot() {
        local = DsqlLocal.builder().allowPlainText().start();
        recording = new RecordingDataSource(local.jdbcUrl());
        for (String setting : List.of("reject", "follow_on")) {
            FACTORIES.put(
                    setting,
                    Fixture.factory(
                            recording,
                            Map.of("hibernate.dialect.dsql.non_key_locks", setting),
                            setting.equals("reject") ? "create" : "none",
                            MatrixModel.ENTITIES));
        }
        FACTORIES.get("reject").inTransaction(session -> MatrixData.persist(session::persist));
    }

    @AfterAll
    static void close() {
        FACTORIES.values().forEach(SessionFactory::close);
        local.close();
    }

    private static List<String> locks(String setting, Consumer<Session> work) {
        recording.clear();
        FACTORIES.get(setting).inTransaction(work);
        return recording.sql().stream()
                .filter(sql -> sql.endsWith(" for update"))
                .toList();
    }

    private static void query(Session session, String hql) {
        SelectionQuery<?> query =
                session.createSelectionQuery(hql, Object.class).setHibernateLockMode(LockMode.PESSIMISTIC_WRITE);
        scopeOfFetches(query);
        assertThat(query.getResultList()).isNotEmpty();
    }

    /** The scope is a constant of Hibernate's own in version 7, and one of Jakarta Persistence in version 8. */
    private static void scopeOfFetches(SelectionQuery<?> query) {
        try {
            for (Method method : SelectionQuery.class.getMethods()) {
                Class<?> type = method.getParameterCount() == 1 ? method.getParameterTypes()[0] : Object.class;
                if (method.getName().equals("setLockScope") && type.isEnum()) {
                    var scope = Arrays.stream(type.getEnumConstants())
                            .filter(value -> value.toString().matches("INCLUDE_FETCHES|FETCHED"))
                            .findFirst();
                    if (scope.isPresent()) {
                        method.invoke(query, scope.get());
                        return;
                    }
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("No constructor to call", e);
        }
        throw new AssertionError("No scope of fetches");
    }

    @Test
    void fetchedEntitiesAreLockedByKey() {
        String hql = "select o from OptionalOne o join fetch o.plain where o.id = 1";
        for (String setting : FACTORIES.keySet()) {
            assertThat(locks(setting, session -> query(session, hql)))
                    .containsExactlyInAnyOrder(
                            "select 1 from OptionalOne where id=? for update",
                            "select 1 from Plain where id=? for update");
            assertThat(locks(setting, session -> {
                        session.createSelectionQuery("from Plain", Object.class).getResultList();
                        query(session, hql);
                    }))
                    .contains("select 1 from Plain where id=? for update");
        }
    }

    @Test
    void fetchedCollectionsAreLockedRowByRow() {
        assertThat(locks("follow_on", session -> query(session, "select c from Collected c join fetch c.tags")))
                .containsExactlyInAnyOrder(
                        "select 1 from Collected where id=? for update",
                        "select 1 from Collected_tags where Collected_id=? and tags=? for update",
                        "select 1 from Collected_tags where Collected_id=? and tags=? for update");
        assertThat(locks("follow_on", session -> query(session, "select c from Collected c join fetch c.plains")))
                .containsExactlyInAnyOrder(
                        "select 1 from Collected where id=? for update",
                        "select 1 from Collected_Plain where Collected_id=? and plains_id=? for update",
                        "select 1 from Collected_Plain where Collected_id=? and plains_id=? for update",
                        "select 1 from Plain where id=? for update",
                        "select 1 from Plain where id=? for update");
        assertThat(locks("follow_on", session -> query(session, "select c from Collected c join fetch c.listed")))
                .containsExactlyInAnyOrder(
                        "select 1 from Collected where id=? for update", "select 1 from Listed where id=? for update");
    }

    @Test
    void elementsOfACollectionThatTheSessionHadAreLockedToo() {
        assertThat(locks("follow_on", session -> {
                    Hibernate.initialize(session.find(Collected.class, 1L).plains);
                    query(session, "select c from Collected c join fetch c.plains");
                }))
                .filteredOn(sql -> sql.equals("select 1 from Plain where id=? for update"))
                .hasSize(2);
    }

    @Test
    void rejectRefusesRowsOfFetchedCollectionTables() {
        recording.clear();
        assertThatThrownBy(() -> FACTORIES
                        .get("reject")
                        .inTransaction(session ->
                                query(session, "select c from Collected c join fetch c.tags where c.id = 1")))
                .isInstanceOf(LockRefusedException.class)
                .hasMessageContaining("collection table Collected_tags");
        assertThat(recording.sql()).isEmpty();
        assertThat(locks(
                        "reject",
                        session -> query(session, "select c from Collected c join fetch c.listed where c.id = 1")))
                .hasSize(2);
    }

    @Test
    void rejectRefusesAQueryThatExtendsToCollections() {
        recording.clear();
        assertThatThrownBy(() -> FACTORIES.get("reject").inTransaction(session -> session.createSelectionQuery(
                                "from Collected where id = 1", Collected.class)
                        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                        .setLockScope(PessimisticLockScope.EXTENDED)
                        .getResultList()))
                .isInstanceOf(LockRefusedException.class)
                .hasMessageContaining("Lock the owner alone");
        assertThat(recording.sql()).isEmpty();
    }
}
