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

import java.util.List;
import java.util.Map;
import org.hibernate.cfg.JdbcSettings;

/** Whether an isolation level is configured, which Aurora DSQL has only one of (2026-10). */
final class IsolationSetting {
    private IsolationSetting() {}

    static List<String> problems(Map<String, Object> settings) {
        Object level = settings.get(JdbcSettings.ISOLATION);
        if (level == null || level.toString().isBlank()) {
            return List.of();
        }
        return List.of(
                JdbcSettings.ISOLATION + "=" + level + ": Aurora DSQL has one isolation level, repeatable read by"
                        + " snapshot, and takes no statement that sets another; remove the setting");
    }
}
