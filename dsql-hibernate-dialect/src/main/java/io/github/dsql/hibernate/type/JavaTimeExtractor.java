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
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicExtractor;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.jspecify.annotations.Nullable;

/** Takes a date or time from the driver as a value of {@code java.time}. */
final class JavaTimeExtractor<X> extends BasicExtractor<X> {
    private static final long serialVersionUID = 1L;

    private final JavaTimeForm form;

    JavaTimeExtractor(JavaType<X> javaType, JdbcType jdbcType, JavaTimeForm form) {
        super(javaType, jdbcType);
        this.form = form;
    }

    @Override
    protected @Nullable X doExtract(ResultSet rows, int index, WrapperOptions options) throws SQLException {
        return value(rows.getObject(index, form.jdbcClass()), options);
    }

    @Override
    protected @Nullable X doExtract(CallableStatement statement, int index, WrapperOptions options)
            throws SQLException {
        return value(statement.getObject(index, form.jdbcClass()), options);
    }

    @Override
    protected @Nullable X doExtract(CallableStatement statement, String name, WrapperOptions options)
            throws SQLException {
        return value(statement.getObject(name, form.jdbcClass()), options);
    }

    private @Nullable X value(@Nullable Object value, WrapperOptions options) {
        return value == null ? null : form.fromJdbc(getJavaType(), value, options);
    }
}
