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
package io.github.dsql.hibernate.it.evolve.random;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One attribute of a {@link RandomTable}: what a version of the model says of its column. */
final class RandomColumn {
    /** The kinds of attribute; what is in the rows fits every version of an attribute. */
    enum Kind {
        TEXT("String", "'t%d'", "''"),
        COUNT("Integer", "%d", "7"),
        PRICE("java.math.BigDecimal", "%d", "1.5"),
        DAY("java.time.LocalDate", "date '2020-01-01' + %d", "date '1999-12-31'"),
        FLAG("Boolean", "(%d %% 2 = 0)", "true"),
        STATE("", "'A'", "'A'");

        final String javaType;
        final String value;
        final String constant;

        Kind(String javaType, String value, String constant) {
            this.javaType = javaType;
            this.value = value;
            this.constant = constant;
        }
    }

    final String name;
    final Kind kind;
    int length = 40;
    boolean notNull;
    boolean unique;
    boolean indexed;
    boolean hasDefault;
    boolean commented;
    List<String> constants = new ArrayList<>(List.of("A", "B"));

    RandomColumn(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    static RandomColumn any(String name, Random random) {
        RandomColumn column = new RandomColumn(name, Kind.values()[random.nextInt(Kind.values().length)]);
        for (int i = 0; i < 6; i++) {
            column.change(random);
        }
        return column;
    }

    /** Makes one random change to what the mapping says. */
    void change(Random random) {
        switch (random.nextInt(7)) {
            case 0 -> notNull = !notNull;
            case 1 -> unique = kind != Kind.FLAG && kind != Kind.STATE && !unique;
            case 2 -> indexed = !indexed;
            case 3 -> hasDefault = !hasDefault && !unique;
            case 4 -> commented = !commented;
            case 5 -> length = 40 + random.nextInt(3) * 20;
            default -> changeConstants(random);
        }
    }

    private void changeConstants(Random random) {
        String constant = String.valueOf((char) ('B' + random.nextInt(4)));
        if (!constants.remove(constant)) {
            constants.add(constant);
        }
    }

    RandomColumn copy() {
        RandomColumn copy = new RandomColumn(name, kind);
        copy.length = length;
        copy.notNull = notNull;
        copy.unique = unique;
        copy.indexed = indexed;
        copy.hasDefault = hasDefault;
        copy.commented = commented;
        copy.constants = new ArrayList<>(constants);
        return copy;
    }

    String enumName(String table) {
        return "E_" + table + "_" + name;
    }

    /** The attribute as source. */
    String source(String table) {
        StringBuilder source = new StringBuilder();
        if (kind == Kind.STATE) {
            source.append("    public enum ")
                    .append(enumName(table))
                    .append(" { ")
                    .append(String.join(", ", constants))
                    .append(" }\n");
            source.append("    @jakarta.persistence.Enumerated(jakarta.persistence.EnumType.STRING)\n");
        }
        source.append("    @jakarta.persistence.Column(name = \"")
                .append(name)
                .append("\", nullable = ")
                .append(!notNull)
                .append(", unique = ")
                .append(unique);
        if (kind == Kind.TEXT || kind == Kind.STATE) {
            source.append(", length = ").append(length);
        }
        if (commented) {
            source.append(", comment = \"it's ").append(name).append("\"");
        }
        source.append(")\n");
        if (hasDefault) {
            source.append("    @org.hibernate.annotations.ColumnDefault(\"")
                    .append(kind.constant)
                    .append("\")\n");
        }
        String type = kind == Kind.STATE ? enumName(table) : kind.javaType;
        return source.append("    public ")
                .append(type)
                .append(" ")
                .append(name)
                .append(";\n")
                .toString();
    }

    /** SQL of a value that no other row has, where the kind has so many. */
    String value(int row) {
        return String.format(kind.value, row);
    }

    @Override
    public String toString() {
        return name + " " + kind + (notNull ? " notnull" : "") + (unique ? " unique" : "") + (indexed ? " index" : "")
                + (hasDefault ? " default" : "") + (kind == Kind.STATE ? constants : "");
    }
}
