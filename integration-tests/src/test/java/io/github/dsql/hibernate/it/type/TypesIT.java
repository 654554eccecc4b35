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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.type.TypesModel.Address;
import io.github.dsql.hibernate.it.type.TypesModel.Large;
import io.github.dsql.hibernate.it.type.TypesModel.Plural;
import io.github.dsql.hibernate.it.type.TypesModel.Scalar;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.hibernate.Hibernate;
import org.hibernate.LobHelper;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Types that PostgreSQL has a column for and Aurora DSQL has not, and the extremes of the others, there and back. */
class TypesIT {
    private static final String TEXT = "it's \"naïve\" ✓ 日本 \\ \n";

    private static SessionFactory factory;

    @BeforeAll
    static void boot() {
        factory = Boot.sessionFactory(
                Map.of("hibernate.type.wrapper_array_handling", "legacy"), Large.class, Scalar.class, Plural.class);
    }

    @AfterAll
    static void close() {
        factory.close();
    }

    @AfterEach
    void clear() {
        factory.inTransaction(session -> {
            for (String entity : List.of("Large", "Scalar", "Plural")) {
                session.createMutationQuery("delete from TypesModel$" + entity).executeUpdate();
            }
        });
    }

    @ParameterizedTest
    @CsvSource({
        "types_large, bytes, bytea",
        "types_large, boxedbytes, bytea",
        "types_large, string, text",
        "types_large, national, text",
        "types_large, chars, text",
        "types_large, blob, bytea",
        "types_large, clob, text",
        "types_large, serializable, bytea",
        "types_large, long32, text",
        "types_large, long32bytes, bytea",
        "types_large, beyondvarchar, text",
        "types_large, longestvarchar, character varying(65535)",
        "types_large, longtext, text",
        "types_large, plainbytes, bytea",
        "types_scalar, id, uuid",
        "types_scalar, inet, text",
        "types_scalar, xml, text",
        "types_scalar, duration, 'numeric(21,0)'",
        "types_scalar, interval, interval second(6)",
        "types_scalar, instant, timestamp(6) with time zone",
        "types_scalar, offsetdatetime, timestamp(6) with time zone",
        "types_scalar, zoneddatetime, timestamp(6) with time zone",
        "types_scalar, localdatetime, timestamp(6) without time zone",
        "types_scalar, localdate, date",
        "types_scalar, timeofday, time(6) without time zone",
        "types_scalar, year, integer",
        "types_scalar, decimal, 'numeric(38,2)'",
        "types_scalar, precise, 'numeric(38,10)'",
        "types_scalar, integer, 'numeric(38,0)'",
        "types_scalar, floating, real",
        "types_scalar, doubling, double precision",
        "types_scalar, tiny, smallint",
        "types_scalar, small, smallint",
        "types_scalar, large, bigint",
        "types_scalar, letter, character(1)",
        "types_scalar, flag, boolean",
        "types_scalar, yesno, character(1)",
        "types_scalar, numeric, integer",
        "types_scalar, locale, character varying(255)",
        "types_scalar, national, character varying(255)",
        "types_plural, strings, jsonb",
        "types_plural, ints, jsonb",
        "types_plural, list, jsonb",
        "types_plural, set, jsonb",
        "types_plural, uuids, jsonb",
        "types_plural, address, jsonb",
        "types_plural, addresses, jsonb",
    })
    void columnHasTheType(String table, String column, String type) throws SQLException {
        assertThat(Boot.typeOf(table, column)).isEqualTo(type);
    }

    @Test
    void noNumericColumnIsWithoutPrecision() throws SQLException {
        assertThat(Boot.text(
                        "select string_agg(attname, ',') from pg_attribute where attrelid in ('types_scalar'::regclass,"
                                + " 'types_large'::regclass, 'types_plural'::regclass) and atttypid = 'numeric'::regtype"
                                + " and atttypmod = -1"))
                .isEqualTo("null");
    }

    @Test
    void largeValuesComeBack() {
        byte[] bytes = new byte[200_000];
        new java.util.Random(1).nextBytes(bytes);
        String text = TEXT.repeat(5_000);
        factory.inTransaction(session -> {
            LobHelper lobs = Hibernate.getLobHelper();
            Large large = new Large();
            large.id = 1;
            large.bytes = bytes;
            large.boxedBytes = new Byte[] {1, -1};
            large.string = text;
            large.national = text;
            large.chars = text.toCharArray();
            large.blob = lobs.createBlob(new java.io.ByteArrayInputStream(bytes), bytes.length);
            large.clob = lobs.createClob(new java.io.StringReader(text), text.length());
            large.serializable = new ArrayList<>(List.of("a", "b"));
            large.long32 = text;
            large.long32Bytes = bytes;
            large.beyondVarchar = text;
            large.longestVarchar = "x".repeat(65535);
            large.longText = text;
            large.plainBytes = bytes;
            session.persist(large);
        });
        factory.inTransaction(session -> {
            Large large = session.find(Large.class, 1);
            assertThat(large.bytes).isEqualTo(bytes);
            assertThat(large.boxedBytes).containsExactly((byte) 1, (byte) -1);
            assertThat(large.string).isEqualTo(text);
            assertThat(large.national).isEqualTo(text);
            assertThat(large.chars).isEqualTo(text.toCharArray());
            assertThat(bytesOf(large.blob)).isEqualTo(bytes);
            assertThat(textOf(large.clob)).isEqualTo(text);
            assertThat(large.serializable).isEqualTo(List.of("a", "b"));
            assertThat(large.long32).isEqualTo(text);
            assertThat(large.long32Bytes).isEqualTo(bytes);
            assertThat(large.beyondVarchar).isEqualTo(text);
            assertThat(large.longestVarchar).hasSize(65535);
            assertThat(large.longText).isEqualTo(text);
            assertThat(large.plainBytes).isEqualTo(bytes);
        });
    }

    @Test
    void largeNullsAndEmptyValuesComeBack() {
        factory.inTransaction(session -> {
            Large nulls = new Large();
            nulls.id = 1;
            session.persist(nulls);
            Large empty = new Large();
            empty.id = 2;
            empty.bytes = new byte[0];
            empty.string = "";
            empty.blob = Hibernate.getLobHelper().createBlob(new byte[0]);
            empty.clob = Hibernate.getLobHelper().createClob("");
            session.persist(empty);
        });
        factory.inTransaction(session -> {
            Large nulls = session.find(Large.class, 1);
            assertThat(nulls.bytes).isNull();
            assertThat(nulls.string).isNull();
            assertThat(nulls.national).isNull();
            assertThat(nulls.blob).isNull();
            assertThat(nulls.clob).isNull();
            assertThat(nulls.serializable).isNull();
            assertThat(nulls.long32Bytes).isNull();
            Large empty = session.find(Large.class, 2);
            assertThat(empty.bytes).isEmpty();
            assertThat(empty.string).isEmpty();
            assertThat(bytesOf(empty.blob)).isEmpty();
            assertThat(textOf(empty.clob)).isEmpty();
        });
    }

    @Test
    void functionsTakeLargeText() {
        factory.inTransaction(session -> {
            Large large = new Large();
            large.id = 1;
            large.string = "äbc";
            large.clob = Hibernate.getLobHelper().createClob("äbc");
            large.long32 = "äbc";
            session.persist(large);
        });
        factory.inTransaction(session -> {
            for (String attribute : List.of("string", "clob", "long32")) {
                assertThat(session.createSelectionQuery(
                                        "select length(l." + attribute + "), octet_length(l." + attribute
                                                + "), bit_length(l."
                                                + attribute + "), cast(concat(l." + attribute + ", '!', l." + attribute
                                                + ") as String), cast(l." + attribute
                                                + " || '?' as String) from TypesModel$Large l where l." + attribute
                                                + " like 'ä%'",
                                        Object[].class)
                                .getSingleResult())
                        .containsExactly(3, 4, 32, "äbc!äbc", "äbc?");
            }
        });
    }

    @Test
    void bulkUpdateSetsLargeValues() {
        factory.inTransaction(session -> {
            Large large = new Large();
            large.id = 1;
            session.persist(large);
        });
        factory.inTransaction(session -> session.createMutationQuery(
                        "update TypesModel$Large set string = :s, bytes = :b, blob = :blob, clob = :clob")
                .setParameter("s", TEXT)
                .setParameter("b", TEXT.getBytes(UTF_8))
                .setParameter("blob", Hibernate.getLobHelper().createBlob(TEXT.getBytes(UTF_8)))
                .setParameter("clob", Hibernate.getLobHelper().createClob(TEXT))
                .executeUpdate());
        factory.inTransaction(session -> {
            Large large = session.find(Large.class, 1);
            assertThat(large.string).isEqualTo(TEXT);
            assertThat(large.bytes).isEqualTo(TEXT.getBytes(UTF_8));
            assertThat(bytesOf(large.blob)).isEqualTo(TEXT.getBytes(UTF_8));
            assertThat(textOf(large.clob)).isEqualTo(TEXT);
            session.createMutationQuery(
                            "update TypesModel$Large set string = null, bytes = null, blob = null, clob = null")
                    .executeUpdate();
            session.clear();
            assertThat(session.find(Large.class, 1).blob).isNull();
        });
    }

    @Test
    void scalarsComeBackAtTheirExtremes() throws Exception {
        Scalar scalar = new Scalar();
        scalar.id = new UUID(-1, Long.MIN_VALUE);
        scalar.inet = InetAddress.getByName("2001:db8:1234:5678:9abc:def0:1234:5678");
        scalar.xml = "<a b='c'>✓</a>";
        scalar.duration = Duration.ofDays(365 * 200).plusNanos(999_999_999);
        scalar.interval = Duration.ofDays(40).plusNanos(123_456_000);
        scalar.instant = Instant.parse("9999-12-31T23:59:59.999999Z");
        scalar.offsetDateTime = OffsetDateTime.parse("0001-01-02T00:00:00.000001+14:00");
        scalar.zonedDateTime = ZonedDateTime.parse("2026-03-29T02:30:00.5+02:00[Europe/Paris]");
        scalar.localDateTime = LocalDateTime.parse("2026-03-29T02:30:00.123456");
        scalar.localDate = LocalDate.of(1, 1, 1);
        scalar.timeOfDay = LocalTime.of(23, 59, 59);
        scalar.offsetTime = OffsetTime.parse("23:59:59Z");
        scalar.year = Year.of(-44);
        scalar.decimal = new BigDecimal("-" + "9".repeat(36) + ".99");
        scalar.precise = new BigDecimal("9".repeat(28) + "." + "1".repeat(10));
        scalar.integer = new BigInteger("9".repeat(38));
        scalar.floating = Float.MIN_NORMAL;
        scalar.doubling = Double.MAX_VALUE;
        scalar.tiny = Byte.MIN_VALUE;
        scalar.small = Short.MIN_VALUE;
        scalar.large = Long.MIN_VALUE;
        scalar.letter = 'é';
        scalar.flag = false;
        scalar.yesNo = true;
        scalar.trueFalse = false;
        scalar.numeric = true;
        scalar.timeZone = TimeZone.getTimeZone("Asia/Kathmandu");
        scalar.zone = ZoneId.of("America/Argentina/Buenos_Aires");
        scalar.locale = Locale.forLanguageTag("zh-Hant-TW");
        scalar.currency = Currency.getInstance("CHF");
        scalar.url = URI.create("https://example.com/?q=it's").toURL();
        scalar.type = Map.Entry.class;
        scalar.national = TEXT;
        scalar.charId = new UUID(1, 2);
        factory.inTransaction(session -> session.persist(scalar));
        factory.inTransaction(session -> {
            Scalar read = session.find(Scalar.class, scalar.id);
            assertThat(read)
                    .usingRecursiveComparison()
                    .ignoringFields("offsetDateTime", "zonedDateTime", "offsetTime")
                    .isEqualTo(scalar);
            assertThat(read.offsetDateTime).isAtSameInstantAs(scalar.offsetDateTime);
            assertThat(read.zonedDateTime.toInstant()).isEqualTo(scalar.zonedDateTime.toInstant());
            assertThat(read.offsetTime.withOffsetSameInstant(ZoneOffset.UTC)).isEqualTo(scalar.offsetTime);
            assertThat(session.createSelectionQuery(
                                    "select s.letter from TypesModel$Scalar s where s.inet = :inet", Character.class)
                            .setParameter("inet", scalar.inet)
                            .getSingleResult())
                    .isEqualTo('é');
        });
    }

    @Test
    void scalarsMayBeNull() {
        Scalar scalar = new Scalar();
        scalar.id = new UUID(0, 0);
        factory.inTransaction(session -> session.persist(scalar));
        factory.inTransaction(session -> assertThat(session.find(Scalar.class, scalar.id))
                .usingRecursiveComparison()
                .isEqualTo(scalar));
    }

    @Test
    void arraysAndListsComeBack() {
        Plural plural = new Plural();
        plural.id = 1;
        plural.strings = new String[] {TEXT, null, "", "null", "[]"};
        plural.ints = new int[] {Integer.MIN_VALUE, 0, Integer.MAX_VALUE};
        plural.boxed = new Integer[] {1, null};
        plural.longs = new long[] {Long.MIN_VALUE, Long.MAX_VALUE};
        plural.doubles = new double[] {Double.MIN_VALUE, -0.5, Double.MAX_VALUE};
        plural.booleans = new boolean[] {true, false};
        plural.list = new ArrayList<>(Arrays.asList("a", null, TEXT));
        plural.set = new HashSet<>(Set.of(1, 2, 3));
        plural.uuids = new ArrayList<>(List.of(new UUID(1, 2)));
        plural.dates = new ArrayList<>(List.of(LocalDate.of(2026, 2, 28)));
        plural.decimals = new ArrayList<>(List.of(new BigDecimal("1.10"), new BigDecimal("-99999999999999999999.5")));
        plural.instants = new Instant[] {Instant.parse("2026-01-01T00:00:00.123456Z")};
        plural.address = address("it's", 1);
        plural.addresses = new ArrayList<>(List.of(address("a", 1), address("b", 2)));
        factory.inTransaction(session -> session.persist(plural));
        factory.inTransaction(session -> assertThat(session.find(Plural.class, 1))
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .isEqualTo(plural));
    }

    @Test
    void emptyAndNullArraysComeBackAsSuch() {
        factory.inTransaction(session -> {
            Plural nulls = new Plural();
            nulls.id = 1;
            session.persist(nulls);
            Plural empty = new Plural();
            empty.id = 2;
            empty.strings = new String[0];
            empty.ints = new int[0];
            empty.list = new ArrayList<>();
            empty.set = new HashSet<>();
            empty.addresses = new ArrayList<>();
            session.persist(empty);
        });
        factory.inTransaction(session -> {
            Plural nulls = session.find(Plural.class, 1);
            assertThat(nulls.strings).isNull();
            assertThat(nulls.ints).isNull();
            assertThat(nulls.list).isNull();
            assertThat(nulls.address).isNull();
            Plural empty = session.find(Plural.class, 2);
            assertThat(empty.strings).isEmpty();
            assertThat(empty.ints).isEmpty();
            assertThat(empty.list).isEmpty();
            assertThat(empty.set).isEmpty();
            assertThat(empty.addresses).isEmpty();
        });
    }

    @Test
    void aChangedListIsWritten() {
        factory.inTransaction(session -> {
            Plural plural = new Plural();
            plural.id = 1;
            plural.list = new ArrayList<>(List.of("a"));
            plural.address = address("a", 1);
            session.persist(plural);
        });
        factory.inTransaction(session -> {
            Plural plural = session.find(Plural.class, 1);
            plural.list.add("b");
            plural.address.number = 2;
        });
        factory.inTransaction(session -> {
            Plural plural = session.find(Plural.class, 1);
            assertThat(plural.list).containsExactly("a", "b");
            assertThat(plural.address.number).isEqualTo(2);
            assertThat(session.createSelectionQuery(
                                    "select p.id from TypesModel$Plural p where p.list = :list and p.address.number = 2",
                                    Integer.class)
                            .setParameter("list", List.of("a", "b"))
                            .getResultList())
                    .containsExactly(1);
        });
    }

    @Test
    void manyIdsAreLoadedAtOnce() {
        factory.inTransaction(session -> {
            for (int id = 1; id <= 3; id++) {
                Large large = new Large();
                large.id = id;
                session.persist(large);
            }
        });
        factory.inTransaction(session -> assertThat(session.findMultiple(Large.class, List.of(3, 1, 7)))
                .hasSize(3)
                .satisfiesExactly(
                        l -> assertThat(l.id).isEqualTo(3),
                        l -> assertThat(l.id).isEqualTo(1),
                        l -> assertThat(l).isNull()));
    }

    private static Address address(String street, int number) {
        Address address = new Address();
        address.street = street;
        address.number = number;
        address.since = LocalDate.of(2026, 1, 31);
        address.rent = new BigDecimal("1234.50");
        return address;
    }

    private static byte[] bytesOf(java.sql.Blob blob) {
        try {
            return blob.getBytes(1, Math.toIntExact(blob.length()));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static String textOf(java.sql.Clob clob) {
        try {
            return clob.getSubString(1, Math.toIntExact(clob.length()));
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
