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
package io.github.dsql.hibernate.it.upsert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.it.support.SideBySide;
import io.github.dsql.hibernate.it.support.SideBySide.Side;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HQL's {@code insert … on conflict} in its forms, each with the same outcome as on PostgreSQL. */
class InsertOnConflictIT {
    private static SideBySide both;

    @Entity(name = "Word")
    @Table(uniqueConstraints = @UniqueConstraint(name = "word_text", columnNames = "text"))
    static class Word {
        @Id
        Long id;

        String text;

        @Column(name = "`nr`")
        int nr;
    }

    @Entity(name = "Sequenced")
    static class Sequenced {
        @Id
        @GeneratedValue
        Long id;

        @Column(unique = true)
        String text;

        int nr;
    }

    @Entity(name = "Identified")
    static class Identified {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        @Column(unique = true)
        String text;

        int nr;
    }

    @Entity(name = "JoinedBase")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class JoinedBase {
        @Id
        Long id;

        String text;
    }

    @Entity(name = "JoinedPart")
    static class JoinedPart extends JoinedBase {
        int nr;
    }

    @Entity(name = "PerClass")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class PerClass {
        @Id
        Long id;

        String text;
    }

    @Entity(name = "PerClassPart")
    static class PerClassPart extends PerClass {
        int nr;
    }

    @BeforeAll
    static void boot() {
        both = new SideBySide(
                Map.of(),
                Word.class,
                Sequenced.class,
                Identified.class,
                JoinedBase.class,
                JoinedPart.class,
                PerClass.class,
                PerClassPart.class);
    }

    @AfterAll
    static void close() {
        both.close();
    }

    /** Runs the statements in an empty table, and returns how many rows each changed and what is left. */
    private static List<String> outcome(Side side, String entity, String... statements) {
        return side.factory().fromTransaction(session -> {
            List<String> counts = Arrays.stream(statements)
                    .map(hql -> String.valueOf(session.createMutationQuery(hql).executeUpdate()))
                    .toList();
            List<String> rows = session.createSelectionQuery(
                            "select text || ' ' || nr from " + entity + " order by text", String.class)
                    .getResultList();
            session.createMutationQuery("delete from " + entity).executeUpdate();
            return java.util.stream.Stream.concat(counts.stream(), rows.stream())
                    .toList();
        });
    }

    private static void expectSame(String entity, List<String> outcome, String... statements) {
        for (Side side : both.sides()) {
            assertThat(outcome(side, entity, statements)).as(side.name()).isEqualTo(outcome);
        }
    }

    @Test
    void doesNothing() {
        String insert = "insert into Word (id, text, nr) values (1, 'a', 1), (2, 'b', 2) on conflict";
        for (String target : List.of("", " (id)")) {
            expectSame(
                    "Word",
                    List.of("2", "0", "a 1", "b 2"),
                    insert + target + " do nothing",
                    insert + target + " do nothing");
        }
    }

    @Test
    void updatesTheRowOfTheSameKey() {
        expectSame(
                "Word",
                List.of("1", "1", "b 11"),
                "insert into Word (id, text, nr) values (1, 'a', 1)",
                "insert into Word (id, text, nr) values (1, 'b', 10) on conflict (id) do update"
                        + " set text = excluded.text, nr = excluded.nr + 1");
    }

    @Test
    void updatesTheRowOfTheSameUniqueAttributeOrConstraint() {
        for (String target : List.of("(text)", "on constraint word_text")) {
            expectSame(
                    "Word",
                    List.of("1", "1", "a 3"),
                    "insert into Word (id, text, nr) values (1, 'a', 1)",
                    "insert into Word as w (id, text, nr) values (2, 'a', 2) on conflict " + target
                            + " do update set nr = w.nr + excluded.nr");
        }
    }

    @Test
    void updatesOnlyWhereItMay() {
        String insert = "insert into Word as w (id, text, nr) values (1, 'b', %d) on conflict (id) do update"
                + " set text = excluded.text, nr = excluded.nr where w.nr < excluded.nr";
        expectSame(
                "Word",
                List.of("1", "0", "1", "b 6"),
                "insert into Word (id, text, nr) values (1, 'a', 5)",
                insert.formatted(4),
                insert.formatted(6));
    }

    /** With a target, Hibernate fails to translate a select. */
    @Test
    void insertsFromASelect() {
        expectSame(
                "Word",
                List.of("2", "1", "a 1", "b 2", "c 2"),
                "insert into Word (id, text, nr) values (1, 'a', 1), (2, 'b', 2)",
                "insert into Word (id, text, nr) select x.id + 1, 'c', x.nr from Word x where x.id = 2L or x.id = 1L"
                        + " on conflict do nothing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sequenced", "Identified"})
    void generatesKeys(String entity) {
        expectSame(
                entity,
                List.of("1", "1", "a 2"),
                "insert into " + entity + " (text, nr) values ('a', 1)",
                "insert into " + entity
                        + " (text, nr) values ('a', 2) on conflict (text) do update set nr = excluded.nr");
    }

    @Test
    void goesToTheTableOfOneClassOfAUnion() {
        expectSame(
                "PerClassPart",
                List.of("1", "1", "b 2"),
                "insert into PerClassPart (id, text, nr) values (1, 'a', 1)",
                "insert into PerClassPart (id, text, nr) values (1, 'b', 2) on conflict (id)"
                        + " do update set text = excluded.text, nr = excluded.nr");
    }

    @Test
    void joinedHierarchyBehavesAsOnPostgresql() {
        String insert = "insert into JoinedPart (id, text, nr) values (1, '%s', %d)";
        for (String action :
                List.of(" on conflict (id) do nothing", " on conflict (id) do update set text = excluded.text")) {
            Object[] outcomes = both.sides().stream()
                    .map(side -> {
                        try {
                            return outcome(
                                    side, "JoinedPart", insert.formatted("a", 1), insert.formatted("b", 2) + action);
                        } catch (RuntimeException e) {
                            return e.getClass();
                        }
                    })
                    .toArray();
            assertThat(outcomes[1]).as(action).isEqualTo(outcomes[0]);
        }
    }

    @Test
    void aDuplicateOfAnotherConstraintIsAnError() {
        assertThatThrownBy(() -> outcome(
                        both.dsql,
                        "Word",
                        "insert into Word (id, text, nr) values (1, 'a', 1)",
                        "insert into Word (id, text, nr) values (2, 'a', 2) on conflict (id) do nothing"))
                .isInstanceOf(org.hibernate.exception.ConstraintViolationException.class)
                .hasMessageContaining("word_text");
    }
}
