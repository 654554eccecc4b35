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
import io.github.dsql.hibernate.it.lock.LockModel.JoinedSub;
import io.github.dsql.hibernate.it.lock.LockModel.Simple;
import io.github.dsql.hibernate.it.lock.LockModel.Tagged;
import io.github.dsql.hibernate.it.lock.LockModel.WithCode;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PessimisticLockScope;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Root;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.hibernate.LockMode;
import org.hibernate.LockOptions;
import org.hibernate.Session;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Locks without the key in the default mode: refused with a message, before anything is sent. */
class RefusedLockIT {
    private static Fixture fixture;

    @BeforeAll
    static void boot() {
        fixture = new Fixture(Map.of(), LockModel.ENTITIES);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static void assertRefused(Consumer<Session> work, String... parts) {
        List<String> sent = fixture.sqlOf(() -> assertThatThrownBy(() -> fixture.factory.inTransaction(work))
                .isInstanceOf(LockRefusedException.class)
                .hasMessageContainingAll(parts));
        assertThat(sent).isEmpty();
    }

    @Test
    void namesQueryModeKeyAndWayOut() {
        assertRefused(
                session -> session.createSelectionQuery("from Simple s where s.name = :n", Simple.class)
                        .setParameter("n", "x")
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList(),
                "Aurora DSQL locks rows by primary key only: the query 'select s from ",
                "where s.name = :n' with PESSIMISTIC_WRITE has no equality on Simple.id. ",
                "Load the ids first and lock each by find(), or set hibernate.dialect.dsql.non_key_locks=follow_on, which locks each row by its key");
    }

    @Test
    void pendingChangesAreNotFlushedForARefusedQuery() {
        assertRefused(
                session -> {
                    session.persist(new Simple(900, "pending"));
                    session.createSelectionQuery("from Simple", Simple.class)
                            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                            .getResultList();
                },
                "Simple.id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from Simple | Simple.id",
                "from Simple s where s.id = 1 or s.name = 'a' | Simple.id",
                "from Simple s where s.id > 1 | Simple.id",
                "from Simple s where not (s.id = 1) | Simple.id",
                "from Simple s where s.id in (1, 2) | Simple.id",
                "from Simple s where s.id = s.version | Simple.id",
                "from Simple s where s.id = (select max(t.id) from Simple t) | Simple.id",
                "from Simple s order by s.id limit 1 | Simple.id",
                "from Emb e where e.id.a = 1 | Emb.b",
                "from Child c where c.parent.id = 1 | Child.id",
                "from Simple s, Parent p where s.id = 1 and p.id = 1 | several entities",
                "select distinct s.name from Simple s where s.id = 1 | DISTINCT",
                "select distinct s from Simple s where s.name = 'a' | Simple.id",
                "select s.name from Simple s where s.id = 1 group by s.name | GROUP BY",
                "select count(s) from Simple s where s.id = 1 | aggregate",
                "from Simple s where s.id = 1 union all from Simple t where t.id = 2 | set operation",
                "select j.name from JoinedSub j where j.id = 1 and j.extra = 'x' | does not return the entity",
            })
    void refuses(String hql, String reason) {
        assertRefused(
                session -> session.createSelectionQuery(hql, Object.class)
                        .setLockMode(LockModeType.PESSIMISTIC_READ)
                        .getResultList(),
                "PESSIMISTIC_READ",
                reason);
    }

    @Test
    @SuppressWarnings({"removal", "deprecation"}) // The only way to a natural id that every version of Hibernate has.
    void refusesCriteriaMultiLoadAndNaturalId() {
        assertRefused(
                session -> {
                    HibernateCriteriaBuilder builder = session.getCriteriaBuilder();
                    CriteriaQuery<Simple> query = builder.createQuery(Simple.class);
                    Root<Simple> root = query.from(Simple.class);
                    query.where(builder.equal(root.get("name"), "x"));
                    session.createSelectionQuery(query)
                            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                            .getResultList();
                },
                "Simple.id");
        assertRefused(
                session -> session.findMultiple(Simple.class, List.of(1L, 2L), LockMode.PESSIMISTIC_WRITE),
                "Simple.id");
        assertRefused(
                session -> session.bySimpleNaturalId(WithCode.class)
                        .with(LockOptions.UPGRADE)
                        .load("n"),
                "WithCode.id");
    }

    @Test
    void refusesToLockCollectionRows() {
        assertRefused(
                session ->
                        session.find(Tagged.class, 1L, LockModeType.PESSIMISTIC_WRITE, PessimisticLockScope.EXTENDED),
                "collection table Tagged_tags",
                "Lock the owner alone");
    }

    @Test
    void allowSendsWhatTheServiceTakes() {
        try (Fixture allow = new Fixture(Map.of("hibernate.dialect.dsql.non_key_locks", "allow"), LockModel.ENTITIES)) {
            allow.factory.inTransaction(session -> {
                JoinedSub sub = new JoinedSub();
                sub.id = 7L;
                sub.name = "a";
                session.persist(sub);
                Tagged tagged = new Tagged();
                tagged.id = 1L;
                tagged.tags = Set.of("x");
                session.persist(tagged);
                session.persist(new Simple(1, "a"));
                session.persist(new Simple(2, "a"));
            });
            List<String> sql = allow.sqlOf(() -> allow.factory.inTransaction(session -> {
                session.createSelectionQuery("from Simple s where s.name = 'a' order by s.id limit 1", Simple.class)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList();
                session.createSelectionQuery("from Joined j where j.name = 'a'", LockModel.Joined.class)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getResultList();
                session.findMultiple(Simple.class, List.of(1L, 2L), LockMode.PESSIMISTIC_WRITE);
                session.lock(
                        session.find(Tagged.class, 1L), LockModeType.PESSIMISTIC_WRITE, PessimisticLockScope.EXTENDED);
            }));
            assertThat(sql)
                    .contains(
                            "select 1 from Joined where id=? for update",
                            "select 1 from JoinedSub where id=? for update");
            assertThat(sql.get(0)).endsWith(" for update");
            assertThat(sql).noneMatch(s -> s.contains(" of ") || s.contains("nowait"));
            assertThat(sql).contains("select 1 from Tagged_tags where Tagged_id=? for update");
            assertThatThrownBy(() -> allow.factory.inTransaction(
                            session -> session.createSelectionQuery("select distinct e.name from Emb e", String.class)
                                    .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                                    .getResultList()))
                    .isInstanceOf(LockRefusedException.class);
        }
    }
}
