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
import org.jboss.logging.Logger;

/**
 * Internal: whether the column of an enum holds the longest of its values, in bytes as Aurora DSQL counts them (2026-10).
 *
 * <p>A column that is too short by choice is left as it is, with a warning: the values that fit can be stored.
 */
public final class EnumLengths {
    private static final long DEFAULT_LENGTH = 255;

    private static final Logger LOG = Logger.getLogger(EnumLengths.class);

    private EnumLengths() {}

    /**
     * Widens the columns of default length that are too short, and warns of each that is too short by choice.
     *
     * @param metadata the model, bound and with its types resolved
     */
    public static void review(MetadataImplementor metadata) {
        MappedValues.visit(metadata, EnumLengths::review);
    }

    private static void review(String place, BasicValue value) {
        BasicValue.Resolution<?> resolution = value.getResolution();
        if (resolution != null
                && resolution.getDomainJavaType() instanceof EnumJavaType<?>
                && resolution.getJdbcType().isString()
                && value.getColumn() instanceof Column column
                && column.getSqlType() == null) {
            review(place, column, longest(resolution));
        }
    }

    private static void review(String place, Column column, String longest) {
        long needed = bytes(longest);
        Long length = column.getLength();
        if (length == null || length == DEFAULT_LENGTH) {
            if (needed > DEFAULT_LENGTH) {
                column.setLength(needed);
            }
        } else if (length < needed) {
            LOG.warnf(
                    "%s: the column '%s' of length %d is too short for the value '%s', which cannot be stored: give it a"
                            + " length of at least %d.",
                    place, column.getName(), length, longest, needed);
        }
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
