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

import org.hibernate.dialect.Dialect;
import org.hibernate.engine.jdbc.Size;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.java.ZoneOffsetJavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.jspecify.annotations.Nullable;

/**
 * Internal: how large a column is that says nothing of its size, where Hibernate's size would not hold every value.
 *
 * <p>Hibernate gives a time no fraction of a second, and an offset no seconds.
 */
public final class DsqlSizes implements Dialect.SizeStrategy {
    private static final Integer MICROSECONDS = 6;

    /** As in {@code +18:00:00}. */
    private static final long OFFSET_WITH_SECONDS = 9;

    private final Dialect.SizeStrategy hibernate;

    /**
     * Creates the strategy.
     *
     * @param hibernate what decides on everything else
     */
    public DsqlSizes(Dialect.SizeStrategy hibernate) {
        this.hibernate = hibernate;
    }

    @Override
    public Size resolveSize(
            JdbcType jdbcType,
            JavaType<?> javaType,
            @Nullable Integer precision,
            @Nullable Integer scale,
            @Nullable Long length) {
        Integer fraction = precision == null && isTime(jdbcType.getDdlTypeCode()) ? MICROSECONDS : precision;
        Size size = hibernate.resolveSize(jdbcType, javaType, fraction, scale, length);
        if (javaType instanceof ZoneOffsetJavaType
                && jdbcType.isString()
                && (length == null || length == Size.DEFAULT_LENGTH)) {
            size.setLength(OFFSET_WITH_SECONDS);
        }
        return size;
    }

    private static boolean isTime(int code) {
        return code == SqlTypes.TIME || code == SqlTypes.TIME_WITH_TIMEZONE || code == SqlTypes.TIME_UTC;
    }
}
