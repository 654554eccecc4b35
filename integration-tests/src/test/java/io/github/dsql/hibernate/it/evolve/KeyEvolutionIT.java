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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.junit.jupiter.api.Test;

/** How indexes, unique keys, foreign keys, primary keys, identity columns and sequences follow a model. */
@SuppressWarnings("SameNameButDifferent") // The versions of a model name their entities alike.
class KeyEvolutionIT {
    private static final String FOREIGN_KEYS = "hibernate.dialect.dsql.foreign_keys";

    interface Bare {
        @Entity(name = "Owner")
        @Table(name = "owner")
        class V {
            @Id
            long id;

            String name;
            String mail;
            Long number;
        }
    }

    interface Keyed {
        @Entity(name = "Owner")
        @Table(
                name = "owner",
                indexes = {
                    @Index(name = "by_name", columnList = "name, number"),
                    @Index(name = "by_lower", columnList = "lower(name)"),
                    @Index(name = "By_Number", columnList = "number", unique = true)
                },
                uniqueConstraints =
                        @UniqueConstraint(
                                name = "mail_and_number",
                                columnNames = {"mail", "number"}))
        class V {
            @Id
            long id;

            String name;

            @Column(unique = true)
            String mail;

            Long number;
        }
    }

    @Test
    void missingKeysAreBuilt() {
        Evolution.Result result = Evolution.of(Bare.V.class, Keyed.V.class)
                .rows(
                        "insert into owner (id, name, mail) values (1, 'a', 'm')",
                        "insert into owner (id, name, number) values (2, 'a', 1)")
                .run(session -> assertThatThrownBy(
                                () -> session.createNativeMutationQuery("insert into owner (id, mail) values (3, 'm')")
                                        .executeUpdate())
                        .hasStackTraceContaining("duplicate key value"));
        assertThat(result.statements()).hasSize(5).allMatch(Evolution::startsJob);
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void duplicatesFailTheUpdateUntilTheyAreGone() {
        Evolution evolution = Evolution.of(Bare.V.class, Keyed.V.class)
                .rows("insert into owner (id, mail) values (1, 'm')", "insert into owner (id, mail) values (2, 'm')");
        assertThatThrownBy(() -> evolution.once(session -> {}))
                .hasStackTraceContaining("found duplicate key(s)")
                .hasStackTraceContaining("create unique index async");
    }

    @Test
    void keysThatAreNotMappedAnyMoreAreReportedIfTheyRefuseRows() {
        Evolution.Result result = Evolution.of(Keyed.V.class, Bare.V.class).once(session -> {});
        assertThat(result.statements()).isEmpty();
        assertThat(result.steps()).singleElement().asString().contains("drop constraint if exists uk");
    }

    @Test
    void keysOfTheSameModelAreLeftAlone() {
        assertThat(Evolution.of(Keyed.V.class, Keyed.V.class).once(session -> {}))
                .isEqualTo(new Evolution.Result(List.of(), List.of()));
    }

    interface OtherKeys {
        @Entity(name = "Owner")
        @Table(
                name = "owner",
                indexes = {
                    @Index(name = "by_name", columnList = "number, name"),
                    @Index(name = "by_lower", columnList = "lower(mail)"),
                    @Index(name = "By_Number", columnList = "number")
                },
                uniqueConstraints =
                        @UniqueConstraint(
                                name = "mail_and_number",
                                columnNames = {"mail", "number", "name"}))
        class V {
            @Id
            long id;

            String name;

            @Column(unique = true)
            String mail;

            Long number;
        }
    }

    @Test
    void keysWithOtherColumnsAreReplacedAndUniquenessHasNoGap() {
        Evolution.Result result = Evolution.of(Keyed.V.class, OtherKeys.V.class)
                .rows("insert into owner (id, name, mail, number) values (1, 'a', 'm', 1)")
                .run(session -> assertThat(
                                Evolution.query("select indexdef from pg_indexes where indexname = 'mail_and_number'"))
                        .singleElement()
                        .asString()
                        .contains("(mail, number, name)"));
        assertThat(result.statements())
                .containsSubsequence(
                        "create unique index async if not exists mail_and_number_new on owner (mail, number, name)",
                        "alter table owner drop constraint if exists mail_and_number",
                        "alter index if exists mail_and_number_new rename to mail_and_number");
        assertThat(Evolution.of(OtherKeys.V.class, Keyed.V.class)
                        .rows("insert into owner (id, name, mail, number) values (1, 'a', 'm', 1)")
                        .run(session -> {})
                        .notes())
                .isEmpty();
    }

    @Test
    void uniqueIndexInPlaceOfAConstraintIsTheSame() {
        Evolution.Result result = Evolution.of(Bare.V.class, Keyed.V.class)
                .rows(
                        "create unique index async mail_key on owner (mail)",
                        "create unique index async mail_and_number on owner (mail, number)",
                        "create unique index async By_Number on owner (number)",
                        "create index async by_lower on owner (lower(name))")
                .once(session -> {});
        assertThat(result.statements())
                .containsExactly("create index async if not exists by_name on owner (name, number)");
    }

    @Test
    void indexNameOfAnotherTableIsRefused() {
        Evolution.of(Bare.V.class, Keyed.V.class)
                .rows("create table stranger (id bigint primary key)", "create index async by_name on stranger (id)")
                .refused("index by_name", "Give the index another name");
    }

    interface Family {
        @Entity(name = "Owner")
        @Table(name = "owner")
        class OldOwner {
            @Id
            long id;

            String name;
        }

        @Entity(name = "Owner")
        @Table(name = "owner")
        class Owner {
            @Id
            long id;

            String name;

            @ElementCollection
            @CollectionTable(
                    name = "owner_tag",
                    uniqueConstraints =
                            @UniqueConstraint(
                                    name = "one_tag",
                                    columnNames = {"owner_id", "tag"}))
            @Column(name = "tag")
            List<String> tags;

            @ManyToMany
            @JoinTable(name = "owner_pet", indexes = @Index(name = "by_pet", columnList = "pets_id"))
            Set<Pet> pets = new HashSet<>();
        }

        @Entity(name = "Pet")
        @Table(name = "pet")
        class Pet {
            @Id
            long id;

            @ManyToOne
            Owner owner;

            @OneToOne
            @OnDelete(action = OnDeleteAction.CASCADE)
            Pet parent;
        }
    }

    interface FamilyWithoutCascade {
        @Entity(name = "Owner")
        @Table(name = "owner")
        class Owner {
            @Id
            long id;

            String name;

            @ElementCollection
            @CollectionTable(
                    name = "owner_tag",
                    uniqueConstraints =
                            @UniqueConstraint(
                                    name = "one_tag",
                                    columnNames = {"owner_id", "tag"}))
            @Column(name = "tag")
            List<String> tags;

            @ManyToMany
            @JoinTable(name = "owner_pet", indexes = @Index(name = "by_pet", columnList = "pets_id"))
            Set<Pet> pets = new HashSet<>();
        }

        @Entity(name = "Pet")
        @Table(name = "pet")
        class Pet {
            @Id
            long id;

            @ManyToOne
            Owner owner;

            @OneToOne
            Pet parent;
        }
    }

    private static final Class<?>[] OLD_FAMILY = {Family.OldOwner.class};
    private static final Class<?>[] FAMILY = {Family.Owner.class, Family.Pet.class};

    @Test
    void newTablesWithTheirKeysAreCreated() {
        Evolution.Result result = Evolution.of(OLD_FAMILY, FAMILY)
                .rows("insert into owner (id, name) values (1, 'a')")
                .run(session -> {
                    Family.Owner owner = session.find(Family.Owner.class, 1);
                    Family.Pet pet = new Family.Pet();
                    pet.owner = owner;
                    session.persist(pet);
                    owner.pets.add(pet);
                });
        assertThat(result.statements())
                .filteredOn(sql -> sql.startsWith("create table if not exists"))
                .hasSize(3);
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void foreignKeysComeWithTheTables() {
        Evolution.Result result = Evolution.of(OLD_FAMILY, FAMILY)
                .with(FOREIGN_KEYS, "not_valid")
                .with("hibernate.hbm2ddl.jdbc_metadata_extraction_strategy", "individually")
                .rows("insert into owner (id, name) values (1, 'a')")
                .run(session -> assertThatThrownBy(
                                () -> session.createNativeMutationQuery("insert into pet (id, owner_id) values (3, 99)")
                                        .executeUpdate())
                        .hasStackTraceContaining("violates foreign key constraint"));
        assertThat(result.statements())
                .filteredOn(sql -> sql.contains("foreign key"))
                .hasSize(5);
    }

    @Test
    void foreignKeysAreSwitchedOn() {
        Evolution.Result result = Evolution.of(FAMILY, FAMILY)
                .withBefore(FOREIGN_KEYS, "none")
                .with(FOREIGN_KEYS, "not_valid")
                .rows("insert into owner (id, name) values (1, 'a')", "insert into pet (id, owner_id) values (1, 1)")
                .run(session ->
                        assertThat(session.find(Family.Pet.class, 1).owner.name).isEqualTo("a"));
        assertThat(result.statements()).hasSize(10);
        assertThat(result.statements()).anyMatch(sql -> sql.endsWith("on delete cascade not valid"));
    }

    @Test
    void foreignKeysAreSwitchedOff() {
        Evolution.Result result = Evolution.of(FAMILY, FAMILY)
                .withBefore(FOREIGN_KEYS, "not_valid")
                .with(FOREIGN_KEYS, "none")
                .rows(
                        "insert into owner (id, name) values (1, 'a')",
                        "create table stranger (id bigint primary key, o bigint references owner (id))")
                .run(session -> session.createNativeMutationQuery("insert into pet (id, owner_id) values (3, 99)")
                        .executeUpdate());
        assertThat(result.statements()).hasSize(5).allMatch(sql -> sql.contains("drop constraint if exists "));
    }

    @Test
    void foreignKeyWithAnotherActionIsReplaced() {
        Evolution.Result result = Evolution.of(
                        FAMILY, new Class<?>[] {FamilyWithoutCascade.Owner.class, FamilyWithoutCascade.Pet.class})
                .with(FOREIGN_KEYS, "not_valid")
                .run(session -> {});
        assertThat(result.statements()).hasSize(3);
        assertThat(result.statements().get(0)).contains("drop constraint if exists");
    }

    @Test
    void foreignKeyOfAnotherNameIsTheSame() {
        Evolution.Result result = Evolution.of(OLD_FAMILY, new Class<?>[] {Family.OldOwner.class, Named.Pet.class})
                .with(FOREIGN_KEYS, "not_valid")
                .rows("create table pet (id bigint primary key, owner_id bigint, constraint theirs"
                        + " foreign key (owner_id) references owner)")
                .once(session -> {});
        assertThat(result.statements()).isEmpty();
    }

    interface Named {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class Pet {
            @Id
            long id;

            @ManyToOne
            @JoinColumn(name = "owner_id")
            Family.OldOwner owner;
        }
    }

    interface ToUnique {
        @Entity(name = "Owner")
        @Table(name = "owner")
        class Owner {
            @Id
            long id;

            @Column(unique = true)
            String name;
        }

        @Entity(name = "Pet")
        @Table(name = "pet")
        class Pet {
            @Id
            long id;

            @ManyToOne
            @JoinColumn(name = "owner_name", referencedColumnName = "name")
            Owner owner;
        }
    }

    @Test
    void foreignKeyComesAfterTheUniqueIndexThatItNeeds() {
        Evolution.Result result = Evolution.of(OLD_FAMILY, new Class<?>[] {ToUnique.Owner.class, ToUnique.Pet.class})
                .with(FOREIGN_KEYS, "not_valid")
                .rows("insert into owner (id, name) values (1, 'a')")
                .run(session -> session.createNativeMutationQuery("insert into pet (id, owner_name) values (3, 'a')")
                        .executeUpdate());
        assertThat(result.statements()).hasSize(4);
    }

    interface OtherKey {
        @Entity(name = "Owner")
        @Table(name = "owner")
        class V {
            @Id
            String name;

            Long id;
            String mail;
            Long number;
        }
    }

    @Test
    void otherPrimaryKeyIsReported() {
        Evolution.Result result =
                Evolution.of(Bare.V.class, OtherKey.V.class).withoutValidation().once(session -> {});
        assertThat(result.manual()).anySatisfy(note -> assertThat(note)
                .contains("table owner")
                .contains("The primary key is [id] and mapped as [name]"));
        assertThat(result.steps()).contains("alter table owner rename to owner_old", "drop table owner_old");
    }

    interface Identity {
        @Entity(name = "Owner")
        @Table(name = "owner")
        class V {
            @Id
            @GeneratedValue(strategy = GenerationType.IDENTITY)
            Long id;

            String name;
            String mail;
            Long number;
        }
    }

    @Test
    void assignedKeyBecomesAnIdentityBehindTheRows() {
        Evolution.Result result = Evolution.of(Bare.V.class, Identity.V.class)
                .rows("insert into owner (id, name) values (41, 'a')")
                .run(session -> {
                    Identity.V owner = new Identity.V();
                    session.persist(owner);
                    assertThat(owner.id).isEqualTo(42);
                });
        assertThat(result.statements()).hasSize(1);
    }

    interface Sequenced {
        @Entity(name = "Owner")
        @Table(name = "owner")
        class Fifty {
            @Id
            @GeneratedValue(generator = "g")
            @SequenceGenerator(name = "g", sequenceName = "owner_numbers", allocationSize = 50)
            Long id;
        }

        @Entity(name = "Owner")
        @Table(name = "owner")
        class Ten {
            @Id
            @GeneratedValue(generator = "g")
            @SequenceGenerator(name = "g", sequenceName = "owner_numbers", allocationSize = 10)
            Long id;
        }

        @Entity(name = "Owner")
        @Table(name = "owner")
        class Other {
            @Id
            @GeneratedValue(generator = "g")
            @SequenceGenerator(name = "g", sequenceName = "\"Other Numbers\"", allocationSize = 50)
            Long id;
        }
    }

    @Test
    void sequenceGoesOnBehindAllThatWasGivenOut() {
        Evolution.of(Sequenced.Fifty.class, Sequenced.Ten.class)
                .rows(
                        "select nextval('owner_numbers')",
                        "select nextval('owner_numbers')",
                        "insert into owner (id) values (51)")
                .run(session -> {
                    Sequenced.Ten owner = new Sequenced.Ten();
                    session.persist(owner);
                    assertThat(owner.id).isGreaterThan(51);
                });
        Evolution.of(Sequenced.Ten.class, Sequenced.Fifty.class)
                .rows(
                        "select nextval('owner_numbers')",
                        "select nextval('owner_numbers')",
                        "insert into owner (id) values (11)")
                .run(session -> {
                    Sequenced.Fifty owner = new Sequenced.Fifty();
                    session.persist(owner);
                    assertThat(owner.id).isGreaterThan(11);
                });
    }

    @Test
    void missingSequenceIsCreated() {
        Evolution.Result result = Evolution.of(Sequenced.Fifty.class, Sequenced.Other.class)
                .run(session -> session.persist(new Sequenced.Other()));
        assertThat(result.statements())
                .containsExactly(
                        "create sequence if not exists \"Other Numbers\" start with 1 increment by 50 cache 1");
    }
}
