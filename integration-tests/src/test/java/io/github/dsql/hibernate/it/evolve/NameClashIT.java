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
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import org.junit.jupiter.api.Test;

/** What becomes of names that two objects of a schema are to have. */
@SuppressWarnings("SameNameButDifferent") // The versions of a model name their entities alike.
class NameClashIT {
    private static final Class<?>[] NONE = {};

    interface Constraints {
        @Entity(name = "P")
        @Table(name = "p", uniqueConstraints = @UniqueConstraint(name = "p_uq", columnNames = "b"))
        class P {
            @Id
            long id;

            int b;
        }

        @Entity(name = "Q")
        @Table(name = "q", uniqueConstraints = @UniqueConstraint(name = "p_uq", columnNames = "b"))
        class Q {
            @Id
            long id;

            int b;
        }

        @Entity(name = "R")
        @Table(name = "r", schema = "other", uniqueConstraints = @UniqueConstraint(name = "p_uq", columnNames = "b"))
        class R {
            @Id
            long id;

            int b;
        }
    }

    @Test
    void constraintNameOfAnotherTableIsRefused() {
        Evolution.of(Constraints.P.class, Constraints.Q.class)
                .refused("unique key p_uq of table q", "index p_uq of table p");
        Evolution.of(NONE, new Class<?>[] {Constraints.P.class, Constraints.Q.class})
                .refused("unique key p_uq of table q", "unique key p_uq of table p");
    }

    @Test
    void constraintNameOfAnotherSchemaIsNoClash() {
        Evolution.of(NONE, new Class<?>[] {Constraints.P.class, Constraints.R.class})
                .once(session -> session.persist(new Constraints.R()));
    }

    interface Sequences {
        @Entity(name = "T")
        @Table(name = "p_seq")
        class T {
            @Id
            long id;
        }

        @Entity(name = "S")
        @Table(name = "s")
        class S {
            @Id
            @GeneratedValue(generator = "g")
            @SequenceGenerator(name = "g", sequenceName = "p_seq")
            Long id;
        }
    }

    @Test
    void sequenceAndTableOfOneNameAreRefused() {
        Evolution.of(Sequences.T.class, Sequences.S.class).refused("sequence p_seq", "the table p_seq");
        Evolution.of(Sequences.S.class, Sequences.T.class).refused("table p_seq", "the sequence p_seq");
        Evolution.of(NONE, new Class<?>[] {Sequences.T.class, Sequences.S.class})
                .refused("table p_seq", "the sequence p_seq");
    }

    interface Indexes {
        @Entity(name = "I")
        @Table(name = "i", indexes = @Index(name = "ix", columnList = "b"))
        class I {
            @Id
            long id;

            int b;
        }

        @Entity(name = "X")
        @Table(name = "ix")
        class X {
            @Id
            long id;
        }
    }

    @Test
    void indexAndTableOfOneNameAreRefused() {
        Evolution.of(Indexes.I.class, Indexes.X.class).refused("table ix", "the index ix of table i");
        Evolution.of(Indexes.X.class, Indexes.I.class).refused("index ix", "the table ix");
        Evolution.of(NONE, new Class<?>[] {Indexes.I.class, Indexes.X.class})
                .refused("ix", "is taken by something else");
    }

    interface Expression {
        @Entity(name = "E")
        @Table(
                name = "e",
                indexes = {
                    @Index(name = "by_start", columnList = "substr(c, 1, 3)"),
                    @Index(name = "by_any", columnList = "coalesce(c, null, d)")
                })
        class E {
            @Id
            long id;

            @Column(name = "c")
            String c;

            @Column(name = "d")
            String d;
        }
    }

    @Test
    void numbersAndWordsWithinAnExpressionAreNoColumns() {
        assertThat(Evolution.of(NONE, new Class<?>[] {Expression.E.class})
                        .run(session -> session.persist(new Expression.E()))
                        .statements())
                .anySatisfy(sql -> assertThat(sql).contains("(substr(c, 1, 3))"))
                .anySatisfy(sql -> assertThat(sql).contains("(coalesce(c, null, d))"));
        assertThat(Evolution.of(Expression.E.class, Expression.E.class)
                        .once(session -> {})
                        .statements())
                .isEmpty();
    }
}
