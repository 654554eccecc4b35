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
package io.github.dsql.hibernate.it.truncate;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.IdGeneratorType;
import org.hibernate.generator.GeneratorCreationContext;
import org.hibernate.id.enhanced.SequenceStyleGenerator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Generators of ids, which start again when their tables are emptied, in this session factory and in others. */
class TruncateGeneratorsIT {
    private static final Class<?>[] MODEL = {
        Ticket.class,
        Stamp.class,
        Letter.class,
        Parcel.class,
        Shape.class,
        Circle.class,
        Square.class,
        Visit.class,
        Badge.class,
        Coin.class
    };
    private static Database database;
    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        database = new Database();
        factory = database.factory(Map.of("hibernate.hbm2ddl.auto", "create"), MODEL);
    }

    @AfterAll
    static void stop() {
        factory.close();
        database.close();
    }

    @BeforeEach
    void empty() {
        factory.getSchemaManager().truncateMappedObjects();
    }

    private static <T extends Numbered> long persisted(Supplier<T> entity) {
        return factory.fromTransaction(session -> {
            T one = entity.get();
            session.persist(one);
            session.flush();
            return one.number();
        });
    }

    @Test
    void restartsSequences() {
        assertThat(persisted(Ticket::new)).isEqualTo(100);
        assertThat(persisted(Ticket::new)).isEqualTo(101);
        factory.getSchemaManager().truncateTable("ticket");
        assertThat(persisted(Ticket::new)).isEqualTo(100);
    }

    @Test
    void restartsASharedSequenceOnlyWhenAllItsTablesAreEmpty() {
        assertThat(persisted(Letter::new)).isEqualTo(1);
        long parcel = persisted(Parcel::new);
        factory.getSchemaManager().truncateTable("parcel");
        assertThat(persisted(Parcel::new)).isGreaterThan(parcel);
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(persisted(Parcel::new)).isEqualTo(1);
    }

    @Test
    void restartsTheSequenceOfAnAbstractRootWithATableForEachSubclass() {
        assertThat(persisted(Circle::new)).isEqualTo(1);
        assertThat(persisted(Square::new)).isEqualTo(2);
        factory.getSchemaManager().truncateTable("square");
        assertThat(persisted(Square::new)).isEqualTo(3);
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(persisted(Circle::new)).isEqualTo(1);
    }

    @Test
    void restartsTableGeneratorsAsAFreshSchemaHasThem() {
        assertThat(persisted(Visit::new)).isEqualTo(1);
        assertThat(persisted(Visit::new)).isEqualTo(2);
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(database.number("select next_val from generators where sequence_name = 'visit'"))
                .isZero();
        assertThat(persisted(Visit::new)).isEqualTo(1);
    }

    @Test
    void restartsATableThatStandsForASequence() {
        assertThat(persisted(Coin::new)).isEqualTo(1);
        assertThat(persisted(Coin::new)).isEqualTo(2);
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(database.count("coin_table")).isOne();
        assertThat(persisted(Coin::new)).isEqualTo(1);
        factory.getSchemaManager().truncateTable("coin");
        assertThat(persisted(Coin::new)).isEqualTo(1);
    }

    @Test
    void neverShowsATableOfGeneratorsWithoutItsRows() {
        database.sent().clear();
        factory.getSchemaManager().truncateMappedObjects();
        assertThat(database.sent().sent())
                .extracting(sent -> sent.sql())
                .containsSubsequence(
                        "delete from generators",
                        "insert into generators(sequence_name, next_val) values" + " ('visit',0)",
                        "commit");
    }

    @Test
    void restartsIdentityColumns() {
        long first = persisted(Stamp::new);
        persisted(Stamp::new);
        factory.getSchemaManager().truncateTable("stamp");
        assertThat(persisted(Stamp::new)).isEqualTo(first);
    }

    @Test
    void takesADefaultWhereTheMappingHasAnIdentityColumn() {
        database.run("create sequence badge_numbers cache 1", "alter table badge alter column id drop identity");
        database.run("alter table badge alter column id set default nextval('badge_numbers')");
        persisted(Badge::new);
        factory.getSchemaManager().truncateTable("badge");
        assertThat(database.count("badge")).isZero();
        assertThat(persisted(Badge::new)).isEqualTo(2);
    }

    /** An entity whose number was generated. */
    interface Numbered {
        long number();
    }

    @Entity
    @Table(name = "ticket")
    static class Ticket implements Numbered {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "ticket", sequenceName = "ticket_sequence", initialValue = 100, allocationSize = 10)
        long id;

        @Override
        public long number() {
            return id;
        }
    }

    @Entity
    @Table(name = "letter")
    static class Letter implements Numbered {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "letter", sequenceName = "post")
        long id;

        @Override
        public long number() {
            return id;
        }
    }

    @Entity
    @Table(name = "parcel")
    static class Parcel implements Numbered {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "parcel", sequenceName = "post")
        long id;

        @Override
        public long number() {
            return id;
        }
    }

    @Entity
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Shape implements Numbered {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "shape", sequenceName = "shape_sequence", allocationSize = 1)
        long id;

        @Override
        public long number() {
            return id;
        }
    }

    @Entity
    @Table(name = "circle")
    static class Circle extends Shape {}

    @Entity
    @Table(name = "square")
    static class Square extends Shape {}

    @Entity
    @Table(name = "visit")
    static class Visit implements Numbered {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        @TableGenerator(name = "visit", table = "generators", pkColumnValue = "visit", allocationSize = 5)
        long id;

        @Override
        public long number() {
            return id;
        }
    }

    /** A generator that keeps its value in a table of its own, as Hibernate does where a database has no sequences. */
    @IdGeneratorType(TableInsteadOfSequence.class)
    @Retention(RetentionPolicy.RUNTIME)
    @interface InTable {}

    @SuppressWarnings("serial") // Generators of Hibernate are declared serializable; none is serialized.
    public static class TableInsteadOfSequence extends SequenceStyleGenerator {
        @Override
        public void configure(GeneratorCreationContext context, Properties parameters) {
            parameters.setProperty(FORCE_TBL_PARAM, "true");
            parameters.setProperty(SEQUENCE_PARAM, "coin_table");
            super.configure(context, parameters);
        }
    }

    @Entity
    @Table(name = "coin")
    static class Coin implements Numbered {
        @Id
        @InTable
        long id;

        @Override
        public long number() {
            return id;
        }
    }

    @Entity
    @Table(name = "stamp")
    static class Stamp implements Numbered {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;

        @Override
        public long number() {
            return id;
        }
    }

    @Entity
    @Table(name = "badge")
    static class Badge implements Numbered {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        long id;

        @Override
        public long number() {
            return id;
        }
    }
}
