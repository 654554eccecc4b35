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

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.MapKeyEnumerated;
import jakarta.persistence.MapKeyJoinColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hibernate.annotations.CollectionId;
import org.hibernate.annotations.CollectionIdJavaClass;
import org.hibernate.annotations.ListIndexBase;
import org.hibernate.annotations.SortNatural;

/** Every kind of collection that Jakarta Persistence and Hibernate map. */
public final class Collections {
    private Collections() {}

    /** A colour, used as element and as key. */
    public enum Colour {
        RED,
        GREEN,
        BLUE
    }

    /** An embeddable element with an association. */
    @Embeddable
    public static class Part {
        @Column(length = 40)
        public String label;

        public int amount;

        @ManyToOne(fetch = FetchType.LAZY)
        public Supplier supplier;

        public Part() {}

        public Part(String label, int amount, Supplier supplier) {
            this.label = label;
            this.amount = amount;
            this.supplier = supplier;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Part other && Objects.equals(label, other.label) && amount == other.amount;
        }

        @Override
        public int hashCode() {
            return Objects.hash(label, amount);
        }
    }

    /** An embeddable map key. */
    @Embeddable
    public record Slot(
            @Column(name = "slot_row") int row,
            @Column(name = "slot_place") int place) {}

    /** Target of associations. */
    @Entity(name = "Supplier")
    @Table(name = "supplier")
    public static class Supplier {
        @Id
        @Column(length = 20)
        public String code;

        public Supplier() {}

        public Supplier(String code) {
            this.code = code;
        }
    }

    /** Collections of basics. */
    @Entity(name = "Box")
    @Table(name = "box")
    public static class Box {
        @Id
        @GeneratedValue
        public Long id;

        @ElementCollection
        public Collection<String> bag = new ArrayList<>();

        @ElementCollection
        @OrderColumn(name = "pos")
        public List<String> list = new ArrayList<>();

        @ElementCollection
        @OrderColumn
        @ListIndexBase(1)
        public List<Integer> numbersFromOne = new ArrayList<>();

        @ElementCollection
        @Column(length = 50)
        public Set<String> tags = new HashSet<>();

        @ElementCollection
        @Enumerated(EnumType.STRING)
        public Set<Colour> colours = new HashSet<>();

        @ElementCollection
        @SortNatural
        public SortedSet<String> sorted = new TreeSet<>();

        @ElementCollection
        @OrderBy
        public Set<String> ordered = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "box_attribute")
        @MapKeyColumn(name = "attr_key", length = 40)
        @Column(name = "attr_value")
        public Map<String, String> attributes = new HashMap<>();

        @ElementCollection
        @MapKeyEnumerated(EnumType.STRING)
        public Map<Colour, Integer> amounts = new EnumMap<>(Colour.class);

        @ElementCollection
        public Map<Colour, Colour> opposites = new HashMap<>();

        @ElementCollection
        @SortNatural
        public SortedMap<String, Integer> ranking = new TreeMap<>();

        @ElementCollection
        @CollectionId(column = @Column(name = "entry_id"), generator = "sequence")
        @CollectionIdJavaClass(idType = Long.class)
        public Collection<String> identifiedBag = new ArrayList<>();
    }

    /** Collections of embeddables and of entities. */
    @Entity(name = "Crate")
    @Table(name = "crate")
    public static class Crate {
        @Id
        @GeneratedValue
        public Long id;

        @ElementCollection
        @OrderColumn
        public List<Part> parts = new ArrayList<>();

        @ElementCollection
        @CollectionTable(name = "crate_part_set")
        public Set<Part> partSet = new HashSet<>();

        @ElementCollection
        @CollectionTable(name = "crate_slot")
        public Map<Slot, String> slots = new HashMap<>();

        @ElementCollection
        @CollectionTable(name = "crate_stock")
        @MapKeyJoinColumn(name = "supplier_code")
        public Map<Supplier, Integer> stock = new HashMap<>();

        @ManyToMany
        @JoinTable(name = "crate_preferred")
        @OrderColumn(name = "priority")
        public List<Supplier> preferred = new ArrayList<>();

        @ManyToMany
        @JoinTable(name = "crate_role")
        @MapKeyColumn(name = "role", length = 20)
        public Map<String, Supplier> roles = new HashMap<>();

        @OneToMany(orphanRemoval = true, cascade = jakarta.persistence.CascadeType.ALL)
        public Set<Label> labels = new HashSet<>();
    }

    /** Owned by a crate through a join table. */
    @Entity(name = "Label")
    @Table(name = "label")
    public static class Label {
        @Id
        @GeneratedValue
        public Long id;

        public String text;

        public Label() {}

        public Label(String text) {
            this.text = text;
        }
    }
}
