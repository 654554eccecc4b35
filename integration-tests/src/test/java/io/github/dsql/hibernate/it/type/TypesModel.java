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

import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Lob;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import org.hibernate.Length;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Nationalized;
import org.hibernate.type.NumericBooleanConverter;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.TrueFalseConverter;
import org.hibernate.type.YesNoConverter;

/** One attribute of each type. */
final class TypesModel {
    private TypesModel() {}

    @Entity
    @Table(name = "types_large")
    static class Large {
        @Id
        int id;

        @Lob
        byte[] bytes;

        @Lob
        Byte[] boxedBytes;

        @Lob
        String string;

        @Lob
        @Nationalized
        String national;

        @Lob
        char[] chars;

        Blob blob;

        Clob clob;

        @Lob
        java.io.Serializable serializable;

        @Column(length = Length.LONG32)
        String long32;

        @Column(length = Length.LONG32)
        byte[] long32Bytes;

        @Column(length = 65536)
        String beyondVarchar;

        @Column(length = 65535)
        String longestVarchar;

        @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
        String longText;

        byte[] plainBytes;
    }

    @Entity
    @Table(name = "types_scalar")
    static class Scalar {
        @Id
        UUID id;

        InetAddress inet;

        @JdbcTypeCode(SqlTypes.SQLXML)
        String xml;

        Duration duration;

        @JdbcTypeCode(SqlTypes.INTERVAL_SECOND)
        Duration interval;

        Instant instant;
        OffsetDateTime offsetDateTime;
        ZonedDateTime zonedDateTime;
        LocalDateTime localDateTime;
        LocalDate localDate;

        @Column(secondPrecision = 6)
        LocalTime timeOfDay;

        OffsetTime offsetTime;
        Year year;
        BigDecimal decimal;

        @Column(precision = 38, scale = 10)
        BigDecimal precise;

        BigInteger integer;
        Float floating;
        Double doubling;
        Byte tiny;
        Short small;
        Long large;
        Character letter;
        Boolean flag;

        @Convert(converter = YesNoConverter.class)
        Boolean yesNo;

        @Convert(converter = TrueFalseConverter.class)
        Boolean trueFalse;

        @Convert(converter = NumericBooleanConverter.class)
        Boolean numeric;

        TimeZone timeZone;
        ZoneId zone;
        Locale locale;
        Currency currency;
        URL url;
        Class<?> type;

        @Nationalized
        String national;

        @JdbcTypeCode(SqlTypes.CHAR)
        UUID charId;
    }

    @Embeddable
    static class Address {
        String street;
        Integer number;
        LocalDate since;
        BigDecimal rent;
    }

    record Note(String title, int stars, List<String> tags) {}

    @Entity
    @Table(name = "types_plural")
    static class Plural {
        @Id
        int id;

        String[] strings;
        int[] ints;
        Integer[] boxed;
        long[] longs;
        double[] doubles;
        boolean[] booleans;
        List<String> list;
        Set<Integer> set;
        List<UUID> uuids;
        List<LocalDate> dates;
        List<BigDecimal> decimals;
        Instant[] instants;

        @JdbcTypeCode(SqlTypes.JSON)
        Address address;

        @JdbcTypeCode(SqlTypes.JSON_ARRAY)
        List<Address> addresses;
    }

    @Entity
    @Table(name = "types_json")
    static class Documents {
        @Id
        int id;

        @JdbcTypeCode(SqlTypes.JSON)
        Map<String, Object> map;

        @JdbcTypeCode(SqlTypes.JSON)
        Note note;

        @JdbcTypeCode(SqlTypes.JSON)
        String raw;
    }
}
