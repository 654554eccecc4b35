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

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.View;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** Where the statements of the notes lead that are followed to the letter. */
@SuppressWarnings("SameNameButDifferent") // The versions of a model name their entities alike.
class ManualStepsIT {
    interface Keys {
        @Entity(name = "P")
        @Table(
                name = "p",
                indexes = @Index(name = "by_mail", columnList = "mail"),
                uniqueConstraints = @UniqueConstraint(name = "p_uq", columnNames = "number"))
        class ById {
            @Id
            @GeneratedValue(strategy = GenerationType.IDENTITY)
            Long id;

            String code;
            String mail;
            Long number;
        }

        @Entity(name = "P")
        @Table(
                name = "p",
                indexes = @Index(name = "by_mail", columnList = "mail"),
                uniqueConstraints = @UniqueConstraint(name = "p_uq", columnNames = "number"))
        class ByCode {
            @Id
            String code;

            String mail;
            Long number;
            String added;
        }
    }

    @Test
    void stepsForAPrimaryKeyPutANewTableInPlaceOfTheOldOne() {
        String[] rows = {
            "insert into p (code, mail, number) values ('a', 'm', 1)",
            "insert into p (code, mail, number) values ('b', 'm', 2)"
        };
        List<String> there = Evolution.of(Keys.ById.class, Keys.ByCode.class)
                .rows(rows)
                .plan()
                .steps();
        assertThat(there).contains("alter table p rename to p_old", "drop table p_old");
        Evolution.Result result = Evolution.of(Keys.ById.class, Keys.ByCode.class)
                .rows(rows)
                .rows(there.toArray(String[]::new))
                .once(session -> {
                    assertThat(session.find(Keys.ByCode.class, "b").number).isEqualTo(2);
                    assertThat(Evolution.query("select count(*) from p")).containsExactly("2");
                });
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void stepsForAPrimaryKeyLetAnIdentityGoOnBehindTheRows() {
        String[] rows = {
            "alter table p add column id bigint",
            "insert into p (id, code, number) values (7, 'a', 1)",
            "insert into p (id, code, number) values (9, 'b', 2)"
        };
        List<String> steps = Evolution.of(Keys.ByCode.class, Keys.ById.class).rows(rows).plan().notes().stream()
                .filter(note -> note.message().startsWith("The primary key"))
                .flatMap(note -> note.manualSteps().stream())
                .toList();
        Evolution.of(Keys.ByCode.class, Keys.ById.class)
                .rows(rows)
                .rows(steps.toArray(String[]::new))
                .once(session -> {
                    Keys.ById p = new Keys.ById();
                    session.persist(p);
                    assertThat(p.id).isEqualTo(10);
                });
    }

    interface Ordered {
        @Entity(name = "Bag")
        @Table(name = "bag")
        class Unordered {
            @Id
            long id;

            @ElementCollection
            @Column(nullable = false)
            Set<String> items;
        }

        @Entity(name = "Bag")
        @Table(name = "bag")
        class InOrder {
            @Id
            long id;

            @ElementCollection
            @OrderColumn
            List<String> items;
        }

        @Entity(name = "Bag")
        @Table(name = "bag")
        class Bare {
            @Id
            long id;

            @ElementCollection
            List<String> items;
        }
    }

    @Test
    void fillOfANewKeyColumnFindsItsRowsByTheKeyThatTheyHave() {
        String[] rows = {"insert into bag (id) values (1)", "insert into Bag_items (Bag_id, items) values (1, 'a')"};
        Evolution.Result keyed = Evolution.of(Ordered.Unordered.class, Ordered.InOrder.class)
                .rows(rows)
                .plan();
        assertThat(keyed.manual()).anySatisfy(note -> assertThat(note)
                .startsWith("column bag_items.items_order")
                .contains("each row needs a value of its own"));
        assertThat(keyed.steps())
                .contains("update Bag_items set items_ORDER = /* a value of its own */ where (bag_id, items) in"
                        + " (select bag_id, items from Bag_items where items_ORDER is null limit 3000)");
        Evolution.Result bare = Evolution.of(Ordered.Bare.class, Ordered.InOrder.class)
                .rows(rows)
                .plan();
        assertThat(bare.manual()).anySatisfy(note -> assertThat(note).contains("no primary key", "3,000"));
        assertThat(bare.steps())
                .contains("update Bag_items set items_ORDER = /* a value of its own */ where items_ORDER is null");
    }

    enum Colour {
        RED,
        GREEN
    }

    interface Enums {
        @Entity(name = "E")
        @Table(name = "e")
        class ByOrdinal {
            @Id
            long id;

            @Enumerated(EnumType.ORDINAL)
            Colour q;
        }

        @Entity(name = "E")
        @Table(name = "e")
        class ByName {
            @Id
            long id;

            @Enumerated(EnumType.STRING)
            Colour q;
        }
    }

    @Test
    void stepsForAnEnumTranslateItsConstants() {
        follow(Enums.ByOrdinal.class, Enums.ByName.class, "insert into e (id, q) values (1, 1)", "GREEN");
        follow(Enums.ByName.class, Enums.ByOrdinal.class, "insert into e (id, q) values (1, 'GREEN')", "1");
    }

    private static void follow(Class<?> before, Class<?> after, String row, String expected) {
        List<String> steps = Evolution.of(before, after).rows(row).plan().steps();
        Evolution.of(before, after)
                .rows(row)
                .rows(steps.stream()
                        .filter(step -> step.contains("q_new") || step.endsWith("drop column q"))
                        .toArray(String[]::new))
                .once(session -> assertThat(Evolution.query("select q from e")).containsExactly(expected));
    }

    interface Untold {
        @Entity(name = "U")
        @Table(name = "u")
        @DiscriminatorColumn(name = "kind")
        class Old {
            @Id
            long id;

            String tags;
        }

        @Entity(name = "U")
        @Table(name = "u")
        @DiscriminatorColumn(name = "kind", discriminatorType = DiscriminatorType.INTEGER)
        class New {
            @Id
            long id;

            @JdbcTypeCode(SqlTypes.JSON)
            List<String> tags;
        }
    }

    @Test
    void valuesThatNoCastTranslatesAreForAPersonToWrite() {
        List<String> steps =
                Evolution.of(Untold.Old.class, Untold.New.class).plan().steps();
        assertThat(steps)
                .anySatisfy(step -> assertThat(step).contains("kind_new = /* the value of kind */"))
                .anySatisfy(step -> assertThat(step).contains("tags_new = /* the value of tags */"))
                .noneSatisfy(step -> assertThat(step).contains("cast("));
    }

    interface Generated {
        @Entity(name = "G")
        @Table(name = "g")
        class Identity {
            @Id
            @GeneratedValue(strategy = GenerationType.IDENTITY)
            Long id;
        }

        @Entity(name = "G")
        @Table(name = "g")
        class BySequence {
            @Id
            @GeneratedValue(generator = "s")
            @SequenceGenerator(name = "s", sequenceName = "g_numbers", allocationSize = 50)
            Long id;
        }

        @Entity(name = "G")
        @Table(name = "g")
        class ByTable {
            @Id
            @GeneratedValue(generator = "t")
            @TableGenerator(name = "t", table = "g_table")
            Long id;
        }
    }

    @Test
    void newSequenceBeginsBehindTheRows() {
        Evolution.of(Generated.Identity.class, Generated.BySequence.class)
                .rows("insert into g (id) values (1)", "insert into g (id) values (60)")
                .run(session -> {
                    Generated.BySequence g = new Generated.BySequence();
                    session.persist(g);
                    assertThat(g.id).isEqualTo(61);
                });
    }

    @Test
    void newTableGeneratorOfRowsIsReported() {
        assertThat(Evolution.of(Generated.BySequence.class, Generated.ByTable.class)
                        .rows("insert into g (id) values (60)")
                        .plan()
                        .manual())
                .singleElement()
                .asString()
                .contains("table g_table", "keys up to 60", "resynchronizeGenerators()");
        assertThat(Evolution.of(Generated.BySequence.class, Generated.ByTable.class)
                        .plan()
                        .manual())
                .isEmpty();
    }

    interface Seen {
        @Entity(name = "Base")
        @Table(name = "base")
        class Base {
            @Id
            long id;

            String name;
        }

        @Entity(name = "Base")
        @Table(name = "base")
        class Versioned {
            @Id
            long id;

            String name;

            @Version
            @Column(nullable = false)
            int version;
        }

        @Entity(name = "Seen")
        @Table(name = "seen")
        @View(query = "select id from base")
        class Narrow {
            @Id
            long id;
        }

        @Entity(name = "Seen")
        @Table(name = "seen")
        @View(query = "select id, name from base")
        class Wide {
            @Id
            long id;

            String name;
        }

        @Entity(name = "Seen")
        @Table(name = "seen")
        class AsTable {
            @Id
            long id;
        }
    }

    @Test
    void viewWithoutAColumnIsReplacedByTheStep() {
        Class<?>[] before = {Seen.Base.class, Seen.Narrow.class};
        Class<?>[] after = {Seen.Base.class, Seen.Wide.class};
        List<String> steps = Evolution.of(before, after).plan().steps();
        assertThat(steps).singleElement().asString().startsWith("create or replace view seen");
        assertThat(Evolution.of(before, after)
                        .rows(steps.toArray(String[]::new))
                        .once(session -> {})
                        .notes())
                .isEmpty();
    }

    @Test
    void tableThatIsMappedAsAViewMakesRoomByTheStep() {
        Class<?>[] before = {Seen.Base.class, Seen.AsTable.class};
        Class<?>[] after = {Seen.Base.class, Seen.Wide.class};
        List<String> steps = Evolution.of(before, after).plan().steps();
        assertThat(steps).containsExactly("alter table seen rename to seen_old");
        assertThat(Evolution.of(before, after)
                        .rows(steps.toArray(String[]::new))
                        .once(session -> {})
                        .notes())
                .isEmpty();
    }

    @Test
    void versionOfRowsThatHaveNoneIsZero() {
        assertThat(Evolution.of(Seen.Base.class, Seen.Versioned.class)
                        .rows("insert into base (id) values (1)")
                        .plan()
                        .steps())
                .anySatisfy(step -> assertThat(step).startsWith("update base set version = 0 where id in"));
    }
}
