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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which values a setting takes, and which of them is nearest to one that it does not take.
 *
 * @param <T> the type of a value
 */
sealed interface Values<T> {
    /** Reads a text without blanks around it; letter case does not count. Empty if the setting does not take it. */
    Optional<T> read(String text);

    /** Returns the values as a message names them. */
    String range();

    /** Returns the valid value that someone who wrote this most likely meant, or the default if nothing is like it. */
    String nearest(String text, T defaultValue);

    /** Returns a value as a user would write it. */
    String text(T value);

    /** Returns the values as a table names them, in Markdown. */
    String markdown();

    static <E extends Enum<E>> Values<E> of(Class<E> type) {
        return new Choice<>(type);
    }

    static Values<Boolean> flag() {
        return new Flag();
    }

    static Values<Integer> wholeNumbers(int min, int max) {
        return new Whole(min, max, min);
    }

    /** 1, or a number not below {@code smallestOther}. */
    static Values<Integer> oneOrFrom(int smallestOther) {
        return new Whole(1, Integer.MAX_VALUE, smallestOther);
    }

    /** Any number of these words, separated by commas. */
    static Values<Set<String>> words(Collection<String> words) {
        return new Words(new TreeSet<>(words));
    }

    /** The constants of an enum, in lower case. */
    record Choice<E extends Enum<E>>(Class<E> type) implements Values<E> {
        @Override
        public Optional<E> read(String text) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(value -> value.name().equalsIgnoreCase(text))
                    .findFirst();
        }

        @Override
        public String range() {
            return "one of " + String.join(", ", names());
        }

        @Override
        public String nearest(String text, E defaultValue) {
            return Nearest.to(text, names());
        }

        @Override
        public String text(E value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String markdown() {
            return names().stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        }

        private List<String> names() {
            return Arrays.stream(type.getEnumConstants()).map(this::text).toList();
        }
    }

    /** Yes or no. */
    record Flag() implements Values<Boolean> {
        private static final Set<String> LIKE_NO = Set.of("no", "off", "0", "n", "f", "none", "disabled", "never");

        @Override
        public Optional<Boolean> read(String text) {
            return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")
                    ? Optional.of(Boolean.valueOf(text))
                    : Optional.empty();
        }

        @Override
        public String range() {
            return "true or false";
        }

        @Override
        public String nearest(String text, Boolean defaultValue) {
            return LIKE_NO.contains(text.toLowerCase(Locale.ROOT))
                    ? "false"
                    : Nearest.to(text, List.of("true", "false"));
        }

        @Override
        public String text(Boolean value) {
            return value.toString();
        }

        @Override
        public String markdown() {
            return "`true`, `false`";
        }
    }

    /**
     * Whole numbers from {@code min} to {@code max}, without those above {@code min} and below {@code next}.
     *
     * @param min the smallest
     * @param max the largest
     * @param next the second smallest, or as {@code min} if there is no gap
     */
    record Whole(int min, int max, int next) implements Values<Integer> {
        private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(?:[.][0-9]+)?");

        @Override
        public Optional<Integer> read(String text) {
            try {
                BigInteger value = new BigInteger(text);
                return value.equals(clamp(value)) ? Optional.of(value.intValue()) : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        @Override
        public String range() {
            return next == min
                    ? "a whole number from " + min + " to " + max
                    : min + ", or a whole number from " + next + " to " + max
                            + " (Aurora DSQL takes none between them)";
        }

        /** {@inheritDoc} Of {@code 1.5} or {@code 10s}, the number in it counts. */
        @Override
        public String nearest(String text, Integer defaultValue) {
            Matcher number = NUMBER.matcher(text);
            return number.lookingAt() && number.group().length() < 1_000
                    ? clamp(new BigDecimal(number.group())
                                    .setScale(0, RoundingMode.HALF_UP)
                                    .toBigInteger())
                            .toString()
                    : text(defaultValue);
        }

        @Override
        public String text(Integer value) {
            return value.toString();
        }

        @Override
        public String markdown() {
            return next == min ? min + " to " + max : min + ", or " + next + " and more";
        }

        private BigInteger clamp(BigInteger value) {
            BigInteger smallest = BigInteger.valueOf(min);
            BigInteger inRange = value.max(smallest).min(BigInteger.valueOf(max));
            BigInteger middle = BigInteger.valueOf(((long) min + next) / 2);
            if (inRange.equals(smallest) || inRange.compareTo(BigInteger.valueOf(next)) >= 0) {
                return inRange;
            }
            return inRange.compareTo(middle) < 0 ? smallest : BigInteger.valueOf(next);
        }
    }

    /**
     * Any number of words of a list, separated by commas.
     *
     * @param known the list
     */
    record Words(TreeSet<String> known) implements Values<Set<String>> {
        @Override
        public Optional<Set<String>> read(String text) {
            Set<String> found = new LinkedHashSet<>();
            for (String word : split(text)) {
                Optional<String> match =
                        known.stream().filter(word::equalsIgnoreCase).findFirst();
                if (match.isEmpty()) {
                    return Optional.empty();
                }
                found.add(match.get());
            }
            return Optional.of(Set.copyOf(found));
        }

        @Override
        public String range() {
            return "codes of findings, separated by commas";
        }

        @Override
        public String nearest(String text, Set<String> defaultValue) {
            return split(text).stream()
                    .map(word -> Nearest.to(word, known))
                    .distinct()
                    .collect(Collectors.joining(","));
        }

        @Override
        public String text(Set<String> value) {
            return String.join(",", new TreeSet<>(value));
        }

        @Override
        public String markdown() {
            return "codes, separated by commas";
        }

        /** Also takes a list as it prints itself. */
        private static List<String> split(String text) {
            return Arrays.stream(text.replaceAll("^\\[|\\]$", "").split(","))
                    .map(String::trim)
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }
}
