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
package io.github.dsql.hibernate.schema.validate;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Internal: which indexes or unique keys a validation asks for: a setting of Hibernate, from 7.3 on. */
public enum KeyValidation {
    /** None. */
    NONE,
    /** Those that the mapping gives a name. */
    NAMED,
    /** All. */
    ALL;

    /**
     * Reads the setting.
     *
     * @param setting its value, or null
     * @return the choice; none for what Hibernate does not know either
     */
    public static KeyValidation of(@Nullable Object setting) {
        String name = setting == null ? "" : setting.toString().strip().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "NAMED" -> NAMED;
            case "ALL" -> ALL;
            default -> NONE;
        };
    }

    /** Whether it asks for a key; names that Hibernate makes up begin with a prefix. */
    boolean includes(String name, String generatedPrefix) {
        return this == ALL || (this == NAMED && !name.startsWith(generatedPrefix));
    }
}
