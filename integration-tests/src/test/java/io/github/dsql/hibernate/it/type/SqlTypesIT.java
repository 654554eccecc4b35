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

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.annotations.Struct;
import org.hibernate.type.SqlTypes;
import org.junit.jupiter.api.Test;

/** Every code of {@link SqlTypes} has an outcome: a column of Aurora DSQL, or a refusal at boot that names the attribute. */
class SqlTypesIT {
    private static final String TEXT = "it's ✓ 日本";
    private static final byte[] BYTES = {1, -1, 0};

    /** The type of the column, as the database tells it. */
    @Target(ElementType.FIELD)
    @Retention(RetentionPolicy.RUNTIME)
    private @interface Is {
        String value();
    }

    /** An attribute of each code that has a column. */
    @Entity
    @Table(name = "sql_types")
    static class Accepted {
        @Id
        int id;

        @JdbcTypeCode(SqlTypes.BIT)
        @Is("boolean")
        Boolean aBit = true;

        @JdbcTypeCode(SqlTypes.BOOLEAN)
        @Is("boolean")
        Boolean aBoolean = true;

        @JdbcTypeCode(SqlTypes.TINYINT)
        @Is("smallint")
        Byte aTinyint = Byte.MIN_VALUE;

        @JdbcTypeCode(SqlTypes.SMALLINT)
        @Is("smallint")
        Short aSmallint = Short.MIN_VALUE;

        @JdbcTypeCode(SqlTypes.INTEGER)
        @Is("integer")
        Integer aInteger = Integer.MIN_VALUE;

        @JdbcTypeCode(SqlTypes.BIGINT)
        @Is("bigint")
        Long aBigint = Long.MIN_VALUE;

        @JdbcTypeCode(SqlTypes.FLOAT)
        @Is("double precision")
        Double aFloat = Double.MAX_VALUE;

        @JdbcTypeCode(SqlTypes.REAL)
        @Is("real")
        Float aReal = Float.MIN_VALUE;

        @JdbcTypeCode(SqlTypes.DOUBLE)
        @Is("double precision")
        Double aDouble = Double.MIN_VALUE;

        @JdbcTypeCode(SqlTypes.NUMERIC)
        @Is("numeric(38,2)")
        BigDecimal aNumeric = new BigDecimal("-0.01");

        @JdbcTypeCode(SqlTypes.DECIMAL)
        @Is("numeric(38,2)")
        BigDecimal aDecimal = new BigDecimal("9".repeat(36) + ".99");

        @JdbcTypeCode(SqlTypes.CHAR)
        @Is("character(1)")
        Character aChar = 'é';

        @JdbcTypeCode(SqlTypes.NCHAR)
        @Is("character(1)")
        Character aNchar = ' ';

        @JdbcTypeCode(SqlTypes.VARCHAR)
        @Is("character varying(255)")
        String aVarchar = TEXT;

        @JdbcTypeCode(SqlTypes.NVARCHAR)
        @Is("character varying(255)")
        String aNvarchar = TEXT;

        @JdbcTypeCode(SqlTypes.LONGVARCHAR)
        @Is("character varying(32600)")
        String aLongvarchar = TEXT;

        @JdbcTypeCode(SqlTypes.LONGNVARCHAR)
        @Is("character varying(32600)")
        String aLongnvarchar = TEXT;

        @JdbcTypeCode(SqlTypes.LONG32VARCHAR)
        @Is("text")
        String aLong32varchar = TEXT;

        @JdbcTypeCode(SqlTypes.LONG32NVARCHAR)
        @Is("text")
        String aLong32nvarchar = TEXT;

        @JdbcTypeCode(SqlTypes.CLOB)
        @Is("text")
        String aClob = TEXT;

        @JdbcTypeCode(SqlTypes.NCLOB)
        @Is("text")
        String aNclob = TEXT;

        @JdbcTypeCode(SqlTypes.MATERIALIZED_CLOB)
        @Is("text")
        String aMaterializedClob = TEXT;

        @JdbcTypeCode(SqlTypes.MATERIALIZED_NCLOB)
        @Is("text")
        String aMaterializedNclob = TEXT;

        @JdbcTypeCode(SqlTypes.SQLXML)
        @Is("text")
        String aSqlxml = "<a>✓</a>";

        @JdbcTypeCode(SqlTypes.BINARY)
        @Is("bytea")
        byte[] aBinary = BYTES;

        @JdbcTypeCode(SqlTypes.VARBINARY)
        @Is("bytea")
        byte[] aVarbinary = BYTES;

        @JdbcTypeCode(SqlTypes.LONGVARBINARY)
        @Is("bytea")
        byte[] aLongvarbinary = BYTES;

        @JdbcTypeCode(SqlTypes.LONG32VARBINARY)
        @Is("bytea")
        byte[] aLong32varbinary = BYTES;

        @JdbcTypeCode(SqlTypes.BLOB)
        @Is("bytea")
        byte[] aBlob = BYTES;

        @JdbcTypeCode(SqlTypes.MATERIALIZED_BLOB)
        @Is("bytea")
        byte[] aMaterializedBlob = BYTES;

        @JdbcTypeCode(SqlTypes.DATE)
        @Is("date")
        LocalDate aDate = LocalDate.of(1582, 10, 10);

        @JdbcTypeCode(SqlTypes.TIME)
        @Is("time(6) without time zone")
        LocalTime aTime = LocalTime.MAX;

        @JdbcTypeCode(SqlTypes.TIMESTAMP)
        @Is("timestamp(6) without time zone")
        LocalDateTime aTimestamp = LocalDateTime.of(-43, 3, 15, 1, 2);

        @JdbcTypeCode(SqlTypes.TIME_WITH_TIMEZONE)
        @Is("time(6) with time zone")
        OffsetTime aTimeWithTimezone = OffsetTime.parse("23:59:59.999999+01:00");

        @JdbcTypeCode(SqlTypes.TIMESTAMP_WITH_TIMEZONE)
        @Is("timestamp(6) with time zone")
        OffsetDateTime aTimestampWithTimezone = OffsetDateTime.parse("9999-12-31T23:59:59.999999Z");

        @JdbcTypeCode(SqlTypes.TIME_UTC)
        @Is("time(6) without time zone")
        OffsetTime aTimeUtc = OffsetTime.parse("23:59:59.999999Z");

        @JdbcTypeCode(SqlTypes.TIMESTAMP_UTC)
        @Is("timestamp(6) with time zone")
        Instant aTimestampUtc = Instant.parse("0001-01-01T00:00:00Z");

        @JdbcTypeCode(SqlTypes.INSTANT)
        @Is("timestamp(6) with time zone")
        Instant aInstant = Instant.EPOCH;

        @JdbcTypeCode(SqlTypes.LOCAL_DATE)
        @Is("date")
        LocalDate aLocalDate = LocalDate.MIN;

        @JdbcTypeCode(SqlTypes.LOCAL_TIME)
        @Is("time(6) without time zone")
        LocalTime aLocalTime = LocalTime.MAX;

        @JdbcTypeCode(SqlTypes.LOCAL_DATE_TIME)
        @Is("timestamp(6) without time zone")
        LocalDateTime aLocalDateTime = LocalDateTime.of(1, 1, 1, 0, 0);

        @JdbcTypeCode(SqlTypes.OFFSET_DATE_TIME)
        @Is("timestamp(6) with time zone")
        OffsetDateTime aOffsetDateTime = OffsetDateTime.parse("1582-10-10T00:00:00Z");

        @JdbcTypeCode(SqlTypes.OFFSET_TIME)
        @Is("time(6) with time zone")
        OffsetTime aOffsetTime = OffsetTime.parse("12:00-11:30");

        @JdbcTypeCode(SqlTypes.ZONED_DATE_TIME)
        @Is("timestamp(6) with time zone")
        ZonedDateTime aZonedDateTime = ZonedDateTime.parse("2026-11-25T00:00:00Z");

        @JdbcTypeCode(SqlTypes.DURATION)
        @Is("numeric(21,0)")
        Duration aDuration = Duration.ofNanos(-1);

        @JdbcTypeCode(SqlTypes.INTERVAL_SECOND)
        @Is("interval second(6)")
        Duration aIntervalSecond = Duration.ofDays(-400).plusNanos(1_000);

        @JdbcTypeCode(SqlTypes.UUID)
        @Is("uuid")
        UUID aUuid = new UUID(-1, Long.MIN_VALUE);

        @JdbcTypeCode(SqlTypes.JSON)
        @Is("jsonb")
        List<String> aJson = List.of("a");

        @JdbcTypeCode(SqlTypes.JSON_ARRAY)
        @Is("jsonb")
        List<String> aJsonArray = List.of("a");

        @JdbcTypeCode(SqlTypes.XML_ARRAY)
        @Is("text")
        List<String> aXmlArray = List.of("a");

        @JdbcTypeCode(SqlTypes.ARRAY)
        @Is("jsonb")
        List<String> aArray = List.of("a");

        @JdbcTypeCode(SqlTypes.INET)
        @Is("text")
        InetAddress aInet = InetAddress.getLoopbackAddress();

        @JdbcTypeCode(SqlTypes.NAMED_ENUM)
        @Is("character varying(255)")
        EnumModel.Kind aNamedEnum = EnumModel.Kind.APE;

        @JdbcTypeCode(SqlTypes.NAMED_ORDINAL_ENUM)
        @Is("smallint")
        EnumModel.Kind aNamedOrdinalEnum = EnumModel.Kind.APE;
    }

    /** A structured type. */
    @Embeddable
    @Struct(name = "address_type")
    static class Address {
        String street;
    }

    /** An attribute of each code that has none. */
    @Entity
    @Table(name = "sql_types_refused")
    static class Refused {
        @Id
        int id;

        @JdbcTypeCode(SqlTypes.OTHER)
        String aOther;

        @JdbcTypeCode(SqlTypes.JAVA_OBJECT)
        String aJavaObject;

        @JdbcTypeCode(SqlTypes.NULL)
        String aNull;

        @JdbcTypeCode(SqlTypes.DISTINCT)
        String aDistinct;

        @JdbcTypeCode(SqlTypes.REF)
        String aRef;

        @JdbcTypeCode(SqlTypes.DATALINK)
        String aDatalink;

        @JdbcTypeCode(SqlTypes.ROWID)
        String aRowid;

        @JdbcTypeCode(SqlTypes.REF_CURSOR)
        String aRefCursor;

        @JdbcTypeCode(SqlTypes.TABLE)
        String aTable;

        @JdbcTypeCode(SqlTypes.STRUCT)
        String aStruct;

        @JdbcTypeCode(SqlTypes.STRUCT_ARRAY)
        List<String> aStructArray;

        @JdbcTypeCode(SqlTypes.GEOMETRY)
        String aGeometry;

        @JdbcTypeCode(SqlTypes.POINT)
        String aPoint;

        @JdbcTypeCode(SqlTypes.GEOGRAPHY)
        String aGeography;

        @JdbcTypeCode(SqlTypes.VECTOR)
        float[] aVector;

        @JdbcTypeCode(SqlTypes.VECTOR_INT8)
        byte[] aVectorInt8;

        @JdbcTypeCode(SqlTypes.VECTOR_FLOAT16)
        float[] aVectorFloat16;

        @JdbcTypeCode(SqlTypes.VECTOR_FLOAT32)
        float[] aVectorFloat32;

        @JdbcTypeCode(SqlTypes.VECTOR_FLOAT64)
        double[] aVectorFloat64;

        @JdbcTypeCode(SqlTypes.VECTOR_BINARY)
        byte[] aVectorBinary;

        @JdbcTypeCode(SqlTypes.SPARSE_VECTOR_INT8)
        float[] aSparseVectorInt8;

        @JdbcTypeCode(SqlTypes.SPARSE_VECTOR_FLOAT32)
        float[] aSparseVectorFloat32;

        @JdbcTypeCode(SqlTypes.SPARSE_VECTOR_FLOAT64)
        float[] aSparseVectorFloat64;

        @JdbcTypeCode(SqlTypes.ENUM)
        EnumModel.Kind aEnum;

        @JdbcTypeCode(SqlTypes.ORDINAL_ENUM)
        EnumModel.Kind aOrdinalEnum;

        @JdbcTypeCode(SqlTypes.STRUCT_TABLE)
        List<String> aStructTable;

        Address struct;

        @JdbcTypeCode(SqlTypes.BIT)
        byte[] bits;

        @Column(columnDefinition = "numeric")
        BigDecimal unlimited;

        @Column(columnDefinition = "text[]")
        String nativeArray;
    }

    @Test
    void everyCodeIsDecided() throws IllegalAccessException {
        Map<Integer, String> codes = new TreeMap<>();
        for (Field constant : SqlTypes.class.getFields()) {
            if (constant.getType() == int.class) {
                codes.put(constant.getInt(null), constant.getName());
            }
        }
        assertThat(codes).hasSizeGreaterThan(70);
        decided().forEach(codes::remove);
        assertThat(codes).as("codes without an outcome").isEmpty();
    }

    private static Stream<Integer> decided() {
        return Stream.of(Accepted.class, Refused.class)
                .flatMap(model -> Arrays.stream(model.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(JdbcTypeCode.class))
                .map(field -> field.getAnnotation(JdbcTypeCode.class).value());
    }

    @Test
    void anAcceptedCodeHasItsColumnAndItsValueComesBack() throws SQLException, IllegalAccessException {
        Map<Field, String> columns = Arrays.stream(Accepted.class.getDeclaredFields())
                .filter(field -> field.isAnnotationPresent(Is.class))
                .collect(toMap(
                        field -> field, field -> field.getAnnotation(Is.class).value()));
        try (SessionFactory factory = Boot.sessionFactory(Map.of(), Accepted.class)) {
            for (Map.Entry<Field, String> column : columns.entrySet()) {
                assertThat(Boot.typeOf("sql_types", column.getKey().getName().toLowerCase(java.util.Locale.ROOT)))
                        .as(column.getKey().getName())
                        .isEqualTo(column.getValue());
            }
            factory.inTransaction(session -> session.persist(new Accepted()));
            Accepted read = factory.fromSession(session -> session.find(Accepted.class, 0));
            assertThat(read).usingRecursiveComparison().isEqualTo(new Accepted());
            Accepted nulls = new Accepted();
            nulls.id = 1;
            for (Field field : columns.keySet()) {
                field.set(nulls, null);
            }
            factory.inTransaction(session -> session.persist(nulls));
            assertThat(factory.<Accepted>fromSession(session -> session.find(Accepted.class, 1)))
                    .usingRecursiveComparison()
                    .isEqualTo(nulls);
        }
    }

    @Test
    void everyRefusedAttributeIsNamedAtOnceAtBoot() {
        String[] places = Arrays.stream(Refused.class.getDeclaredFields())
                .filter(field -> !field.isAnnotationPresent(Id.class))
                .map(field -> Refused.class.getName() + "." + field.getName() + ":")
                .toArray(String[]::new);
        assertThatThrownBy(() -> Boot.sessionFactory(Map.of(), Refused.class, Address.class))
                .hasMessageContainingAll(places)
                .message()
                .contains("numeric(18,6)", "stored as bytea", "'text[]'");
    }
}
