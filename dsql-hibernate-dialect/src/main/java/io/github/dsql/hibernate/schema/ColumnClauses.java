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
package io.github.dsql.hibernate.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internal: the definition of a column as a mapping writes it ({@code columnDefinition}), taken apart into the type and the
 * clauses behind it.
 *
 * <p>ADD COLUMN takes the type alone on Aurora DSQL.
 *
 * @param type the type
 * @param defaultValue the expression of DEFAULT, or null
 * @param notNull whether NOT NULL is there
 * @param others the clauses that cannot be given to a column later, as written
 */
public record ColumnClauses(String type, @Nullable String defaultValue, boolean notNull, List<String> others) {
    private static final Pattern CHECK =
            Pattern.compile("check\\s*\\((.*)\\)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TOKEN = Pattern.compile("[\\s(),]|[^\\s(),]+");
    private static final Set<String> STARTS = Set.of(
            "default", "not", "null", "check", "unique", "references", "generated", "constraint", "collate", "primary");

    /**
     * Takes a definition apart.
     *
     * @param definition the definition, as {@code varchar(20) default 'x' not null}
     * @return its parts
     */
    public static ColumnClauses of(String definition) {
        List<String> clauses = split(definition.strip());
        String defaultValue = null;
        boolean notNull = false;
        List<String> others = new ArrayList<>();
        for (String clause : clauses.subList(1, clauses.size())) {
            String normalized = clause.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
            if (normalized.startsWith("default ")) {
                defaultValue = clause.substring("default".length()).strip();
            } else if (normalized.equals("not null")) {
                notNull = true;
            } else if (!normalized.equals("null")) {
                others.add(clause);
            }
        }
        return new ColumnClauses(clauses.get(0), defaultValue, notNull, List.copyOf(others));
    }

    /**
     * Returns the condition of a clause that is a check.
     *
     * @param clause the clause
     * @return the condition, or null if it is another clause
     */
    public static @Nullable String condition(String clause) {
        Matcher check = CHECK.matcher(clause);
        return check.matches() ? check.group(1) : null;
    }

    /** Splits before each word that starts a clause, outside parentheses and quotes. */
    private static List<String> split(String definition) {
        List<String> clauses = new ArrayList<>();
        StringBuilder clause = new StringBuilder();
        int depth = 0;
        for (String token :
                TOKEN.matcher(definition).results().map(MatchResult::group).toList()) {
            depth += "(".equals(token) ? 1 : ")".equals(token) ? -1 : 0;
            boolean quoted = clause.chars().filter(c -> c == '\'').count() % 2 == 1;
            if (depth == 0 && !quoted && startsClause(token, clause)) {
                clauses.add(clause.toString().strip());
                clause.setLength(0);
            }
            clause.append(token);
        }
        clauses.add(clause.toString().strip());
        return clauses;
    }

    private static boolean startsClause(String token, StringBuilder before) {
        String word = token.toLowerCase(Locale.ROOT);
        String text = before.toString().strip().toLowerCase(Locale.ROOT);
        // NULL belongs to NOT NULL and to DEFAULT NULL.
        boolean continues = word.equals("null") && (text.equals("not") || text.equals("default"));
        return STARTS.contains(word) && !text.isEmpty() && !continues;
    }
}
