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
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.hibernate.HibernateException;
import org.hibernate.internal.util.StringHelper;
import org.jspecify.annotations.Nullable;

/** Reads settings one by one and collects what is wrong with them, so that a user hears of every problem at once. */
final class SettingsReader {
    /** The smallest CACHE beside 1 that Aurora DSQL takes for a sequence (2026-02-13). */
    static final int SMALLEST_LARGE_CACHE = 65536;

    private final Map<String, Object> settings;
    private final List<String> problems = new ArrayList<>();
    private final TreeSet<String> known = new TreeSet<>();

    SettingsReader(Map<String, Object> settings) {
        this.settings = settings;
    }

    <E extends Enum<E>> E choice(String key, E defaultValue) {
        String text = text(key);
        if (text == null) {
            return defaultValue;
        }
        E[] values = defaultValue.getDeclaringClass().getEnumConstants();
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
        }
        List<String> names = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        problem(key, text, "one of " + String.join(", ", names), Nearest.to(text, names));
        return defaultValue;
    }

    boolean flag(String key, boolean defaultValue) {
        String text = text(key);
        if (text == null) {
            return defaultValue;
        }
        if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(text);
        }
        problem(key, text, "true or false", Nearest.to(text, List.of("true", "false")));
        return defaultValue;
    }

    int number(String key, int defaultValue, int min, int max) {
        String range = "a whole number from " + min + " to " + max;
        Long value = whole(key, defaultValue, range);
        if (value == null) {
            return defaultValue;
        }
        if (value < min || value > max) {
            problem(key, String.valueOf(text(key)), range, String.valueOf(value < min ? min : max));
            return defaultValue;
        }
        return value.intValue();
    }

    int cache(String key, int defaultValue) {
        String range = "1, or a whole number from " + SMALLEST_LARGE_CACHE + " to " + Integer.MAX_VALUE
                + " (Aurora DSQL takes no CACHE between them)";
        Long value = whole(key, defaultValue, range);
        if (value == null) {
            return defaultValue;
        }
        if (value == 1) {
            return 1;
        }
        if (value < SMALLEST_LARGE_CACHE || value > Integer.MAX_VALUE) {
            long nearest = value > Integer.MAX_VALUE
                    ? Integer.MAX_VALUE
                    : value < SMALLEST_LARGE_CACHE / 2 ? 1 : SMALLEST_LARGE_CACHE;
            problem(key, String.valueOf(text(key)), range, String.valueOf(nearest));
            return defaultValue;
        }
        return value.intValue();
    }

    /** Throws one exception for all problems found, unknown keys included. */
    void finish() {
        for (Object given : settings.keySet()) {
            if (given instanceof String key && key.startsWith(DsqlSettings.PREFIX) && !known.contains(key)) {
                problems.add("'" + key + "' is not a setting of the Aurora DSQL dialect; the nearest one is '"
                        + Nearest.to(key, known) + "'");
            }
        }
        if (!problems.isEmpty()) {
            throw new HibernateException(
                    "The configuration of the Aurora DSQL dialect is not valid: " + String.join("; ", problems) + ".");
        }
    }

    private @Nullable Long whole(String key, int defaultValue, String range) {
        String text = text(key);
        if (text == null) {
            return null;
        }
        try {
            BigInteger value = new BigInteger(text);
            // A number that no long holds is as far out of range as the largest one.
            return value.min(BigInteger.valueOf(Long.MAX_VALUE))
                    .max(BigInteger.valueOf(Long.MIN_VALUE))
                    .longValue();
        } catch (NumberFormatException e) {
            problem(key, text, range, String.valueOf(defaultValue));
            return null;
        }
    }

    private @Nullable String text(String key) {
        known.add(key);
        Object value = settings.get(key);
        String text = value == null ? null : value.toString().trim();
        return StringHelper.isEmpty(text) ? null : text;
    }

    private void problem(String key, String value, String range, String nearest) {
        problems.add(key + "=" + value + ": must be " + range + ", nearest valid value " + nearest);
    }
}
