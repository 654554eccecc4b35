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
package io.github.dsql.local.server;

import io.github.dsql.local.sql.Refusal;
import io.github.dsql.local.sql.Rule;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internal: says which error Aurora DSQL has in place of one that PostgreSQL raises before the event triggers get to look.
 *
 * <p>Only PostgreSQL's texts for {@code lc_messages = C} are known here.
 */
public final class PostgresErrors {
    private static final Pattern NO_BTREE =
            Pattern.compile("data type (.+) has no default operator class for access method \"btree\"");

    /** Column types of the service that PostgreSQL has no btree for; it has one for jsonb, bytea, timetz and interval. */
    private static final Set<String> COLUMN_TYPES_WITHOUT_BTREE = Set.of("json");

    private static final String KEY_TOO_LARGE = "index row size ";
    private static final String TEMP_SPACE = "temporary file size exceeds temp_file_limit";
    private static final String TOO_MANY_KEYS = "cannot use more than 32 columns in an index";

    private PostgresErrors() {}

    /**
     * Translates an error.
     *
     * @param sqlState PostgreSQL's code
     * @param message PostgreSQL's message
     * @return the service's error, or null if it is the same there
     */
    public static @Nullable Refusal translate(String sqlState, String message) {
        return switch (sqlState) {
            case "42704" -> ofType(message);
            case "54000" -> message.startsWith(KEY_TOO_LARGE) ? Rule.KEY_SIZE.refuse() : null;
            case "53400" -> message.startsWith(TEMP_SPACE) ? Rule.TEMP_SPACE.refuse() : null;
            case "54011" -> message.equals(TOO_MANY_KEYS) ? Rule.KEY_COLUMNS.refuse() : null;
            default -> null;
        };
    }

    private static @Nullable Refusal ofType(String message) {
        Matcher matcher = NO_BTREE.matcher(message);
        if (!matcher.matches()) {
            return null;
        }
        String type = matcher.group(1);
        return (COLUMN_TYPES_WITHOUT_BTREE.contains(type) ? Rule.KEY_TYPES : Rule.COLUMN_TYPES).refuse(type);
    }
}
