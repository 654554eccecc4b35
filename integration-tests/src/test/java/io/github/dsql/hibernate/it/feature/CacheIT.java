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
package io.github.dsql.hibernate.it.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.conflict.DsqlConflictException;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.annotations.Cache;
import org.hibernate.annotations.CacheConcurrencyStrategy;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.NaturalIdCache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CacheIT {
    @Entity(name = "Country")
    @Table(name = "cached_country")
    @Cacheable
    @Cache(usage = CacheConcurrencyStrategy.READ_WRITE)
    @NaturalIdCache
    static class Country {
        @Id
        Long id;

        @NaturalId
        @Column(length = 2)
        String code;

        String name;

        @Version
        int version;

        @ElementCollection(fetch = FetchType.EAGER)
        @Cache(usage = CacheConcurrencyStrategy.NONSTRICT_READ_WRITE)
        Set<String> languages = new HashSet<>();

        Country() {}

        Country(long id, String code) {
            this.id = id;
            this.code = code;
            this.name = "name of " + code;
            this.languages.add("language of " + code);
        }
    }

    private static Booted booted;

    @BeforeAll
    static void boot() {
        booted = Booted.with(
                Map.of(
                        "hibernate.cache.region.factory_class",
                        MemoryRegionFactory.class,
                        "hibernate.cache.use_query_cache",
                        true),
                Country.class);
    }

    @AfterAll
    static void close() {
        booted.close();
    }

    private static List<Country> byName(Session session, String name) {
        return session.createSelectionQuery("from Country where name = ?1", Country.class)
                .setParameter(1, name)
                .setCacheable(true)
                .getResultList();
    }

    @Test
    void entitiesCollectionsNaturalIdsAndQueriesComeFromTheCache() {
        booted.persist(new Country(1, "de"));
        booted.run(session -> {
            assertThat(session.bySimpleNaturalId(Country.class).load("de")).isNotNull();
            assertThat(byName(session, "name of de")).hasSize(1);
        });
        assertThat(booted.sentBy("select", session -> {
                    Country found = session.bySimpleNaturalId(Country.class).load("de");
                    assertThat(found.languages).containsExactly("language of de");
                    assertThat(session.find(Country.class, 1L)).isSameAs(found);
                    assertThat(byName(session, "name of de")).containsExactly(found);
                }))
                .isEmpty();
    }

    @Test
    void changeInvalidatesEntityAndQuery() {
        booted.persist(new Country(2, "fr"));
        booted.run(session -> assertThat(byName(session, "name of fr")).hasSize(1));
        booted.run(session -> session.find(Country.class, 2L).name = "other");
        booted.run(session -> {
            assertThat(byName(session, "name of fr")).isEmpty();
            assertThat(session.find(Country.class, 2L).name).isEqualTo("other");
        });
        booted.run(session -> session.createMutationQuery("update Country set name = 'bulk' where id = 2")
                .executeUpdate());
        booted.run(session -> assertThat(session.find(Country.class, 2L).name).isEqualTo("bulk"));
    }

    @Test
    void conflictAtCommitLeavesNothingOfTheLoserInTheCache() {
        booted.persist(new Country(3, "it"));
        booted.run(session -> session.find(Country.class, 3L));
        assertThatThrownBy(() -> booted.run(loser -> {
                    loser.find(Country.class, 3L).name = "loser";
                    loser.flush();
                    booted.run(winner -> winner.find(Country.class, 3L).name = "winner");
                }))
                .isInstanceOf(DsqlConflictException.class);
        booted.run(session -> assertThat(session.find(Country.class, 3L).name).isEqualTo("winner"));
    }
}
