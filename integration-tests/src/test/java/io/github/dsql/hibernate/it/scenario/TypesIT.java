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
package io.github.dsql.hibernate.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.scenario.model.Types.Basics;
import io.github.dsql.hibernate.it.scenario.model.Types.Details;
import io.github.dsql.hibernate.it.scenario.model.Types.Docs;
import io.github.dsql.hibernate.it.scenario.model.Types.Lobs;
import io.github.dsql.hibernate.it.scenario.model.Types.Times;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;

class TypesIT extends Scenario {
    @Test
    void numbersComeBackAtTheirLimits() {
        Basics row = new Basics();
        row.tiny = Byte.MIN_VALUE;
        row.small = Short.MIN_VALUE;
        row.normal = Integer.MIN_VALUE;
        row.big = Long.MIN_VALUE;
        row.single = 1.25f;
        row.dual = Math.PI;
        row.huge = new BigInteger("12345678901234567890");
        row.money = new BigDecimal("12345.67");
        row.precise = new BigDecimal("12345678901234567890.0123456789");
        row.whole = new BigDecimal("99999");
        persist(row);
        Basics found = find(Basics.class, row.id);
        assertThat(found).usingRecursiveComparison().isEqualTo(row);
    }

    @Test
    void textsAndFlagsComeBack() throws Exception {
        Basics row = new Basics();
        row.flag = true;
        row.boxedFlag = false;
        row.letter = 'ß';
        row.boxedLetter = 'x';
        row.text = "it's \"quoted\" \\ and ünï¢ödé 🐘";
        row.longest = "l".repeat(30_000);
        row.beyond = "b".repeat(100_000);
        row.national = "日本";
        row.fixed = "abc";
        row.uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
        row.locale = Locale.CANADA_FRENCH;
        row.currency = Currency.getInstance("EUR");
        row.url = URI.create("https://example.org/a?b=c").toURL();
        row.type = String.class;
        row.yesNo = true;
        row.numeric = true;
        row.address = InetAddress.getByAddress(new byte[] {10, 0, 0, 7});
        persist(row);
        Basics found = find(Basics.class, row.id);
        assertThat(found).usingRecursiveComparison().isEqualTo(row);
    }

    @Test
    void everyNullableBasicMayBeNull() {
        Basics row = new Basics();
        persist(row);
        run(session -> {
            Basics found = session.find(Basics.class, row.id);
            assertThat(found.address).isNull();
            assertThat(found.numeric).isNull();
            assertThat(found.money).isNull();
            found.text = "now";
        });
        assertThat(one(String.class, "select text from Basics where id = ?1", row.id))
                .isEqualTo("now");
    }

    @Test
    void ipv6AddressComesBack() throws Exception {
        Basics row = new Basics();
        row.address = InetAddress.getByName("2001:db8::8a2e:370:7334");
        persist(row);
        assertThat(find(Basics.class, row.id).address).isEqualTo(row.address);
    }

    @Test
    void timesComeBackToTheMicrosecond() {
        Times row = new Times();
        row.date = LocalDate.of(2026, 2, 28);
        row.time = LocalTime.of(23, 59, 58);
        row.millis = LocalTime.of(1, 2, 3, 4_000_000);
        row.dateTime = LocalDateTime.of(2026, 3, 29, 2, 30, 0, 123_456_000);
        row.instant = Instant.parse("2026-11-24T10:11:12.345678Z");
        row.duration = Duration.ofDays(3).plusNanos(5_000);
        row.interval = Duration.ofSeconds(90, 500_000_000);
        row.year = Year.of(2026);
        row.zone = ZoneId.of("Europe/Berlin");
        row.zoneOffset = ZoneOffset.ofHours(-3);
        row.timeZone = TimeZone.getTimeZone("Asia/Tokyo");
        row.dayOfWeek = DayOfWeek.SATURDAY;
        persist(row);
        Times found = find(Times.class, row.id);
        assertThat(found).usingRecursiveComparison().isEqualTo(row);
    }

    @Test
    void zonedTimesKeepTheirInstantAndWhereAskedTheirOffset() {
        Times row = new Times();
        row.withOffset = OffsetDateTime.parse("2026-07-01T10:00:00+09:00");
        row.zoned = ZonedDateTime.parse("2026-07-01T10:00:00+02:00[Europe/Berlin]");
        row.kept = OffsetDateTime.parse("2026-07-01T10:00:00+05:30");
        row.utc = OffsetDateTime.parse("2026-07-01T10:00:00-04:00");
        persist(row);
        Times found = find(Times.class, row.id);
        assertThat(found.withOffset.toInstant()).isEqualTo(row.withOffset.toInstant());
        assertThat(found.zoned.toInstant()).isEqualTo(row.zoned.toInstant());
        assertThat(found.kept).isEqualTo(row.kept);
        assertThat(found.kept.getOffset()).isEqualTo(ZoneOffset.ofHoursMinutes(5, 30));
        assertThat(found.utc.getOffset()).isEqualTo(ZoneOffset.UTC);
    }

    @Test
    void lobsOfStringAndBytesComeBackAndAreUpdated() {
        Lobs row = new Lobs();
        row.lobText = "t".repeat(200_000);
        row.lobBytes = new byte[] {0, 1, -1, 39, 92};
        row.lobNational = "日本".repeat(1000);
        row.lobChars = "chars".toCharArray();
        row.bytes = new byte[300];
        row.longBytes = new byte[100_000];
        row.longText = "long";
        row.longBinary = new byte[] {7};
        persist(row);
        run(session -> {
            Lobs found = session.find(Lobs.class, row.id);
            assertThat(found)
                    .usingRecursiveComparison()
                    .ignoringFields("clob", "blob")
                    .isEqualTo(row);
            found.lobText = "short";
            found.lobBytes = null;
        });
        assertThat(one(String.class, "select lobText from Lobs where id = ?1 and lobBytes is null", row.id))
                .isEqualTo("short");
    }

    @Test
    void clobAndBlobComeBack() {
        Lobs row = new Lobs();
        run(session -> {
            row.clob = Hibernate.getLobHelper().createClob("a clob");
            row.blob = Hibernate.getLobHelper().createBlob("a blob".getBytes(StandardCharsets.UTF_8));
            session.persist(row);
        });
        run(session -> {
            Lobs found = session.find(Lobs.class, row.id);
            try {
                assertThat(found.clob.getSubString(1, 6)).isEqualTo("a clob");
                assertThat(found.blob.getBytes(1, 6))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("a blob");
            } catch (java.sql.SQLException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void nullLobsStayNull() {
        Lobs row = new Lobs();
        persist(row);
        Lobs found = find(Lobs.class, row.id);
        assertThat(found).usingRecursiveComparison().isEqualTo(row);
    }

    @Test
    void functionsWorkOnLobs() {
        Lobs row = new Lobs();
        row.lobText = "Hello";
        row.lobBytes = new byte[] {1, 2, 3};
        persist(row);
        assertThat(one(
                        Object[].class,
                        "select length(lobText), lobText || '!', octet_length(lobText),"
                                + " lobText like 'He%' from Lobs where id = ?1",
                        row.id))
                .containsExactly(5, "Hello!", 5, true);
    }

    @Test
    void jsonComesBackAndIsUpdated() {
        Docs row = new Docs();
        row.details = new Details("red", 5);
        row.map = Map.of("a", "1", "quote", "it's");
        row.jsonList = List.of("x", "y");
        persist(row);
        run(session -> {
            Docs found = session.find(Docs.class, row.id);
            assertThat(found.details.colour).isEqualTo("red");
            assertThat(found.map).isEqualTo(row.map);
            assertThat(found.jsonList).containsExactly("x", "y");
            found.details.weight = 6;
        });
        assertThat(one(Integer.class, "select details.weight from Docs where id = ?1", row.id))
                .isEqualTo(6);
    }

    @Test
    void arraysAndListsOfBasicsComeBack() {
        Docs row = new Docs();
        row.strings = new String[] {"a", "it's", null};
        row.ints = new int[] {1, 2, 3};
        row.list = List.of(4, 5);
        row.uuids = List.of(UUID.randomUUID());
        row.dates = new LocalDate[] {LocalDate.of(2026, 1, 31)};
        persist(row);
        Docs found = find(Docs.class, row.id);
        assertThat(found).usingRecursiveComparison().isEqualTo(row);
    }

    @Test
    void xmlIsKeptAsText() {
        Docs row = new Docs();
        row.xml = "<a><b>1</b></a>";
        persist(row);
        assertThat(find(Docs.class, row.id).xml).isEqualTo(row.xml);
    }

    @Test
    void attributeOfAJsonEmbeddableIsUpdatedByAQuery() {
        Docs row = new Docs();
        row.details = new Details("blue", 1);
        persist(row);
        assertThat(execute("update Docs set details.colour = ?1 where id = ?2", "green", row.id))
                .isEqualTo(1);
        assertThat(one(String.class, "select details.colour from Docs where details.weight = 1 and id = ?1", row.id))
                .isEqualTo("green");
    }
}
