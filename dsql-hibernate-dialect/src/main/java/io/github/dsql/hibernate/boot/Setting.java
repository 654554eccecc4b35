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

/**
 * All there is to know of one setting: what reads it, checks it, and writes the page on it.
 *
 * @param key the whole key
 * @param values what it takes
 * @param defaultValue its value where it is not set
 * @param unit what a number counts, empty for other values
 * @param why what it changes and why one would set it, as Markdown
 * @param <T> the type of a value
 */
record Setting<T>(String key, Values<T> values, T defaultValue, String unit, String why) {
    Setting {
        if (!key.startsWith(DsqlSettings.PREFIX)) {
            throw new IllegalArgumentException(key + " does not start with " + DsqlSettings.PREFIX);
        }
    }

    /** Returns the key without the prefix of this library. */
    String name() {
        return key.substring(DsqlSettings.PREFIX.length());
    }

    /** Returns the default as a user would write it. */
    String defaultText() {
        return values.text(defaultValue);
    }
}
