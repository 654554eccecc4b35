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
package io.github.dsql.hibernate.type;

import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.format.DateTimeParseException;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.descriptor.jdbc.TimestampWithTimeZoneJdbcType;
import org.hibernate.type.descriptor.jdbc.VarcharJdbcType;
import org.hibernate.type.format.StringJsonDocumentReader;
import org.hibernate.type.format.StringJsonDocumentWriter;
import org.hibernate.type.format.StringJsonValueJDBCTypeAdapter;

/**
 * How a value is written into a JSON array and read from it: as Hibernate does where that is exact.
 *
 * <p>Hibernate takes dates and times through {@code java.sql}, and knows neither an infinite number nor the sign of zero.
 */
final class JsonValues {
    private static final BigInteger NANOS = BigInteger.valueOf(1_000_000_000);

    private JsonValues() {}

    /** Returns the JSON text of a value that is not null. */
    static <T> String write(Object value, JavaType<T> javaType, JdbcType jdbcType, WrapperOptions options) {
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            // As a number, jsonb would take neither NaN nor infinity, and drop the sign of zero.
            return Double.isFinite(number) && !isNegativeZero(number) ? value.toString() : quoted(value.toString());
        }
        if (value instanceof LocalDate
                || value instanceof LocalTime
                || value instanceof LocalDateTime
                || value instanceof OffsetTime) {
            return quoted(value.toString());
        }
        if (value instanceof Year year) {
            return jdbcType.isString() ? quoted(year.toString()) : String.valueOf(year.getValue());
        }
        if (value instanceof Duration duration && isNanoseconds(jdbcType)) {
            return quoted(BigInteger.valueOf(duration.getSeconds())
                    .multiply(NANOS)
                    .add(BigInteger.valueOf(duration.getNano()))
                    .toString());
        }
        if (value instanceof String || (value instanceof Character && jdbcType.isString())) {
            return quoted(value.toString());
        }
        if (jdbcType.getDefaultSqlTypeCode() == SqlTypes.INET) {
            return quoted(javaType.unwrap(javaType.cast(value), String.class, options));
        }
        StringJsonDocumentWriter hibernate = new StringJsonDocumentWriter();
        hibernate.serializeJsonValue(value, javaType, known(jdbcType), options);
        return hibernate.getJson();
    }

    /** Returns the value of the JSON number or string that a reader is at. */
    static Object read(JavaType<?> javaType, JdbcType jdbcType, StringJsonDocumentReader reader, WrapperOptions options)
            throws SQLException {
        String text = reader.getStringValue();
        Class<?> type = javaType.getJavaTypeClass();
        try {
            if (type == LocalDate.class) {
                return LocalDate.parse(text);
            }
            if (type == LocalTime.class) {
                return LocalTime.parse(text);
            }
            if (type == LocalDateTime.class) {
                return LocalDateTime.parse(text);
            }
            if (type == OffsetTime.class) {
                return OffsetTime.parse(text);
            }
        } catch (DateTimeParseException e) {
            return hibernate(javaType, jdbcType, reader, options); // Written in Hibernate's own format.
        }
        if (type == Year.class) {
            return Year.of(Integer.parseInt(text));
        }
        if (type == Duration.class && isNanoseconds(jdbcType)) {
            BigInteger[] parts = new BigInteger(text).divideAndRemainder(NANOS);
            return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValueExact());
        }
        if (jdbcType.getDefaultSqlTypeCode() == SqlTypes.INET) {
            return javaType.wrap(text, options);
        }
        return hibernate(javaType, jdbcType, reader, options);
    }

    private static Object hibernate(
            JavaType<?> javaType, JdbcType jdbcType, StringJsonDocumentReader reader, WrapperOptions options)
            throws SQLException {
        JdbcType known = known(jdbcType);
        Class<?> preferred = known.getPreferredJavaTypeClass(options);
        JavaType<?> jdbcJavaType = preferred == null || preferred == javaType.getJavaTypeClass()
                ? javaType
                : options.getTypeConfiguration().getJavaTypeRegistry().resolveDescriptor(preferred);
        return new StringJsonValueJDBCTypeAdapter(false).fromValue(jdbcJavaType, known, reader, options);
    }

    /** The types that go to the driver as values of {@code java.time} are unknown to Hibernate's JSON. */
    private static JdbcType known(JdbcType jdbcType) {
        return switch (jdbcType.getDefaultSqlTypeCode()) {
            case SqlTypes.INSTANT, SqlTypes.OFFSET_DATE_TIME, SqlTypes.ZONED_DATE_TIME ->
                TimestampWithTimeZoneJdbcType.INSTANCE;
            case SqlTypes.SQLXML -> VarcharJdbcType.INSTANCE;
            default -> jdbcType;
        };
    }

    private static boolean isNanoseconds(JdbcType jdbcType) {
        return switch (jdbcType.getDefaultSqlTypeCode()) {
            case SqlTypes.DURATION, SqlTypes.NUMERIC, SqlTypes.DECIMAL, SqlTypes.BIGINT -> true;
            default -> false;
        };
    }

    private static boolean isNegativeZero(double number) {
        return number == 0 && 1 / number < 0;
    }

    private static String quoted(String text) {
        return new JsonText().stringValue(text).toString();
    }
}
