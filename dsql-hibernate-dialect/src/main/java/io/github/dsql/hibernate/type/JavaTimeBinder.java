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
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.BasicBinder;
import org.hibernate.type.descriptor.jdbc.JdbcType;

/** Gives a date or time to the driver as a value of {@code java.time}. */
final class JavaTimeBinder<X> extends BasicBinder<X> {
    private static final long serialVersionUID = 1L;

    private final JavaTimeForm form;

    JavaTimeBinder(JavaType<X> javaType, JdbcType jdbcType, JavaTimeForm form) {
        super(javaType, jdbcType);
        this.form = form;
    }

    @Override
    protected void doBindNull(PreparedStatement statement, int index, WrapperOptions options) throws SQLException {
        statement.setNull(index, form.jdbcTypeCode());
    }

    @Override
    protected void doBindNull(CallableStatement statement, String name, WrapperOptions options) throws SQLException {
        statement.setNull(name, form.jdbcTypeCode());
    }

    @Override
    protected void doBind(PreparedStatement statement, X value, int index, WrapperOptions options) throws SQLException {
        statement.setObject(index, form.toJdbc(getJavaType(), value, options));
    }

    @Override
    protected void doBind(CallableStatement statement, X value, String name, WrapperOptions options)
            throws SQLException {
        statement.setObject(name, form.toJdbc(getJavaType(), value, options));
    }
}
