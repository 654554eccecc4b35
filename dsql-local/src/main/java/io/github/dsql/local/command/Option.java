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
package io.github.dsql.local.command;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Internal: what can be given on the command line. */
enum Option {
    PORT("--port", "<number>", "port that clients connect to, 0 for any free one; default 5432"),
    DATA("--data", "<directory>", "where data is kept from one run to the next; default: nothing is kept"),
    POSTGRES("--postgres", "<jdbc-url>", "runs on this PostgreSQL 16 instead of an embedded one; nothing is kept"),
    POSTGRES_USER("--postgres-user", "<name>", "its superuser; default postgres"),
    POSTGRES_PASSWORD(
            "--postgres-password",
            "<text>",
            "the superuser's password; default: the environment variable DSQL_LOCAL_POSTGRES_PASSWORD, or none"),
    HELP("--help", null, "prints this"),
    VERSION("--version", null, "prints the version");

    /** A mistyped option is taken for another one up to this distance. */
    private static final int NEAR = 4;

    private final String text;
    private final @Nullable String value;
    private final String meaning;

    Option(String text, @Nullable String value, String meaning) {
        this.text = text;
        this.value = value;
        this.meaning = meaning;
    }

    String text() {
        return text;
    }

    /** The option as help shows it. */
    String usage() {
        return value == null ? text : text + " " + value;
    }

    boolean takesValue() {
        return value != null;
    }

    String meaning() {
        return meaning;
    }

    static Option of(String text) throws UsageException {
        for (Option option : values()) {
            if (option.text.equals(text)) {
                return option;
            }
        }
        String hint = nearest(text)
                .map(option -> "Did you mean " + option.text + "?")
                .orElseGet(() -> "Options are "
                        + Arrays.stream(values()).map(Option::text).collect(Collectors.joining(", ")) + ".");
        throw new UsageException("There is no option " + text + ". " + hint);
    }

    private static Optional<Option> nearest(String text) {
        return Arrays.stream(values())
                .filter(option -> distance(option.text, text) <= Math.min(NEAR, text.length() / 2))
                .min((a, b) -> distance(a.text, text) - distance(b.text, text));
    }

    /** How many characters have to be put in, left out or exchanged. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int exchange = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(diagonal + exchange, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
