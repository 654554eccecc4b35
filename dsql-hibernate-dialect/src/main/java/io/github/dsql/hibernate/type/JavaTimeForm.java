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

import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;
import java.util.TimeZone;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;

/**
 * The class of {@code java.time} that a column of a date or time goes to and comes from the driver in.
 *
 * <p>The classes of {@code java.sql} lose what they cannot express: fractions of a millisecond of a time, the dates that the
 * Gregorian reform left out, years before 1, and the hour that a change of clocks leaves out.
 */
enum JavaTimeForm {
    /** A {@code date}. */
    LOCAL_DATE(LocalDate.class, Types.DATE, Set.of(LocalDate.class)) {
        @Override
        <X> Object toJdbc(JavaType<X> type, X value, WrapperOptions options) {
            return type.unwrap(value, LocalDate.class, options);
        }

        @Override
        <X> X fromJdbc(JavaType<X> type, Object value, WrapperOptions options) {
            return type.wrap(value, options);
        }
    },

    /** A {@code time}; a time with an offset is put to the offset of the zone. */
    LOCAL_TIME(LocalTime.class, Types.TIME, Set.of(LocalTime.class, OffsetTime.class)) {
        @Override
        <X> Object toJdbc(JavaType<X> type, X value, WrapperOptions options) {
            return value instanceof OffsetTime time
                    ? time.withOffsetSameInstant(currentOffset(zone(options))).toLocalTime()
                    : type.unwrap(value, LocalTime.class, options);
        }

        @Override
        <X> X fromJdbc(JavaType<X> type, Object value, WrapperOptions options) {
            return type.getJavaTypeClass() == OffsetTime.class
                    ? type.wrap(
                            ((LocalTime) value)
                                    .atOffset(currentOffset(zone(options)))
                                    .withOffsetSameInstant(currentOffset(ZoneId.systemDefault())),
                            options)
                    : type.wrap(value, options);
        }
    },

    /** A {@code time} that stands for a time in UTC. */
    UTC_TIME(LocalTime.class, Types.TIME, Set.of(OffsetTime.class)) {
        @Override
        <X> Object toJdbc(JavaType<X> type, X value, WrapperOptions options) {
            return type.unwrap(value, OffsetTime.class, options)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalTime();
        }

        @Override
        <X> X fromJdbc(JavaType<X> type, Object value, WrapperOptions options) {
            return type.wrap(((LocalTime) value).atOffset(ZoneOffset.UTC), options);
        }
    },

    /** A {@code time with time zone}. */
    OFFSET_TIME(OffsetTime.class, Types.TIME_WITH_TIMEZONE, Set.of(OffsetTime.class)) {
        @Override
        <X> Object toJdbc(JavaType<X> type, X value, WrapperOptions options) {
            return type.unwrap(value, OffsetTime.class, options);
        }

        @Override
        <X> X fromJdbc(JavaType<X> type, Object value, WrapperOptions options) {
            return type.wrap(value, options);
        }
    },

    /** A {@code timestamp}; an instant is put to the clock of the zone. */
    LOCAL_DATE_TIME(
            LocalDateTime.class,
            Types.TIMESTAMP,
            Set.of(LocalDateTime.class, Instant.class, OffsetDateTime.class, ZonedDateTime.class)) {
        @Override
        <X> Object toJdbc(JavaType<X> type, X value, WrapperOptions options) {
            return value instanceof LocalDateTime
                    ? value
                    : LocalDateTime.ofInstant(type.unwrap(value, Instant.class, options), zone(options));
        }

        @Override
        <X> X fromJdbc(JavaType<X> type, Object value, WrapperOptions options) {
            if (type.getJavaTypeClass() == LocalDateTime.class) {
                return type.wrap(value, options);
            }
            ZonedDateTime here =
                    ((LocalDateTime) value).atZone(zone(options)).withZoneSameInstant(ZoneId.systemDefault());
            return type.wrap(
                    type.getJavaTypeClass() == Instant.class
                            ? here.toInstant()
                            : type.getJavaTypeClass() == OffsetDateTime.class ? here.toOffsetDateTime() : here,
                    options);
        }
    },

    /** A {@code timestamp with time zone}, in UTC, since PostgreSQL takes no offset of 16 hours and more. */
    OFFSET_DATE_TIME(
            OffsetDateTime.class,
            Types.TIMESTAMP_WITH_TIMEZONE,
            Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class)) {
        @Override
        <X> Object toJdbc(JavaType<X> type, X value, WrapperOptions options) {
            OffsetDateTime time = type.unwrap(value, OffsetDateTime.class, options);
            return time.equals(OffsetDateTime.MIN) || time.equals(OffsetDateTime.MAX)
                    ? time // The driver takes them for -infinity and infinity.
                    : time.withOffsetSameInstant(ZoneOffset.UTC);
        }

        @Override
        <X> X fromJdbc(JavaType<X> type, Object value, WrapperOptions options) {
            return type.wrap(value, options);
        }
    };

    private final Class<?> jdbcClass;
    private final int jdbcTypeCode;

    @SuppressWarnings("ImmutableEnumChecker") // Made by Set.of.
    private final Set<Class<?>> javaTypes;

    JavaTimeForm(Class<?> jdbcClass, int jdbcTypeCode, Set<Class<?>> javaTypes) {
        this.jdbcClass = jdbcClass;
        this.jdbcTypeCode = jdbcTypeCode;
        this.javaTypes = javaTypes;
    }

    /** Returns the class that the driver takes and gives. */
    Class<?> jdbcClass() {
        return jdbcClass;
    }

    /** Returns the code of {@link Types} that a null is bound with. */
    int jdbcTypeCode() {
        return jdbcTypeCode;
    }

    /** Returns what binds a type in this form, or the type's own binder if it is none of {@code java.time}. */
    <X> ValueBinder<X> binder(JavaType<X> type, JdbcType jdbcType, ValueBinder<X> own) {
        return covers(type) ? new JavaTimeBinder<>(type, jdbcType, this) : own;
    }

    /** Returns what reads a type in this form, or the type's own extractor if it is none of {@code java.time}. */
    <X> ValueExtractor<X> extractor(JavaType<X> type, JdbcType jdbcType, ValueExtractor<X> own) {
        return covers(type) ? new JavaTimeExtractor<>(type, jdbcType, this, own) : own;
    }

    /** Tells whether values of a Java type go this way; {@code java.util.Date}, {@code Calendar} and others do not. */
    private boolean covers(JavaType<?> type) {
        return javaTypes.contains(type.getJavaTypeClass());
    }

    /** Returns what the driver takes for a value. */
    abstract <X> Object toJdbc(JavaType<X> type, X value, WrapperOptions options);

    /** Returns the value of what the driver gave. */
    abstract <X> X fromJdbc(JavaType<X> type, Object value, WrapperOptions options);

    private static ZoneId zone(WrapperOptions options) {
        TimeZone zone = options.getJdbcTimeZone();
        return zone == null ? ZoneId.systemDefault() : zone.toZoneId();
    }

    /** An offset without a date is that of today, as Hibernate has it. */
    private static ZoneOffset currentOffset(ZoneId zone) {
        return OffsetDateTime.now(zone).getOffset();
    }
}
