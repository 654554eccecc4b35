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

/** Internal: writes texts as SQL literals. */
final class Literals {
    private Literals() {}

    /** Keeps the text as it is, so that positions in error messages can be read against it. */
    static String dollarQuoted(String text) {
        String tag = "$ddl$";
        for (int i = 1; text.contains(tag); i++) {
            tag = "$ddl" + i + "$";
        }
        return tag + text + tag;
    }

    static String quoted(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0 ? "'" + doubled + "'" : "E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
