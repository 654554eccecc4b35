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
package io.github.dsql.hibernate.it.query;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** An entity with an attribute for each kind of argument, and rows with values and without. */
final class FunctionModel {
    private FunctionModel() {}

    enum Level {
        LOW,
        MIDDLE,
        HIGH
    }

    @Entity(name = "Data")
    static class Data {
        @Id
        Long id;

        String text;
        String other;
        Character letter;
        Integer n;
        Long big;
        Short small;
        Double d;
        Float f;

        @Column(precision = 20, scale = 4)
        BigDecimal price;

        BigInteger huge;
        Boolean flag;
        LocalDate date;
        LocalTime time;
        LocalDateTime dateTime;
        Instant moment;
        OffsetDateTime zoned;
        Duration duration;
        UUID uuid;
        byte[] bytes;

        @Lob
        String clob;

        @Enumerated(EnumType.STRING)
        Level level;

        @Enumerated(EnumType.ORDINAL)
        Level ordinal;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, Object> json;

        @JdbcTypeCode(SqlTypes.JSON)
        String document;

        Integer[] numbers;
        String[] words;

        Data() {}

        Data(long id) {
            this.id = id;
        }
    }

    static List<Data> rows() {
        Data first = new Data(1);
        first.text = " Hello World ";
        first.letter = 'x';
        first.n = -7;
        first.big = Long.MAX_VALUE;
        first.small = 3;
        first.d = 2.5;
        first.f = 0.25f;
        first.price = new BigDecimal("10.5555");
        first.huge = new BigInteger("123456789012345678");
        first.flag = true;
        first.date = LocalDate.of(2026, 2, 28);
        first.time = LocalTime.of(10, 20, 30);
        first.dateTime = LocalDateTime.of(2026, 2, 28, 10, 20, 30, 123_456_000);
        first.moment = Instant.parse("2026-02-28T10:20:30.5Z");
        first.zoned = OffsetDateTime.parse("2026-02-28T10:20:30Z");
        first.duration = Duration.ofMinutes(90).plusNanos(5);
        first.uuid = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
        first.bytes = new byte[] {0, 1, (byte) 0xfe};
        first.clob = "A long story";
        first.level = Level.HIGH;
        first.ordinal = Level.MIDDLE;
        first.json = new TreeMap<>(Map.of("a", "one", "b", 2, "c", List.of(1, 2, 3), "d", Map.of("e", true)));
        first.document = "{\"k\":[{\"v\":1,\"w\":\"x\"},{\"v\":2}]}";
        first.numbers = new Integer[] {3, 1, null, 2};
        first.words = new String[] {"b", null, "a"};
        Data second = new Data(2);
        second.text = "ärger_100%";
        second.other = "o";
        second.n = 4;
        second.big = 0L;
        second.small = 3;
        second.d = -0.75;
        second.f = 1f;
        second.price = new BigDecimal("-3.1250");
        second.huge = BigInteger.ONE;
        second.flag = false;
        second.date = LocalDate.of(2024, 12, 31);
        second.time = LocalTime.of(0, 0);
        second.dateTime = LocalDateTime.of(2024, 12, 31, 23, 59, 59);
        second.moment = Instant.parse("2024-12-31T23:59:59Z");
        second.zoned = OffsetDateTime.parse("2024-12-31T23:59:59Z");
        second.duration = Duration.ofDays(3);
        second.uuid = UUID.fromString("00000000-0000-0000-0000-000000000001");
        second.bytes = new byte[0];
        second.level = Level.LOW;
        second.ordinal = Level.HIGH;
        second.json = new TreeMap<>(Map.of("a", "two"));
        second.document = "{}";
        second.numbers = new Integer[0];
        second.words = new String[0];
        Data third = new Data(3);
        third.text = "";
        third.n = 4;
        third.d = 100.0;
        third.price = new BigDecimal("7.0000");
        third.flag = true;
        third.date = LocalDate.of(2020, 1, 1);
        third.dateTime = LocalDateTime.of(2020, 1, 1, 0, 0);
        third.level = Level.LOW;
        return List.of(first, second, third, new Data(4));
    }
}
