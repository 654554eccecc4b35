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
package io.github.dsql.hibernate.it.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.NaturalId;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

class IndexIT {
    private static List<String> indexes(List<String> statements) {
        return statements.stream()
                .filter(sql -> sql.startsWith("create index") || sql.startsWith("create unique index"))
                .toList();
    }

    @Entity(name = "Sorted")
    @Table(
            name = "sorted",
            indexes = {
                @Index(name = "i01", columnList = "x desc"),
                @Index(name = "i02", columnList = "x asc"),
                @Index(name = "i03", columnList = "x desc nulls last"),
                @Index(name = "i04", columnList = "x DESC  NULLS\n FIRST"),
                @Index(name = "i05", columnList = "x nulls first, y DESC Nulls Last, z ASC"),
                @Index(name = "i06", columnList = "x asc nulls last"),
                @Index(name = "i07", columnList = "\"Mixed Case\" desc nulls last, `order` desc"),
                @Index(name = "i08", columnList = "lower(y)"),
                @Index(name = "i09", columnList = "lower(y) desc, x"),
                @Index(name = "i10", columnList = "coalesce(y, z) desc nulls last, x"),
                @Index(name = "i11", columnList = "(coalesce(y, z)), x"),
                @Index(name = "i12", columnList = "(lower(y)) desc nulls last"),
                @Index(name = "i13", columnList = "y || '-' || z"),
                @Index(name = "i14", columnList = "X desc nulls last"),
                @Index(name = "i15", columnList = "x", options = "include (y) where z is not null"),
                @Index(name = "u01", columnList = "x desc, y", unique = true),
                @Index(name = "u02", columnList = "z desc nulls last", unique = true),
                @Index(name = "u03", columnList = "lower(z)", unique = true),
                @Index(name = "u04", columnList = "z", unique = true, options = "where y is null"),
                @Index(name = "u05", columnList = "y, z", unique = true, options = "include (x)")
            })
    static class Sorted {
        @Id
        Long id;

        Integer x;

        @Column(length = 30)
        String y;

        @Column(length = 30)
        String z;

        @Column(name = "\"Mixed Case\"")
        int mixed;

        @Column(name = "\"order\"")
        int order;
    }

    @Test
    void dropsTheSortOrderAndKeepsColumnsExpressionsAndNulls() {
        List<String> created = Schema.of(Sorted.class).created();
        assertThat(indexes(created))
                .containsExactlyInAnyOrder(
                        "create index async i01 on sorted (x)",
                        "create index async i02 on sorted (x)",
                        "create index async i03 on sorted (x nulls first)",
                        "create index async i04 on sorted (x)",
                        "create index async i05 on sorted (x nulls first, y nulls first, z)",
                        "create index async i06 on sorted (x nulls last)",
                        "create index async i07 on sorted (\"Mixed Case\" nulls first, \"order\")",
                        "create index async i08 on sorted ((lower(y)))",
                        "create index async i09 on sorted ((lower(y)), x)",
                        "create index async i10 on sorted ((coalesce(y, z)) nulls first, x)",
                        "create index async i11 on sorted ((coalesce(y, z)), x)",
                        "create index async i12 on sorted ((lower(y)) nulls first)",
                        "create index async i13 on sorted ((y || '-' || z))",
                        "create index async i14 on sorted (x nulls first)",
                        "create index async i15 on sorted (x) include (y) where z is not null",
                        "create unique index async u02 on sorted (z nulls first)",
                        "create unique index async u03 on sorted ((lower(z)))",
                        "create unique index async u04 on sorted (z) where y is null");
        assertThat(created)
                .filteredOn(sql -> sql.startsWith("create table"))
                .singleElement()
                .asString()
                .contains("constraint u01 unique (x, y)", "constraint u05 unique (y, z) include (x)");
    }

    @Test
    void saysOnceThatTheSortOrderIsLeftOut() {
        Logger logger = Logger.getLogger("io.github.dsql.hibernate.schema.SortOrders");
        StringBuilder said = new StringBuilder();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logged) {
                said.append(logged.getLevel())
                        .append(": ")
                        .append(logged.getMessage())
                        .append('\n');
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Level level = logger.getLevel();
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        Schema schema = Schema.of(Sorted.class);
        try {
            schema.changes("create-only");
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(level);
            schema.changes("drop");
        }
        assertThat(said.toString())
                .startsWith("INFO: Aurora DSQL has no sort order on index keys: 'desc' is left out of ")
                .hasLineCount(1);
    }

    @Test
    void findsQuotedColumnsUnderGlobalQuoting() {
        assertThat(indexes(Schema.of(Quoted.class)
                        .with("hibernate.globally_quoted_identifiers", true)
                        .created()))
                .containsExactlyInAnyOrder(
                        "create index async q1 on \"quoted\" (\"userName\" nulls first, \"age\")",
                        "create index async q2 on \"quoted\" ((lower(\"userName\")))");
    }

    @Entity(name = "Quoted")
    @Table(
            name = "quoted",
            indexes = {
                @Index(name = "q1", columnList = "userName desc nulls last, age"),
                @Index(name = "q2", columnList = "lower(\"userName\")")
            })
    static class Quoted {
        @Id
        Long id;

        String userName;
        int age;
    }

    @Entity(name = "Collated")
    @Table(name = "collated", indexes = @Index(name = "c1", columnList = "name varchar_pattern_ops"))
    static class Collated {
        @Id
        Long id;

        String name;
    }

    @Test
    void refusesAnOperatorClassAtBoot() {
        assertThatThrownBy(() -> Schema.of(Collated.class).factory("none"))
                .hasMessageContaining(
                        "The index key 'name varchar_pattern_ops' of the table 'collated' has more than a column")
                .hasMessageContaining("Leave them out");
    }

    @Entity(name = "Split")
    @Table(name = "split", indexes = @Index(name = "s1", columnList = "coalesce(a, b), coalesce(c, b)"))
    static class Split {
        @Id
        Long id;

        String a;
        String b;
        String c;
    }

    @Entity(name = "TextSplit")
    @Table(name = "text_split", indexes = @Index(name = "t1", columnList = "(a || ',' || a)"))
    static class TextSplit {
        @Id
        Long id;

        String a;
    }

    @Test
    void refusesKeysThatHibernateLostPartsOf() {
        assertThatThrownBy(() -> Schema.of(TextSplit.class).factory("none"))
                .hasMessageContaining("The index 't1' of the table 'text_split' has keys that cannot be read");
        assertThatThrownBy(() -> Schema.of(Split.class).factory("none"))
                .hasMessageContaining("The index 's1' of the table 'split' has keys that cannot be read")
                .hasMessageContaining("create the index by a script");
    }

    @Entity(name = "Wide")
    @Table(
            name = "wide",
            indexes = @Index(name = "nine", columnList = "c1, c2, c3, c4, c5, c6, c7, c8, lower(c9)"),
            uniqueConstraints =
                    @UniqueConstraint(
                            name = "nine_too",
                            columnNames = {"c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9"}))
    static class Wide {
        @Id
        byte[] id;

        int c1;
        int c2;
        int c3;
        int c4;
        int c5;
        int c6;
        int c7;
        int c8;

        @Column(unique = true, length = 2001)
        String c9;

        @NaturalId
        @JdbcTypeCode(SqlTypes.JSON)
        String document;
    }

    @Test
    void refusesKeysBeyondTheLimitsAtBootAllInOneReport() {
        assertThatThrownBy(() -> Schema.of(Wide.class).factory("none"))
                .hasMessageStartingWith("The mapping does not fit Aurora DSQL:")
                .hasMessageContaining(
                        "[key-columns] " + Wide.class.getName() + ": the index 'nine' (c1, c2, c3, c4, c5, c6, c7, c8,"
                                + " lower(c9)) of the table 'wide' cannot be created: it has 9 columns")
                .hasMessageContaining(
                        "the unique key (c1, c2, c3, c4, c5, c6, c7, c8, c9) of the table 'wide' cannot be"
                                + " created: it has 9 columns")
                .hasMessageContaining(
                        "Wide.id: the primary key (id) of the table 'wide' cannot be created: it is bytea")
                .hasMessageContaining(
                        "Wide.c9: the unique key (c9) of the table 'wide' cannot be created: it may hold 2001"
                                + " bytes as declared")
                .hasMessageContaining(
                        "Wide.document: the unique key (document) of the table 'wide' cannot be created: it is"
                                + " jsonb");
    }

    static class ManyPartsId implements Serializable {
        private static final long serialVersionUID = 1L;

        int a;
        int b;
        int c;
        int d;
        int e;
        int f;
        int g;
        int h;

        @Override
        public boolean equals(Object other) {
            return other instanceof ManyPartsId that && a == that.a && h == that.h;
        }

        @Override
        public int hashCode() {
            return Objects.hash(a, h);
        }
    }

    @Entity(name = "ManyParts")
    @Table(name = "many_parts", indexes = @Index(name = "eight", columnList = "a,b,c,d,e,f,g,h"))
    @IdClass(ManyPartsId.class)
    static class ManyParts {
        @Id
        int a;

        @Id
        int b;

        @Id
        int c;

        @Id
        int d;

        @Id
        int e;

        @Id
        int f;

        @Id
        int g;

        @Id
        int h;
    }

    @Test
    void takesEightColumns() {
        assertThat(Schema.of(ManyParts.class).created())
                .contains("create index async eight on many_parts (a, b, c, d, e, f, g, h)");
    }

    @Embeddable
    static class Fingerprint {
        @Column(nullable = false)
        byte[] digest;

        @Column(nullable = false, length = 1990)
        String note;

        Fingerprint() {}

        Fingerprint(byte[] digest, String note) {
            this.digest = digest;
            this.note = note;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fingerprint that && Arrays.equals(digest, that.digest) && note.equals(that.note);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(digest);
        }
    }

    @Entity(name = "Person")
    @Table(name = "person_with_prints")
    static class Person {
        @Id
        Long id;

        @ElementCollection
        @CollectionTable(name = "prints", joinColumns = @JoinColumn(name = "person_id"))
        Set<Fingerprint> prints = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "long_names", joinColumns = @JoinColumn(name = "person_id"))
        @Column(name = "name", length = 4000, nullable = false)
        Set<String> names = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "nullable_names", joinColumns = @JoinColumn(name = "person_id"))
        @Column(name = "name", length = 4000)
        Set<String> nullableNames = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "times", joinColumns = @JoinColumn(name = "person_id"))
        @Column(name = "duration", nullable = false)
        Set<Duration> times = new HashSet<>();
    }

    @Test
    void collectionTableDoesWithoutAKeyThatCannotBe() {
        List<String> created = Schema.of(Person.class).throughLife(session -> {
            Person person = new Person();
            person.id = 1L;
            person.prints.add(new Fingerprint(new byte[] {1, 2}, "left"));
            person.prints.add(new Fingerprint(new byte[] {3}, "right"));
            person.names.add("x".repeat(3000));
            person.nullableNames.add("y");
            person.times.add(Duration.ofHours(1));
            session.persist(person);
            session.flush();
            person.prints.removeIf(print -> print.note.equals("left"));
            session.flush();
            session.clear();
            Person found = session.find(Person.class, 1L);
            assertThat(found.prints).containsExactly(new Fingerprint(new byte[] {3}, "right"));
            assertThat(found.names).containsExactly("x".repeat(3000));
        });
        assertThat(created)
                .filteredOn(sql -> sql.matches("create table (prints|long_names|nullable_names) .*"))
                .hasSize(3)
                .noneMatch(sql -> sql.contains("primary key") || sql.contains("unique"));
        assertThat(created)
                .filteredOn(sql -> sql.startsWith("create table times "))
                .singleElement()
                .asString()
                .contains("primary key (");
    }
}
