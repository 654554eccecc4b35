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
package io.github.dsql.hibernate.it.scenario.model;

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
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
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Nationalized;
import org.hibernate.annotations.TimeZoneColumn;
import org.hibernate.annotations.TimeZoneStorage;
import org.hibernate.annotations.TimeZoneStorageType;
import org.hibernate.type.NumericBooleanConverter;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.YesNoConverter;

/** Basic types, large objects, JSON and arrays. */
public final class Types {
    private Types() {}

    /** Numbers and texts. */
    @Entity(name = "Basics")
    @Table(name = "basics")
    public static class Basics {
        @Id
        @GeneratedValue
        public Long id;

        public boolean flag;
        public Boolean boxedFlag;
        public byte tiny;
        public short small;
        public int normal;
        public long big;
        public float single;
        public double dual;
        public char letter = 'a';
        public Character boxedLetter;
        public BigInteger huge;
        public BigDecimal money;

        @Column(precision = 30, scale = 10)
        public BigDecimal precise;

        @Column(precision = 5, scale = 0)
        public BigDecimal whole;

        public String text;

        @Column(length = 65_535)
        public String longest;

        @Column(length = 100_000)
        public String beyond;

        @Nationalized
        public String national;

        @JdbcTypeCode(SqlTypes.CHAR)
        @Column(length = 3)
        public String fixed;

        public UUID uuid;
        public Locale locale;
        public Currency currency;
        public URL url;
        public Class<?> type;

        @Convert(converter = YesNoConverter.class)
        public boolean yesNo;

        @Convert(converter = NumericBooleanConverter.class)
        public Boolean numeric;

        public InetAddress address;
    }

    /** Dates, times and zones. */
    @Entity(name = "Times")
    @Table(name = "times")
    public static class Times {
        @Id
        @GeneratedValue
        public Long id;

        public LocalDate date;
        public LocalTime time;

        @Column(secondPrecision = 3)
        public LocalTime millis;

        public LocalDateTime dateTime;
        public Instant instant;
        public OffsetDateTime withOffset;
        public ZonedDateTime zoned;

        @TimeZoneStorage(TimeZoneStorageType.COLUMN)
        @TimeZoneColumn(name = "kept_zone")
        public OffsetDateTime kept;

        @TimeZoneStorage(TimeZoneStorageType.NORMALIZE_UTC)
        public OffsetDateTime utc;

        public Duration duration;

        @JdbcTypeCode(SqlTypes.INTERVAL_SECOND)
        public Duration interval;

        public Year year;
        public ZoneId zone;
        public ZoneOffset zoneOffset;
        public TimeZone timeZone;
        public DayOfWeek dayOfWeek;
    }

    /** Large objects of every Java type. */
    @Entity(name = "Lobs")
    @Table(name = "lobs")
    public static class Lobs {
        @Id
        @GeneratedValue
        public Long id;

        @Lob
        public String lobText;

        @Lob
        public byte[] lobBytes;

        @Lob
        @Nationalized
        public String lobNational;

        @Lob
        public char[] lobChars;

        public Clob clob;
        public Blob blob;
        public byte[] bytes;

        @Column(length = 2_000_000)
        public byte[] longBytes;

        @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
        public String longText;

        @JdbcTypeCode(SqlTypes.LONG32VARBINARY)
        public byte[] longBinary;
    }

    /** A value kept as JSON. */
    @Embeddable
    public static class Details {
        public String colour;
        public Integer weight;

        public Details() {}

        public Details(String colour, Integer weight) {
            this.colour = colour;
            this.weight = weight;
        }
    }

    /** JSON and arrays. */
    @Entity(name = "Docs")
    @Table(name = "docs")
    public static class Docs {
        @Id
        @GeneratedValue
        public Long id;

        @JdbcTypeCode(SqlTypes.JSON)
        public Details details;

        @JdbcTypeCode(SqlTypes.JSON)
        public Map<String, String> map;

        @JdbcTypeCode(SqlTypes.JSON)
        public List<String> jsonList;

        public String[] strings;
        public int[] ints;
        public List<Integer> list;
        public List<UUID> uuids;
        public LocalDate[] dates;

        @JdbcTypeCode(SqlTypes.SQLXML)
        public String xml;
    }
}
