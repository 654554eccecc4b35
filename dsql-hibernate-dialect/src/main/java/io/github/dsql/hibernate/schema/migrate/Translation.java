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
package io.github.dsql.hibernate.schema.migrate;

import io.github.dsql.hibernate.schema.catalog.CatalogColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.type.descriptor.converter.spi.BasicValueConverter;
import org.hibernate.type.descriptor.java.EnumJavaType;
import org.jspecify.annotations.Nullable;

/**
 * Internal: what makes the values of a column those of a column of another type.
 *
 * @param expression the new value
 * @param condition which rows have a value to translate
 */
record Translation(String expression, String condition) {
    private static final Set<String> NUMBERS = Set.of("int2", "int4", "int8", "numeric", "float4", "float8");
    private static final Set<String> TEXTS = Set.of("varchar", "text", "bpchar");
    private static final Set<String> DAYS = Set.of("date", "timestamp", "timestamptz");
    private static final Set<String> READ_FROM_TEXT =
            Set.of("uuid", "date", "timestamp", "timestamptz", "time", "timetz", "interval");

    /** Returns the translation into what the mapping stores. */
    static Translation of(Scope scope, Column column, CatalogColumn existing, String type) {
        String name = scope.sql(column);
        BasicValue value = column.getValue() instanceof BasicValue basic ? basic : null;
        Translation constants = value == null ? null : constants(name, value, existing.typeName());
        if (constants != null) {
            return constants;
        }
        String wanted = ColumnTypes.typeName(type);
        boolean plain = value == null || (value.resolve().getValueConverter() == null && !isEnum(value));
        boolean cast = plain && !isDiscriminator(scope, column) && casts(existing.typeName(), wanted);
        return new Translation(
                cast ? "cast(" + name + " as " + type + ")" : "/* the value of " + name + " */", name + " is not null");
    }

    private static boolean isEnum(BasicValue value) {
        return value.resolve().getDomainJavaType() instanceof EnumJavaType;
    }

    /** Between ordinals and names the constants tell what becomes of each value; others belong to an earlier model. */
    @SuppressWarnings("EnumOrdinal") // The ordinals are what the rows hold.
    private static @Nullable Translation constants(String name, BasicValue value, String actual) {
        BasicValue.Resolution<?> resolution = value.resolve();
        boolean ordinals = NUMBERS.contains(actual);
        if (!(resolution.getDomainJavaType() instanceof EnumJavaType<?> type)
                || !(ordinals || TEXTS.contains(actual))) {
            return null;
        }
        List<String> present = new ArrayList<>();
        StringBuilder cases = new StringBuilder("case ").append(name);
        for (Enum<?> constant : type.getJavaTypeClass().getEnumConstants()) {
            String old = ordinals ? String.valueOf(constant.ordinal()) : "'" + constant.name() + "'";
            present.add(old);
            cases.append(" when ").append(old).append(" then ").append(stored(resolution, constant));
        }
        return new Translation(cases.append(" end").toString(), name + " in (" + String.join(", ", present) + ")");
    }

    // A converter of the enum takes its constants; without one the ordinals are what the rows will hold.
    @SuppressWarnings({"unchecked", "rawtypes", "EnumOrdinal"})
    private static String stored(BasicValue.Resolution<?> resolution, Enum<?> constant) {
        BasicValueConverter converter = resolution.getValueConverter();
        Object stored = constant.name();
        if (converter != null) {
            stored = converter.toRelationalValue(constant);
        } else if (isNumeric(resolution.getJdbcMapping())) {
            stored = constant.ordinal();
        }
        return stored instanceof Number
                ? stored.toString()
                : "'" + String.valueOf(stored).replace("'", "''") + "'";
    }

    private static boolean isNumeric(JdbcMapping mapping) {
        return mapping.getJdbcType().isNumber();
    }

    /** What the values of a discriminator stand for is known to the old model only. */
    private static boolean isDiscriminator(Scope scope, Column column) {
        return scope.metadata().getEntityBindings().stream()
                .map(PersistentClass::getDiscriminator)
                .anyMatch(discriminator -> discriminator != null && discriminator == column.getValue());
    }

    private static boolean casts(String actual, String wanted) {
        if (TEXTS.contains(wanted)) {
            return !actual.startsWith("json") && !actual.equals("bytea");
        }
        if (TEXTS.contains(actual)) {
            return NUMBERS.contains(wanted) || READ_FROM_TEXT.contains(wanted);
        }
        return actual.equals(wanted)
                || (NUMBERS.contains(actual) && NUMBERS.contains(wanted))
                || (DAYS.contains(actual) && DAYS.contains(wanted));
    }
}
