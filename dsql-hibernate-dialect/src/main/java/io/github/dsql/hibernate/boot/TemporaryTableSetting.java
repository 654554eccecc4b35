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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.cfg.QuerySettings;

/** Whether bulk changes are configured to go through temporary tables, which Aurora DSQL does not have (2026-09). */
final class TemporaryTableSetting {
    private static final List<String> SETTINGS =
            List.of(QuerySettings.QUERY_MULTI_TABLE_MUTATION_STRATEGY, QuerySettings.QUERY_MULTI_TABLE_INSERT_STRATEGY);

    private TemporaryTableSetting() {}

    static List<String> problems(Map<String, Object> settings) {
        List<String> problems = new ArrayList<>();
        for (String setting : SETTINGS) {
            Object strategy = settings.get(setting);
            if (strategy != null && nameOf(strategy).contains("temporary")) {
                problems.add(
                        setting + "=" + strategy + ": Aurora DSQL has no temporary tables; remove the setting, and bulk"
                                + " changes of several tables are one statement with common table expressions, or set it to"
                                + " 'persistent'");
            }
        }
        return problems;
    }

    /** A strategy is given by its short name, its class or the name of that, or an instance. */
    private static String nameOf(Object strategy) {
        String name = strategy instanceof String || strategy instanceof Class<?>
                ? strategy.toString()
                : strategy.getClass().getName();
        return name.toLowerCase(Locale.ROOT);
    }
}
