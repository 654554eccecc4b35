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
package io.github.dsql.hibernate.mapping;

import io.github.dsql.hibernate.boot.IsolationSetting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hibernate.cfg.QuerySettings;

/** Whether Hibernate's settings ask for what Aurora DSQL does not have (2026-10). */
final class SettingsRule implements Rule {
    static final Code ISOLATION = Code.error(
            "isolation-level",
            "The service has one isolation level, repeatable read by snapshot, and takes no statement that sets another (2026-09).",
            "hibernate.connection.isolation = SERIALIZABLE",
            "remove it; lock the rows that a decision rests on, or use @Version");

    static final Code TEMPORARY_TABLES = Code.error(
            "temporary-tables",
            "The service has no temporary tables (2026-09). Bulk changes of several tables are one statement with common table"
                    + " expressions here.",
            "hibernate.query.mutation_strategy = local_temporary",
            "remove it; 'persistent' works too");

    @Override
    public List<Code> codes() {
        return List.of(ISOLATION, TEMPORARY_TABLES);
    }

    @Override
    public void check(BootModel model, Findings findings) {
        check(model.settings, findings);
    }

    static void check(Map<String, Object> settings, Findings findings) {
        String level = IsolationSetting.of(settings);
        if (level != null) {
            findings.add(
                    ISOLATION,
                    "hibernate.connection.isolation=" + level,
                    "Aurora DSQL has one isolation level, repeatable read by snapshot, and takes no statement that sets another");
        }
        temporary(QuerySettings.QUERY_MULTI_TABLE_MUTATION_STRATEGY, settings, findings);
        temporary(QuerySettings.QUERY_MULTI_TABLE_INSERT_STRATEGY, settings, findings);
    }

    private static void temporary(String setting, Map<String, Object> settings, Findings findings) {
        Object strategy = settings.get(setting);
        if (strategy != null && nameOf(strategy).contains("temporary")) {
            findings.add(TEMPORARY_TABLES, setting + "=" + strategy, "Aurora DSQL has no temporary tables");
        }
    }

    /** A strategy is given by its short name, its class or the name of that, or an instance. */
    private static String nameOf(Object strategy) {
        String name = strategy instanceof String || strategy instanceof Class<?>
                ? strategy.toString()
                : strategy.getClass().getName();
        return name.toLowerCase(Locale.ROOT);
    }
}
