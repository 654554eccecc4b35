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
package io.github.dsql.local.inject;

import io.github.dsql.local.sql.Passwords;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Internal: takes out of texts for the log what is nobody's business: passwords of roles, and values of parameters in messages. */
final class Masks {
    private static final String MASK = "***";
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");
    private static final Pattern BYTES = Pattern.compile("0x[0-9a-fA-F]{2}");

    private Masks() {}

    /** Returns a statement without passwords. */
    static String sql(String sql) {
        return Passwords.mask(sql);
    }

    /**
     * Returns a message without values that are not in the statement's text: they come from parameters or from the data of COPY.
     *
     * <p>PostgreSQL quotes values and names alike. Errors about constraints (class 23) quote names only; those about data (class 22)
     * quote one value, which can itself contain quotes.
     */
    static String message(String sqlState, String message, String sql) {
        if (sqlState.startsWith("23") || message.isEmpty()) {
            return message;
        }
        String known = sql.toLowerCase(Locale.ROOT);
        if (sqlState.startsWith("22")) {
            return dataMessage(message, known);
        }
        return QUOTED.matcher(message).replaceAll(quoted -> Matcher.quoteReplacement(masked(quoted.group(), known)));
    }

    private static String dataMessage(String message, String known) {
        String text = BYTES.matcher(message).replaceAll(MASK);
        int first = text.indexOf('"');
        int last = text.lastIndexOf('"');
        return first == last
                ? text
                : text.substring(0, first) + masked(text.substring(first, last + 1), known) + text.substring(last + 1);
    }

    private static String masked(String quoted, String known) {
        String inside = quoted.substring(1, quoted.length() - 1);
        return known.contains(inside.toLowerCase(Locale.ROOT)) ? quoted : '"' + MASK + '"';
    }
}
