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

import java.util.Collection;
import org.hibernate.HibernateException;
import org.jspecify.annotations.Nullable;

/** The error of a value in the database that no constant of an enum stands for. */
final class UnknownEnumValue extends HibernateException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the error.
     *
     * @param column the column and the attribute, for a reader
     * @param value what the column holds
     * @param type the enum
     * @param known the values that it has in the database
     * @param cause what went wrong with the value, if anything was thrown
     */
    UnknownEnumValue(
            String column, @Nullable Object value, Class<?> type, Collection<?> known, @Nullable Throwable cause) {
        super(
                "The " + column + " holds '" + value + "', which is no value of the enum " + type.getName() + " "
                        + known + "; add the constant to the enum, or correct the row",
                cause);
    }
}
