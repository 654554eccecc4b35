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
import jakarta.persistence.Cacheable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.hibernate.LockMode;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks of what a cache could answer: each transaction takes its own. */
class CachedLockIT {
    @Entity(name = "Cached")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    static class Cached {
        @Id
        Long id;

        String name;
    }

    private static Fixture fixture;

    @BeforeAll
    static void boot() {
        fixture = new Fixture(
                Map.of(
                        "hibernate.cache.region.factory_class", MapRegionFactory.class.getName(),
                        "hibernate.cache.use_second_level_cache", "true",
                        "hibernate.cache.use_query_cache", "true",
                        "hibernate.dialect.dsql.non_key_locks", "follow_on"),
                Cached.class);
        fixture.factory.inTransaction(session -> {
            Cached cached = new Cached();
            cached.id = 1L;
            cached.name = "one";
            session.persist(cached);
        });
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static List<String> query(String hql, boolean cacheable) {
        return fixture.sqlOf(() ->
                fixture.factory.inTransaction(session -> assertThat(session.createSelectionQuery(hql, Object.class)
                                .setCacheable(cacheable)
                                .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                                .getResultList())
                        .hasSize(1)));
    }

    @Test
    void entitiesOfTheSecondLevelCacheAreLocked() {
        fixture.factory.inTransaction(session -> session.find(Cached.class, 1L));
        assertThat(fixture.sqlOf(() -> fixture.factory.inTransaction(session -> session.find(Cached.class, 1L))))
                .isEmpty();
        assertThat(fixture.sqlOf(() -> fixture.factory.inTransaction(
                        session -> session.find(Cached.class, 1L, LockMode.PESSIMISTIC_WRITE))))
                .hasSize(1)
                .allMatch(sql -> sql.endsWith(" for update"));
        assertThat(fixture.sqlOf(() -> fixture.factory.inTransaction(
                        session -> session.lock(session.getReference(Cached.class, 1L), LockMode.PESSIMISTIC_WRITE))))
                .last()
                .isEqualTo("select 1 from Cached where id=? for update");
        assertThat(fixture.sqlOf(() -> fixture.factory.inStatelessTransaction(
                        session -> session.get(Cached.class, 1L, LockMode.PESSIMISTIC_WRITE))))
                .hasSize(1)
                .allMatch(sql -> sql.endsWith(" for update"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from Cached where id = 1", "from Cached where name = 'one'"})
    void entitiesOfTheQueryCacheAreLocked(String hql) {
        for (int run = 0; run < 3; run++) {
            assertThat(query(hql, true)).isNotEmpty().last().asString().endsWith(" for update");
        }
    }

    @Test
    void valuesOfTheQueryCacheAreRefused() {
        String hql = "select name from Cached where id = 1";
        assertThat(query(hql, false)).singleElement().asString().endsWith(" for update");
        // Hibernate 7.2.0 sends the statement before it has this checked, later versions do not.
        assertThatThrownBy(() -> query(hql, true))
                .isInstanceOf(LockRefusedException.class)
                .hasMessageContaining("query cache");
        assertThat(query(hql, false)).hasSize(1);
    }
}
