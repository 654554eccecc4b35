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

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.Column;
import org.jspecify.annotations.Nullable;

/** Which column types Aurora DSQL has, and what to use in place of one that it does not have (2026-10). */
final class TypeNames {
    /** The column types that the service takes; a type that is not here may still be a domain of the user. */
    private static final Set<String> ACCEPTED = words("""
            smallint int2 integer int int4 bigint int8 real float4 double_precision float8 float numeric decimal dec
            char character bpchar varchar character_varying char_varying text bytea json jsonb
            date time time_with_time_zone time_without_time_zone timetz
            timestamp timestamp_with_time_zone timestamp_without_time_zone timestamptz
            interval interval_second boolean bool uuid""");

    /** Types that PostgreSQL has, alone or by an extension, and the service refuses for columns. */
    private static final Set<String> REFUSED = words("""
            inet cidr macaddr macaddr8 money xml point line lseg box path polygon circle tsvector tsquery
            int4range int8range numrange tsrange tstzrange daterange
            int4multirange int8multirange nummultirange tsmultirange tstzmultirange datemultirange
            bit varbit bit_varying pg_lsn oid regclass regtype name xid cid tid refcursor jsonpath
            serial bigserial smallserial serial2 serial4 serial8
            hstore ltree citext geometry geography vector halfvec sparsevec cube""");

    /** Types of other databases, which a mapping brings along in a columnDefinition. */
    private static final Set<String> FOREIGN = words("""
            blob tinyblob mediumblob longblob clob nclob tinytext mediumtext longtext raw long_raw varbinary binary image
            tinyint mediumint datetime datetime2 smalldatetime datetimeoffset year
            nvarchar nchar varchar2 nvarchar2 number double enum set uniqueidentifier rowid bit_large_object
            string long bytes timestamp_with_timezone timestamp_without_timezone time_with_timezone time_without_timezone
            timestamp_with_local_time_zone "char\"""");

    /** Types that take numbers in parentheses; PostgreSQL refuses them behind any other of its own. */
    private static final Set<String> SIZED = words("""
            numeric decimal dec float char character bpchar varchar character_varying char_varying
            time timetz time_with_time_zone time_without_time_zone
            timestamp timestamptz timestamp_with_time_zone timestamp_without_time_zone interval interval_second""");

    private static final Pattern SCHEMA =
            Pattern.compile("\"?(?:pg_catalog|public)\"?\\s*\\.\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("\"([a-z0-9_]+)\"");
    private static final Pattern NUMBERS = Pattern.compile("^[^(]*+\\(\\s*[+-]?\\d+\\s*(?:,\\s*[+-]?\\d+\\s*)?\\).*");

    /** What other databases add to a column, outside parentheses. */
    private static final Pattern FOREIGN_CLAUSE = Pattern.compile(
            "\\b(?:unsigned|zerofill|auto_?increment|character\\s+set|charset|on\\s+update\\s+(?:current_timestamp|now\\b)|invisible)\\b"
                    + "|\\bcomment\\s+'|(?<!\\bas )\\bidentity\\b");

    /** The most digits of a numeric, and the most behind the point. */
    static final int MOST_DIGITS = 1_000;

    private TypeNames() {}

    private static Set<String> words(String text) {
        return Set.of(text.lines()
                .flatMap(line -> Arrays.stream(line.strip().split(" ")))
                .map(word -> word.replace('_', ' ').replace("pg lsn", "pg_lsn"))
                .toArray(String[]::new));
    }

    /** Returns the type of a column as given or computed, and leaves the column as it is. */
    static String of(Column column, MetadataImplementor metadata) {
        String given = column.getSqlType();
        // Asked of a copy: the answer would stay in the column, where it looks like a columnDefinition.
        return given == null ? column.clone().getSqlType(metadata) : given;
    }

    /** Returns a type or columnDefinition in lower case, without comments, the text of literals and the schema of PostgreSQL's own types. */
    static String head(String type) {
        String plain = SqlText.plain(type);
        int start = 0;
        while (start < plain.length() && plain.charAt(start) == ' ') {
            start++;
        }
        Matcher schema = SCHEMA.matcher(type).region(start, type.length());
        if (schema.lookingAt()) {
            start = schema.end();
        }
        String text = plain.substring(start).strip();
        Matcher quoted = QUOTED.matcher(type).region(start, type.length());
        if (quoted.lookingAt()) {
            // "char" is another type than char.
            String name = quoted.group(1).equals("char") ? quoted.group() : quoted.group(1);
            text = name + plain.substring(quoted.end()).stripTrailing();
        }
        return text.replaceAll("\\s+", " ");
    }

    /** Strips lengths and the column options that a columnDefinition may hold behind the type. */
    static String base(String type) {
        return head(type)
                .replaceAll("\\([^)]*\\)", "")
                .replaceAll(
                        "\\s+(not null|null|default|check|constraint|unique|primary|references|collate|generated|storage|compression"
                                + "|deferrable|not deferrable|initially)\\b.*",
                        "")
                .replaceAll("\\s+", " ")
                .trim();
    }

    /** Returns what only another database takes in a columnDefinition, null if there is nothing. */
    static @Nullable String foreign(String type) {
        String head = head(type);
        Matcher clause = FOREIGN_CLAUSE.matcher(SqlText.outside(head));
        if (clause.find()) {
            return clause.group().replaceFirst("\\s*'$", "").strip();
        }
        int open = head.indexOf('(');
        String name = open < 0 ? "" : head.substring(0, open).strip();
        if (!ACCEPTED.contains(name)) {
            return null;
        }
        return SIZED.contains(name) && NUMBERS.matcher(head).matches()
                ? null
                : head.substring(0, Math.min(head.length(), SqlText.closing(head, open) + 1));
    }

    static boolean isAccepted(String name) {
        return ACCEPTED.contains(name);
    }

    static boolean isRefused(String name) {
        return isArray(name) || REFUSED.contains(name) || FOREIGN.contains(name);
    }

    private static boolean isArray(String name) {
        return name.endsWith("]") || name.endsWith(" array");
    }

    /** Returns the smallest first number in the parentheses of a type. */
    static int leastDeclared(String name) {
        return SIZED.contains(name) && !name.startsWith("time") && !name.startsWith("interval") ? 1 : 0;
    }

    /** Returns the largest first number in the parentheses of a type. */
    static int mostDeclared(String name) {
        return switch (name) {
            case "varchar", "character varying", "char varying" -> 65_535;
            case "char", "character", "bpchar" -> 4_096;
            case "numeric", "decimal", "dec" -> MOST_DIGITS;
            case "float" -> 53;
            default -> Integer.MAX_VALUE;
        };
    }

    static String wayOut(String name) {
        if (isArray(name)) {
            return "leave out the explicit type, so that the array is stored as jsonb, or map an @ElementCollection";
        }
        return switch (name) {
            case "geometry", "geography", "point", "line", "lseg", "box", "path", "polygon", "circle" ->
                "store the coordinates in numeric columns or the shape as text";
            case "serial", "bigserial", "smallserial", "serial2", "serial4", "serial8" ->
                "use GenerationType.IDENTITY or a sequence";
            case "bit",
                    "bit varying",
                    "varbit",
                    "blob",
                    "tinyblob",
                    "mediumblob",
                    "longblob",
                    "varbinary",
                    "binary",
                    "raw",
                    "image" -> "use bytea";
            case "inet",
                    "cidr",
                    "macaddr",
                    "macaddr8",
                    "xml",
                    "tsvector",
                    "tsquery",
                    "citext",
                    "clob",
                    "nclob",
                    "tinytext",
                    "mediumtext",
                    "longtext" -> "use text";
            case "tinyint", "mediumint" -> "use smallint or integer";
            case "datetime", "datetime2", "smalldatetime", "datetimeoffset" ->
                "use timestamp(6) with or without time zone";
            case "nvarchar", "varchar2", "nvarchar2", "nchar", "enum" -> "use varchar(n)";
            case "number", "money" -> "use numeric(p,s)";
            case "double" -> "use double precision";
            case "string" -> "use varchar(n) or text";
            case "long" -> "use bigint";
            case "bytes" -> "use bytea";
            case "\"char\"" -> "use char(1) or varchar(1)";
            case "timestamp with timezone", "timestamp with local time zone" -> "use timestamp(6) with time zone";
            case "timestamp without timezone" -> "use timestamp(6)";
            case "time with timezone" -> "use time(6) with time zone";
            case "time without timezone" -> "use time(6)";
            case "uniqueidentifier" -> "use uuid";
            default -> ColumnTypes.UNSUPPORTED.fix();
        };
    }
}
