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

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.dsql.hibernate.mapping.MappedValues;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.java.EnumJavaType;
import org.hibernate.type.descriptor.java.JavaType;

/**
 * Internal: whether the column of an enum holds the longest of its values, in bytes as Aurora DSQL counts them (2026-10).
 *
 * <p>A column that is too short by choice is left as it is, and the mapping review tells of it: the values that fit can be stored.
 */
public final class EnumLengths {
    private static final long DEFAULT_LENGTH = 255;

    private EnumLengths() {}

    /** Takes one column that is too short by choice. */
    @FunctionalInterface
    public interface Visitor {
        /**
         * Takes one column.
         *
         * @param place the entity and the path of the attribute
         * @param column the column
         * @param value the longest value
         * @param needed the bytes that it takes
         */
        void visit(String place, Column column, String value, int needed);
    }

    /**
     * Widens the columns of default length that are too short.
     *
     * @param metadata the model, bound and with its types resolved
     */
    public static void widen(MetadataImplementor metadata) {
        visit(metadata, (place, column, value, needed) -> {
            if (isDefault(column) && needed > DEFAULT_LENGTH) {
                column.setLength((long) needed);
            }
        });
    }

    /**
     * Visits the columns that are too short by choice.
     *
     * @param metadata the model, bound and with its types resolved
     * @param visitor what takes them
     */
    public static void visitTooShort(MetadataImplementor metadata, Visitor visitor) {
        visit(metadata, (place, column, value, needed) -> {
            Long length = column.getLength();
            if (length != null && !isDefault(column) && length < needed) {
                visitor.visit(place, column, value, needed);
            }
        });
    }

    private static void visit(MetadataImplementor metadata, Visitor visitor) {
        MappedValues.visit(metadata, (place, value) -> {
            BasicValue.Resolution<?> resolution = value.getResolution();
            if (resolution != null
                    && resolution.getDomainJavaType() instanceof EnumJavaType<?>
                    && resolution.getJdbcType().isString()
                    && value.getColumn() instanceof Column column
                    && column.getSqlType() == null) {
                String longest = longest(resolution);
                visitor.visit(place, column, longest, bytes(longest));
            }
        });
    }

    private static boolean isDefault(Column column) {
        Long length = column.getLength();
        return length == null || length == DEFAULT_LENGTH;
    }

    private static <J> String longest(BasicValue.Resolution<J> resolution) {
        JavaType<J> type = resolution.getDomainJavaType();
        BasicValueConverter<J, ?> converter = resolution.getValueConverter();
        String longest = "";
        for (J constant : type.getJavaTypeClass().getEnumConstants()) {
            Object stored = converter == null ? ((Enum<?>) constant).name() : converter.toRelationalValue(constant);
            if (stored != null && bytes(stored.toString()) > bytes(longest)) {
                longest = stored.toString();
            }
        }
        return longest;
    }

    private static int bytes(String text) {
        return text.getBytes(UTF_8).length;
    }
}
