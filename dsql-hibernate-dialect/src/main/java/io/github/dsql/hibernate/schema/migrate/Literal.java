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
package io.github.dsql.hibernate.schema.migrate;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Internal: a literal of an expression, and whether it can be the same as another although the database has written it back.
 *
 * @param text the text without quotes
 * @param quoted whether it is written in quotes
 * @param type the type that it is cast to, or null
 */
record Literal(String text, boolean quoted, @Nullable String type) {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern TIMESTAMP =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)(?:[T ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?)"
                    + "\\s*(Z|[+-]\\d\\d(?::\\d\\d)?)?)?");
    private static final Set<String> TEXTS =
            Set.of("text", "varchar", "character varying", "bpchar", "char", "character", "\"char\"");
    private static final Set<String> TRUE = Set.of("true", "t", "yes", "y", "on", "1");
    private static final Set<String> FALSE = Set.of("false", "f", "no", "n", "off", "0");

    /** The same literal with a cast behind it; of several casts, one that changes how it is written counts. */
    Literal cast(String other) {
        return type == null || SqlTokens.transparent(type) ? new Literal(text, quoted, other) : this;
    }

    /** The same literal without what its type says about how it is written. */
    Literal uncast() {
        return opaque() ? new Literal(text, quoted, null) : this;
    }

    Literal negative() {
        return new Literal(text.startsWith("-") ? text.substring(1) : "-" + text, quoted, type);
    }

    boolean isNumber() {
        return !quoted && NUMBER.matcher(text).matches();
    }

    /** Whether both can be the same. */
    boolean matches(Literal other) {
        if (text.equals(other.text)) {
            return true;
        }
        if (isTruth() || other.isTruth()) {
            return truth(text) != null && Objects.equals(truth(text), truth(other.text));
        }
        String rewritten = opaque() ? type : other.opaque() ? other.type : null;
        if (rewritten != null) {
            Object one = value(text, rewritten);
            Object two = value(other.text, rewritten);
            return one == null || two == null || one.equals(two);
        }
        return !(isText() && other.isText())
                && NUMBER.matcher(text).matches()
                && NUMBER.matcher(other.text).matches()
                && new BigDecimal(text).compareTo(new BigDecimal(other.text)) == 0;
    }

    private boolean opaque() {
        return type != null && !SqlTokens.transparent(type);
    }

    private boolean isText() {
        return quoted && (type == null || TEXTS.contains(type));
    }

    private boolean isTruth() {
        return !quoted && (text.equals("true") || text.equals("false"));
    }

    private static @Nullable Boolean truth(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return TRUE.contains(word) ? Boolean.TRUE : FALSE.contains(word) ? Boolean.FALSE : null;
    }

    /** Returns the value of a literal of a type that the database writes in its own way, or null if it is not known. */
    private static @Nullable Object value(String text, String type) {
        try {
            if (type.equals("uuid")) {
                return text.toLowerCase(Locale.ROOT).replaceAll("[{}-]", "");
            }
            if (type.startsWith("time") && !type.startsWith("timestamp")) {
                return LocalTime.parse(text);
            }
            Matcher timestamp = TIMESTAMP.matcher(text);
            return timestamp.matches() ? moment(timestamp, type) : null;
        } catch (DateTimeParseException e) {
            // Written in another way, so that nothing can be said about it.
            return null;
        }
    }

    private static @Nullable Object moment(Matcher timestamp, String type) {
        LocalDate date = LocalDate.parse(timestamp.group(1));
        if (type.equals("date")) {
            return date;
        }
        LocalDateTime local =
                date.atTime(timestamp.group(2) == null ? LocalTime.MIDNIGHT : LocalTime.parse(timestamp.group(2)));
        if (type.equals("timestamp") || type.endsWith("without time zone")) {
            return local;
        }
        String offset = timestamp.group(3);
        boolean zoned = type.equals("timestamptz") || type.endsWith("with time zone");
        return offset == null || !zoned
                ? null
                : OffsetDateTime.parse(local + (offset.length() == 3 ? offset + ":00" : offset))
                        .toInstant();
    }
}
