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

import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.cfg.Environment;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Tells in the log which setting has which value, and where that comes from. */
final class SettingsLog {
    private static final Logger LOG = Logger.getLogger(SettingsLog.class);

    private SettingsLog() {}

    static void write(Map<String, ?> settings) {
        if (LOG.isDebugEnabled()) {
            SettingsReader reader = new SettingsReader(settings);
            LOG.debugf(
                    "Settings of the Aurora DSQL dialect:%s",
                    KnownSettings.ALL.stream()
                            .map(setting -> "\n  " + line(setting, reader))
                            .collect(Collectors.joining()));
        }
    }

    private static <T> String line(Setting<T> setting, SettingsReader reader) {
        return setting.key() + "=" + setting.values().text(reader.read(setting)) + " (" + source(setting, reader) + ")";
    }

    /** Hibernate reads system properties and {@code hibernate.properties} once, beneath the configuration of a factory. */
    private static String source(Setting<?> setting, SettingsReader reader) {
        String text = reader.text(setting);
        if (text == null) {
            return "default";
        }
        if (text.equals(trim(System.getProperty(setting.key())))) {
            return "system property";
        }
        return text.equals(trim(Environment.getProperties().getProperty(setting.key())))
                ? "hibernate.properties"
                : "configuration";
    }

    private static String trim(@Nullable String value) {
        return value == null ? "" : value.trim();
    }
}
