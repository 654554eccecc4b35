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
package io.github.dsql.hibernate.mapping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether an expression gives another result for the same row at another time or in another session, so that no generated column and
 * no index takes it (PostgreSQL 16).
 *
 * <p>What depends on the types of its arguments is told only where these are plain to see: a column, a literal or a cast.
 */
final class Volatility {
    private static final Pattern ALWAYS = Pattern.compile(
            "(?<![\\p{L}\\p{N}_$.])(?:current_(?:timestamp|date|time|user|role|catalog|schema)|localtimestamp|localtime|session_user"
                    + "|(?:now|random|random_normal|gen_random_uuid|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday"
                    + "|nextval|currval|lastval|setval|current_setting|txid_current|pg_current_xact_id|pg_backend_pid|version|to_char"
                    + "|to_date|to_number|concat|concat_ws|format|to_json|to_jsonb|row_to_json|json_build_object|jsonb_build_object"
                    + "|json_build_array|jsonb_build_array|array_to_json|array_to_string|jsonb_path_query_tz|jsonb_path_exists_tz)\\s*\\()");

    private static final Pattern BY_ARGUMENTS = Pattern.compile(
            "(?<![\\p{L}\\p{N}_$.])(cast|age|to_timestamp|date_trunc|date_part|extract|to_tsvector)\\s*\\(");
    private static final Pattern CAST = Pattern.compile("::\\s*([a-z][a-z0-9_ ]*)");
    private static final Pattern OPERAND = Pattern.compile("([\\p{L}_\"][\\p{L}\\p{N}_$\"]*|'[ ]*')\\s*$");
    private static final Pattern COLUMN = Pattern.compile("[\\p{L}_\"][\\p{L}\\p{N}_$\"]*");
    private static final String LITERAL = "literal";

    private static final Set<String> DATES = Set.of("date", "timestamp", "timestamptz", "time", "timetz");
    private static final Set<String> TEXTS = Set.of("text", "varchar", "char", "bpchar", "name");

    private final Function<String, @Nullable String> columnTypes;

    /**
     * Begins with a table.
     *
     * @param columnTypes what gives the type of a column by its name as written, null if there is no such column
     */
    Volatility(Function<String, @Nullable String> columnTypes) {
        this.columnTypes = columnTypes;
    }

    /** Returns the part of an expression that does not always give the same result, null if none is known. */
    @Nullable
    String in(@Nullable String expression) {
        if (expression == null) {
            return null;
        }
        String plain = SqlText.plain(expression);
        Matcher always = ALWAYS.matcher(plain);
        if (always.find()) {
            return always.group().replaceFirst("\\s*\\($", "()");
        }
        Matcher call = BY_ARGUMENTS.matcher(plain);
        while (call.find()) {
            int end = SqlText.closing(plain, call.end() - 1);
            if (isVolatile(call.group(1), expression, plain, call.end(), end)) {
                return expression.substring(call.start(), Math.min(expression.length(), end + 1));
            }
        }
        return castIn(expression, plain);
    }

    private boolean isVolatile(String function, String expression, String plain, int from, int to) {
        List<String> types = types(expression, plain, from, to);
        String last = types.isEmpty() ? null : types.get(types.size() - 1);
        return switch (function) {
            case "cast" -> isVolatileCast(expression, plain, from, to);
            // Of two dates it is taken for that of two timestamps with time zone, and of one it begins today.
            case "age" -> types.size() == 1 || types.stream().anyMatch("date"::equals);
            case "to_timestamp" -> types.size() == 2;
            case "date_trunc", "date_part" ->
                "timestamptz".equals(last) || (function.equals("date_trunc") && "date".equals(last));
            case "extract" -> {
                int source = plain.indexOf(" from ", from);
                yield source >= 0
                        && source < to
                        && "timestamptz".equals(typeOf(expression, plain, source + " from ".length(), to));
            }
            default -> types.size() == 1; // to_tsvector takes the configuration of the session.
        };
    }

    private boolean isVolatileCast(String expression, String plain, int from, int to) {
        String inside = SqlText.outside(plain.substring(from, to));
        int as = inside.lastIndexOf(" as ");
        return as >= 0
                && isVolatileCast(
                        typeOf(expression, plain, from, from + as),
                        canonical(plain.substring(from + as + " as ".length(), to)));
    }

    private @Nullable String castIn(String expression, String plain) {
        Matcher cast = CAST.matcher(plain);
        while (cast.find()) {
            Matcher operand = OPERAND.matcher(plain.substring(0, cast.start()));
            String type = null;
            int from = cast.start();
            if (operand.find() && !plain.substring(0, operand.start()).endsWith(".")) {
                from = operand.start();
                type = typeOf(expression, plain, from, cast.start());
            } else if (plain.substring(0, cast.start()).stripTrailing().endsWith(")")) {
                from = opening(
                        plain, plain.substring(0, cast.start()).stripTrailing().length() - 1);
                boolean call = from > 0 && Character.isLetterOrDigit(plain.charAt(from - 1));
                type = call ? null : typeOf(expression, plain, from, cast.start());
            }
            if (isVolatileCast(type, canonical(cast.group(1)))) {
                return expression.substring(from, cast.end()).strip();
            }
        }
        return null;
    }

    private static int opening(String plain, int close) {
        int depth = 0;
        for (int i = close; i >= 0; i--) {
            if (plain.charAt(i) == ')') {
                depth++;
            } else if (plain.charAt(i) == '(' && --depth == 0) {
                return i;
            }
        }
        return 0;
    }

    /** Whether a cast depends on DateStyle or the time zone of the session. */
    private static boolean isVolatileCast(@Nullable String from, String to) {
        if (from == null || from.equals(LITERAL) || from.equals(to)) {
            return false; // A literal is cast once, when the expression is read.
        }
        if (TEXTS.contains(from)) {
            return DATES.contains(to);
        }
        if (TEXTS.contains(to)) {
            return from.equals("date") || from.equals("timestamp") || from.equals("timestamptz");
        }
        return (from.equals("timestamptz") && DATES.contains(to))
                || (DATES.contains(from) && to.equals("timestamptz"))
                || (from.equals("time") && to.equals("timetz"));
    }

    private List<String> types(String expression, String plain, int from, int to) {
        List<String> types = new ArrayList<>();
        String inside = SqlText.outside(plain.substring(from, to));
        int start = 0;
        for (int i = 0; i <= inside.length(); i++) {
            if (i == inside.length() || inside.charAt(i) == ',') {
                String type = typeOf(expression, plain, from + start, from + i);
                types.add(type == null ? "unknown" : type);
                start = i + 1;
            }
        }
        return types;
    }

    /** Returns the type of a column, of a cast or of a literal, null for all else. */
    private @Nullable String typeOf(String expression, String plain, int from, int to) {
        String text = plain.substring(from, to);
        String operand = text.strip();
        int start = from + text.indexOf(operand);
        if (operand.startsWith("(") && SqlText.closing(operand, 0) == operand.length() - 1) {
            return typeOf(expression, plain, start + 1, start + operand.length() - 1);
        }
        if (operand.startsWith("cast") && operand.endsWith(")")) {
            int open = operand.indexOf('(');
            int as = SqlText.outside(operand.substring(open + 1)).lastIndexOf(" as ");
            return SqlText.closing(operand, open) == operand.length() - 1 && as >= 0
                    ? canonical(operand.substring(open + 1 + as + " as ".length(), operand.length() - 1))
                    : null;
        }
        int cast = SqlText.outside(operand).lastIndexOf("::");
        if (cast >= 0) {
            String type = operand.substring(cast + 2);
            return type.matches("[a-z0-9_ ]+(?:\\([0-9, ]*\\)[a-z ]*)?") ? canonical(type) : null;
        }
        if (operand.startsWith("'") && operand.indexOf('\'', 1) == operand.length() - 1) {
            return LITERAL;
        }
        return COLUMN.matcher(operand).matches()
                ? type(columnTypes.apply(expression.substring(start, start + operand.length())))
                : null;
    }

    private static @Nullable String type(@Nullable String type) {
        return type == null ? null : canonical(type);
    }

    private static String canonical(String type) {
        String[] words = TypeNames.base(type).split(" ");
        String joined = String.join(" ", words);
        if (joined.startsWith("timestamp")) {
            return joined.startsWith("timestamptz") || joined.startsWith("timestamp with time zone")
                    ? "timestamptz"
                    : "timestamp";
        }
        if (joined.startsWith("time")) {
            return joined.startsWith("timetz") || joined.startsWith("time with time zone") ? "timetz" : "time";
        }
        if (Arrays.asList(words).contains("varying")) {
            return "varchar";
        }
        return words[0].equals("character") ? "char" : words[0];
    }
}
