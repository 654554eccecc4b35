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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Internal: which statements are refused by their first words alone; the rows are in {@code refused-statements.txt}. */
final class RefusedStatements {
    private static final String RESOURCE = "refused-statements.txt";
    private static final int MOST_WORDS = 4;

    /** The statements that may end behind these words. */
    private static final Set<String> COMPLETE = Set.of("vacuum", "cluster", "checkpoint");

    /** One row; see the file's head for the columns. */
    record Row(String words, String message, String source, String date, boolean certain) {
        Refusal refusal() {
            return new Refusal(words.replace(' ', '-'), "0A000", message, null);
        }
    }

    private static final Map<String, Refusal> BY_WORDS = load();

    private RefusedStatements() {}

    /**
     * The refusal for the statement at the cursor, which does not move; null if its first words do not decide it. Words that are only
     * the beginning of a statement are a syntax error, which comes first on the service too.
     */
    static @Nullable Refusal find(Cursor statement) {
        Cursor cursor = statement.copy();
        StringBuilder words = new StringBuilder();
        Refusal longest = null;
        for (int i = 0; i < MOST_WORDS && cursor.peek().type() == Token.Type.WORD; i++) {
            words.append(i == 0 ? "" : " ").append(cursor.next().value());
            if (i == 0) {
                cursor.take("or", "replace");
            }
            Refusal refusal = BY_WORDS.get(words.toString());
            if (refusal != null && (!cursor.done() || COMPLETE.contains(words.toString()))) {
                longest = refusal;
            }
        }
        return longest;
    }

    private static Map<String, Refusal> load() {
        Map<String, Refusal> refusals = new HashMap<>();
        for (Row row : rows()) {
            if (refusals.put(row.words(), row.refusal()) != null) {
                throw new IllegalStateException(RESOURCE + " has two rows for '" + row.words() + "'");
            }
        }
        return Map.copyOf(refusals);
    }

    static List<Row> rows() {
        return read().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(RefusedStatements::row)
                .toList();
    }

    private static Row row(String line) {
        String[] columns = line.trim().split("\\s*\\|\\s*", -1);
        if (columns.length != 5) {
            throw new IllegalStateException(RESOURCE + " needs five columns: " + line);
        }
        return new Row(columns[0], columns[1], columns[2], columns[3], columns[4].equals("certain"));
    }

    private static String read() {
        try (InputStream in = RefusedStatements.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("dsql-local is incomplete: no " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
