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
import jakarta.persistence.EnumType;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.CheckConstraint;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.DependantBasicValue;
import org.hibernate.mapping.DependantValue;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.ToOne;
import org.hibernate.type.BasicPluralType;
import org.hibernate.type.BasicType;
import org.hibernate.type.descriptor.java.BasicPluralJavaType;
import org.hibernate.type.descriptor.java.EnumJavaType;
import org.hibernate.type.descriptor.java.JavaType;
import org.jspecify.annotations.Nullable;

/**
 * Internal: stores the enums that say nothing of their storage by name.
 *
 * <p>Hibernate has no switch for it: an enum without {@code @Enumerated} is resolved to its ordinal before a dialect is asked. So
 * the resolution is done once more as if {@code @Enumerated(STRING)} were there. An explicit {@code @Enumerated},
 * {@code @JdbcTypeCode}, converter, {@code @EnumeratedValue} or {@code columnDefinition} is left as it is.
 */
public final class ImplicitEnums {
    private static final String AS_ORDINAL = " as smallint)";
    private static final String NAME_TYPE = "varchar";
    private static final String AS_NAME = " as " + NAME_TYPE + ")";

    private final MetadataImplementor metadata;
    private final Dialect dialect;

    /** Values done, by the resolution they had; a value derived from another shares its resolution. */
    private final IdentityHashMap<BasicValue.Resolution<?>, BasicValue> done = new IdentityHashMap<>();

    private ImplicitEnums(MetadataImplementor metadata) {
        this.metadata = metadata;
        this.dialect = metadata.getDatabase().getDialect();
    }

    /**
     * Changes the enums of a model.
     *
     * @param metadata the model, bound and with its types resolved
     */
    public static void storeByName(MetadataImplementor metadata) {
        ImplicitEnums enums = new ImplicitEnums(metadata);
        MappedValues.visit(metadata, (place, value) -> enums.storeByName(value));
        MappedValues.visit(metadata, (place, value) -> enums.follow(value));
        if (!enums.done.isEmpty()) {
            enums.forgetTypesOfReferences();
        }
    }

    private void storeByName(BasicValue value) {
        BasicValue.Resolution<?> resolution = value.getResolution();
        if (value instanceof DependantBasicValue || !isImplicit(value, resolution)) {
            return;
        }
        if (!storesStrings(new NamedCopy(value).resolveAlone())) {
            return; // An explicit JDBC type.
        }
        prepareColumn(value, resolution);
        NamedCopy copy = new NamedCopy(value);
        copy.resolve();
        value.setEnumerationStyle(EnumType.STRING);
        value.copyTypeFrom(copy);
        done.put(resolution, value);
    }

    /** Gives a value that takes its type from another one (as under {@code @MapsId}) the new type of that one. */
    private void follow(BasicValue value) {
        BasicValue.Resolution<?> resolution = value.getResolution();
        BasicValue source = resolution == null ? null : done.get(resolution);
        if (source != null) {
            prepareColumn(value, resolution);
            value.copyTypeFrom(source);
        }
    }

    private static boolean isImplicit(BasicValue value, BasicValue.@Nullable Resolution<?> resolution) {
        return resolution != null
                && value.getEnumerationStyle() == null
                && resolution.getValueConverter() == null
                && isEnum(resolution.getDomainJavaType())
                && !hasColumnDefinition(value);
    }

    private static boolean isEnum(JavaType<?> type) {
        return type instanceof EnumJavaType
                || (type instanceof BasicPluralJavaType<?> plural
                        && plural.getElementJavaType() instanceof EnumJavaType);
    }

    /**
     * Inside a document Hibernate computes the type of a part early, keeps it where a columnDefinition goes, and reads the part
     * by a cast to it.
     */
    private static boolean hasColumnDefinition(BasicValue value) {
        if (!(value.getColumn() instanceof Column column) || column.getSqlType() == null) {
            return false;
        }
        return value.getAggregateColumn() == null || !isReadAsOrdinal(column);
    }

    private static boolean isReadAsOrdinal(Column part) {
        String read = part.getCustomReadExpression();
        return read != null && read.startsWith("cast(") && read.endsWith(AS_ORDINAL);
    }

    private static boolean storesStrings(BasicValue.Resolution<?> resolution) {
        BasicType<?> type = resolution.getLegacyResolvedBasicType();
        BasicType<?> element = type instanceof BasicPluralType<?, ?> plural ? plural.getElementType() : type;
        return element.getJdbcType().isString();
    }

    private void prepareColumn(BasicValue value, BasicValue.Resolution<?> resolution) {
        if (value.getColumn() instanceof Column column
                && resolution.getDomainJavaType() instanceof EnumJavaType<?> type) {
            String quotedName = column.getQuotedName(dialect);
            String ordinals = resolution.getLegacyResolvedBasicType().getCheckCondition(quotedName, dialect);
            String names = dialect.getCheckCondition(quotedName, type.getJavaTypeClass());
            for (CheckConstraint check : column.getCheckConstraints()) {
                if (check.getName() == null && check.getConstraint().equals(ordinals)) {
                    check.setConstraint(names);
                }
            }
            ColumnType.forget(column);
            makeRoom(column, type);
            if (value.getAggregateColumn() != null) {
                // Hibernate 7.2 casts a part of a document to the name of its type in the CHECK, and asks for no other.
                column.setSqlType(NAME_TYPE);
            }
            if (isReadAsOrdinal(column)) {
                String read = column.getCustomReadExpression();
                column.setCustomRead(read.substring(0, read.length() - AS_ORDINAL.length()) + AS_NAME);
            }
        }
    }

    /** A length that is given where Hibernate would store an ordinal was never meant for names. */
    private static void makeRoom(Column column, EnumJavaType<?> type) {
        Long length = column.getLength();
        long needed = Arrays.stream(type.getJavaTypeClass().getEnumConstants())
                .mapToLong(constant -> constant.name().getBytes(UTF_8).length)
                .max()
                .orElse(0);
        if (length != null && length < needed) {
            column.setLength(needed);
        }
    }

    /** A column that refers to an enum key takes its type from there, and may have asked already. */
    private void forgetTypesOfReferences() {
        for (Table table : metadata.collectTableMappings()) {
            for (Column column : table.getColumns()) {
                if (column.getValue() instanceof ToOne || column.getValue() instanceof DependantValue) {
                    ColumnType.forgetCode(column);
                }
            }
        }
    }

    /** The same value with {@code @Enumerated(STRING)}. */
    private static final class NamedCopy extends BasicValue {
        private static final long serialVersionUID = 1L;

        NamedCopy(BasicValue original) {
            super(original);
            setEnumerationStyle(EnumType.STRING);
        }

        /** Resolves the type without touching the column. */
        Resolution<?> resolveAlone() {
            return buildResolution();
        }
    }
}
