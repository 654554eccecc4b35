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
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.hibernate.MappingException;
import org.hibernate.boot.spi.MetadataImplementor;
import org.hibernate.mapping.AggregateColumn;
import org.hibernate.mapping.BasicValue;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Component;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** Internal: whether Aurora DSQL has a column type for every mapped attribute (2026-10). */
public final class ColumnTypeReview {
    /** The column types that the service takes; a type that is not here may still be a domain of the user. */
    private static final Set<String> ACCEPTED = Set.of(
            "smallint",
            "int2",
            "integer",
            "int",
            "int4",
            "bigint",
            "int8",
            "real",
            "float4",
            "double precision",
            "float8",
            "float",
            "numeric",
            "decimal",
            "dec",
            "char",
            "character",
            "bpchar",
            "varchar",
            "character varying",
            "text",
            "bytea",
            "json",
            "jsonb",
            "date",
            "time",
            "time with time zone",
            "time without time zone",
            "timetz",
            "timestamp",
            "timestamp with time zone",
            "timestamp without time zone",
            "timestamptz",
            "interval",
            "interval second",
            "boolean",
            "bool",
            "uuid");

    /** Types that PostgreSQL has and the service refuses for columns. */
    private static final Set<String> REFUSED = Set.of(
            "inet",
            "cidr",
            "macaddr",
            "macaddr8",
            "money",
            "xml",
            "point",
            "line",
            "lseg",
            "box",
            "path",
            "polygon",
            "circle",
            "tsvector",
            "tsquery",
            "int4range",
            "int8range",
            "numrange",
            "tsrange",
            "tstzrange",
            "daterange",
            "bit",
            "varbit",
            "bit varying",
            "pg_lsn",
            "oid",
            "serial",
            "bigserial",
            "smallserial",
            "hstore",
            "geometry",
            "geography",
            "vector");

    private static final Pattern WITHOUT_PRECISION =
            Pattern.compile("\\s*(numeric|decimal|dec)\\b(?!\\s*\\()", Pattern.CASE_INSENSITIVE);

    private final MetadataImplementor metadata;
    private final List<String> problems = new ArrayList<>();

    /** Where an embeddable is mapped that is stored in one column. */
    private final IdentityHashMap<Column, String> places = new IdentityHashMap<>();

    private ColumnTypeReview(MetadataImplementor metadata) {
        this.metadata = metadata;
    }

    /**
     * Returns a problem for each attribute without a column type.
     *
     * @param metadata the model, bound and with its types resolved
     * @return the problems, empty if there is none
     */
    public static List<String> review(MetadataImplementor metadata) {
        ColumnTypeReview review = new ColumnTypeReview(metadata);
        MappedValues.visit(metadata, review::value);
        metadata.visitRegisteredComponents(review::component);
        return review.problems;
    }

    private void value(String place, BasicValue value) {
        if (value.getAggregateColumn() != null) {
            places.putIfAbsent(value.getAggregateColumn(), place.substring(0, place.lastIndexOf('.')));
        } else if (isShape(value.getExplicitJdbcTypeCode())) {
            problems.add(place + ": Aurora DSQL has no geometry; " + wayOut("geometry"));
        } else if (isBytesAsBit(value.getResolution())) {
            problems.add(
                    place + ": BIT is a boolean here and holds no bytes; leave out the explicit type, so that they are"
                            + " stored as bytea");
        } else if (value.getColumn() instanceof Column column) {
            column(place, column);
        }
    }

    /** Without Hibernate Spatial, Hibernate takes these for bytes. */
    private static boolean isShape(@Nullable Integer sqlTypeCode) {
        return sqlTypeCode != null
                && (sqlTypeCode == SqlTypes.GEOMETRY
                        || sqlTypeCode == SqlTypes.GEOGRAPHY
                        || sqlTypeCode == SqlTypes.POINT);
    }

    private static boolean isBytesAsBit(BasicValue.@Nullable Resolution<?> resolution) {
        return resolution != null
                && resolution.getJdbcType().isBoolean()
                && resolution.getRelationalJavaType().getJavaTypeClass() == byte[].class;
    }

    /** An embeddable stored in one column, as a struct or a document. */
    private void component(Component component) {
        Column column = component.getAggregateColumn();
        if (column != null && component.getParentAggregateColumn() == null) {
            String place = places.get(column);
            column(place == null ? component.getComponentClassName() : place, column);
        }
    }

    private void column(String place, Column column) {
        String given = column.getSqlType();
        String type;
        try {
            type = typeOf(column, metadata);
        } catch (MappingException e) { // The type code has no column type at all.
            problems.add(place + ": " + e.getMessage() + "; " + wayOut(""));
            return;
        }
        String name = baseName(type);
        boolean computed = given == null || column instanceof AggregateColumn;
        if (computed ? !ACCEPTED.contains(name) : isArray(name) || REFUSED.contains(name)) {
            problems.add(place + ": Aurora DSQL has no column type '" + type + "'; " + wayOut(name));
        } else if (!computed && WITHOUT_PRECISION.matcher(type).lookingAt()) {
            problems.add(
                    place + ": Aurora DSQL takes '" + type + "' without a precision for numeric(18,6) and rounds to it;"
                            + " give precision and scale, such as numeric(38,10)");
        }
    }

    /** Returns the type of a column as given or computed, and leaves the column as it is. */
    static String typeOf(Column column, MetadataImplementor metadata) {
        String given = column.getSqlType();
        // Asked of a copy: the answer would stay in the column, where it looks like a columnDefinition.
        return given == null ? column.clone().getSqlType(metadata) : given;
    }

    /** Strips lengths and the column options that a columnDefinition may hold behind the type. */
    private static String baseName(String type) {
        return type.toLowerCase(Locale.ROOT)
                .replaceAll("\\([^)]*\\)", "")
                .replaceAll(
                        "\\s+(not null|null|default|check|constraint|unique|primary|references|collate|generated)\\b.*",
                        "")
                .replaceAll("\\s+", " ")
                .trim();
    }

    private static boolean isArray(String name) {
        return name.endsWith("]") || name.endsWith(" array");
    }

    private static String wayOut(String name) {
        if (isArray(name)) {
            return "leave out the explicit type, so that the array is stored as jsonb, or map an @ElementCollection";
        }
        return switch (name) {
            case "geometry", "geography", "point", "line", "lseg", "box", "path", "polygon", "circle" ->
                "store the coordinates in numeric columns or the shape as text";
            case "serial", "bigserial", "smallserial" -> "use GenerationType.IDENTITY or a sequence";
            case "bit", "bit varying", "varbit" -> "use bytea";
            case "inet", "cidr", "macaddr", "macaddr8", "xml", "tsvector", "tsquery" -> "use text";
            default ->
                "map it to a type that the service has, such as text, bytea or jsonb, or an embeddable by its attributes";
        };
    }
}
