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
import org.hibernate.boot.model.process.internal.EnumeratedValueConverter;
import org.hibernate.type.descriptor.java.EnumJavaType;
import org.hibernate.type.descriptor.java.JavaType;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of one enum attribute with {@code @EnumeratedValue}, which names the column when it holds another value.
 *
 * <p>Hibernate's own takes such a value for a null.
 */
final class CheckedEnumConverter<E extends Enum<E>, R> extends EnumeratedValueConverter<E, R> {
    private final String column;

    CheckedEnumConverter(EnumJavaType<E> enumType, JavaType<R> storedType, Field valueField, String column) {
        super(enumType, storedType, valueField);
        this.column = column;
    }

    @Override
    public @Nullable E toDomainValue(@Nullable R stored) {
        E constant = super.toDomainValue(stored);
        if (constant == null && stored != null) {
            throw new UnknownEnumValue(
                    column, stored, getDomainJavaType().getJavaTypeClass(), getRelationalValueSet(), null);
        }
        return constant;
    }
}
