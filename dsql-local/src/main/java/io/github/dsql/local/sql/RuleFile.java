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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Internal: what {@code rules.txt} says about each refusal; its head explains the columns. */
public final class RuleFile {
    private static final String RESOURCE = "/io/github/dsql/local/rules.txt";
    private static final String DETAIL = " DETAIL: ";
    private static final int COLUMNS = 7;
    private static final Map<String, Row> BY_ID = load();

    /** Who enforces a rule. */
    public enum Enforcer {
        /** A constant of {@link Rule}. */
        JAVA,
        /** {@code dsql_internal.refuse} in the catalogue scripts. */
        SQL,
        /** The statement's first words are the rule's id. */
        WORDS,
        /** Nobody any more. */
        HISTORY
    }

    /**
     * One rule.
     *
     * @param id the capability
     * @param enforcers who enforces it
     * @param sqlState five characters
     * @param message the service's words, with {@code %s} for what the statement fills in
     * @param detail the DETAIL line, if the service sends one
     * @param since the day from which the service refuses it, or {@code -}
     * @param until the day from which it no longer does, or {@code -}
     * @param evidence who saw the text, and when; {@code scheme} for nobody
     */
    public record Row(
            String id,
            Set<Enforcer> enforcers,
            String sqlState,
            String message,
            @Nullable String detail,
            String since,
            String until,
            String evidence) {
        Refusal refuse(Object... arguments) {
            return new Refusal(
                    id, sqlState, filled(message, arguments), detail == null ? null : filled(detail, arguments));
        }

        private static String filled(String text, Object... arguments) {
            return String.format(Locale.ROOT, text, arguments);
        }
    }

    private RuleFile() {}

    /**
     * Returns the rules.
     *
     * @return all of them in the order of the file
     */
    public static List<Row> rows() {
        return List.copyOf(BY_ID.values());
    }

    static Row row(String id) {
        Row row = BY_ID.get(id);
        if (row == null) {
            throw new IllegalStateException(RESOURCE + " has no rule '" + id + "'");
        }
        return row;
    }

    private static Map<String, Row> load() {
        Map<String, Row> rows = new LinkedHashMap<>();
        read().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(RuleFile::parse)
                .forEach(row -> {
                    if (rows.put(row.id(), row) != null) {
                        throw new IllegalStateException(RESOURCE + " has two rules '" + row.id() + "'");
                    }
                });
        return rows;
    }

    private static Row parse(String line) {
        String[] columns = line.trim().split("\\s*\\|\\s*", -1);
        if (columns.length != COLUMNS) {
            throw new IllegalStateException(RESOURCE + " needs " + COLUMNS + " columns: " + line);
        }
        int detail = columns[6].indexOf(DETAIL);
        return new Row(
                columns[0],
                enforcers(columns[1]),
                columns[2],
                detail < 0 ? columns[6] : columns[6].substring(0, detail),
                detail < 0 ? null : columns[6].substring(detail + DETAIL.length()),
                columns[3],
                columns[4],
                columns[5]);
    }

    private static Set<Enforcer> enforcers(String column) {
        return switch (column) {
            case "java" -> Set.of(Enforcer.JAVA);
            case "sql" -> Set.of(Enforcer.SQL);
            case "java+sql" -> Set.of(Enforcer.JAVA, Enforcer.SQL);
            case "words" -> Set.of(Enforcer.WORDS);
            case "history" -> Set.of(Enforcer.HISTORY);
            default -> throw new IllegalStateException(RESOURCE + " has a rule enforced by '" + column + "'");
        };
    }

    private static String read() {
        try (InputStream in = RuleFile.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The jar of dsql-local lacks " + RESOURCE);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + RESOURCE + " from the jar of dsql-local", e);
        }
    }
}
