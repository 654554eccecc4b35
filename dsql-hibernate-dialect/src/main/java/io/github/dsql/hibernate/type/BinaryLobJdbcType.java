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

import org.hibernate.type.descriptor.java.JavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.descriptor.jdbc.JdbcTypeIndicators;
import org.hibernate.type.descriptor.jdbc.VarbinaryJdbcType;

/**
 * A BLOB bound and read as the bytes of a {@code bytea}.
 *
 * <p>Aurora DSQL has no large objects (2026-10), and a null bound as BLOB reaches the server as an {@code oid}, which no
 * {@code bytea} column takes.
 */
final class BinaryLobJdbcType extends VarbinaryJdbcType {
    private static final long serialVersionUID = 1L;

    private final int sqlTypeCode;

    BinaryLobJdbcType(int sqlTypeCode) {
        this.sqlTypeCode = sqlTypeCode;
    }

    @Override
    public int getDefaultSqlTypeCode() {
        return sqlTypeCode;
    }

    @Override
    public int getDdlTypeCode() {
        return sqlTypeCode;
    }

    @Override
    public String getFriendlyName() {
        return "BLOB";
    }

    @Override
    public JdbcType resolveIndicatedType(JdbcTypeIndicators indicators, JavaType<?> domainJtd) {
        return this;
    }
}
