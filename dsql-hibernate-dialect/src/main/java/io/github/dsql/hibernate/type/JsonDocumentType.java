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

import org.hibernate.dialect.type.AbstractPostgreSQLJsonPGObjectType;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.spi.RuntimeModelCreationContext;
import org.hibernate.type.descriptor.ValueExtractor;
import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.AggregateJdbcType;
import org.jspecify.annotations.Nullable;

/** A document in a {@code jsonb} column, as PostgreSQL's dialect has it, which names the column when it cannot be read. */
final class JsonDocumentType extends AbstractPostgreSQLJsonPGObjectType {
    private static final long serialVersionUID = 1L;

    JsonDocumentType(@Nullable EmbeddableMappingType embeddable) {
        super(embeddable, true);
    }

    @Override
    public AggregateJdbcType resolveAggregateJdbcType(
            EmbeddableMappingType embeddable, String sqlType, RuntimeModelCreationContext creationContext) {
        return new JsonDocumentType(embeddable);
    }

    @Override
    public <X> ValueExtractor<X> getExtractor(JavaType<X> javaType) {
        return new DocumentExtractor<>(super.getExtractor(javaType));
    }
}
