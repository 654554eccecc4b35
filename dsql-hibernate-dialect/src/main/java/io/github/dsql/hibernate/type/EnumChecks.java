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

import io.github.dsql.hibernate.mapping.MappedValues;
import jakarta.persistence.EnumeratedValue;
import java.lang.reflect.Field;
import java.util.Arrays;
import org.hibernate.boot.model.process.internal.EnumeratedValueConverter;
import org.hibernate.boot.model.process.internal.InferredBasicValueResolution;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.tool.schema.extract.spi.ColumnTypeInformation;
import org.hibernate.type.BasicPluralType;
import org.hibernate.type.BasicType;
import org.hibernate.type.descriptor.java.BasicPluralJavaType;
import org.hibernate.type.descriptor.java.EnumJavaType;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.internal.BasicTypeImpl;
import org.hibernate.type.internal.ConvertedBasicTypeImpl;
import org.jspecify.annotations.Nullable;

/**
 * Internal: lets an enum attribute name its column and the value when a row holds one that the enum does not have.
 *
 * <p>The CHECK keeps such a value out, but a column may be older than its CHECK, or the enum may have lost a constant.
 */
public final class EnumChecks {
    private final MetadataImplementor metadata;

    private EnumChecks(MetadataImplementor metadata) {
        this.metadata = metadata;
    }

    /**
     * Changes the types of the enum attributes of a model.
     *
     * @param metadata the model, bound and with its types resolved
     */
    public static void apply(MetadataImplementor metadata) {
        MappedValues.visit(metadata, new EnumChecks(metadata)::apply);
    }

    private void apply(String place, BasicValue value) {
        if (value.getResolution() instanceof InferredBasicValueResolution<?, ?> resolution) {
            String column = column(place, value);
            BasicType<?> type = resolution.getLegacyResolvedBasicType();
            BasicType<?> checked = type instanceof BasicPluralType<?, ?> plural
                    ? checkedPlural(plural, value, column)
                    : checked(type, column);
            if (checked != null) {
                resolution.updateResolution(checked);
            }
        }
    }

    private static @Nullable BasicType<?> checked(BasicType<?> type, String column) {
        if (!(type.getJavaTypeDescriptor() instanceof EnumJavaType<?> enumType)) {
            return null;
        }
        if (type.getClass() == BasicTypeImpl.class) {
            return new CheckedEnumType<>(enumType, type.getJdbcType(), column);
        }
        return type.getValueConverter() instanceof EnumeratedValueConverter<?, ?> converter
                ? converted(type, enumType, converter.getRelationalJavaType(), column)
                : null;
    }

    private static <E extends Enum<E>> BasicType<E> converted(
            BasicType<?> type, EnumJavaType<E> enumType, JavaType<?> storedType, String column) {
        Field field = Arrays.stream(enumType.getJavaTypeClass().getDeclaredFields())
                .filter(candidate -> candidate.isAnnotationPresent(EnumeratedValue.class))
                .findFirst()
                .orElseThrow();
        return new ConvertedBasicTypeImpl<>(
                type.getName(),
                "EnumeratedValue conversion for " + enumType.getTypeName(),
                type.getJdbcType(),
                new CheckedEnumConverter<>(enumType, storedType, field, column));
    }

    /** The values of an array without a converter are checked where the document is read. */
    private @Nullable BasicType<?> checkedPlural(BasicPluralType<?, ?> plural, BasicValue value, String column) {
        BasicType<?> element = plural.getElementType();
        if (element.getValueConverter() instanceof EnumeratedValueConverter<?, ?>
                && plural.getJavaTypeDescriptor() instanceof BasicPluralJavaType<?> pluralType) {
            BasicType<?> checked = checked(element, column);
            return checked == null ? null : resolve(pluralType, checked, value);
        }
        return null;
    }

    @SuppressWarnings("unchecked")
    private <E> BasicType<?> resolve(BasicPluralJavaType<E> type, BasicType<?> element, BasicValue value) {
        return type.resolveType(
                metadata.getTypeConfiguration(),
                metadata.getDatabase().getDialect(),
                (BasicType<E>) element,
                value.getColumn() instanceof ColumnTypeInformation information ? information : null,
                value);
    }

    private static String column(String place, BasicValue value) {
        String name = value.getColumn() instanceof Column column
                ? column.getName()
                : value.getColumn().getText();
        Column document = value.getAggregateColumn();
        String column = document == null
                ? "column '" + name + "'"
                : "part '" + name + "' of the JSON in column '" + document.getName() + "'";
        return column + " of table '" + value.getTable().getName() + "' (" + place + ")";
    }
}
