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
package io.github.dsql.hibernate.it.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays and lists in {@code jsonb} columns: every element exact, at the extremes of its range and with nulls in between. */
class JsonArrayIT {
    private static SessionFactory factory;

    @BeforeAll
    static void boot() {
        factory = Boot.sessionFactory(Map.of("hibernate.type.wrapper_array_handling", "allow"), Elements.class);
    }

    @AfterAll
    static void close() {
        factory.close();
    }

    @AfterEach
    void clear() {
        factory.inTransaction(
                session -> session.createMutationQuery("delete from Arrays").executeUpdate());
    }

    @Entity(name = "Arrays")
    @Table(name = "arrays")
    static class Elements {
        @Id
        int id;

        List<String> strings;
        double[] doubles;
        List<Float> floats;
        Character[] characters;
        Byte[] bytes;
        byte[][] binaries;
        List<BigDecimal> decimals;
        List<BigInteger> integers;
        List<LocalDate> dates;
        List<LocalTime> times;
        List<LocalDateTime> dateTimes;
        List<OffsetTime> offsetTimes;
        Instant[] instants;
        List<Duration> durations;
        List<Year> years;
        List<InetAddress> addresses;
        SortedSet<String> sorted;
        Set<Long> longs;

        @JdbcTypeCode(SqlTypes.ARRAY)
        List<String> explicit;

        @Enumerated(EnumType.STRING)
        List<EnumModel.Quoted> quoted;

        @Enumerated(EnumType.ORDINAL)
        EnumModel.Kind[] ordinals;

        List<EnumModel.Amount> amounts;
    }

    private static Elements full() throws UnknownHostException {
        Elements arrays = new Elements();
        StringBuilder controls = new StringBuilder();
        for (char c = 1; c <= ' '; c++) {
            controls.append(c);
        }
        arrays.strings = list(controls.toString(), null, "", "it's \"naïve\" ✓ 日本 \\ 😀", "[]", "null");
        arrays.doubles = new double[] {
            Double.MIN_VALUE, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0
        };
        arrays.floats = list(Float.MIN_VALUE, null, Float.MAX_VALUE, 1.1f, Float.NaN, -0.0f);
        arrays.characters = new Character[] {'"', null, 'é', '\\', '\t', '\u0001'};
        arrays.bytes = new Byte[] {Byte.MIN_VALUE, null, Byte.MAX_VALUE};
        arrays.binaries = new byte[][] {{1, -1}, {}, null};
        arrays.decimals = list(new BigDecimal("-0.10"), null, new BigDecimal("9".repeat(36) + ".99"));
        arrays.integers = list(new BigInteger("9".repeat(38)), null);
        arrays.dates = list(
                LocalDate.of(1582, 10, 10), null, LocalDate.of(-43, 3, 15), LocalDate.of(10000, 1, 1), LocalDate.MAX);
        arrays.times = list(LocalTime.MAX, null, LocalTime.MIN, LocalTime.of(23, 59, 59, 999_999_000));
        arrays.dateTimes =
                list(LocalDateTime.of(2026, 3, 29, 2, 30), null, LocalDateTime.of(1582, 10, 10, 1, 2, 3, 123_456_000));
        arrays.offsetTimes = list(OffsetTime.parse("23:59:59.999999-18:00"), null, OffsetTime.parse("12:30+01:00"));
        arrays.instants = new Instant[] {Instant.parse("1582-10-10T00:00:00.123456Z"), null, Instant.EPOCH};
        arrays.durations = list(Duration.ofNanos(-1), null, Duration.ofSeconds(5, 999_999_999), Duration.ofDays(-4000));
        arrays.years = list(Year.of(-44), null, Year.of(Year.MAX_VALUE), Year.of(7));
        arrays.addresses = list(InetAddress.getByName("2001:db8::1"), null, InetAddress.getByName("10.1.2.3"));
        arrays.sorted = new TreeSet<>(List.of("b", "a"));
        arrays.longs = new HashSet<>(List.of(Long.MIN_VALUE, Long.MAX_VALUE));
        arrays.explicit = list("a", null);
        arrays.quoted = list(EnumModel.Quoted.QUOTE, null, EnumModel.Quoted.ACCENT);
        arrays.ordinals = new EnumModel.Kind[] {EnumModel.Kind.APE, null};
        arrays.amounts = list(EnumModel.Amount.TWENTY, null);
        return arrays;
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static <T> List<T> list(T... elements) {
        return new ArrayList<>(Arrays.asList(elements));
    }

    @Test
    void everyElementComesBack() throws UnknownHostException {
        Elements arrays = full();
        factory.inTransaction(session -> session.persist(arrays));
        Elements read = factory.fromSession(session -> session.find(Elements.class, 0));
        assertThat(Arrays.equals(read.doubles, arrays.doubles)).isTrue();
        assertThat(read.floats.equals(arrays.floats)).isTrue();
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("doubles", "floats") // AssertJ takes NaN for unequal to itself.
                .withStrictTypeChecking()
                .isEqualTo(arrays);
    }

    @Test
    void unchangedArraysAreNotWrittenAgain() throws UnknownHostException, SQLException {
        Elements arrays = full();
        factory.inTransaction(session -> session.persist(arrays));
        String before = Boot.text("select xmin from arrays");
        factory.inTransaction(session -> session.find(Elements.class, 0));
        assertThat(Boot.text("select xmin from arrays")).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "strings",
        "floats",
        "characters",
        "dates",
        "times",
        "dateTimes",
        "instants",
        "durations",
        "years",
        "addresses",
        "explicit",
        "quoted",
        "ordinals",
        "amounts"
    })
    void queriesFindByAnArray(String attribute) throws Exception {
        Elements arrays = full();
        factory.inTransaction(session -> session.persist(arrays));
        Object value = Elements.class.getDeclaredField(attribute).get(arrays);
        assertThat(factory.<Long>fromSession(session -> session.createSelectionQuery(
                                "select count(*) from Arrays where " + attribute + " = :value", Long.class)
                        .setParameter("value", value)
                        .getSingleResult()))
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "dates; [\"tomorrow\"]; tomorrow",
                "years; [\"x\"]; \"x\"",
                "strings; {\"a\": 1}; not an array",
                "strings; [[\"a\"]]; neither a value nor null",
                "durations; [\"PT1S\"]; PT1S",
            })
    void anUnreadableDocumentIsNamedWithItsColumn(String column, String document, String cause) throws SQLException {
        factory.inTransaction(session -> session.persist(new Elements()));
        Boot.run("update arrays set " + column + " = '" + document + "'");
        assertThatThrownBy(() -> factory.inSession(session -> session.find(Elements.class, 0)))
                .hasMessageContainingAll("'" + column + "'", cause);
    }

    @Test
    void aNativeQueryStillReadsAnArrayOfThePostgresql() {
        assertThat(factory.<Object>fromSession(
                        session -> session.createNativeQuery("select array['a','b']", Object.class)
                                .getSingleResult()))
                .isEqualTo(new String[] {"a", "b"});
    }
}
