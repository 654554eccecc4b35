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

import java.sql.CallableStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicExtractor;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.jspecify.annotations.Nullable;

/**
 * Takes a date or time from the driver as a value of {@code java.time}, and leaves to Hibernate what the driver does not convert: a
 * query may have another type than its result, as {@code date_trunc('year', date)} has.
 */
final class JavaTimeExtractor<X> extends BasicExtractor<X> {
    private static final long serialVersionUID = 1L;

    /** The driver's SQLSTATE for a type that it does not convert to the class asked for. */
    private static final String NOT_CONVERTED = "42821";

    private final JavaTimeForm form;
    private final ValueExtractor<X> hibernate;

    JavaTimeExtractor(JavaType<X> javaType, JdbcType jdbcType, JavaTimeForm form, ValueExtractor<X> hibernate) {
        super(javaType, jdbcType);
        this.form = form;
        this.hibernate = hibernate;
    }

    @Override
    protected @Nullable X doExtract(ResultSet rows, int index, WrapperOptions options) throws SQLException {
        Object value;
        try {
            value = rows.getObject(index, form.jdbcClass());
        } catch (SQLException e) {
            if (NOT_CONVERTED.equals(e.getSQLState())) {
                return hibernate.extract(rows, index, options);
            }
            throw e;
        }
        return value(value, options);
    }

    @Override
    protected @Nullable X doExtract(CallableStatement statement, int index, WrapperOptions options)
            throws SQLException {
        Object value;
        try {
            value = statement.getObject(index, form.jdbcClass());
        } catch (SQLException e) {
            if (NOT_CONVERTED.equals(e.getSQLState())) {
                return hibernate.extract(statement, index, options);
            }
            throw e;
        }
        return value(value, options);
    }

    @Override
    protected @Nullable X doExtract(CallableStatement statement, String name, WrapperOptions options)
            throws SQLException {
        Object value;
        try {
            value = statement.getObject(name, form.jdbcClass());
        } catch (SQLException e) {
            if (NOT_CONVERTED.equals(e.getSQLState())) {
                return hibernate.extract(statement, name, options);
            }
            throw e;
        }
        return value(value, options);
    }

    private @Nullable X value(@Nullable Object value, WrapperOptions options) {
        return value == null ? null : form.fromJdbc(getJavaType(), value, options);
    }
}
