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

import org.hibernate.type.SqlTypes;
import org.hibernate.type.descriptor.jdbc.EnumJdbcType;

/** A named database enum stored as {@code varchar} under a CHECK, since Aurora DSQL has no CREATE TYPE (2026-10). */
final class NamedEnumJdbcType extends EnumJdbcType {
    private static final long serialVersionUID = 1L;

    @Override
    public int getDefaultSqlTypeCode() {
        return SqlTypes.NAMED_ENUM;
    }

    @Override
    public int getDdlTypeCode() {
        return SqlTypes.VARCHAR;
    }
}
