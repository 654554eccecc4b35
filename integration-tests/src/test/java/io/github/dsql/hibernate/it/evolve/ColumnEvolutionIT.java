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

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.ColumnDefault;
import org.junit.jupiter.api.Test;

/** How columns, their defaults, their nulls, their checks and their comments follow a model. */
@SuppressWarnings("deprecation") // @Check, which most mappings still have.
class ColumnEvolutionIT {
    private static final String[] TWO_PETS = {
        "insert into pet (id, name) values (1, 'Rex')", "insert into pet (id, name) values (2, 'Ada')"
    };

    enum Few {
        RED,
        GREEN
    }

    enum Many {
        RED,
        GREEN,
        BLUE
    }

    interface Plain {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            String name;
        }
    }

    interface NewColumns {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            String name;

            @Column(length = 40)
            String nick;

            @ColumnDefault("'none'")
            String owner;

            @ColumnDefault("7")
            @Column(nullable = false)
            int age;

            @Enumerated(EnumType.STRING)
            Many color;

            @Check(constraints = "weight > 0")
            BigDecimal weight;

            @Column(comment = "when it's born")
            LocalDate born;

            @Column(unique = true)
            String chip;
        }
    }

    @Test
    void missingColumnsComeWithDefaultsChecksKeysAndComments() {
        Evolution.Result result = Evolution.of(Plain.V.class, NewColumns.V.class)
                .rows(TWO_PETS)
                .run(session -> {
                    session.createNativeMutationQuery("insert into pet (id, name) values (3, 'New')")
                            .executeUpdate();
                    session.createNativeMutationQuery("update pet set age = 1 where age is null")
                            .executeUpdate();
                    NewColumns.V pet = session.find(NewColumns.V.class, 3);
                    assertThat(pet.age).isEqualTo(7);
                    assertThat(pet.owner).isEqualTo("none");
                    pet.color = Many.BLUE;
                    pet.chip = "c";
                    pet.weight = BigDecimal.ONE;
                });

        assertThat(result.statements())
                .filteredOn(sql -> sql.contains("add column"))
                .hasSize(7);
        assertThat(result.manual())
                .singleElement()
                .asString()
                .contains("pet.age")
                .contains("Rows have null");
        assertThat(result.steps())
                .containsExactly(
                        "update pet set age = 7 where id in (select id from pet where age is null limit 3000)",
                        "alter table async pet validate constraint pet_age_not_null");
    }

    @Test
    void newNotNullColumnIsValidatedAtOnceInAnEmptyTable() {
        Evolution.Result result = Evolution.of(Plain.V.class, NewColumns.V.class)
                .once(session -> {
                    NewColumns.V pet = new NewColumns.V();
                    pet.id = 1;
                    session.persist(pet);
                });
        assertThat(result.notes()).isEmpty();
        assertThat(result.statements()).contains("alter table async pet validate constraint pet_age_not_null");
    }

    @Test
    void notNullIsValidatedByTheUpdateAfterTheBackfill() {
        Evolution.Result result = Evolution.of(Plain.V.class, NewColumns.V.class)
                .rows(TWO_PETS)
                .byHand("update pet set age = 7 where id in (select id from pet where age is null limit 3000)")
                .once(session -> assertThat(session.createSelectionQuery("from Pet", NewColumns.V.class)
                                .getResultList())
                        .hasSize(2));
        assertThat(result.steps()).hasSize(2);
    }

    interface Nullable {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            String name;

            String nick;
        }
    }

    interface Required {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            @Column(nullable = false)
            String name;

            @Column(nullable = false)
            String nick;
        }
    }

    @Test
    void existingColumnBecomesNotNull() {
        Evolution.Result result = Evolution.of(Nullable.V.class, Required.V.class)
                .rows(TWO_PETS)
                .run(session -> assertThatThrownBy(
                                () -> session.createNativeMutationQuery("insert into pet (id, nick) values (4, 'x')")
                                        .executeUpdate())
                        .hasStackTraceContaining("pet_name_not_null"));
        assertThat(result.manual()).singleElement().asString().contains("pet.nick");
    }

    @Test
    void columnThatBecomesNullableIsReportedIfItIsNotNull() {
        Evolution.Result result =
                Evolution.of(Required.V.class, Nullable.V.class).run(session -> {});
        assertThat(result.statements()).isEmpty();
        assertThat(result.steps())
                .containsExactly(
                        "alter table pet alter column name drop not null",
                        "alter table pet alter column nick drop not null");
    }

    @Test
    void columnThatBecomesNullableLosesTheCheckOfAnEarlierUpdate() {
        Evolution.Result result = Evolution.of(Nullable.V.class, Nullable.V.class)
                .rows(
                        "alter table pet add constraint pet_nick_not_null check (nick is not null) not valid",
                        "alter table pet add constraint mine check (name is not null) not valid")
                .run(session -> {
                    Nullable.V pet = new Nullable.V();
                    pet.name = "n";
                    session.persist(pet);
                });
        assertThat(result.statements()).containsExactly("alter table pet drop constraint if exists pet_nick_not_null");
    }

    interface Renamed {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            @Column(nullable = false)
            String title;

            @Column(nullable = false)
            String nick;
        }
    }

    @Test
    void columnThatIsNotMappedAnyMoreAndTakesNoNullIsReported() {
        Evolution.Result result = Evolution.of(Required.V.class, Renamed.V.class)
                .rows("insert into pet (id, name, nick) values (1, 'a', 'b')")
                .byHand("update pet set title = name", "alter table pet alter column name drop not null")
                .run(session -> {
                    Renamed.V pet = new Renamed.V();
                    pet.id = 5;
                    pet.title = "t";
                    pet.nick = "n";
                    session.persist(pet);
                });
        assertThat(result.manual())
                .anySatisfy(note -> assertThat(note).contains("pet.name").contains("inserts fail"));
        assertThat(result.steps())
                .contains("alter table pet alter column name drop not null", "alter table pet drop column name");
    }

    interface OldDefaults {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            @ColumnDefault("5")
            int age;

            String owner;

            @ColumnDefault("'a'")
            String same;

            @ColumnDefault("'2020-01-01'")
            Instant at;

            @ColumnDefault("-1")
            long negative;

            @ColumnDefault("true")
            boolean flag;

            @ColumnDefault("1.50")
            BigDecimal price;

            @ColumnDefault("current_timestamp")
            Instant created;
        }
    }

    interface NewDefaults {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            @ColumnDefault("6")
            int age;

            @ColumnDefault("'it''s none'")
            String owner;

            @ColumnDefault("'a'")
            String same;

            @ColumnDefault("'2021-01-01 00:00:00+00'")
            Instant at;

            @ColumnDefault("-1")
            long negative;

            @ColumnDefault("'t'")
            boolean flag;

            @ColumnDefault("1.5")
            BigDecimal price;

            @ColumnDefault("CURRENT_TIMESTAMP")
            Instant created;
        }
    }

    @Test
    void defaultsThatDifferAreSetOnce() {
        Evolution.Result result = Evolution.of(OldDefaults.V.class, NewDefaults.V.class)
                .run(session -> {
                    session.createNativeMutationQuery("insert into pet (id) values (1)")
                            .executeUpdate();
                    NewDefaults.V pet = session.find(NewDefaults.V.class, 1);
                    assertThat(pet.age).isEqualTo(6);
                    assertThat(pet.owner).isEqualTo("it's none");
                    assertThat(pet.at).isEqualTo(Instant.parse("2021-01-01T00:00:00Z"));
                });
        assertThat(result.statements())
                .containsExactly(
                        "alter table pet alter column age set default 6",
                        "alter table pet alter column at set default '2021-01-01 00:00:00+00'",
                        "alter table pet alter column owner set default 'it''s none'");
        assertThat(result.notes()).isEmpty();
    }

    interface FewColors {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            @Enumerated(EnumType.STRING)
            Few color;

            @Enumerated(EnumType.ORDINAL)
            Few other;
        }
    }

    interface ManyColors {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            @Enumerated(EnumType.STRING)
            Many color;

            @Enumerated(EnumType.ORDINAL)
            Many other;
        }
    }

    @Test
    void newEnumConstantIsTaken() {
        Evolution.Result result = Evolution.of(FewColors.V.class, ManyColors.V.class)
                .rows("insert into pet (id, color, other) values (1, 'RED', 0)")
                .run(session -> {
                    ManyColors.V pet = new ManyColors.V();
                    pet.id = 2;
                    pet.color = Many.BLUE;
                    pet.other = Many.BLUE;
                    session.persist(pet);
                });
        assertThat(result.statements()).hasSize(6);
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void removedEnumConstantIsRefusedFromThenOn() {
        Evolution.Result result = Evolution.of(ManyColors.V.class, FewColors.V.class)
                .rows("insert into pet (id, color, other) values (1, 'RED', 0)")
                .run(session -> assertThatThrownBy(() -> session.createNativeMutationQuery(
                                        "insert into pet (id, color) values (4, 'BLUE')")
                                .executeUpdate())
                        .hasStackTraceContaining("pet_color_check"));
        assertThat(result.statements()).hasSize(6);
    }

    @Test
    void rowsWithARemovedConstantFailTheUpdateUntilTheyAreChanged() {
        Evolution evolution = Evolution.of(ManyColors.V.class, FewColors.V.class)
                .rows("insert into pet (id, color) values (1, 'BLUE')");
        assertThatThrownBy(() -> evolution.run(session -> {}))
                .hasStackTraceContaining("pet_color_check")
                .hasStackTraceContaining("is violated by some row");
    }

    interface ColorText {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            String color;

            Short other;
        }
    }

    @Test
    void checkOfAColumnThatIsNoEnumAnyMoreIsReported() {
        Evolution.Result result = Evolution.of(FewColors.V.class, ColorText.V.class)
                .rows("insert into pet (id, color) values (1, 'RED')")
                .run(session -> {});
        assertThat(result.statements()).isEmpty();
        assertThat(result.steps())
                .containsExactly(
                        "alter table pet drop constraint if exists pet_color_check",
                        "alter table pet drop constraint if exists pet_other_check");
    }

    @Test
    void columnThatBecomesAnEnumGetsItsCheck() {
        Evolution.Result result = Evolution.of(ColorText.V.class, ManyColors.V.class)
                .rows("insert into pet (id, color, other) values (1, 'RED', 1)")
                .run(session ->
                        assertThat(session.find(ManyColors.V.class, 1).other).isEqualTo(Many.GREEN));
        assertThat(result.statements()).hasSize(4);
        assertThat(result.notes()).isEmpty();
    }

    interface OldChecks {
        @Entity(name = "Pet")
        @Table(name = "pet")
        @Check(name = "sane", constraints = "age between 0 and 100")
        @Check(constraints = "low < high")
        class V {
            @Id
            long id;

            @Check(constraints = "age <> 13")
            int age;

            int low;
            int high;

            @Check(name = "named_price", constraints = "price > 0.5 and (price < 10 or price = 100)")
            BigDecimal price;

            @Check(constraints = "born > '2000-01-01'")
            LocalDate born;

            @Check(constraints = "length(name) > 2 and name like 'A%' and name not in ('Ab', 'Ac') or name is null")
            String name;
        }
    }

    interface NewChecks {
        @Entity(name = "Pet")
        @Table(name = "pet")
        @Check(name = "sane", constraints = "age between 0 and 200")
        @Check(constraints = "low <= high")
        @Check(name = "low_is_low", constraints = "low < 1000")
        class V {
            @Id
            long id;

            @Check(constraints = "age <> 14")
            int age;

            int low;
            int high;

            @Check(name = "named_price", constraints = "price > 0.50 and (price < 10 or price = 100)")
            BigDecimal price;

            @Check(constraints = "born > '2000-01-01'")
            LocalDate born;

            @Check(constraints = "length(name) > 2 and name like 'A%' and name not in ('Ab', 'Ac') or name is null")
            String name;
        }
    }

    @Test
    void checksThatSaySomethingElseAreReplaced() {
        Evolution.Result result = Evolution.of(OldChecks.V.class, NewChecks.V.class)
                .rows("insert into pet (id, age, low, high, price, name) values (1, 20, 1, 2, 5, 'Abc')")
                .run(session -> {
                    NewChecks.V pet = session.find(NewChecks.V.class, 1);
                    pet.age = 150;
                    pet.low = 2;
                });
        assertThat(result.statements())
                .filteredOn(sql -> sql.contains("drop constraint"))
                .hasSize(3);
        assertThat(result.statements())
                .filteredOn(sql -> sql.contains("add constraint"))
                .hasSize(4);
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void checksOfTheSameModelAreLeftAlone() {
        assertThat(Evolution.of(OldChecks.V.class, OldChecks.V.class).run(session -> {}))
                .isEqualTo(new Evolution.Result(List.of(), List.of()));
    }

    @Test
    void checkThatAnEarlierUpdateLeftNotValidIsValidated() {
        Evolution.Result result = Evolution.of(FewColors.V.class, FewColors.V.class)
                .rows(
                        "alter table pet drop constraint pet_color_check",
                        "alter table pet add constraint pet_color_check check (color in ('RED','GREEN')) not valid")
                .run(session -> {});
        assertThat(result.statements()).containsExactly("alter table async pet validate constraint pet_color_check");
    }

    interface OldTypes {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            int id;

            @Column(length = 20)
            String name;

            @Column(length = 50)
            String shorter;

            int count;
            long big;

            @Column(precision = 10, scale = 2)
            BigDecimal price;

            String text;
        }
    }

    interface NewTypes {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            int id;

            @Column(length = 30)
            String name;

            @Column(length = 10)
            String shorter;

            long count;
            int big;

            @Column(precision = 12, scale = 2)
            BigDecimal price;

            LocalDate text;
        }
    }

    @Test
    void typesThatAreTooSmallOrOfAnotherKindAreReportedWithTheSteps() {
        Evolution.Result result = Evolution.of(OldTypes.V.class, NewTypes.V.class)
                .withoutValidation()
                .run(session -> {});
        assertThat(result.statements()).isEmpty();
        assertThat(result.manual())
                .extracting(note -> note.substring(0, note.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "column pet.name", "column pet.count", "column pet.price", "column pet.text");
        assertThat(result.steps())
                .contains(
                        "alter table pet add column name_new varchar(30)",
                        "update pet set name_new = cast(name as varchar(30)) where id in"
                                + " (select id from pet where name_new is null and name is not null limit 3000)",
                        "alter table pet drop column name",
                        "alter table pet rename column name_new to name");
    }

    @Test
    void stepsForATypeLeadToTheNewOne() {
        Evolution.Result steps =
                Evolution.of(OldTypes.V.class, NewTypes.V.class).plan();
        List<String> forText =
                steps.steps().stream().filter(step -> !step.contains("text")).toList();
        Evolution.of(OldTypes.V.class, NewTypes.V.class)
                .rows("insert into pet (id, name, shorter, count, big, price) values (1, 'a', 'b', 2, 3, 4)")
                .rows(forText.toArray(String[]::new))
                .rows("alter table pet drop column text", "alter table pet add column text date")
                .run(session ->
                        assertThat(session.find(NewTypes.V.class, 1).count).isEqualTo(2));
    }

    interface Commented {
        @Entity(name = "Pet")
        @Table(name = "pet", comment = "new: it's a table")
        class V {
            @Id
            long id;

            @Column(comment = "a name")
            String name;
        }
    }

    @Test
    void commentsFollow() {
        Evolution.Result result = Evolution.of(Plain.V.class, Commented.V.class)
                .rows("comment on table pet is 'old'")
                .run(session -> assertThat(Evolution.query(
                                "select description from pg_description d join pg_class c on c.oid = d.objoid"
                                        + " where c.relname = 'pet' order by objsubid"))
                        .containsExactly("new: it's a table", "a name"));
        assertThat(result.statements()).hasSize(2);
    }

    interface Generated {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            String name;

            @org.hibernate.annotations.GeneratedColumn("upper(name)")
            String loud;
        }
    }

    @Test
    void generatedColumnCannotBeAdded() {
        Evolution.of(Plain.V.class, Generated.V.class)
                .refused("column pet.loud", "generated always as (upper(name))", "Add the column by hand");
    }

    interface Defined {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            String name;

            @Column(columnDefinition = "integer default 3 not null check (legs in (2, 3, 4))")
            int legs;
        }
    }

    @Test
    void columnDefinitionIsTakenApart() {
        Evolution.Result result = Evolution.of(Plain.V.class, Defined.V.class).run(session -> session.persist(legs(4)));
        assertThat(result.notes()).isEmpty();
        assertThat(Evolution.of(Defined.V.class, Defined.V.class).run(session -> session.persist(legs(2))))
                .isEqualTo(new Evolution.Result(List.of(), List.of()));
    }

    private static Defined.V legs(int legs) {
        Defined.V pet = new Defined.V();
        pet.id = legs;
        pet.legs = legs;
        return pet;
    }

    interface Quoted {
        @Entity(name = "Pet")
        @Table(name = "`Pet House`")
        class Old {
            @Id
            @Column(name = "`Id`")
            long id;
        }

        @Entity(name = "Pet")
        @Table(name = "`Pet House`")
        class V {
            @Id
            @Column(name = "`Id`")
            long id;

            @Column(name = "`The Name`", nullable = false, unique = true, comment = "quoted")
            @ColumnDefault("'x'")
            String name;

            @Enumerated(EnumType.STRING)
            @Column(name = "`select`")
            Many color;

            @Column(name = "größe_with_a_very_long_name_that_has_more_than_sixty_three_bytes_in_it", nullable = false)
            @Check(constraints = "größe_with_a_very_long_name_that_has_more_than_sixty_three_bytes_in_it > 1")
            int size;
        }
    }

    @Test
    void quotedLongAndForeignNamesAreFoundAgain() {
        Evolution.Result result = Evolution.of(Quoted.Old.class, Quoted.V.class).run(session -> {
            Quoted.V pet = new Quoted.V();
            pet.name = "n";
            pet.size = 2;
            session.persist(pet);
        });
        assertThat(result.notes()).isEmpty();
    }

    interface OrdinalColors {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            @Enumerated(EnumType.ORDINAL)
            @Column(nullable = false)
            Few color;
        }
    }

    interface NamedColors {
        @Entity(name = "Pet")
        @Table(name = "pet")
        class V {
            @Id
            long id;

            @Enumerated(EnumType.STRING)
            @ColumnDefault("'RED'")
            Few color;
        }
    }

    @Test
    void columnOfAnotherTypeGetsItsCheckAndDefaultOnceItIsChanged() {
        Evolution.Result result = Evolution.of(OrdinalColors.V.class, NamedColors.V.class)
                .rows("insert into pet (id, color) values (1, 1)")
                .byHand(
                        "alter table pet drop constraint if exists pet_color_check",
                        "alter table pet drop column color",
                        "alter table pet add column color varchar(255)")
                .once(session -> session.persist(new NamedColors.V()));
        assertThat(result.statements()).isEmpty();
        assertThat(result.manual())
                .anySatisfy(note -> assertThat(note).contains("int2").contains("varchar(255)"));
    }

    interface Twice {
        @Entity(name = "Twice")
        @Table(name = "twice", indexes = @jakarta.persistence.Index(name = "same", columnList = "id"))
        class V {
            @Id
            long id;
        }

        @Entity(name = "Again")
        @Table(name = "again", indexes = @jakarta.persistence.Index(name = "same", columnList = "id"))
        class W {
            @Id
            long id;
        }
    }

    @Test
    void indexNameOfTwoTablesIsRefusedBeforeAnythingIsSent() {
        Evolution.of(new Class<?>[0], new Class<?>[] {Twice.V.class, Twice.W.class})
                .refused("index same", "is taken by something else");
    }
}
