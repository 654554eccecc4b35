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
package io.github.dsql.hibernate.boot;

import io.github.dsql.hibernate.DsqlSettings;
import java.util.Map;
import org.hibernate.cfg.JdbcSettings;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the isolation level that is configured, of which Aurora DSQL has only one (2026-10).
 *
 * <p>A connection pool would fail on it before anything is known of the model, with an error that names neither. So it is set aside
 * before the pool is there, and reported along with everything else.
 */
public final class IsolationSetting {
    private static final String SET_ASIDE = "io.github.dsql.hibernate.isolation";

    private IsolationSetting() {}

    /** Hides the level from the pool, unless the review that would tell of it is off. */
    static void setAside(Map<String, Object> settings) {
        Object review = settings.get(DsqlSettings.MAPPING_REVIEW);
        if (review == null || !review.toString().strip().equalsIgnoreCase("off")) {
            Object level = settings.remove(JdbcSettings.ISOLATION);
            if (level != null) {
                settings.put(SET_ASIDE, level);
            }
        }
    }

    /**
     * Returns the level that is configured.
     *
     * @param settings Hibernate's settings
     * @return the level as written, null if there is none
     */
    public static @Nullable String of(Map<String, Object> settings) {
        Object level = settings.getOrDefault(SET_ASIDE, settings.get(JdbcSettings.ISOLATION));
        return level == null || level.toString().isBlank() ? null : level.toString();
    }
}
