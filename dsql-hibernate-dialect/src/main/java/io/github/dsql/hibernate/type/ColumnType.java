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

import java.lang.reflect.Field;
import org.hibernate.AssertionFailure;
import org.hibernate.mapping.Column;

/**
 * Takes back the type that Hibernate has settled for a column, so that it is settled anew.
 *
 * <p>By reflection on three private fields, the same from Hibernate 7.2.0 to 8.0.0.Beta1: their setters refuse a second value, and
 * a new column in place of the old one would leave keys, indexes and joins with the old one.
 */
final class ColumnType {
    private static final Field CODE = field("sqlTypeCode");
    private static final Field NAME = field("sqlTypeName");
    private static final Field SIZE = field("columnSize");

    private ColumnType() {}

    /** Takes back the type code, the type name and the size computed for them. */
    static void forget(Column column) {
        forgetCode(column);
        clear(NAME, column);
    }

    /** Takes back the type code and the size, and leaves a name, which may be a {@code columnDefinition}. */
    static void forgetCode(Column column) {
        clear(CODE, column);
        clear(SIZE, column);
    }

    private static void clear(Field field, Column column) {
        try {
            field.set(column, null);
        } catch (IllegalAccessException e) {
            throw new AssertionFailure("Column." + field.getName() + " cannot be written", e);
        }
    }

    private static Field field(String name) {
        try {
            Field field = Column.class.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException e) {
            throw new AssertionFailure("This version of Hibernate has no Column." + name, e);
        }
    }
}
