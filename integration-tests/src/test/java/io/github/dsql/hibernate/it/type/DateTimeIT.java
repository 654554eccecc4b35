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

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.sql.Time;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.TimeZoneStorage;
import org.hibernate.annotations.TimeZoneStorageType;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Dates and times at the extremes of their range, in a JVM whose zone changes its clocks, in every style of storage. */
class DateTimeIT {
    private static final long SEED = 20261125;

    private static final List<LocalDate> DATES = List.of(
            LocalDate.of(2026, 3, 29),
            LocalDate.of(1582, 10, 4),
            LocalDate.of(1582, 10, 10),
            LocalDate.of(1582, 10, 15),
            LocalDate.of(1, 1, 1),
            LocalDate.of(0, 12, 31),
            LocalDate.of(-43, 3, 15),
            LocalDate.of(-4711, 1, 1),
            LocalDate.of(1900, 2, 28),
            LocalDate.of(2000, 2, 29),
            LocalDate.of(9999, 12, 31),
            LocalDate.of(10000, 1, 1),
            LocalDate.of(294276, 12, 30));

    private static final List<LocalTime> TIMES = List.of(
            LocalTime.MIN,
            LocalTime.of(2, 30),
            LocalTime.of(0, 0, 0, 1_000),
            LocalTime.of(12, 0, 0, 123_456_000),
            LocalTime.of(23, 59, 59),
            LocalTime.of(23, 59, 59, 999_000_000),
            LocalTime.of(23, 59, 59, 999_999_000),
            LocalTime.MAX);

    private static final List<ZoneOffset> OFFSETS = List.of(
            ZoneOffset.UTC,
            ZoneOffset.ofHours(1),
            ZoneOffset.ofHoursMinutes(-11, -30),
            ZoneOffset.ofHours(14),
            ZoneOffset.ofTotalSeconds(561),
            ZoneOffset.MIN,
            ZoneOffset.MAX);

    private static TimeZone zoneBefore;

    @BeforeAll
    static void moveToParis() {
        zoneBefore = TimeZone.getDefault();
        TimeZone.setDefault(TimeZone.getTimeZone("Europe/Paris"));
    }

    @AfterAll
    static void moveBack() {
        TimeZone.setDefault(zoneBefore);
    }

    @AfterEach
    void drop() throws SQLException {
        Boot.run("drop table if exists times");
    }

    /** How an application may ask for its dates and times to be stored. */
    enum Style {
        DEFAULT(Map.of()),
        UTC(Map.of("hibernate.jdbc.time_zone", "UTC")),
        NEW_YORK(Map.of("hibernate.jdbc.time_zone", "America/New_York")),
        DIRECT(Map.of("hibernate.type.java_time_use_direct_jdbc", "true")),
        DIRECT_NEW_YORK(Map.of(
                "hibernate.type.java_time_use_direct_jdbc", "true", "hibernate.jdbc.time_zone", "America/New_York")),
        NORMALIZE_TO_UTC(Map.of("hibernate.timezone.default_storage", "NORMALIZE", "hibernate.jdbc.time_zone", "UTC")),
        NORMALIZE_UTC(Map.of("hibernate.timezone.default_storage", "NORMALIZE_UTC")),
        INSTANT_AS_TIMESTAMP(
                Map.of("hibernate.type.preferred_instant_jdbc_type", "TIMESTAMP", "hibernate.jdbc.time_zone", "UTC")),
        INSTANT_AS_INSTANT(Map.of("hibernate.type.preferred_instant_jdbc_type", "INSTANT"));

        @SuppressWarnings("ImmutableEnumChecker") // Map.of is immutable.
        private final Map<String, String> settings;

        Style(Map<String, String> settings) {
            this.settings = settings;
        }
    }

    @Entity(name = "Times")
    @Table(name = "times")
    static class Times {
        @Id
        int id;

        LocalDate date;
        LocalTime time;
        LocalDateTime dateTime;
        Instant moment;
        OffsetDateTime offsetDateTime;
        ZonedDateTime zonedDateTime;
        OffsetTime offsetTime;

        @TimeZoneStorage(TimeZoneStorageType.COLUMN)
        OffsetDateTime withOffset;

        @TimeZoneStorage(TimeZoneStorageType.COLUMN)
        OffsetTime timeWithOffset;

        @JdbcTypeCode(SqlTypes.TIMESTAMP_WITH_TIMEZONE)
        Instant zonedInstant;

        Time sqlTime;

        @Column(secondPrecision = 0)
        LocalTime seconds;
    }

    @Entity(name = "NativeTimes")
    @Table(name = "times")
    static class NativeTimes {
        @Id
        int id;

        @JdbcTypeCode(SqlTypes.TIME_WITH_TIMEZONE)
        OffsetTime nativeTime;
    }

    private record Attribute<T>(
            String name, List<T> values, BiConsumer<Times, T> set, Function<Times, T> get, Function<T, Object> same) {
        Attribute(String name, List<T> values, BiConsumer<Times, T> set, Function<Times, T> get) {
            this(name, values, set, get, value -> value);
        }

        void set(Times times, int index) {
            set.accept(times, values.get(index % values.size()));
        }

        void check(Style style, SessionFactory factory, Times times, int index) {
            T value = values.get(index % values.size());
            assertThat(get.apply(times)).as(name + " " + value).isNotNull();
            assertThat(same.apply(get.apply(times))).as(name).isEqualTo(same.apply(value));
            if (index > 12) {
                return;
            }
            if (value instanceof OffsetTime && style.name().startsWith("DIRECT")) {
                return; // Two column types for one class: Hibernate binds a parameter by the other one.
            }
            assertThat(factory.<Object>fromSession(session -> session.createSelectionQuery(
                                    "select count(*) from Times where " + name + " = :value and id = :id", Long.class)
                            .setParameter("value", value)
                            .setParameter("id", index)
                            .getSingleResult()))
                    .as("query by " + name + " " + value)
                    .isEqualTo(1L);
        }
    }

    private static List<Attribute<?>> attributes() {
        List<LocalDateTime> dateTimes = Stream.concat(
                        DATES.stream().flatMap(date -> TIMES.stream()
                                .filter(time -> time.equals(time.truncatedTo(ChronoUnit.MICROS)))
                                .map(date::atTime)),
                        random())
                .toList();
        List<OffsetDateTime> offsets = IntStream.range(0, dateTimes.size())
                .mapToObj(i -> dateTimes.get(i).atOffset(OFFSETS.get(i % OFFSETS.size())))
                .toList();
        List<OffsetTime> offsetTimes = IntStream.range(0, 5 * TIMES.size())
                .filter(i -> i % TIMES.size() < TIMES.size() - 1)
                .mapToObj(i -> TIMES.get(i % TIMES.size()).atOffset(OFFSETS.get(i % 5)))
                .toList();
        List<Instant> instants = offsets.stream().map(OffsetDateTime::toInstant).toList();
        return List.of(
                new Attribute<>("date", DATES, (t, v) -> t.date = v, t -> t.date),
                new Attribute<>("time", TIMES, (t, v) -> t.time = v, t -> t.time),
                new Attribute<>("dateTime", dateTimes, (t, v) -> t.dateTime = v, t -> t.dateTime),
                new Attribute<>("moment", instants, (t, v) -> t.moment = v, t -> t.moment),
                new Attribute<>("zonedInstant", instants, (t, v) -> t.zonedInstant = v, t -> t.zonedInstant),
                new Attribute<>(
                        "offsetDateTime",
                        offsets,
                        (t, v) -> t.offsetDateTime = v,
                        t -> t.offsetDateTime,
                        OffsetDateTime::toInstant),
                new Attribute<>(
                        "zonedDateTime",
                        offsets.stream().map(OffsetDateTime::toZonedDateTime).toList(),
                        (t, v) -> t.zonedDateTime = v,
                        t -> t.zonedDateTime,
                        ZonedDateTime::toInstant),
                new Attribute<>(
                        "offsetTime",
                        offsetTimes,
                        (t, v) -> t.offsetTime = v,
                        t -> t.offsetTime,
                        time -> time.withOffsetSameInstant(ZoneOffset.UTC)),
                new Attribute<>("withOffset", offsets, (t, v) -> t.withOffset = v, t -> t.withOffset),
                new Attribute<>("timeWithOffset", offsetTimes, (t, v) -> t.timeWithOffset = v, t -> t.timeWithOffset),
                new Attribute<>(
                        "sqlTime",
                        List.of(new Time(0), new Time(1), new Time(82_799_999)),
                        (t, v) -> t.sqlTime = v,
                        t -> t.sqlTime,
                        time -> Math.floorMod(time.getTime(), 86_400_000L)),
                new Attribute<>("seconds", List.of(LocalTime.of(23, 59, 59)), (t, v) -> t.seconds = v, t -> t.seconds));
    }

    private static Stream<LocalDateTime> random() {
        System.out.println("DateTimeIT: seed " + SEED);
        long from = LocalDateTime.of(-4711, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        long to = LocalDateTime.of(294276, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
        Random random = new Random(SEED);
        return random.longs(40, from, to)
                .mapToObj(second ->
                        LocalDateTime.ofEpochSecond(second, random.nextInt(1_000_000) * 1_000, ZoneOffset.UTC));
    }

    @ParameterizedTest
    @EnumSource
    void everyDateAndTimeComesBack(Style style) {
        List<Attribute<?>> attributes = attributes();
        int rows = attributes.stream().mapToInt(a -> a.values().size()).max().orElseThrow();
        try (SessionFactory factory = Boot.sessionFactory(style.settings, Times.class)) {
            factory.inTransaction(session -> IntStream.range(0, rows).forEach(id -> {
                Times times = new Times();
                times.id = id;
                attributes.forEach(attribute -> attribute.set(times, id));
                session.persist(times);
            }));
            List<Times> read =
                    factory.fromSession(session -> session.createSelectionQuery("from Times order by id", Times.class)
                            .getResultList());
            assertThat(read).hasSize(rows);
            for (Attribute<?> attribute : attributes) {
                for (int id = 0; id < Math.min(rows, attribute.values().size()); id++) {
                    attribute.check(style, factory, read.get(id), id);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void nullsComeBack(Style style) {
        try (SessionFactory factory = Boot.sessionFactory(style.settings, Times.class)) {
            factory.inTransaction(session -> session.persist(new Times()));
            Times read = factory.fromSession(session -> session.find(Times.class, 0));
            assertThat(read).usingRecursiveComparison().isEqualTo(new Times());
        }
    }

    @Test
    void aTimeWithTimeZoneComesBackWithItsOffset() throws SQLException {
        List<OffsetTime> values = List.of(
                OffsetTime.parse("23:59:59.999999Z"),
                OffsetTime.parse("00:00:00.000001+14:00"),
                OffsetTime.parse("12:00-11:30"),
                OffsetTime.parse("00:00+15:59:59"));
        try (SessionFactory factory = Boot.sessionFactory(Map.of(), NativeTimes.class)) {
            assertThat(Boot.typeOf("times", "nativetime")).isEqualTo("time(6) with time zone");
            for (OffsetTime value : values) {
                factory.inTransaction(session -> {
                    NativeTimes times = new NativeTimes();
                    times.id = values.indexOf(value);
                    times.nativeTime = value;
                    session.persist(times);
                });
                assertThat(factory.fromSession(session -> session.find(NativeTimes.class, values.indexOf(value)))
                                .nativeTime)
                        .isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "time, time(6) without time zone",
        "seconds, time(0) without time zone",
        "sqltime, time(6) without time zone",
        "offsettime, time(6) without time zone",
        "datetime, timestamp(6) without time zone",
    })
    void aTimeHasItsFractionUnlessDeclaredOtherwise(String column, String type) throws SQLException {
        try (SessionFactory factory = Boot.sessionFactory(Map.of(), Times.class)) {
            assertThat(factory.isOpen()).isTrue();
            assertThat(Boot.typeOf("times", column)).isEqualTo(type);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "cast('23:59:59.999999' as LocalTime);23:59:59.999999",
                "cast(time as String);23:59:59.999999",
                "coalesce(time, :time);23:59:59.999999",
                "cast(:time as LocalTime);00:00:00.000001",
                "max(time);23:59:59.999999",
            })
    void queriesKeepTheFractionOfATime(String expression, String value) {
        try (SessionFactory factory = Boot.sessionFactory(Map.of(), Times.class)) {
            factory.inTransaction(session -> {
                Times times = new Times();
                times.time = LocalTime.parse("23:59:59.999999");
                session.persist(times);
            });
            factory.inSession(session -> {
                var query = session.createSelectionQuery("select " + expression + " from Times", Object.class);
                if (expression.contains(":time")) {
                    query.setParameter("time", LocalTime.of(0, 0, 0, 1_000));
                }
                assertThat(query.getSingleResult()).hasToString(value);
            });
        }
    }
}
