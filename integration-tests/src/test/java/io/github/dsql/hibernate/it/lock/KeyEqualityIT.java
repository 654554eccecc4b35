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
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.hibernate.annotations.NaturalId;
import org.hibernate.query.SelectionQuery;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which restrictions pin the key, however they are spelled, and which only look as if they did. */
class KeyEqualityIT {
    enum Color {
        RED,
        BLUE
    }

    @Entity(name = "Item")
    static class Item {
        @Id
        Long id;

        Long other;

        String name;

        @NaturalId
        String code;

        @ManyToOne
        Item parent;
    }

    @Entity(name = "Colored")
    static class Colored {
        @Id
        @Enumerated(EnumType.STRING)
        Color id;
    }

    @Entity(name = "Uuided")
    static class Uuided {
        @Id
        UUID id;
    }

    @Embeddable
    record Seat(int number, String row) implements Serializable {}

    @Entity(name = "Chair")
    static class Chair {
        @EmbeddedId
        Seat id;

        String name;
    }

    @Entity(name = "Detail")
    static class Detail {
        @Id
        Long id;

        @MapsId
        @OneToOne
        Item item;
    }

    @Entity(name = "Animal")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Animal {
        @Id
        Long id;
    }

    /** Its own table has a column named like the key of the other one. */
    @Entity(name = "Dog")
    @PrimaryKeyJoinColumn(name = "animal_id")
    static class Dog extends Animal {
        @Column(name = "id")
        Long tag;
    }

    private static Fixture fixture;

    @BeforeAll
    static void boot() {
        fixture = new Fixture(
                Map.of(), Item.class, Colored.class, Uuided.class, Chair.class, Detail.class, Animal.class, Dog.class);
        fixture.factory.inTransaction(session -> {
            Item item = new Item();
            item.id = 1L;
            item.code = "c";
            session.persist(item);
            Detail detail = new Detail();
            detail.item = item;
            session.persist(detail);
            Dog dog = new Dog();
            dog.id = 1L;
            dog.tag = 7L;
            session.persist(dog);
        });
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static SelectionQuery<?> query(Session session, String hql) {
        SelectionQuery<?> query =
                session.createSelectionQuery(hql, Object.class).setHibernateLockMode(LockMode.PESSIMISTIC_WRITE);
        if (hql.contains(":id")) {
            query.setParameter("id", hql.startsWith("from Chair") ? new Seat(1, "a") : 1L);
        }
        if (hql.contains(":none")) {
            query.setParameter("none", null, Long.class);
        }
        if (hql.contains(":item")) {
            query.setParameter("item", session.getReference(Item.class, 1L));
        }
        if (hql.contains(":seat")) {
            query.setParameter("seat", 1).setParameter("row", "a");
        }
        if (hql.contains(":one")) {
            query.setParameterList("one", List.of(1L));
        }
        if (hql.contains(":two")) {
            query.setParameterList("two", List.of(1L, 2L));
        }
        if (hql.contains("?1")) {
            query.setParameter(1, 1L);
        }
        if (hql.contains(":color")) {
            query.setParameter("color", Color.RED);
        }
        if (hql.contains(":uuid")) {
            query.setParameter("uuid", UUID.randomUUID());
        }
        return query;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "from Item e where e.id = :id",
                "from Item e where :id = e.id",
                "from Item e where e.id = ?1",
                "from Item where id = 1",
                "from Item e where e.id = 1L and e.name = 'a'",
                "from Item e where e.name = 'a' and (e.id = :id)",
                "from Item e where (e.name = 'a' or e.other = 2) and e.id = :id",
                "from Item e where e = :item",
                "from Item e where :item = e",
                "from Item e where id(e) = :id",
                "from Item e where e.id in (:one)",
                "from Item e where e.id in (1)",
                "from Item e where e.id = :none",
                "from Item e where e.id = :id order by e.name limit 1",
                "from Item e where e.id = :id and exists (select 1 from Detail d where d.item = e)",
                "from Item e where e.id = :id and e.name = (select max(i.name) from Item i)",
                "select e.name from Item e where e.id = :id",
                "from Colored c where c.id = :color",
                "from Colored c where c.id = RED",
                "from Uuided u where u.id = :uuid",
                "from Chair c where c.id = :id",
                "from Chair c where id(c) = :id",
                "from Chair c where c.id.number = 1 and c.id.row = 'a'",
                "from Chair c where c.id.number = :seat and c.name = 'x' and c.id.row = :row",
                "from Chair c where (c.id.number, c.id.row) = (1, 'a')",
                "from Chair c where c.id in (:id)",
                "from Detail d where d.id = :id",
                "from Detail d where d.item = :item",
                "from Detail d where d.item.id = :id",
                "from Dog d where d.id = :id",
                "from Animal a where a.id = :id",
                "select e from Item e left join fetch e.parent where e.id = :id",
                "select e from Item e join e.parent p where e.id = :id and p.name = 'x'",
            })
    void pinsTheKey(String hql) {
        List<String> sent = fixture.sqlOf(() ->
                fixture.factory.inTransaction(session -> query(session, hql).getResultList()));
        assertThat(sent).isNotEmpty();
        List<String> locks =
                sent.stream().filter(sql -> sql.endsWith(" for update")).toList();
        assertThat(locks)
                .noneMatch(sql -> sql.contains(" join "))
                .noneMatch(sql -> sql.matches(".*\\(\\w+\\.number,.*"))
                .noneMatch(sql -> sql.matches(".*\\b(id|number) in .*"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "from Item e where e.id = e.id | Item.id",
                "from Item e where e.id = e.other | Item.id",
                "from Item e where e.other = :id | Item.id",
                "from Item e where e.id <> :id | Item.id",
                "from Item e where e.id >= :id and e.id <= :id | Item.id",
                "from Item e where e.id between :id and :id | Item.id",
                "from Item e where not (e.id = :id) | Item.id",
                "from Item e where not (e.id <> :id) | Item.id",
                "from Item e where e.id = :id or e.name = 'a' | Item.id",
                "from Item e where e.id = :id or e.id = :id | Item.id",
                "from Item e where e.id in (:two) | Item.id",
                "from Item e where e.id in (select d.id from Detail d) | Item.id",
                "from Item e where e.id not in (:one) | Item.id",
                "from Item e where e.id = (select max(i.id) from Item i) | Item.id",
                "from Item e where e.id = cast(e.name as Long) | Item.id",
                "from Item e where e.id + 0 = :id | Item.id",
                "from Item e where coalesce(e.id, 0) = :id | Item.id",
                "from Item e where e.id is null | Item.id",
                "from Item e where e.code = 'c' | Item.id",
                "from Item e where e.parent.id = :id | Item.id",
                "from Item e where e.parent = :item | Item.id",
                "select e from Item e join e.parent p where p.id = :id | Item.id",
                "select e from Item e join Item p on e.id = :id | Item.id",
                "select e from Item e where exists (select 1 from Item i where i.id = :id) | Item.id",
                "select e from Item e where (select i.id from Item i where i.id = :id) = 1 | Item.id",
                "from Chair c where c.id.number = 1 | Chair.row",
                "from Chair c where c.id.row = 'a' | Chair.number",
                "from Chair c where c.id.number = 1 or c.id.row = 'a' | Chair.number",
                "from Chair c where (c.id.number, c.id.row) in ((1, 'a'), (2, 'b')) | Chair.number",
                "from Chair c where (c.id.number, c.name) = (1, 'a') | Chair.row",
                "from Dog d where d.tag = :id | Dog.id",
                "from Animal a where treat(a as Dog).tag = :id | Animal.id",
            })
    void doesNotPinTheKey(String hql, String missing) {
        assertThat(fixture.sqlOf(() -> assertThatThrownBy(() -> fixture.factory.inTransaction(
                                session -> query(session, hql).getResultList()))
                        .isInstanceOf(LockRefusedException.class)
                        .hasMessageContaining("has no equality on " + missing)))
                .isEmpty();
    }

    private static void criteria(BiFunction<HibernateCriteriaBuilder, Root<Item>, Predicate> restriction) {
        fixture.factory.inTransaction(session -> {
            HibernateCriteriaBuilder builder = session.getCriteriaBuilder();
            CriteriaQuery<Item> query = builder.createQuery(Item.class);
            Root<Item> root = query.from(Item.class);
            query.select(root).where(restriction.apply(builder, root));
            session.createSelectionQuery(query)
                    .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                    .getResultList();
        });
    }

    @Test
    void criteriaPinTheKeyAlike() {
        List<BiFunction<HibernateCriteriaBuilder, Root<Item>, Predicate>> pinned = new ArrayList<>();
        pinned.add((builder, root) -> builder.equal(root.get("id"), 1L));
        pinned.add((builder, root) -> builder.equal(root.get("id"), builder.literal(1L)));
        pinned.add((builder, root) -> builder.equal(builder.literal(1L), root.get("id")));
        pinned.add((builder, root) -> root.get("id").in(1L));
        pinned.add((builder, root) ->
                builder.and(builder.equal(root.get("name"), "x"), builder.and(builder.equal(root.get("id"), 1L))));
        pinned.add((builder, root) -> builder.or(builder.equal(root.get("id"), 1L)));
        for (var restriction : pinned) {
            assertThat(fixture.sqlOf(() -> criteria(restriction)))
                    .singleElement()
                    .asString()
                    .endsWith(" for update");
        }
        List<BiFunction<HibernateCriteriaBuilder, Root<Item>, Predicate>> open = new ArrayList<>();
        open.add((builder, root) -> builder.equal(root.get("other"), 1L));
        open.add((builder, root) -> root.get("id").in(1L, 2L));
        open.add((builder, root) -> builder.equal(root.get("id"), 1L).not());
        open.add((builder, root) -> builder.not(builder.equal(root.get("id"), 1L)));
        open.add((builder, root) -> builder.or(builder.equal(root.get("id"), 1L), builder.equal(root.get("id"), 2L)));
        open.add((builder, root) -> builder.equal(root.get("id"), builder.coalesce(root.<Long>get("other"), 1L)));
        for (var restriction : open) {
            assertThat(fixture.sqlOf(() ->
                            assertThatThrownBy(() -> criteria(restriction)).isInstanceOf(LockRefusedException.class)))
                    .isEmpty();
        }
    }
}
