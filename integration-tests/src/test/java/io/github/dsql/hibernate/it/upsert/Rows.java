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
package io.github.dsql.hibernate.it.upsert;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.CurrentTimestamp;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.SecondaryRow;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.SourceType;
import org.hibernate.annotations.UpdateTimestamp;
import org.hibernate.generator.EventType;

/** Mappings that an upsert has to cope with, each filled from one text. */
final class Rows {
    static final Class<?>[] ENTITIES = {
        Partial.class,
        UpdateOnly.class,
        Stamped.class,
        Erasable.class,
        Versioned.class,
        Awkward.class,
        Tagged.class,
        Root.class,
        Middle.class,
        Leaf.class,
        UnionRoot.class,
        UnionLeaf.class,
        Numbered.class,
        NumberedSeven.class,
        Split.class,
        Parent.class,
        Child.class,
        Link.class,
        Single.class,
        Pair.class,
        Preset.class
    };

    private Rows() {}

    @Entity(name = "Partial")
    static class Partial {
        @Id
        Long id;

        @Column(insertable = false)
        String changed;

        String name;

        Partial() {}

        Partial(long id, String text) {
            this.id = id;
            changed = text;
            name = text;
        }
    }

    @Entity(name = "UpdateOnly")
    static class UpdateOnly {
        @Id
        Long id;

        @Column(insertable = false)
        Integer changed;

        UpdateOnly() {}

        UpdateOnly(long id, Integer changed) {
            this.id = id;
            this.changed = changed;
        }
    }

    @Entity(name = "Stamped")
    static class Stamped {
        @Id
        Long id;

        String name;

        @Generated
        @ColumnDefault("'default'")
        String defaulted;

        @Generated(event = {EventType.INSERT, EventType.UPDATE})
        @ColumnDefault("'kept'")
        String kept;

        @Generated(
                event = {EventType.INSERT, EventType.UPDATE},
                sql = "'com'||'puted'")
        String computed;

        @GeneratedColumn("upper(name)")
        String upper;

        @CurrentTimestamp(source = SourceType.DB, event = EventType.INSERT)
        Instant databaseCreated;

        @CurrentTimestamp(source = SourceType.DB)
        Instant databaseUpdated;

        @CreationTimestamp
        Instant created;

        @UpdateTimestamp
        Instant updated;

        Stamped() {}

        Stamped(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Entity(name = "DynamicallyStamped")
    @DynamicUpdate
    static class DynamicallyStamped {
        @Id
        Long id;

        @Generated(event = {EventType.INSERT, EventType.UPDATE})
        @ColumnDefault("'kept'")
        String kept;
    }

    @Entity(name = "Erasable")
    @SoftDelete
    static class Erasable {
        @Id
        Long id;

        String name;

        Erasable() {}

        Erasable(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Entity(name = "Versioned")
    static class Versioned {
        @Id
        Long id;

        String name;

        @Version
        Integer version;

        Versioned() {}

        Versioned(long id, String name, Integer version) {
            this.id = id;
            this.name = name;
            this.version = version;
        }
    }

    /** Named like the words of the statement. */
    @Entity(name = "Awkward")
    @Table(name = "t")
    static class Awkward {
        @Id
        @Column(name = "t")
        Long id;

        @Column(name = "excluded")
        String excluded;

        @Version
        @Column(name = "`T`")
        int version;

        Awkward() {}

        Awkward(long id, String excluded, int version) {
            this.id = id;
            this.excluded = excluded;
            this.version = version;
        }
    }

    @Entity(name = "Tagged")
    static class Tagged {
        @Id
        Long id;

        @ElementCollection
        Set<String> tags = new HashSet<>();

        Tagged() {}

        Tagged(long id, String... tags) {
            this.id = id;
            this.tags.addAll(List.of(tags));
        }
    }

    @Entity(name = "Root")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Root {
        @Id
        Long id;

        String root;

        @Version
        int version;
    }

    @Entity(name = "Middle")
    static class Middle extends Root {
        String middle;
    }

    @Entity(name = "Leaf")
    static class Leaf extends Middle {
        String leaf;

        Leaf() {}

        Leaf(long id, String text, int version) {
            this.id = id;
            root = text;
            middle = text;
            leaf = text;
            this.version = version;
        }
    }

    @Entity(name = "UnionRoot")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class UnionRoot {
        @Id
        Long id;

        String root;
    }

    @Entity(name = "UnionLeaf")
    static class UnionLeaf extends UnionRoot {
        String leaf;

        UnionLeaf() {}

        UnionLeaf(long id, String text) {
            this.id = id;
            root = text;
            leaf = text;
        }
    }

    @Entity(name = "Numbered")
    @Inheritance
    @DiscriminatorColumn(name = "kind", discriminatorType = DiscriminatorType.INTEGER)
    @DiscriminatorValue("0")
    static class Numbered {
        @Id
        Long id;

        String name;
    }

    @Entity(name = "NumberedSeven")
    @DiscriminatorValue("7")
    static class NumberedSeven extends Numbered {
        NumberedSeven() {}

        NumberedSeven(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Entity(name = "Split")
    @SecondaryTable(name = "split_optional")
    @SecondaryTable(name = "split_required")
    @SecondaryRow(table = "split_required", optional = false)
    static class Split {
        @Id
        Long id;

        String name;

        @Column(table = "split_optional")
        String optional;

        @Column(table = "split_required")
        String required;

        Split() {}

        Split(long id, String name, String optional, String required) {
            this.id = id;
            this.name = name;
            this.optional = optional;
            this.required = required;
        }
    }

    @Entity(name = "Parent")
    static class Parent implements Serializable {
        private static final long serialVersionUID = 1L;

        @Id
        Long id;

        Parent() {}

        Parent(long id) {
            this.id = id;
        }
    }

    @Embeddable
    record ChildId(Long parentId, String nr) implements Serializable {}

    @Entity(name = "Child")
    static class Child {
        @EmbeddedId
        ChildId id;

        @MapsId("parentId")
        @ManyToOne
        Parent parent;

        String name;

        Child() {}

        Child(Parent parent, String nr, String name) {
            id = new ChildId(parent.id, nr);
            this.parent = parent;
            this.name = name;
        }
    }

    /** Its key contains an association. */
    @Entity(name = "Link")
    static class Link implements Serializable {
        private static final long serialVersionUID = 1L;

        @Id
        @ManyToOne
        Parent parent;

        @Id
        Long no;

        String name;

        Link() {}

        Link(Parent parent, long no, String name) {
            this.parent = parent;
            this.no = no;
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Link link && link.parent.id.equals(parent.id) && link.no.equals(no);
        }

        @Override
        public int hashCode() {
            return Objects.hash(parent.id, no);
        }
    }

    /** Its key is that of its parent. */
    @Entity(name = "Single")
    static class Single {
        @Id
        Long id;

        @MapsId
        @OneToOne
        Parent parent;

        String name;

        Single() {}

        Single(Parent parent, String name) {
            id = parent.id;
            this.parent = parent;
            this.name = name;
        }
    }

    record PairId(Long a, String b) implements Serializable {}

    @Entity(name = "Pair")
    @IdClass(PairId.class)
    static class Pair {
        @Id
        Long a;

        @Id
        String b;

        String name;

        Pair() {}

        Pair(long a, String b, String name) {
            this.a = a;
            this.b = b;
            this.name = name;
        }
    }

    /** Its key is generated, unless it is given. */
    @Entity(name = "Preset")
    static class Preset {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        String name;

        Preset() {}

        Preset(Long id, String name) {
            this.id = id;
            this.name = name;
        }
    }
}
