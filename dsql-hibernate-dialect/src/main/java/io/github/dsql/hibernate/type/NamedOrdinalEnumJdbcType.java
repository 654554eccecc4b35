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
import org.hibernate.type.descriptor.jdbc.SmallIntJdbcType;

/** A named database enum in the order of its constants, stored as the ordinal in a {@code smallint} under a CHECK. */
final class NamedOrdinalEnumJdbcType extends SmallIntJdbcType {
    private static final long serialVersionUID = 1L;

    @Override
    public int getDefaultSqlTypeCode() {
        return SqlTypes.NAMED_ORDINAL_ENUM;
    }

    @Override
    public int getDdlTypeCode() {
        return SqlTypes.SMALLINT;
    }
}
