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
package io.github.dsql.hibernate.it.lock;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.LockModeType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.ParamDef;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SecondaryRow;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Synchronize;

/** One entity of every mapping, each with a label to find it by without its key. */
final class MatrixModel {
    static final Class<?>[] ENTITIES = {
        Proof.class,
        Plain.class,
        Versioned.class,
        JoinedBase.class,
        JoinedLeaf.class,
        UnionBase.class,
        UnionLeaf.class,
        SingleBase.class,
        SingleLeaf.class,
        TwoTables.class,
        OptionalTable.class,
        Embedded.class,
        Classed.class,
        Derived.class,
        OptionalOne.class,
        RequiredOne.class,
        EagerMany.class,
        Listed.class,
        Collected.class,
        Softly.class,
        Filtered.class,
        Restricted.class,
        ByCode.class,
        Selected.class
    };

    private MatrixModel() {}

    @MappedSuperclass
    abstract static class Labelled {
        @Id
        Long id;

        String label;
    }

    /** What a locker writes, since a transaction that wrote nothing has nothing to lose. */
    @Entity(name = "Proof")
    static class Proof {
        @Id
        Long id;
    }

    @Entity(name = "Plain")
    @NamedQuery(
            name = "Plain.locked",
            query = "from Plain where label = :label",
            lockMode = LockModeType.PESSIMISTIC_WRITE)
    @NamedQuery(
            name = "Plain.lockedByKey",
            query = "from Plain where id = :id",
            lockMode = LockModeType.PESSIMISTIC_READ)
    static class Plain extends Labelled {}

    @Entity(name = "Versioned")
    static class Versioned extends Labelled {
        @Version
        int version;
    }

    @Entity(name = "JoinedBase")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class JoinedBase extends Labelled {
        @Version
        int version;
    }

    @Entity(name = "JoinedLeaf")
    static class JoinedLeaf extends JoinedBase {
        String extra;
    }

    @Entity(name = "UnionBase")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class UnionBase extends Labelled {}

    @Entity(name = "UnionLeaf")
    static class UnionLeaf extends UnionBase {
        String extra;
    }

    @Entity(name = "SingleBase")
    static class SingleBase extends Labelled {}

    @Entity(name = "SingleLeaf")
    static class SingleLeaf extends SingleBase {
        String extra;
    }

    @Entity(name = "TwoTables")
    @SecondaryTable(name = "two_tables_more")
    @SecondaryRow(table = "two_tables_more", optional = false)
    static class TwoTables extends Labelled {
        @Column(table = "two_tables_more")
        String more;
    }

    @Entity(name = "OptionalTable")
    @SecondaryTable(name = "optional_more")
    static class OptionalTable extends Labelled {
        @Column(table = "optional_more")
        String more;
    }

    @Embeddable
    record Key(long a, String b) implements Serializable {}

    @Entity(name = "Embedded")
    static class Embedded {
        @EmbeddedId
        Key id;

        String label;
    }

    record Pair(Long a, String b) implements Serializable {}

    @Entity(name = "Classed")
    @IdClass(Pair.class)
    static class Classed {
        @Id
        Long a;

        @Id
        String b;

        String label;
    }

    @Entity(name = "Derived")
    static class Derived extends Labelled {
        @MapsId
        @OneToOne(fetch = FetchType.LAZY)
        @JoinColumn(name = "plain_id")
        Plain plain;
    }

    @Entity(name = "OptionalOne")
    static class OptionalOne extends Labelled {
        @ManyToOne(fetch = FetchType.EAGER)
        Plain plain;
    }

    @Entity(name = "RequiredOne")
    static class RequiredOne extends Labelled {
        @ManyToOne(fetch = FetchType.EAGER, optional = false)
        Plain plain;
    }

    @Entity(name = "EagerMany")
    static class EagerMany extends Labelled {
        @ManyToMany(fetch = FetchType.EAGER)
        Set<Plain> plains = new HashSet<>();
    }

    @Entity(name = "Listed")
    static class Listed extends Labelled {
        @ManyToOne
        Collected collected;
    }

    @Entity(name = "Collected")
    static class Collected extends Labelled {
        @ElementCollection
        @Column(nullable = false)
        Set<String> tags = new HashSet<>();

        @ElementCollection
        List<String> bag = new ArrayList<>();

        @ElementCollection
        @OrderColumn
        List<String> lines = new ArrayList<>();

        @ElementCollection
        Map<String, Integer> counts = new HashMap<>();

        @ManyToMany
        Set<Plain> plains = new HashSet<>();

        @OneToMany(mappedBy = "collected")
        Set<Listed> listed = new HashSet<>();
    }

    @Entity(name = "Softly")
    @SoftDelete
    static class Softly extends Labelled {}

    @Entity(name = "Filtered")
    @FilterDef(name = "labels", parameters = @ParamDef(name = "label", type = String.class))
    @Filter(name = "labels", condition = "label = :label")
    static class Filtered extends Labelled {}

    @Entity(name = "Restricted")
    @SQLRestriction("label <> 'hidden'")
    static class Restricted extends Labelled {}

    @Entity(name = "ByCode")
    static class ByCode extends Labelled {
        @NaturalId
        String code;
    }

    @Entity(name = "Selected")
    @Immutable
    @Subselect("select id, label from Plain")
    @Synchronize("Plain")
    static class Selected extends Labelled {}
}
