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

import java.util.List;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.ValueBinder;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.DateJdbcType;
import org.hibernate.type.descriptor.jdbc.InstantJdbcType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.descriptor.jdbc.LocalDateJdbcType;
import org.hibernate.type.descriptor.jdbc.LocalDateTimeJdbcType;
import org.hibernate.type.descriptor.jdbc.LocalTimeJdbcType;
import org.hibernate.type.descriptor.jdbc.OffsetDateTimeJdbcType;
import org.hibernate.type.descriptor.jdbc.OffsetTimeJdbcType;
import org.hibernate.type.descriptor.jdbc.TimeJdbcType;
import org.hibernate.type.descriptor.jdbc.TimeUtcAsJdbcTimeJdbcType;
import org.hibernate.type.descriptor.jdbc.TimeWithTimeZoneJdbcType;
import org.hibernate.type.descriptor.jdbc.TimestampJdbcType;
import org.hibernate.type.descriptor.jdbc.TimestampWithTimeZoneJdbcType;
import org.hibernate.type.descriptor.jdbc.ZonedDateTimeJdbcType;

/** Hibernate's types of dates and times, with values of {@code java.time} bound and read as such; see {@link JavaTimeForm}. */
final class JavaTimeJdbcTypes {
    private JavaTimeJdbcTypes() {}

    static List<JdbcType> all() {
        return List.of(
                new ExactDate(),
                new ExactTime(),
                new ExactTimestamp(),
                new ExactTimestampWithTimeZone(),
                new ExactTimeWithTimeZone(),
                new ExactTimeUtcAsJdbcTime(),
                new ExactLocalTime(),
                new ExactLocalDateTime(),
                new ExactLocalDate(),
                new ExactOffsetDateTime(),
                new ExactOffsetTime(),
                new ExactZonedDateTime(),
                new ExactInstant());
    }

    private static final class ExactDate extends DateJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_DATE.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_DATE.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactTime extends TimeJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactTimestamp extends TimestampJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_DATE_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_DATE_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactTimestampWithTimeZone extends TimestampWithTimeZoneJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_DATE_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_DATE_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactTimeWithTimeZone extends TimeWithTimeZoneJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactTimeUtcAsJdbcTime extends TimeUtcAsJdbcTimeJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.UTC_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.UTC_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactLocalTime extends LocalTimeJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactLocalDateTime extends LocalDateTimeJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_DATE_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_DATE_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactLocalDate extends LocalDateJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_DATE.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.LOCAL_DATE.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactOffsetDateTime extends OffsetDateTimeJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_DATE_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_DATE_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactOffsetTime extends OffsetTimeJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactZonedDateTime extends ZonedDateTimeJdbcType {
        private static final long serialVersionUID = 1L;

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_DATE_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_DATE_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }

    private static final class ExactInstant extends InstantJdbcType {
        private static final long serialVersionUID = 1L;

        /** Hibernate's own is a timestamp without a time zone, which an instant would be lost in. */
        @Override
        public int getDdlTypeCode() {
            return SqlTypes.TIMESTAMP_WITH_TIMEZONE;
        }

        @Override
        public <X> ValueBinder<X> getBinder(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_DATE_TIME.binder(javaType, this, super.getBinder(javaType));
        }

        @Override
        public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
            return JavaTimeForm.OFFSET_DATE_TIME.extractor(javaType, this, super.getExtractor(javaType));
        }
    }
}
