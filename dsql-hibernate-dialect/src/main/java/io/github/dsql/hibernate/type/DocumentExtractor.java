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
import java.time.DateTimeException;
import org.hibernate.HibernateException;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.WrapperOptions;
import org.jspecify.annotations.Nullable;

/** Reads a JSON document, and names the column when it cannot be read, for instance for a value that an enum does not have. */
final class DocumentExtractor<X> implements ValueExtractor<X> {
    private final ValueExtractor<X> extractor;

    DocumentExtractor(ValueExtractor<X> extractor) {
        this.extractor = extractor;
    }

    @Override
    public @Nullable X extract(ResultSet rows, int index, WrapperOptions options) throws SQLException {
        try {
            return extractor.extract(rows, index, options);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException | HibernateException e) {
            throw unreadable(rows.getMetaData().getColumnLabel(index), e);
        }
    }

    @Override
    public @Nullable X extract(CallableStatement statement, int index, WrapperOptions options) throws SQLException {
        try {
            return extractor.extract(statement, index, options);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException | HibernateException e) {
            throw unreadable("parameter " + index, e);
        }
    }

    @Override
    public @Nullable X extract(CallableStatement statement, String name, WrapperOptions options) throws SQLException {
        try {
            return extractor.extract(statement, name, options);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException | HibernateException e) {
            throw unreadable(name, e);
        }
    }

    private static HibernateException unreadable(String column, RuntimeException cause) {
        if (cause instanceof UnknownEnumValue named) {
            return named;
        }
        return new HibernateException(
                "The JSON in column '" + column + "' does not fit the attribute: " + cause.getMessage()
                        + "; correct the row",
                cause);
    }
}
