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
import io.github.dsql.hibernate.it.lock.MatrixModel.ByCode;
import io.github.dsql.hibernate.it.lock.MatrixModel.Collected;
import io.github.dsql.hibernate.it.lock.MatrixModel.Filtered;
import io.github.dsql.hibernate.it.lock.MatrixModel.JoinedBase;
import io.github.dsql.hibernate.it.lock.MatrixModel.JoinedLeaf;
import io.github.dsql.hibernate.it.lock.MatrixModel.OptionalOne;
import io.github.dsql.hibernate.it.lock.MatrixModel.Plain;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PessimisticLockScope;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks that follow a query: exactly the rows that it returned, each by its key, and no query whose rows are not known. */
class FollowOnLockIT {
    private static Fixture fixture;

    @BeforeAll
    static void boot() {
        fixture = new Fixture(Map.of("hibernate.dialect.dsql.non_key_locks", "follow_on"), MatrixModel.ENTITIES);
        fixture.factory.inTransaction(session -> MatrixData.persist(session::persist));
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static List<String> locks(Consumer<Session> work) {
        return fixture.sqlOf(() -> fixture.factory.inTransaction(work)).stream()
                .filter(sql -> sql.endsWith(" for update"))
                .toList();
    }

    private static List<?> query(Session session, String hql) {
        return session.createSelectionQuery(hql, Object.class)
                .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                .getResultList();
    }

    @Test
    void locksOneStatementForEachRowReturned() {
        assertThat(locks(session -> assertThat(query(session, "from Plain")).hasSize(2)))
                .containsExactly(
                        "select 1 from Plain where id=? for update", "select 1 from Plain where id=? for update");
        assertThat(locks(session -> assertThat(query(session, "from Plain where label = 'none'"))
                        .isEmpty()))
                .isEmpty();
    }

    @Test
    void locksAnEntityOfManyRowsOnce() {
        assertThat(locks(session -> query(session, "select c from Collected c join fetch c.tags")))
                .containsExactly("select 1 from Collected where id=? for update");
        assertThat(locks(session -> query(session, "select p from Plain p, OptionalOne o where p.id = 1")))
                .containsExactly("select 1 from Plain where id=? for update");
    }

    @Test
    void locksTheTablesOfEachConcreteClass() {
        assertThat(locks(session -> query(session, "from JoinedBase order by id")))
                .containsExactly(
                        "select 1 from JoinedBase where id=? for update",
                        "select 1 from JoinedLeaf where id=? for update",
                        "select 1 from JoinedBase where id=? for update");
        assertThat(locks(session -> query(session, "from UnionBase order by id")))
                .containsExactly(
                        "select 1 from UnionLeaf where id=? for update",
                        "select 1 from UnionBase where id=? for update");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from Plain where id = 1 union all from Plain where id = 2",
                "select distinct p from Plain p",
                "select p from Plain p group by p",
                "select p, count(*) from Plain p group by p",
                "from Plain order by id limit 2",
                "with ids as (select q.id as i from Plain q) select p from Plain p, ids c where p.id = c.i",
                "select p from Plain p where exists (select 1 from OptionalOne o)",
                "select p from Plain p left join OptionalOne o on o.plain = p",
            })
    void locksWhateverQueryReturnsTheEntity(String hql) {
        assertThat(locks(session -> query(session, hql)))
                .containsExactly(
                        "select 1 from Plain where id=? for update", "select 1 from Plain where id=? for update");
    }

    @Test
    void locksAJoinedEntityThatIsSelected() {
        assertThat(locks(session -> query(session, "select o.plain from OptionalOne o")))
                .containsExactly("select 1 from Plain where id=? for update");
        assertThat(locks(session -> query(session, "select o, p from OptionalOne o join o.plain p")))
                .containsExactly(
                        "select 1 from OptionalOne where id=? for update", "select 1 from Plain where id=? for update");
    }

    @Test
    void locksNoneButTheReturnedEntityOfAHierarchyThatTheSessionHasAlready() {
        assertThat(locks(session -> {
                    session.createSelectionQuery("from Plain", Plain.class).getResultList();
                    session.find(OptionalOne.class, 1L);
                    query(session, "from OptionalOne where label = 'target'");
                }))
                .containsExactly("select 1 from OptionalOne where id=? for update");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select p.label from Plain p",
                "select count(p) from Plain p",
                "select p.id, p.label from Plain p where p.label = 'target'",
                "select o.label, o.plain.label from OptionalOne o",
                "select o.plain, o.label from OptionalOne o",
                "select new map(p as p) from Plain p",
                "select l from Selected l",
            })
    void refusesAQueryWhoseRowsItCannotKnow(String hql) {
        assertThat(fixture.sqlOf(
                        () -> assertThatThrownBy(() -> fixture.factory.inTransaction(session -> query(session, hql)))
                                .isInstanceOf(LockRefusedException.class)
                                .hasMessageContaining("PESSIMISTIC_WRITE")
                                .hasMessageContainingAll("Aurora DSQL", "from ")))
                .isEmpty();
    }

    @Test
    void scalarsByKeyAreLockedByTheQueryItself() {
        assertThat(locks(session -> query(session, "select p.label from Plain p where p.id = 1")))
                .containsExactly("select p1_0.label from Plain p1_0 where p1_0.id=1 for update");
    }

    @Test
    @SuppressWarnings({"removal", "deprecation"}) // The only way to a natural id that every version of Hibernate has.
    void locksByNaturalIdAndManyIds() {
        assertThat(locks(session -> assertThat(session.bySimpleNaturalId(ByCode.class)
                                .with(LockOptions.UPGRADE)
                                .load("n1"))
                        .isNotNull()))
                .containsExactly("select 1 from ByCode where id=? for update");
        assertThat(locks(session -> assertThat(
                                session.findMultiple(JoinedBase.class, List.of(1L, 2L), LockMode.PESSIMISTIC_WRITE))
                        .doesNotContainNull()))
                .containsExactlyInAnyOrder(
                        "select 1 from JoinedBase where id=? for update",
                        "select 1 from JoinedLeaf where id=? for update",
                        "select 1 from JoinedBase where id=? for update");
        assertThat(locks(session -> session.byMultipleIds(Plain.class)
                        .with(LockOptions.UPGRADE)
                        .multiLoad(1L, 2L)))
                .hasSize(2);
    }

    @Test
    void locksEntitiesOfManyIdsThatTheSessionHasAlready() {
        assertThat(locks(session -> {
                    session.find(Plain.class, 1L);
                    session.findMultiple(Plain.class, List.of(1L, 2L), LockMode.PESSIMISTIC_WRITE);
                }))
                .hasSize(2);
    }

    @Test
    void namedQueriesLockInTheirOwnMode() {
        assertThat(locks(session -> session.createNamedQuery("Plain.locked", Plain.class)
                        .setParameter("label", "target")
                        .getResultList()))
                .containsExactly("select 1 from Plain where id=? for update");
        assertThat(locks(session -> session.createNamedQuery("Plain.lockedByKey", Plain.class)
                        .setParameter("id", 1L)
                        .getResultList()))
                .hasSize(1);
    }

    @Test
    void oneQueryTextIsLockedOnlyWhereItIsAsked() {
        String hql = "from Filtered where label = 'target'";
        assertThat(locks(session ->
                        session.createSelectionQuery(hql, Filtered.class).getResultList()))
                .isEmpty();
        assertThat(locks(session -> query(session, hql))).hasSize(1);
        assertThat(locks(session ->
                        session.createSelectionQuery(hql, Filtered.class).getResultList()))
                .isEmpty();
    }

    @Test
    void locksEachRowOfEachCollectionTable() {
        List<String> byFind = locks(session ->
                session.find(Collected.class, 1L, LockModeType.PESSIMISTIC_WRITE, PessimisticLockScope.EXTENDED));
        assertThat(byFind)
                .contains(
                        "select 1 from Collected_tags where Collected_id=? and tags=? for update",
                        "select 1 from Collected_lines where Collected_id=? and lines_ORDER=? for update",
                        "select 1 from Collected_counts where Collected_id=? and counts_KEY=? for update",
                        "select 1 from Collected_bag where Collected_id=? and bag=? for update",
                        "select 1 from Collected_Plain where Collected_id=? and plains_id=? for update",
                        "select 1 from Listed where collected_id=? and id=? for update")
                .hasSize(1 + 2 + 2 + 2 + 2 + 2 + 1);
        List<String> byLock = locks(session -> session.lock(
                session.find(Collected.class, 1L), LockModeType.PESSIMISTIC_WRITE, PessimisticLockScope.EXTENDED));
        assertThat(byLock)
                .containsExactlyInAnyOrderElementsOf(byFind.stream()
                        .map(sql -> sql.startsWith("select 1") ? sql : "select 1 from Collected where id=? for update")
                        .toList());
        assertThat(locks(session -> session.createSelectionQuery("from Collected", Collected.class)
                        .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                        .setLockScope(PessimisticLockScope.EXTENDED)
                        .getResultList()))
                .containsExactlyInAnyOrderElementsOf(byLock);
    }

    @Test
    void loadedSubclassIsLockedThroughItsSuperclass() {
        assertThat(locks(session -> {
                    session.find(JoinedLeaf.class, 1L);
                    query(session, "from JoinedBase where label = 'target'");
                }))
                .hasSize(2);
    }
}
