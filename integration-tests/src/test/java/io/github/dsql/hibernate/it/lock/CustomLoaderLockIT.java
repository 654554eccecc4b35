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

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.List;
import java.util.Map;
import org.hibernate.LockMode;
import org.hibernate.annotations.SQLSelect;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Locks of an entity that is loaded by SQL of the user's own. */
class CustomLoaderLockIT {
    @Entity(name = "Custom")
    @SQLSelect(sql = "select id, name from Custom where id = ?")
    static class Custom {
        @Id
        Long id;

        String name;
    }

    private static Fixture fixture;

    @BeforeAll
    static void boot() {
        fixture = new Fixture(Map.of(), Custom.class);
        fixture.factory.inTransaction(session -> {
            Custom custom = new Custom();
            custom.id = 1L;
            session.persist(custom);
        });
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    /** Hibernate gives the mode of find() to no loader of the user's own, on any database, and says so by the mode it keeps. */
    @Test
    void lockTakesWhatFindCannot() {
        List<String> sent = fixture.sqlOf(() -> fixture.factory.inTransaction(session -> {
            Custom custom = session.find(Custom.class, 1L, LockMode.PESSIMISTIC_WRITE);
            assertThat(session.getCurrentLockMode(custom)).isEqualTo(LockMode.READ);
            session.lock(custom, LockMode.PESSIMISTIC_WRITE);
            assertThat(session.getCurrentLockMode(custom)).isEqualTo(LockMode.PESSIMISTIC_WRITE);
        }));
        assertThat(sent).last().isEqualTo("select 1 from Custom where id=? for update");
    }

    @Test
    void queryByKeyLocks() {
        assertThat(fixture.sqlOf(() -> fixture.factory.inTransaction(
                        session -> session.createSelectionQuery("from Custom where id = 1", Custom.class)
                                .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                                .getSingleResult())))
                .singleElement()
                .asString()
                .endsWith(" for update");
    }
}
