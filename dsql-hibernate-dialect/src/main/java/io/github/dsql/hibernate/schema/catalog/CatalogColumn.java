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
package io.github.dsql.hibernate.schema.catalog;

import org.jspecify.annotations.Nullable;

/**
 * Internal: a column of the catalogue.
 *
 * @param name its name
 * @param typeName the name of its type in pg_type, as {@code int8}, {@code varchar} or {@code timestamptz}
 * @param typmod the modifier of the type as pg_attribute has it, -1 if there is none
 * @param notNull whether it is NOT NULL
 * @param defaultExpression the expression of its default as the database writes it, or null
 * @param identity whether it is an identity column
 * @param generatedExpression the expression of a generated column, or null
 * @param comment its comment, or null
 */
public record CatalogColumn(
        String name,
        String typeName,
        int typmod,
        boolean notNull,
        @Nullable String defaultExpression,
        boolean identity,
        @Nullable String generatedExpression,
        @Nullable String comment) {
    private static final int VARIABLE_HEADER = 4;

    /**
     * Returns the declared length of a varchar or char.
     *
     * @return the length in characters, or -1 if there is none
     */
    public int length() {
        boolean sized = typeName.equals("varchar") || typeName.equals("bpchar");
        return sized && typmod >= VARIABLE_HEADER ? typmod - VARIABLE_HEADER : -1;
    }

    /**
     * Returns the declared precision of a numeric, or of the seconds of a time, timestamp or interval.
     *
     * @return the precision, or -1 if there is none
     */
    public int precision() {
        if (typmod < 0) {
            return -1;
        }
        if (typeName.equals("numeric")) {
            return ((typmod - VARIABLE_HEADER) >> 16) & 0xffff;
        }
        return typeName.startsWith("time") ? typmod : -1;
    }

    /**
     * Returns the declared scale of a numeric.
     *
     * @return the scale, which may be negative; 0 if there is none
     */
    public int scale() {
        // Eleven bits with a sign since PostgreSQL 15.
        return typeName.equals("numeric") && typmod >= 0 ? (((typmod - VARIABLE_HEADER) & 0x7ff) ^ 1024) - 1024 : 0;
    }

    /**
     * Returns the type as it is written in a statement.
     *
     * @return the type, as {@code varchar(20)} or {@code numeric(10,2)}
     */
    public String type() {
        if (length() >= 0) {
            return (typeName.equals("bpchar") ? "char" : typeName) + "(" + length() + ")";
        }
        if (typeName.equals("numeric") && precision() >= 0) {
            return "numeric(" + precision() + "," + scale() + ")";
        }
        return precision() >= 0 ? typeName + "(" + precision() + ")" : typeName;
    }
}
