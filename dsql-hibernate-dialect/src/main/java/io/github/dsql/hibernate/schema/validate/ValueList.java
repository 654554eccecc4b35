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
package io.github.dsql.hibernate.schema.validate;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Internal: the values that a check of one column lists, as the mapping of an enum writes it and as the database writes it back.
 *
 * <p>Anything but a list or a range of small numbers is not read, and so never found fault with.
 */
final class ValueList {
    private static final Pattern TEXT = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern NUMBER = Pattern.compile("-?\\d+");
    private static final Pattern NUMERIC = Pattern.compile("::(?:smallint|integer|bigint|numeric)\\b");
    private static final String MARK = "#";
    private static final Pattern CAST = Pattern.compile(
            "::(?:\"[^\"]+\"|character varying|double precision|[a-z_0-9.]+)(?:\\(\\d+\\))?(?:\\[\\])?");
    private static final Pattern LIST = Pattern.compile("(?:in|=anyarray)\\[?((?:#|-?\\d+)(?:,(?:#|-?\\d+))*)]?");
    private static final Pattern SINGLE = Pattern.compile("=(#|-?\\d+)");
    private static final Pattern BETWEEN = Pattern.compile("between(-?\\d+)and(-?\\d+)");
    private static final Pattern RANGE = Pattern.compile(">=(-?\\d+)and@<=(-?\\d+)");
    private static final int LARGEST_RANGE = 32_767;

    private ValueList() {}

    /**
     * Returns the values.
     *
     * @param check the condition of a check, or its definition in the catalogue
     * @param column the name of its column as stored
     * @return the literals in their order, or none if it is no list of values
     */
    static Set<String> of(String check, String column) {
        Matcher texts = TEXT.matcher(check);
        Set<String> literals = new LinkedHashSet<>();
        StringBuilder rest = new StringBuilder();
        while (texts.find()) {
            // The database writes a negative number as '-5'::integer.
            String number = texts.group().substring(1, texts.group().length() - 1);
            boolean numeric = NUMBER.matcher(number).matches()
                    && NUMERIC.matcher(check)
                            .region(texts.end(), check.length())
                            .lookingAt();
            if (!numeric) {
                literals.add(texts.group());
            }
            texts.appendReplacement(rest, numeric ? number : MARK);
        }
        texts.appendTail(rest);
        String condition = normal(rest.toString(), column);
        if (!condition.startsWith("@")) {
            return Set.of();
        }
        return values(condition.substring(1), literals);
    }

    private static Set<String> values(String condition, Set<String> literals) {
        Matcher list = LIST.matcher(condition);
        Matcher single = SINGLE.matcher(condition);
        if (list.matches() || single.matches()) {
            String values = list.matches() ? list.group(1) : single.group(1);
            return values.contains(MARK) ? literals : new LinkedHashSet<>(Arrays.asList(values.split(",", -1)));
        }
        Matcher between = BETWEEN.matcher(condition);
        Matcher range = RANGE.matcher(condition);
        if (between.matches()) {
            return numbers(between);
        }
        return range.matches() ? numbers(range) : Set.of();
    }

    private static Set<String> numbers(Matcher range) {
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        Set<String> numbers = new LinkedHashSet<>();
        if (last - first <= LARGEST_RANGE) {
            IntStream.rangeClosed(first, last).forEach(number -> numbers.add(String.valueOf(number)));
        }
        return numbers;
    }

    /** Without casts, parentheses and blanks, in lower case, with @ for the column and # for each text. */
    private static String normal(String condition, String column) {
        String plain = condition.replaceFirst("(?is)^\\s*check\\b", "").replaceFirst("(?i)\\s+not\\s+valid\\s*$", "");
        String quoted = "\"" + column.replace("\"", "\"\"") + "\"";
        plain = plain.replace(quoted, "@");
        plain = plain.replaceAll("(?i)(?<![\\w\"$@])" + Pattern.quote(column) + "(?![\\w\"$])", "@");
        String lower = plain.toLowerCase(Locale.ROOT);
        return CAST.matcher(lower).replaceAll("").replaceAll("[()\\s]", "");
    }
}
