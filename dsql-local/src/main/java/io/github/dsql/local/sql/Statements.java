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

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Internal: splits what a client sent into statements and decides each one. */
public final class Statements {
    /** At TRACE it says each text that was not judged before: with a client's literals, and in the tests the source of their corpus. */
    private static final Logger LOG = LoggerFactory.getLogger(Statements.class);

    /** An application's statements: enough for a large one, a few megabytes at most. */
    private static final int CACHED_TEXTS = 1_024;

    /** Longer texts are bulk data or scripts, sent once. */
    private static final int LONGEST_CACHED_TEXT = 4_096;

    private static final Map<String, List<Statement>> CACHE = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<Statement>> eldest) {
            return size() > CACHED_TEXTS;
        }
    };

    private Statements() {}

    /**
     * Splits and classifies a query string.
     *
     * @param sql what the client sent in a Query or Parse message
     * @return the statements in order; a single EMPTY one if there is nothing but blanks and comments
     */
    public static List<Statement> parse(String sql) {
        if (sql.length() > LONGEST_CACHED_TEXT) {
            return parseUncached(sql);
        }
        List<Statement> known = cached(sql);
        if (known == null) {
            known = parseUncached(sql);
            synchronized (CACHE) {
                CACHE.put(sql, known);
            }
        }
        return known;
    }

    /**
     * What PostgreSQL must be able to read before any of a query string runs.
     *
     * @param sql the query string
     * @param statements its statements
     * @return the string with the words blanked out that only Aurora DSQL has
     */
    public static String syntaxText(String sql, List<Statement> statements) {
        StringBuilder result = new StringBuilder(sql);
        int from = 0;
        for (Statement statement : statements) {
            int start = Math.max(from, sql.indexOf(statement.text(), from));
            from = start + statement.text().length();
            if (statement.syntaxText() != null) {
                result.replace(start, from, statement.syntaxText());
            }
        }
        return result.toString();
    }

    private static @Nullable List<Statement> cached(String sql) {
        synchronized (CACHE) {
            return CACHE.get(sql);
        }
    }

    static List<Statement> parseUncached(String sql) {
        if (LOG.isTraceEnabled()) {
            LOG.trace("New: {}", sql.replace("\r", "\\r").replace("\n", "\\n"));
        }
        Scanner.Result scan = Scanner.scan(sql);
        List<String> texts = Splitter.split(sql, scan.tokens());
        if (texts.isEmpty()) {
            return List.of(new Statement(sql, StatementKind.EMPTY, null, sql, null, null));
        }
        if (texts.size() == 1 && texts.get(0).length() == sql.length()) {
            return List.of(judge(sql, scan));
        }
        List<Statement> statements = new ArrayList<>(texts.size());
        for (String text : texts) {
            statements.add(judge(text, Scanner.scan(text)));
        }
        return List.copyOf(statements);
    }

    /** What is lexically broken goes to PostgreSQL as it is: it has the message for it, and judging it would be guessing. */
    private static Statement judge(String text, Scanner.Result scan) {
        Source source = new Source(text, scan.tokens());
        if (!scan.broken()) {
            return Classifier.classify(source);
        }
        AsyncRules.blank(source, source.cursor());
        return source.accept(StatementKind.QUERY);
    }
}
