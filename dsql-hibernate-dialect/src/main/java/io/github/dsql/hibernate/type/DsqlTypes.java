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

import org.hibernate.boot.model.TypeContributions;
import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.type.PgJdbcHelper;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.descriptor.jdbc.XmlAsStringJdbcType;
import org.hibernate.type.descriptor.jdbc.spi.JdbcTypeRegistry;
import org.hibernate.type.descriptor.sql.DdlType;
import org.hibernate.type.descriptor.sql.internal.CapacityDependentDdlType;
import org.hibernate.type.descriptor.sql.internal.DdlTypeImpl;
import org.hibernate.type.descriptor.sql.spi.DdlTypeRegistry;
import org.jspecify.annotations.Nullable;

/** Internal: which column type stands for a type code that PostgreSQL has a type for and Aurora DSQL has not (2026-10). */
public final class DsqlTypes {
    private DsqlTypes() {}

    /**
     * Returns the column type of a code where it differs from PostgreSQL's.
     *
     * @param sqlTypeCode a code of {@link SqlTypes}
     * @return the column type, or null to leave it to PostgreSQL's
     */
    public static @Nullable String columnType(int sqlTypeCode) {
        return switch (sqlTypeCode) {
            case SqlTypes.BLOB -> "bytea";
            case SqlTypes.CLOB, SqlTypes.NCLOB -> "text";
            default -> null;
        };
    }

    /**
     * Registers the column types that replace PostgreSQL's.
     *
     * @param contributions where Hibernate collects types
     * @param dialect the dialect that asks
     */
    public static void registerColumnTypes(TypeContributions contributions, Dialect dialect) {
        DdlTypeRegistry columnTypes = contributions.getTypeConfiguration().getDdlTypeRegistry();
        columnTypes.addDescriptor(new DdlTypeImpl(SqlTypes.INET, "text", dialect));
        columnTypes.addDescriptor(new DdlTypeImpl(SqlTypes.SQLXML, "text", dialect));
        columnTypes.addDescriptor(fixedLength(SqlTypes.CHAR, dialect));
        columnTypes.addDescriptor(fixedLength(SqlTypes.NCHAR, dialect));
    }

    /** The service takes {@code char} up to 4,096 bytes (2026-10). */
    private static DdlType fixedLength(int sqlTypeCode, Dialect dialect) {
        return CapacityDependentDdlType.builder(sqlTypeCode, "text", "varchar", dialect)
                .withTypeCapacity(4_096, "char($l)")
                .withTypeCapacity(65_535, "varchar($l)")
                .build();
    }

    /**
     * Registers how values of the replaced types are bound and read.
     *
     * @param contributions where Hibernate collects types
     * @param services the services of Hibernate
     */
    public static void registerJdbcTypes(TypeContributions contributions, ServiceRegistry services) {
        JdbcTypeRegistry registry = contributions.getTypeConfiguration().getJdbcTypeRegistry();
        JdbcType blob = new BinaryLobJdbcType(SqlTypes.BLOB);
        JdbcType clob = new TextJdbcType(SqlTypes.CLOB, "CLOB");
        JdbcType nclob = new TextJdbcType(SqlTypes.NCLOB, "NCLOB");
        registry.addDescriptor(SqlTypes.BLOB, blob);
        registry.addDescriptor(SqlTypes.MATERIALIZED_BLOB, blob);
        registry.addDescriptor(SqlTypes.CLOB, clob);
        registry.addDescriptor(SqlTypes.MATERIALIZED_CLOB, clob);
        registry.addDescriptor(SqlTypes.NCLOB, nclob);
        registry.addDescriptor(SqlTypes.MATERIALIZED_NCLOB, nclob);
        registry.addDescriptor(SqlTypes.INET, new TextJdbcType(SqlTypes.INET, "INET"));
        registry.addDescriptor(SqlTypes.SQLXML, XmlAsStringJdbcType.VARCHAR_INSTANCE);
        registry.addDescriptor(new WideFloatJdbcType());
        if (PgJdbcHelper.isUsable(services)) {
            registry.addDescriptor(new JsonDocumentType(null));
            registry.addTypeConstructor(new JsonArrayTypeConstructor(SqlTypes.JSON_ARRAY));
            registry.addTypeConstructor(new JsonArrayTypeConstructor(SqlTypes.ARRAY));
        }
        JavaTimeJdbcTypes.all().forEach(registry::addDescriptor);
        registry.addDescriptor(SqlTypes.NAMED_ENUM, new NamedEnumJdbcType());
        registry.addDescriptor(SqlTypes.NAMED_ORDINAL_ENUM, new NamedOrdinalEnumJdbcType());
    }
}
