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
package io.github.dsql.hibernate.it.type;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Basic;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.EnumeratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

/** Enums of every style in every place where one can be mapped. */
final class EnumModel {
    static final Class<?>[] ENTITIES = {
        Styles.class,
        Code.class,
        Holder.class,
        Shadow.class,
        Composite.class,
        Places.class,
        Sub.class,
        Shape.class,
        Circle.class,
        TpcRoot.class,
        TpcLeaf.class
    };

    private EnumModel() {}

    enum Kind {
        CAT,
        DOG,
        APE
    }

    enum Quoted {
        PLAIN("plain"),
        QUOTE("it's \"so\""),
        ACCENT("naïve ✓ 日本");

        @EnumeratedValue
        final String stored;

        Quoted(String stored) {
            this.stored = stored;
        }
    }

    enum Amount {
        TEN(10),
        TWENTY(20);

        @EnumeratedValue
        final int stored;

        Amount(int stored) {
            this.stored = stored;
        }
    }

    enum Level {
        LOW {
            @Override
            int weight() {
                return 1;
            }
        },
        HIGH {
            @Override
            int weight() {
                return 2;
            }
        };

        abstract int weight();
    }

    static final class LevelConverter implements AttributeConverter<Level, String> {
        @Override
        public String convertToDatabaseColumn(Level level) {
            return level == null ? null : "l'" + level.weight();
        }

        @Override
        public Level convertToEntityAttribute(String stored) {
            return stored == null ? null : stored.endsWith("1") ? Level.LOW : Level.HIGH;
        }
    }

    @Entity
    @Table(name = "enum_styles")
    static class Styles {
        @Id
        int id;

        Kind bare;

        @Column(length = 20, nullable = false)
        Kind required = Kind.CAT;

        @Enumerated(EnumType.STRING)
        Kind string;

        @Enumerated(EnumType.ORDINAL)
        Kind ordinal;

        @JdbcTypeCode(SqlTypes.NAMED_ENUM)
        Kind named;

        @JdbcTypeCode(SqlTypes.NAMED_ORDINAL_ENUM)
        Kind namedOrdinal;

        @JdbcTypeCode(SqlTypes.TINYINT)
        Kind byCode;

        @Enumerated(EnumType.STRING)
        Quoted quoted;

        Amount number;

        @Convert(converter = LevelConverter.class)
        Level converted;

        Level withBodies;

        @Column(columnDefinition = "integer")
        Kind defined;

        @Column(name = "`select`")
        Kind reserved;
    }

    @Entity
    @Table(name = "enum_code")
    static class Code {
        @Id
        Kind kind;

        @Basic
        String label;
    }

    @Entity
    @Table(name = "enum_holder")
    static class Holder {
        @Id
        int id;

        @ManyToOne
        Code code;

        @Embedded
        Detail detail = new Detail();
    }

    @Entity
    @Table(name = "enum_shadow")
    static class Shadow {
        @Id
        Kind kind;

        @MapsId
        @OneToOne
        Code code;
    }

    @Embeddable
    static class Detail {
        Kind nested;

        @Enumerated(EnumType.ORDINAL)
        Kind nestedOrdinal;

        @Enumerated(EnumType.STRING)
        Quoted nestedQuoted;
    }

    @Embeddable
    static class KindKey {
        Kind kind = Kind.CAT;
        int number;

        @Override
        public boolean equals(Object other) {
            return other instanceof KindKey key && key.kind == kind && key.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(kind, number);
        }
    }

    @Entity
    @Table(name = "enum_composite")
    static class Composite {
        @EmbeddedId
        KindKey key = new KindKey();

        String label;
    }

    @Entity
    @Table(name = "enum_places")
    static class Places {
        @Id
        int id;

        @ElementCollection
        @CollectionTable(name = "enum_places_set")
        Set<Kind> set = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "enum_places_map")
        Map<Kind, Level> map = new EnumMap<>(Kind.class);

        @ElementCollection
        @CollectionTable(name = "enum_places_ordinals")
        @MapKeyEnumerated(EnumType.ORDINAL)
        @Enumerated(EnumType.ORDINAL)
        Map<Kind, Level> ordinals = new EnumMap<>(Kind.class);

        @ElementCollection
        @CollectionTable(name = "enum_places_details")
        List<Detail> details = new ArrayList<>();

        Kind[] kinds = {};

        List<Kind> list = new ArrayList<>();

        @Enumerated(EnumType.ORDINAL)
        List<Kind> ordinalList = new ArrayList<>();

        @Enumerated(EnumType.STRING)
        List<Quoted> quotedList = new ArrayList<>();

        List<Amount> numbers = new ArrayList<>();

        @JdbcTypeCode(SqlTypes.JSON)
        Detail document = new Detail();
    }

    @MappedSuperclass
    static class Super {
        @Id
        int id;

        Kind inherited;
    }

    @Entity
    @Table(name = "enum_sub")
    static class Sub extends Super {
        Kind own;
    }

    @Entity
    @Table(name = "enum_shape")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorColumn(name = "sort")
    @DiscriminatorValue("a'shape")
    static class Shape {
        @Id
        int id;
    }

    @Entity
    @DiscriminatorValue("o'circle")
    static class Circle extends Shape {
        Kind kind;
    }

    @Entity
    @Table(name = "enum_tpc_root")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class TpcRoot {
        @Id
        int id;

        Kind kind;
    }

    @Entity
    @Table(name = "enum_tpc_leaf")
    static class TpcLeaf extends TpcRoot {
        Level level;
    }
}
