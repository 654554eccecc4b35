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
package io.github.dsql.local.sql;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Internal: which configuration parameters a session may set.
 *
 * <p>{@code role} is not among them: AWS documents {@code SET LOCAL role}, a cluster refused it (2026-08).
 */
public final class SessionParameters {
    static final String SYNC_INDEX_SWITCH = "disable_sync_create_index";

    /** What AWS documents (2026-09), lower case since names are not case-sensitive. */
    private static final Set<String> SETTABLE = Set.of(
            "application_name",
            "client_encoding",
            "datestyle",
            "extra_float_digits",
            "intervalstyle",
            "timezone",
            "search_path",
            "enable_bitmapscan",
            "enable_hashjoin",
            "enable_indexonlyscan",
            "enable_indexscan",
            "enable_material",
            "enable_mergejoin",
            "enable_nestloop",
            "enable_seqscan",
            "dsql.enable_batched_nestloop",
            SYNC_INDEX_SWITCH);

    private static final String RESERVED_PREFIX = "dsql.";

    private SessionParameters() {}

    /**
     * The answer to setting a parameter, by statement, by {@code set_config} or as a startup option.
     *
     * @param name as the client wrote it
     * @return the refusal, or null if the parameter may be set
     */
    public static @Nullable Refusal refusalOf(String name) {
        String folded = name.toLowerCase(Locale.ROOT);
        if (SETTABLE.contains(folded)) {
            return null;
        }
        return folded.startsWith(RESERVED_PREFIX) ? Rule.RESERVED_PARAMETER.refuse(name) : Rule.PARAMETER.refuse(name);
    }

    /**
     * The name under which PostgreSQL keeps a parameter: it takes unknown ones only with a prefix.
     *
     * @param name as the client wrote it
     * @return the name to send
     */
    public static String backendName(String name) {
        return name.equalsIgnoreCase(SYNC_INDEX_SWITCH) ? RESERVED_PREFIX + SYNC_INDEX_SWITCH : name;
    }
}
