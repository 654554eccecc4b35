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

import io.github.dsql.hibernate.schema.ColumnClauses;
import io.github.dsql.hibernate.schema.catalog.CatalogColumn;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.boot.Metadata;
import org.hibernate.dialect.Dialect;
import org.hibernate.mapping.Column;
import org.hibernate.type.descriptor.jdbc.JdbcType;

/**
 * Internal: whether the type of a column holds what the mapping stores in it.
 *
 * <p>As Hibernate compares, and beyond that whether the lengths are large enough. A column that holds more than is needed will do.
 */
public final class ColumnTypes {
    private static final Pattern ARGUMENTS = Pattern.compile("\\(([^)]*)\\)");
    private static final int LARGEST_SINGLE_PRECISION = 24;
    private static final int DEFAULT_PRECISION = 18;
    private static final int DEFAULT_SCALE = 6;
    private static final int MICROSECONDS = 6;

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("bigint", "int8"),
            Map.entry("integer", "int4"),
            Map.entry("int", "int4"),
            Map.entry("smallint", "int2"),
            Map.entry("boolean", "bool"),
            Map.entry("double precision", "float8"),
            Map.entry("double", "float8"),
            Map.entry("real", "float4"),
            Map.entry("decimal", "numeric"),
            Map.entry("character varying", "varchar"),
            Map.entry("character", "bpchar"),
            Map.entry("char", "bpchar"),
            Map.entry("timestamp without time zone", "timestamp"),
            Map.entry("timestamp with time zone", "timestamptz"),
            Map.entry("time without time zone", "time"),
            Map.entry("time with time zone", "timetz"));

    /** What pgjdbc says of the types. */
    private static final Map<String, Integer> CODES = Map.ofEntries(
            Map.entry("int8", Types.BIGINT),
            Map.entry("int4", Types.INTEGER),
            Map.entry("int2", Types.SMALLINT),
            Map.entry("bool", Types.BIT),
            Map.entry("float8", Types.DOUBLE),
            Map.entry("float4", Types.REAL),
            Map.entry("numeric", Types.NUMERIC),
            Map.entry("varchar", Types.VARCHAR),
            Map.entry("text", Types.VARCHAR),
            Map.entry("bpchar", Types.CHAR),
            Map.entry("bytea", Types.BINARY),
            Map.entry("date", Types.DATE),
            Map.entry("time", Types.TIME),
            Map.entry("timetz", Types.TIME),
            Map.entry("timestamp", Types.TIMESTAMP),
            Map.entry("timestamptz", Types.TIMESTAMP));

    private static final List<List<String>> WIDTHS =
            List.of(List.of("int2", "int4", "int8"), List.of("float4", "float8"));

    private final Metadata metadata;
    private final Dialect dialect;

    /**
     * Creates the comparison.
     *
     * @param metadata the mapping
     * @param dialect the dialect
     */
    public ColumnTypes(Metadata metadata, Dialect dialect) {
        this.metadata = metadata;
        this.dialect = dialect;
    }

    /** The type of a column as the database calls it, with its length, or precision and scale. */
    private record Declared(String name, List<Integer> arguments) {
        static Declared of(String sqlType) {
            Matcher matcher = ARGUMENTS.matcher(sqlType);
            List<Integer> arguments = new ArrayList<>();
            if (matcher.find()) {
                for (String argument : matcher.group(1).split(",", -1)) {
                    if (argument.strip().matches("-?\\d+")) {
                        arguments.add(Integer.valueOf(argument.strip()));
                    }
                }
            }
            String name =
                    matcher.replaceAll(" ").strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            if (name.equals("float")) {
                boolean single = !arguments.isEmpty() && arguments.get(0) <= LARGEST_SINGLE_PRECISION;
                return new Declared(single ? "float4" : "float8", List.of());
            }
            // Its fields are part of the modifier: "interval second".
            return new Declared(name.startsWith("interval ") ? "interval" : NAMES.getOrDefault(name, name), arguments);
        }

        int argument(int index, int otherwise) {
            return index < arguments.size() ? arguments.get(index) : otherwise;
        }
    }

    /** Returns what pg_type calls a type of the mapping. */
    static String typeName(String sqlType) {
        return Declared.of(sqlType).name();
    }

    /**
     * Returns whether a column holds what the mapping stores in it.
     *
     * @param column the column of the mapping
     * @param existing the column of the database
     * @return true if its type is equivalent and large enough
     */
    public boolean fits(Column column, CatalogColumn existing) {
        Declared wanted = Declared.of(sqlType(column));
        String actual = existing.typeName();
        for (List<String> widths : WIDTHS) {
            if (widths.contains(wanted.name()) && widths.contains(actual)) {
                return widths.indexOf(wanted.name()) <= widths.indexOf(actual);
            }
        }
        if (isText(wanted.name()) && isText(actual)) {
            return textFits(wanted, existing);
        }
        boolean same = wanted.name().equals(actual) || wanted.name().endsWith("." + actual);
        return (same || equivalent(column, existing)) && sizeFits(wanted, existing);
    }

    /**
     * Returns whether the values of a column can be compared with those of the mapping, whatever their lengths.
     *
     * @param column the column of the mapping
     * @param existing the column of the database
     * @return true if both are numbers, both are texts, or the types are equivalent otherwise
     */
    public boolean isOfSameKind(Column column, CatalogColumn existing) {
        String wanted = Declared.of(sqlType(column)).name();
        String actual = existing.typeName();
        return wanted.equals(actual)
                || wanted.endsWith("." + actual)
                || (isText(wanted) && isText(actual))
                || WIDTHS.stream().anyMatch(widths -> widths.contains(wanted) && widths.contains(actual))
                || equivalent(column, existing);
    }

    /**
     * Returns whether the type of a column is equivalent, whatever its size, as Hibernate's validation has it.
     *
     * @param column the column of the mapping
     * @param existing the column of the database
     * @return true if it is
     */
    public boolean isEquivalent(Column column, CatalogColumn existing) {
        String wanted = Declared.of(sqlType(column)).name();
        return wanted.equals(existing.typeName())
                || wanted.endsWith("." + existing.typeName())
                || equivalent(column, existing);
    }

    /**
     * Returns what JDBC calls the type of a column.
     *
     * @param existing the column of the database
     * @return a constant of {@link Types}
     */
    public int typeCode(CatalogColumn existing) {
        return CODES.getOrDefault(existing.typeName(), Types.OTHER);
    }

    /**
     * Returns the type that the mapping asks for.
     *
     * @param column the column of the mapping
     * @return the type as it is written in a statement
     */
    public String sqlType(Column column) {
        return column.isIdentity()
                ? "bigint"
                : ColumnClauses.of(column.getSqlType(metadata)).type();
    }

    private static boolean isText(String type) {
        return type.equals("varchar") || type.equals("text") || type.equals("bpchar");
    }

    private static boolean textFits(Declared wanted, CatalogColumn existing) {
        boolean padded = existing.typeName().equals("bpchar");
        if (padded && !wanted.name().equals("bpchar")) {
            return false;
        }
        int needed = wanted.name().equals("text")
                ? Integer.MAX_VALUE
                : wanted.argument(0, wanted.name().equals("bpchar") ? 1 : Integer.MAX_VALUE);
        return existing.length() < 0 || needed <= existing.length();
    }

    private static boolean sizeFits(Declared wanted, CatalogColumn existing) {
        int precision = existing.precision();
        if (precision < 0) {
            return true;
        }
        if (existing.typeName().equals("numeric")) {
            boolean bare = wanted.arguments().isEmpty();
            int wantedScale = wanted.argument(1, bare ? DEFAULT_SCALE : 0);
            int wantedDigits = wanted.argument(0, DEFAULT_PRECISION) - wantedScale;
            return !wanted.name().equals("numeric")
                    || (wantedScale <= existing.scale() && wantedDigits <= precision - existing.scale());
        }
        return wanted.argument(0, MICROSECONDS) <= precision;
    }

    private boolean equivalent(Column column, CatalogColumn existing) {
        int wanted = column.getSqlTypeCode(metadata);
        int actual = CODES.getOrDefault(existing.typeName(), Types.OTHER);
        if (dialect.equivalentTypes(wanted, actual)) {
            return true;
        }
        // As Hibernate does for what JDBC has no code for.
        JdbcType resolved = dialect.resolveSqlTypeDescriptor(
                existing.typeName(),
                actual,
                Math.max(existing.length(), existing.precision()),
                existing.scale(),
                metadata.getDatabase().getTypeConfiguration().getJdbcTypeRegistry());
        return dialect.equivalentTypes(wanted, resolved.getDefaultSqlTypeCode());
    }
}
