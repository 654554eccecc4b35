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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** An entity with an array or list of every basic type, and rows with values, nulls among them, none at all, and no array. */
final class ArrayModel {
    static final UUID FIRST = UUID.fromString("00000000-0000-0000-0000-000000000001");
    static final UUID SECOND = UUID.fromString("00000000-0000-0000-0000-000000000002");

    private ArrayModel() {}

    enum Color {
        RED,
        GREEN,
        BLUE
    }

    @Entity(name = "Arrays")
    static class ArrayHolder {
        @Id
        Long id;

        String name;
        String[] strings;
        List<String> texts;
        Integer[] integers;
        List<Integer> numbers;
        int[] ints;
        Long[] longs;
        Short[] shorts;
        Double[] doubles;
        Float[] floats;
        boolean[] flags;
        Boolean[] booleans;
        UUID[] uuids;
        LocalDate[] dates;
        LocalDateTime[] times;
        LocalTime[] hours;
        Instant[] instants;
        BigDecimal[] decimals;

        @Column(precision = 20, scale = 5)
        List<BigDecimal> amounts;

        byte[][] bytes;

        @Enumerated(EnumType.STRING)
        Color[] colors;

        @Enumerated(EnumType.ORDINAL)
        List<Color> ordinals;

        ArrayHolder() {}

        ArrayHolder(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    static List<ArrayHolder> rows() {
        ArrayHolder full = new ArrayHolder(1, "b");
        full.strings = new String[] {"a", "b", "c", "b"};
        full.texts = List.of("a", "x\"y\\z'", "", "ä€", "{}", "null");
        full.integers = new Integer[] {1, 2, 3, 2};
        full.numbers = List.of(10, 20, 30);
        full.ints = new int[] {7, 8, Integer.MIN_VALUE};
        full.longs = new Long[] {Long.MAX_VALUE, Long.MIN_VALUE};
        full.shorts = new Short[] {1, Short.MIN_VALUE};
        full.doubles = new Double[] {1.5, -1e300, 0.1};
        full.floats = new Float[] {1.5f, 0.1f};
        full.flags = new boolean[] {true, false};
        full.booleans = new Boolean[] {true, null, false};
        full.uuids = new UUID[] {FIRST, SECOND};
        full.dates = new LocalDate[] {LocalDate.of(2026, 1, 31), LocalDate.of(1999, 12, 31)};
        full.times = new LocalDateTime[] {LocalDateTime.of(2026, 1, 31, 23, 59, 59, 123456000)};
        full.hours = new LocalTime[] {LocalTime.of(1, 2, 3), LocalTime.of(23, 59)};
        full.instants = new Instant[] {Instant.parse("2026-01-31T23:59:59.123456Z"), Instant.EPOCH};
        full.decimals = new BigDecimal[] {new BigDecimal("1.50"), new BigDecimal("-2.25")};
        full.amounts = List.of(new BigDecimal("1.23456"), new BigDecimal("999999999999999.00001"));
        full.bytes = new byte[][] {{1, 2}, {}, {(byte) 0xff}};
        full.colors = new Color[] {Color.GREEN, Color.RED};
        full.ordinals = List.of(Color.BLUE, Color.RED);
        ArrayHolder nulls = new ArrayHolder(2, null);
        nulls.strings = new String[] {null, "b", null};
        nulls.texts = Arrays.asList(null, "b");
        nulls.integers = new Integer[] {null, 2};
        nulls.numbers = Arrays.asList(20, null);
        nulls.longs = new Long[] {null};
        nulls.uuids = new UUID[] {null, FIRST};
        nulls.dates = new LocalDate[] {null};
        nulls.decimals = new BigDecimal[] {null, BigDecimal.ONE};
        nulls.bytes = new byte[][] {null, {1}};
        nulls.colors = new Color[] {null, Color.RED};
        ArrayHolder empty = new ArrayHolder(3, "z");
        empty.strings = new String[0];
        empty.texts = List.of();
        empty.integers = new Integer[0];
        empty.numbers = List.of();
        empty.ints = new int[0];
        empty.uuids = new UUID[0];
        empty.bytes = new byte[0][];
        empty.colors = new Color[0];
        return List.of(full, nulls, empty, new ArrayHolder(4, "none"));
    }
}
