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

import io.github.dsql.hibernate.it.lock.LockModel.Batched;
import io.github.dsql.hibernate.it.lock.LockModel.ByIdClass;
import io.github.dsql.hibernate.it.lock.LockModel.Child;
import io.github.dsql.hibernate.it.lock.LockModel.Derived;
import io.github.dsql.hibernate.it.lock.LockModel.Emb;
import io.github.dsql.hibernate.it.lock.LockModel.EmbId;
import io.github.dsql.hibernate.it.lock.LockModel.Employee;
import io.github.dsql.hibernate.it.lock.LockModel.Generated;
import io.github.dsql.hibernate.it.lock.LockModel.Joined;
import io.github.dsql.hibernate.it.lock.LockModel.JoinedSub;
import io.github.dsql.hibernate.it.lock.LockModel.Pair;
import io.github.dsql.hibernate.it.lock.LockModel.Parent;
import io.github.dsql.hibernate.it.lock.LockModel.Required;
import io.github.dsql.hibernate.it.lock.LockModel.Simple;
import io.github.dsql.hibernate.it.lock.LockModel.Single;
import io.github.dsql.hibernate.it.lock.LockModel.SingleSub;
import io.github.dsql.hibernate.it.lock.LockModel.Tagged;
import io.github.dsql.hibernate.it.lock.LockModel.Tpc;
import io.github.dsql.hibernate.it.lock.LockModel.TpcSub;
import io.github.dsql.hibernate.it.lock.LockModel.WithCode;
import io.github.dsql.hibernate.it.lock.LockModel.WithSecondary;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Timeout;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.LockMode;
import org.hibernate.StaleObjectStateException;
import org.hibernate.Timeouts;
import org.hibernate.query.SelectionQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks by key in the default mode: every mapping can be locked, and every row of it is. */
class KeyLockIT {
    private static Fixture fixture;

    @BeforeAll
    static void boot() {
        fixture = new Fixture(Map.of(), LockModel.ENTITIES);
        fixture.factory.inTransaction(session -> {
            Simple simple = new Simple(1, "one");
            session.persist(simple);
            Joined joined = new Joined();
            joined.id = 1L;
            session.persist(joined);
            JoinedSub joinedSub = new JoinedSub();
            joinedSub.id = 2L;
            joinedSub.friend = simple;
            session.persist(joinedSub);
            Tpc tpc = new Tpc();
            tpc.id = 1L;
            session.persist(tpc);
            TpcSub tpcSub = new TpcSub();
            tpcSub.id = 2L;
            session.persist(tpcSub);
            SingleSub single = new SingleSub();
            single.id = 1L;
            session.persist(single);
            WithSecondary secondary = new WithSecondary();
            secondary.id = 1L;
            secondary.note = "note";
            session.persist(secondary);
            Parent parent = new Parent();
            parent.id = 1L;
            session.persist(parent);
            Child child = new Child();
            child.id = 1L;
            child.parent = parent;
            session.persist(child);
            Required required = new Required();
            required.id = 1L;
            required.parent = parent;
            session.persist(required);
            Emb emb = new Emb();
            emb.id = new EmbId(1, "b");
            session.persist(emb);
            ByIdClass byIdClass = new ByIdClass();
            byIdClass.x = 1L;
            byIdClass.y = 2L;
            session.persist(byIdClass);
            Derived derived = new Derived();
            derived.simple = simple;
            session.persist(derived);
            Tagged tagged = new Tagged();
            tagged.id = 1L;
            tagged.tags = Set.of("a", "b");
            session.persist(tagged);
            for (long id = 1; id <= 3; id++) {
                Batched batched = new Batched();
                batched.id = id;
                session.persist(batched);
            }
            Employee boss = new Employee();
            boss.id = 1L;
            session.persist(boss);
            Employee worker = new Employee();
            worker.id = 2L;
            worker.manager = boss;
            session.persist(worker);
            WithCode natural = new WithCode();
            natural.id = 1L;
            natural.code = "n";
            session.persist(natural);
        });
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static <E> List<String> find(Class<E> type, Object id, LockModeType mode) {
        return locks(fixture.sqlOf(() -> fixture.factory.inTransaction(session -> {
            if (mode == LockModeType.PESSIMISTIC_FORCE_INCREMENT) {
                session.find(type, id, mode);
            } else {
                assertThat(session.find(type, id, mode)).isNotNull();
            }
        })));
    }

    private static List<String> locks(List<String> sql) {
        assertThat(sql)
                .noneMatch(s -> s.matches(
                        "(?s).*(nowait|skip locked|lock_timeout|for share|for no key|for key share|for update .*).*"));
        return sql.stream().filter(s -> s.endsWith(" for update")).toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"PESSIMISTIC_READ", "PESSIMISTIC_WRITE"})
    void locksOneTableInTheSelect(LockModeType mode) {
        assertThat(find(Simple.class, 1L, mode))
                .containsExactly("select s1_0.id,s1_0.name,s1_0.version from Simple s1_0 where s1_0.id=? for update");
    }

    @Test
    void locksBothTablesOfAJoinedSubclass() {
        List<String> expected =
                List.of("select 1 from Joined where id=? for update", "select 1 from JoinedSub where id=? for update");
        assertThat(find(JoinedSub.class, 2L, LockModeType.PESSIMISTIC_WRITE)).isEqualTo(expected);
        assertThat(find(Joined.class, 2L, LockModeType.PESSIMISTIC_WRITE)).isEqualTo(expected);
        assertThat(find(Joined.class, 1L, LockModeType.PESSIMISTIC_WRITE))
                .containsExactly("select 1 from Joined where id=? for update");
    }

    @Test
    void locksTheTableOfTheConcreteClass() {
        assertThat(find(Tpc.class, 2L, LockModeType.PESSIMISTIC_WRITE))
                .containsExactly("select 1 from TpcSub where id=? for update");
        assertThat(find(Tpc.class, 1L, LockModeType.PESSIMISTIC_WRITE))
                .containsExactly("select 1 from Tpc where id=? for update");
        assertThat(find(TpcSub.class, 2L, LockModeType.PESSIMISTIC_WRITE))
                .containsExactly(
                        "select ts1_0.id,ts1_0.name,ts1_0.extra from TpcSub ts1_0 where ts1_0.id=? for update");
    }

    @Test
    void locksSingleTableAndSecondaryTables() {
        assertThat(find(Single.class, 1L, LockModeType.PESSIMISTIC_WRITE)).hasSize(1);
        assertThat(find(SingleSub.class, 1L, LockModeType.PESSIMISTIC_WRITE)).hasSize(1);
        assertThat(find(WithSecondary.class, 1L, LockModeType.PESSIMISTIC_WRITE))
                .containsExactly(
                        "select 1 from WithSecondary where id=? for update",
                        "select 1 from secondary_part where id=? for update");
    }

    @Test
    void locksTheEntityAndNotWhatItFetches() {
        assertThat(find(Child.class, 1L, LockModeType.PESSIMISTIC_WRITE))
                .containsExactly("select 1 from Child where id=? for update");
        assertThat(find(Required.class, 1L, LockModeType.PESSIMISTIC_WRITE))
                .containsExactly("select 1 from Required where id=? for update");
        assertThat(find(Employee.class, 2L, LockModeType.PESSIMISTIC_WRITE))
                .containsExactly("select 1 from Employee where id=? for update");
        assertThat(find(Derived.class, 1L, LockModeType.PESSIMISTIC_WRITE)).hasSize(1);
        assertThat(find(Tagged.class, 1L, LockModeType.PESSIMISTIC_WRITE)).hasSize(1);
    }

    @Test
    void locksCompositeKeysByEachColumn() {
        assertThat(find(Emb.class, new EmbId(1, "b"), LockModeType.PESSIMISTIC_WRITE))
                .singleElement()
                .asString()
                .endsWith("where (e1_0.a=? and e1_0.b=?) for update");
        assertThat(find(ByIdClass.class, new Pair(1L, 2L), LockModeType.PESSIMISTIC_WRITE))
                .singleElement()
                .asString()
                .endsWith("where (bic1_0.x=? and bic1_0.y=?) for update");
    }

    @Test
    void locksOnlyTheAskedRowOfABatch() {
        assertThat(locks(fixture.sqlOf(() -> fixture.factory.inTransaction(session -> {
                    session.getReference(Batched.class, 1L);
                    session.getReference(Batched.class, 3L);
                    assertThat(session.find(Batched.class, 2L, LockMode.PESSIMISTIC_WRITE))
                            .isNotNull();
                }))))
                .singleElement()
                .asString()
                .endsWith("where b1_0.id=? for update");
    }

    @Test
    void refreshAndLockOfManagedEntitiesLockEveryTable() {
        List<String> expected =
                List.of("select 1 from Joined where id=? for update", "select 1 from JoinedSub where id=? for update");
        assertThat(locks(fixture.sqlOf(() -> fixture.factory.inTransaction(session -> {
                    JoinedSub sub = session.find(JoinedSub.class, 2L);
                    session.refresh(sub, LockModeType.PESSIMISTIC_WRITE);
                }))))
                .isEqualTo(expected);
        assertThat(locks(fixture.sqlOf(() -> fixture.factory.inTransaction(session -> {
                    JoinedSub sub = session.find(JoinedSub.class, 2L);
                    session.lock(sub, LockModeType.PESSIMISTIC_WRITE);
                }))))
                .isEqualTo(expected);
        assertThat(locks(fixture.sqlOf(() -> fixture.factory.inTransaction(session -> {
                    Tpc tpc = session.find(Tpc.class, 2L);
                    session.lock(tpc, LockModeType.PESSIMISTIC_READ);
                    session.refresh(session.find(Child.class, 1L), LockModeType.PESSIMISTIC_WRITE);
                    session.lock(session.find(Emb.class, new EmbId(1, "b")), LockModeType.PESSIMISTIC_WRITE);
                }))))
                .containsExactly(
                        "select 1 from TpcSub where id=? for update",
                        "select 1 from Child where id=? for update",
                        "select 1 from Emb where a=? and b=? for update");
    }

    @Test
    void queryByKeyLocksAnEntityThatTheSessionHasAlready() {
        assertThat(locks(fixture.sqlOf(() -> fixture.factory.inTransaction(session -> {
                    session.find(Parent.class, 1L);
                    session.createSelectionQuery(
                                    "select p from Parent p left join fetch p.children where p.id = :id", Parent.class)
                            .setParameter("id", 1L)
                            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                            .getSingleResult();
                }))))
                .containsExactly("select 1 from Parent where id=? for update");
    }

    @Test
    void queryByKeyLocksInTheSelect() {
        assertThat(locks(fixture.sqlOf(() -> fixture.factory.inTransaction(session -> {
                    session.createSelectionQuery("from Simple s where s.id = :id and s.name = 'one'", Simple.class)
                            .setParameter("id", 1L)
                            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                            .getSingleResult();
                    session.createSelectionQuery("select s.name from Simple s where s.id = 1", String.class)
                            .setLockMode(LockModeType.PESSIMISTIC_READ)
                            .getSingleResult();
                    session.createSelectionQuery("from Emb e where e.id = :id", Emb.class)
                            .setParameter("id", new EmbId(1, "b"))
                            .setLockMode(LockModeType.PESSIMISTIC_READ)
                            .getSingleResult();
                }))))
                .hasSize(3);
    }

    @Test
    void statelessSessionLocksByKey() {
        assertThat(locks(fixture.sqlOf(() -> fixture.factory.inStatelessTransaction(session -> {
                    session.get(JoinedSub.class, 2L, LockMode.PESSIMISTIC_WRITE);
                    session.get(Simple.class, 1L, LockMode.PESSIMISTIC_WRITE);
                }))))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {Timeouts.NO_WAIT_MILLI, Timeouts.SKIP_LOCKED_MILLI, Timeouts.WAIT_FOREVER_MILLI, 1500})
    void dropsEveryTimeout(int millis) {
        assertThat(locks(fixture.sqlOf(() -> fixture.factory.inTransaction(session -> {
                    session.find(Simple.class, 1L, LockModeType.PESSIMISTIC_WRITE, Timeout.milliseconds(millis));
                    session.clear();
                    session.refresh(
                            session.find(Simple.class, 1L),
                            LockModeType.PESSIMISTIC_WRITE,
                            Timeout.milliseconds(millis));
                    SelectionQuery<Simple> query = session.createSelectionQuery(
                                    "from Simple where id = 1", Simple.class)
                            .setLockMode(LockModeType.PESSIMISTIC_READ);
                    query.setHint("jakarta.persistence.lock.timeout", millis);
                    query.getResultList();
                }))))
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(names = {"UPGRADE_NOWAIT", "UPGRADE_SKIPLOCKED"})
    void dropsTheSuffixOfHibernatesOwnModes(LockMode mode) {
        assertThat(locks(fixture.sqlOf(
                        () -> fixture.factory.inTransaction(session -> session.find(Simple.class, 1L, mode)))))
                .hasSize(1);
    }

    @Test
    void tableGeneratorLocksItsRow() {
        assertThat(locks(fixture.sqlOf(
                        () -> fixture.factory.inTransaction(session -> session.persist(new Generated())))))
                .containsExactly("select next_val from hibernate_sequences where sequence_name=? for update");
    }

    @Test
    void versionModesLockNothingBeforeCommit() {
        assertThat(find(Simple.class, 1L, LockModeType.OPTIMISTIC))
                .containsExactly("select version as version_ from Simple where id=? for update");
        assertThat(find(Simple.class, 1L, LockModeType.OPTIMISTIC_FORCE_INCREMENT))
                .isEmpty();
        List<String> sql = fixture.sqlOf(() -> find(Simple.class, 1L, LockModeType.PESSIMISTIC_FORCE_INCREMENT));
        assertThat(sql).anyMatch(s -> s.startsWith("update Simple set version=?"));
    }

    @Test
    void lockOfAStaleVersionFails() {
        fixture.factory.inTransaction(session -> session.merge(new Simple(50, "stale")));
        assertThatThrownBy(() -> fixture.factory.inTransaction(session -> {
                    Simple simple = session.find(Simple.class, 50L);
                    session.doWork(connection -> connection
                            .createStatement()
                            .execute("update Simple set version = version + 1 where id = 50"));
                    session.lock(simple, LockModeType.PESSIMISTIC_WRITE);
                }))
                .isInstanceOf(StaleObjectStateException.class);
    }
}
