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
package io.github.dsql.hibernate.it.scenario.model;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Converter;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.EnumeratedValue;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Enums of every style in one table. */
public final class Enums {
    private Enums() {}

    /** A plain enum. */
    public enum Level {
        LOW,
        MEDIUM,
        HIGH
    }

    /** Stored as strings of its own, one of them with a quote. */
    public enum Mood {
        GOOD("good"),
        SO_SO("it's okay"),
        BAD("b\\ad");

        @EnumeratedValue
        final String text;

        Mood(String text) {
            this.text = text;
        }
    }

    /** Stored as numbers of its own. */
    public enum Priority {
        LATER(10),
        SOON(20),
        NOW(99);

        @EnumeratedValue
        final int number;

        Priority(int number) {
            this.number = number;
        }
    }

    /** Constants with bodies. */
    public enum Operation {
        ADD {
            @Override
            public int apply(int a, int b) {
                return a + b;
            }
        },
        SUBTRACT {
            @Override
            public int apply(int a, int b) {
                return a - b;
            }
        };

        public abstract int apply(int a, int b);
    }

    /** Stored through a converter. */
    public enum Grade {
        A,
        B,
        C
    }

    /** Keeps a grade as a lower-case letter. */
    @Converter
    public static class GradeConverter implements AttributeConverter<Grade, String> {
        @Override
        public String convertToDatabaseColumn(Grade grade) {
            return grade == null ? null : grade.name().toLowerCase(java.util.Locale.ROOT);
        }

        @Override
        public Grade convertToEntityAttribute(String letter) {
            return letter == null ? null : Grade.valueOf(letter.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** Enums inside an embeddable. */
    @Embeddable
    public static class Rating {
        @Column(name = "rating_level")
        public Level level;

        @Enumerated(EnumType.STRING)
        @Column(name = "rating_named", length = 10)
        public Level named;
    }

    /** Enums of every style. */
    @Entity(name = "EnumBox")
    @Table(name = "enum_box")
    public static class EnumBox {
        @Id
        @GeneratedValue
        public Long id;

        public Level implicit;

        @Enumerated(EnumType.STRING)
        public Level string;

        @Enumerated(EnumType.STRING)
        @Column(length = 10, nullable = false)
        @ColumnDefault("'LOW'")
        public Level shortString = Level.LOW;

        @Enumerated(EnumType.ORDINAL)
        public Level ordinal;

        @JdbcTypeCode(SqlTypes.NAMED_ENUM)
        public Level named;

        @JdbcTypeCode(SqlTypes.NAMED_ORDINAL_ENUM)
        public Level namedOrdinal;

        @JdbcTypeCode(SqlTypes.VARCHAR)
        public Level byTypeCode;

        @JdbcTypeCode(SqlTypes.SMALLINT)
        public Level byNumberCode;

        @Enumerated(EnumType.STRING)
        public Mood mood;

        @Enumerated(EnumType.ORDINAL)
        public Priority priority;

        public Operation operation;

        @Convert(converter = GradeConverter.class)
        public Grade grade;

        @Enumerated(EnumType.STRING)
        @Column(name = "\"order\"")
        public Level reserved;

        @Column(columnDefinition = "integer")
        public Level byDefinition;

        @Embedded
        public Rating rating;

        @ElementCollection
        public Set<Level> levels = new HashSet<>();

        @ElementCollection
        @Enumerated(EnumType.STRING)
        public Set<Mood> moods = new HashSet<>();

        @ElementCollection
        @MapKeyEnumerated(EnumType.ORDINAL)
        public Map<Level, String> byLevel = new HashMap<>();

        @ElementCollection
        @Enumerated(EnumType.STRING)
        public Map<String, Level> levelByName = new HashMap<>();

        public Level[] levelArray;

        public List<Level> levelList;
    }
}
