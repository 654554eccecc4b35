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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hibernate.internal.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** Reads settings one by one and collects what is wrong with them, so that a user hears of every problem at once. */
final class SettingsReader {
    /** What a key starts with that can only be meant for this library. */
    private static final List<String> PREFIXES =
            List.of(DsqlSettings.PREFIX, "hibernate.dialect.dsql_", "hibernate.dsql.");

    private static final List<String> KEYS =
            KnownSettings.ALL.stream().map(Setting::key).toList();

    /** How many letters of a whole key may differ for it to be meant. */
    private static final int SLIP = 2;

    private final Map<String, ?> settings;
    private final List<String> problems = new ArrayList<>();

    SettingsReader(Map<String, ?> settings) {
        this.settings = settings;
    }

    <T> T read(Setting<T> setting) {
        String text = text(setting);
        if (text == null) {
            return setting.defaultValue();
        }
        Optional<T> value = setting.values().read(text);
        if (value.isEmpty()) {
            problems.add(
                    setting.key() + "=" + text + ": must be " + setting.values().range() + ", nearest valid value "
                            + setting.values().nearest(text, setting.defaultValue()));
        }
        return value.orElse(setting.defaultValue());
    }

    /** Returns the problems of what was read, and keys that are no setting but were meant to be one. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        for (Object given : settings.keySet()) {
            if (given instanceof String key && !KEYS.contains(key) && isMeantForUs(key)) {
                all.add("'" + key + "' is not a setting of the Aurora DSQL dialect; the nearest one is '"
                        + Nearest.to(key.trim(), KEYS) + "'");
            }
        }
        return all;
    }

    /** Returns what is set, null if nothing is: an empty text counts as nothing, as it does for Hibernate's own settings. */
    @Nullable
    String text(Setting<?> setting) {
        Object value = settings.get(setting.key());
        String text = value == null ? null : value.toString().trim();
        return StringHelper.isEmpty(text) ? null : text;
    }

    private static boolean isMeantForUs(String key) {
        String lower = key.trim().toLowerCase(Locale.ROOT);
        return PREFIXES.stream().anyMatch(lower::startsWith)
                || (lower.startsWith("hib") && KEYS.stream().anyMatch(known -> Nearest.isWithin(lower, known, SLIP)));
    }
}
