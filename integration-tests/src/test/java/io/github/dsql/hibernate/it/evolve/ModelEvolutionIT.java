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
package io.github.dsql.hibernate.it.evolve;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.View;
import org.hibernate.boot.model.relational.Namespace;
import org.hibernate.boot.model.relational.Sequence;
import org.hibernate.tool.schema.internal.DefaultSchemaFilter;
import org.hibernate.tool.schema.spi.SchemaFilter;
import org.hibernate.tool.schema.spi.SchemaFilterProvider;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** How hierarchies, collections, embeddables, generators and several schemas follow a model. */
@SuppressWarnings("SameNameButDifferent") // The versions of a model name their entities alike.
class ModelEvolutionIT {
    interface Old {
        @Entity(name = "Animal")
        @Table(name = "animal")
        @Inheritance
        @DiscriminatorColumn(name = "kind")
        class Animal {
            @Id
            long id;

            String name;
        }

        @Entity(name = "Cat")
        class Cat extends Animal {
            boolean lazy;
        }
    }

    interface New {
        @Entity(name = "Animal")
        @Table(name = "animal")
        @Inheritance
        @DiscriminatorColumn(name = "kind")
        class Animal {
            @Id
            long id;

            String name;
        }

        @Entity(name = "Cat")
        class Cat extends Animal {
            boolean lazy;
        }

        @Entity(name = "Dog")
        class Dog extends Animal {
            int tricks;

            @Enumerated(EnumType.STRING)
            Size size;
        }
    }

    enum Size {
        SMALL,
        LARGE
    }

    enum Sizes {
        SMALL,
        LARGE,
        HUGE
    }

    @Test
    void subclassInTheSameTableIsTaken() {
        Evolution.Result result = Evolution.of(
                        new Class<?>[] {Old.Animal.class, Old.Cat.class},
                        new Class<?>[] {New.Animal.class, New.Cat.class, New.Dog.class})
                .rows("insert into animal (id, name, kind, lazy) values (1, 'Tom', 'Cat', true)")
                .run(session -> {
                    New.Dog dog = new New.Dog();
                    dog.id = 2;
                    dog.size = Size.LARGE;
                    session.persist(dog);
                    session.flush();
                    assertThat(session.createSelectionQuery("from Animal", New.Animal.class)
                                    .getResultList())
                            .hasSize(2);
                });
        assertThat(result.manual()).isEmpty();
    }

    @Test
    void subclassThatIsGoneIsNotTakenAnyMore() {
        Evolution.Result result = Evolution.of(
                        new Class<?>[] {New.Animal.class, New.Cat.class, New.Dog.class},
                        new Class<?>[] {Old.Animal.class, Old.Cat.class})
                .rows("insert into animal (id, name, kind, lazy) values (1, 'Tom', 'Cat', true)")
                .run(session -> assertThat(session.find(Old.Cat.class, 1).lazy).isTrue());
        assertThat(result.manual()).isEmpty();
    }

    interface Joined {
        @Entity(name = "Animal")
        @Table(name = "animal")
        @Inheritance(strategy = InheritanceType.JOINED)
        class Animal {
            @Id
            long id;

            String name;
        }

        @Entity(name = "Cat")
        @Table(name = "cat")
        class Cat extends Animal {
            boolean lazy;
        }

        @Entity(name = "Dog")
        @Table(name = "dog")
        class Dog extends Animal {
            @Enumerated(EnumType.STRING)
            Size size;
        }
    }

    @Test
    void joinedSubclassComesWithItsTableAndKey() {
        Evolution.Result result = Evolution.of(
                        new Class<?>[] {Joined.Animal.class, Joined.Cat.class},
                        new Class<?>[] {Joined.Animal.class, Joined.Cat.class, Joined.Dog.class})
                .with("hibernate.dialect.dsql.foreign_keys", "not_valid")
                .run(session -> session.persist(new Joined.Dog()));
        assertThat(result.statements()).hasSize(3);
    }

    interface Union {
        @Entity(name = "Animal")
        @Table(name = "animal")
        @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
        class Animal {
            @Id
            long id;

            String name;
        }

        @Entity(name = "Dog")
        @Table(name = "dog")
        class Dog extends Animal {}
    }

    interface WiderUnion {
        @Entity(name = "Animal")
        @Table(name = "animal")
        @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
        class Animal {
            @Id
            long id;

            @Column(unique = true, length = 500)
            String name;

            @ColumnDefault("0")
            @Column(nullable = false)
            int age;

            @Enumerated(EnumType.STRING)
            Size size;
        }

        @Entity(name = "Dog")
        @Table(name = "dog")
        class Dog extends Animal {}

        @Entity(name = "Cat")
        @Table(name = "cat")
        class Cat extends Animal {}
    }

    @Test
    void columnOfAUnionComesToEachTable() {
        Evolution.Result result = Evolution.of(
                        new Class<?>[] {Union.Animal.class, Union.Dog.class},
                        new Class<?>[] {WiderUnion.Animal.class, WiderUnion.Dog.class, WiderUnion.Cat.class})
                .rows("insert into dog (id, name) values (1, 'a')")
                .byHand("update dog set age = 0 where age is null")
                .run(session -> session.persist(new WiderUnion.Cat()));
        assertThat(result.manual())
                .extracting(note -> note.substring(0, note.indexOf(':')))
                .containsExactlyInAnyOrder("column animal.name", "column dog.name", "column dog.age");
    }

    interface Parts {
        @Embeddable
        class Address {
            String city;
        }

        @Entity(name = "Shop")
        @Table(name = "shop")
        class Shop {
            @Id
            long id;

            @Embedded
            Address address;

            @ElementCollection
            @CollectionTable(name = "shop_size")
            @Column(name = "size", nullable = false)
            @Enumerated(EnumType.STRING)
            Set<Size> sizes = new HashSet<>();
        }
    }

    interface MoreParts {
        @Embeddable
        class Json {
            String text;

            @Enumerated(EnumType.STRING)
            Size inJson;
        }

        @Embeddable
        class Address {
            String city;

            @Enumerated(EnumType.STRING)
            Size street;

            @Column(nullable = false)
            @ColumnDefault("'0'")
            String zip;
        }

        @Entity(name = "Shop")
        @Table(name = "shop")
        @SecondaryTable(name = "shop_more")
        class Shop {
            @Id
            long id;

            @Embedded
            Address address;

            @ElementCollection
            @CollectionTable(name = "shop_size")
            @Column(name = "size", nullable = false)
            @Enumerated(EnumType.STRING)
            Set<Sizes> sizes = new HashSet<>();

            @Column(table = "shop_more", length = 30)
            String more;

            @JdbcTypeCode(SqlTypes.JSON)
            Json json;
        }

        @Entity(name = "Detail")
        @Table(name = "detail")
        class Detail {
            @Id
            long id;

            @MapsId
            @OneToOne
            Shop shop;
        }
    }

    @Test
    void embeddablesCollectionsAndSecondaryTablesFollow() {
        Evolution.Result result = Evolution.of(
                        new Class<?>[] {Parts.Shop.class},
                        new Class<?>[] {MoreParts.Shop.class, MoreParts.Detail.class})
                .rows(
                        "insert into shop (id, city) values (1, 'Rome')",
                        "insert into shop_size (shop_id, size) values (1, 'SMALL')")
                .run(session -> {
                    MoreParts.Shop shop = session.find(MoreParts.Shop.class, 1);
                    shop.sizes.add(Sizes.HUGE);
                    shop.more = "more";
                    shop.address.zip = "1";
                    MoreParts.Detail detail = new MoreParts.Detail();
                    detail.shop = shop;
                    session.persist(detail);
                });
        assertThat(result.manual()).singleElement().asString().contains("shop.zip");
        assertThat(Evolution.of(
                                new Class<?>[] {MoreParts.Shop.class, MoreParts.Detail.class},
                                new Class<?>[] {MoreParts.Shop.class, MoreParts.Detail.class})
                        .once(session -> {}))
                .isEqualTo(new Evolution.Result(List.of(), List.of()));
    }

    interface Schemas {
        @Entity(name = "Item")
        @Table(name = "item", schema = "other")
        class Item {
            @Id
            @GeneratedValue(strategy = GenerationType.SEQUENCE)
            Long id;

            @Column(unique = true)
            String code;

            @Enumerated(EnumType.STRING)
            Size size;
        }

        @Entity(name = "Item2")
        @Table(name = "item")
        class InDefault {
            @Id
            @GeneratedValue(strategy = GenerationType.SEQUENCE)
            Long id;

            @Column(unique = true)
            String code;
        }
    }

    @Test
    void severalSchemasAreKeptApart() {
        Evolution.Result result = Evolution.of(
                        new Class<?>[] {Schemas.InDefault.class},
                        new Class<?>[] {Schemas.InDefault.class, Schemas.Item.class})
                .run(session -> session.persist(new Schemas.Item()));
        assertThat(result.statements()).contains("create schema if not exists other");
    }

    @Test
    void defaultSchemaIsFollowed() {
        Evolution.Result result = Evolution.of(Schemas.InDefault.class, Schemas.InDefault.class)
                .with("hibernate.default_schema", "`Other`")
                .withBefore("hibernate.default_schema", "third")
                .run(session -> session.persist(new Schemas.InDefault()));
        assertThat(result.statements()).contains("create schema if not exists \"Other\"");
        assertThat(Evolution.of(Schemas.InDefault.class, Schemas.Item.class)
                        .with("hibernate.default_schema", "other")
                        .run(session -> session.persist(new Schemas.Item()))
                        .statements())
                .hasSize(3);
    }

    interface Numbers {
        @Entity(name = "Ticket")
        @Table(name = "ticket")
        class Old {
            @Id
            long id;
        }

        @Entity(name = "Ticket")
        @Table(name = "ticket")
        class Ticket {
            @Id
            @GeneratedValue(strategy = GenerationType.TABLE, generator = "g")
            @TableGenerator(name = "g", table = "numbers", initialValue = 100)
            long id;
        }
    }

    @Test
    void tableGeneratorComesWithItsRow() {
        Evolution.of(Numbers.Old.class, Numbers.Ticket.class).run(session -> {
            Numbers.Ticket ticket = new Numbers.Ticket();
            session.persist(ticket);
            assertThat(ticket.id).isGreaterThan(100);
        });
    }

    interface Views {
        @Entity(name = "Loud")
        @Table(name = "loud")
        @View(query = "select id, upper(name) as name from animal")
        class Loud {
            @Id
            long id;

            String name;
        }

        @Entity(name = "Sub")
        @Subselect("select id from animal")
        class Sub {
            @Id
            long id;
        }

        @Entity(name = "Theirs")
        @Table(name = "theirs")
        class Theirs {
            @Id
            long id;

            @Column(nullable = false, unique = true)
            String name;
        }
    }

    @Test
    void viewsAreCreatedAndTablesThatAreViewsAreLeftAlone() {
        Evolution.Result result = Evolution.of(new Class<?>[] {Old.Animal.class, Old.Cat.class}, new Class<?>[] {
                    Old.Animal.class, Old.Cat.class, Views.Loud.class, Views.Sub.class, Views.Theirs.class
                })
                .withoutValidation()
                .rows(
                        "insert into animal (id, name, kind) values (1, 'Tom', 'Animal')",
                        "create view theirs as select id, name from animal")
                .run(session ->
                        assertThat(session.find(Views.Loud.class, 1).name).isEqualTo("TOM"));
        assertThat(result.statements()).singleElement().asString().startsWith("create or replace view loud as");
    }

    /** Lets the tables named animal alone. */
    public static final class NoAnimals implements SchemaFilterProvider, SchemaFilter {
        @Override
        public boolean includeNamespace(Namespace namespace) {
            return true;
        }

        @Override
        public boolean includeTable(org.hibernate.mapping.Table table) {
            return !table.getName().equals("animal");
        }

        @Override
        public boolean includeSequence(Sequence sequence) {
            return true;
        }

        @Override
        public SchemaFilter getCreateFilter() {
            return DefaultSchemaFilter.INSTANCE;
        }

        @Override
        public SchemaFilter getDropFilter() {
            return DefaultSchemaFilter.INSTANCE;
        }

        @Override
        public SchemaFilter getTruncatorFilter() {
            return DefaultSchemaFilter.INSTANCE;
        }

        @Override
        public SchemaFilter getMigrateFilter() {
            return this;
        }

        @Override
        public SchemaFilter getValidateFilter() {
            return this;
        }
    }

    @Test
    void filteredTablesAreLeftAlone() {
        Evolution.Result result = Evolution.of(
                        new Class<?>[] {Union.Animal.class, Union.Dog.class},
                        new Class<?>[] {New.Animal.class, New.Cat.class, New.Dog.class, Numbers.Old.class})
                .with("hibernate.hbm2ddl.schema_filter_provider", NoAnimals.class.getName())
                .once(session -> {});
        assertThat(result.statements()).singleElement().asString().startsWith("create table if not exists ticket ");
    }

    interface NoKey {
        @Entity(name = "Bag")
        @Table(name = "bag")
        class V {
            @Id
            long id;

            @ElementCollection
            @CollectionTable(name = "bag_item")
            List<String> items;
        }

        @Entity(name = "Bag")
        @Table(name = "bag")
        class W {
            @Id
            long id;

            @ElementCollection
            @CollectionTable(name = "bag_item")
            @Column(nullable = false)
            List<String> items;
        }
    }

    @Test
    void tableWithoutKeyFollows() {
        Evolution.Result result = Evolution.of(NoKey.V.class, NoKey.W.class)
                .rows("insert into bag (id) values (1)", "insert into bag_item (Bag_id, items) values (1, null)")
                .run(session -> {});
        assertThat(result.steps()).first().isEqualTo("update bag_item set items = /* a value */ where items is null");
    }

    @Test
    void everythingIsCreatedFromNothing() {
        Evolution.Result result = Evolution.of(new Class<?>[0], new Class<?>[] {
                    MoreParts.Shop.class,
                    MoreParts.Detail.class,
                    WiderUnion.Animal.class,
                    WiderUnion.Dog.class,
                    Schemas.Item.class,
                    Numbers.Ticket.class
                })
                .with("hibernate.dialect.dsql.foreign_keys", "not_valid")
                .run(session -> session.persist(new WiderUnion.Dog()));
        assertThat(result.manual()).isEmpty();
    }
}
