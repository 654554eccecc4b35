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
package io.github.dsql.hibernate.it.review;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AssociationReviewIT {
    private static final String IT = AssociationReviewIT.class.getName() + "$";

    private static List<String> missing(Class<?>... classes) {
        return Reviewed.of(classes).findings().stream()
                .filter(line -> line.startsWith("[association-without-index]"))
                .toList();
    }

    @Entity
    @Table(name = "owner")
    static class Owner {
        @Id
        @GeneratedValue
        UUID id;

        @OneToMany(mappedBy = "owner")
        Set<Pet> pets;

        @OneToOne(mappedBy = "owner")
        Badge badge;
    }

    @Embeddable
    static class Place {
        @ManyToOne
        Owner keeper;
    }

    @Entity
    @Table(name = "pet")
    @SecondaryTable(name = "pet_more")
    static class Pet {
        @Id
        @GeneratedValue
        UUID id;

        @ManyToOne
        Owner owner;

        @Embedded
        Place place;

        @ManyToOne
        @JoinColumn(table = "pet_more")
        Owner breeder;

        @ManyToMany
        @JoinTable(name = "pet_vet")
        Set<Vet> vets;

        @OneToMany
        @JoinColumn(name = "patient_id")
        Set<Visit> visits;
    }

    @Entity
    static class Badge {
        @Id
        @GeneratedValue
        UUID id;

        @OneToOne
        Owner owner;
    }

    @Entity
    static class Vet {
        @Id
        @GeneratedValue
        UUID id;

        @ManyToMany(mappedBy = "vets")
        Set<Pet> pets;

        @ElementCollection
        @CollectionTable(name = "vet_phones", joinColumns = @JoinColumn(name = "vet_id"))
        List<String> phones;
    }

    @Entity
    static class Visit {
        @Id
        @GeneratedValue
        UUID id;
    }

    @Test
    void namesEachAssociationAndTheIndexToAdd() {
        assertThat(missing(Owner.class, Pet.class, Badge.class, Vet.class, Visit.class))
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line)
                                .contains(IT + "Pet.owner:")
                                .contains("add @Table(indexes = @Index(columnList = \"owner_id\")) to " + IT + "Pet"),
                        line -> assertThat(line)
                                .contains(IT + "Pet.place.keeper:")
                                .contains("@Index(columnList = \"keeper_id\")) to " + IT + "Pet"),
                        line -> assertThat(line)
                                .contains(IT + "Pet.breeder:")
                                .contains("@Index(columnList = \"breeder_id\") to the @SecondaryTable"),
                        line -> assertThat(line)
                                .contains(IT + "Pet.visits:")
                                .contains(
                                        "add @Table(indexes = @Index(columnList = \"patient_id\")) to " + IT + "Visit"),
                        line -> assertThat(line)
                                .contains(IT + "Pet.vets:")
                                .contains(
                                        "@JoinTable(indexes = @Index(columnList = \"vets_id\")) to " + IT + "Pet.vets"),
                        line -> assertThat(line)
                                .contains(IT + "Vet.phones:")
                                .contains("@CollectionTable(indexes = @Index(columnList = \"vet_id\"))"));
    }

    @Entity
    static class Person {
        @Id
        @GeneratedValue
        UUID id;

        @ManyToMany
        @JoinTable(
                name = "person_group",
                joinColumns = @JoinColumn(name = "person_id"),
                inverseJoinColumns = @JoinColumn(name = "group_id"))
        Set<Person> groups;
    }

    @Test
    void knowsThatHibernateSortsTheColumnsOfAPrimaryKey() {
        assertThat(missing(Person.class))
                .singleElement()
                .asString()
                .contains(IT + "Person.groups:", "@JoinTable(indexes = @Index(columnList = \"person_id\"))");
    }

    @Embeddable
    static class LineId implements Serializable {
        private static final long serialVersionUID = 1L;

        UUID orderId;
        UUID position;

        @Override
        public boolean equals(Object other) {
            return other instanceof LineId id
                    && Objects.equals(id.orderId, orderId)
                    && Objects.equals(id.position, position);
        }

        @Override
        public int hashCode() {
            return Objects.hash(orderId, position);
        }
    }

    @Entity
    static class Order {
        @Id
        @GeneratedValue
        UUID id;
    }

    @Entity
    @Table(
            name = "line",
            indexes = {@Index(columnList = "product_id, position"), @Index(columnList = "a_id", unique = true)})
    static class Line {
        @EmbeddedId
        LineId id;

        @MapsId("orderId")
        @ManyToOne
        Order order;

        @ManyToOne
        @JoinColumn(name = "product_id")
        Order product;

        @ManyToOne
        @JoinColumn(name = "a_id")
        Order a;

        @ManyToOne
        @JoinColumn(name = "b_id", unique = true)
        Order b;

        @ElementCollection
        @CollectionTable(
                indexes = @Index(columnList = "line_order, line_position"),
                joinColumns = {
                    @JoinColumn(name = "line_order", referencedColumnName = "order_id"),
                    @JoinColumn(name = "line_position", referencedColumnName = "position")
                })
        List<String> notes;

        @ElementCollection
        @Column(nullable = false)
        Set<String> tags;
    }

    @Test
    void whatLeadsAKeyOrAnIndexIsServed() {
        assertThat(missing(Order.class, Line.class)).isEmpty();
    }

    @Entity
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    abstract static class Account {
        @Id
        @GeneratedValue
        UUID id;

        @ManyToOne
        Owner holder;
    }

    @Entity
    @Table(name = "savings")
    static class Savings extends Account {}

    @Entity
    @Table(name = "checking", indexes = @Index(columnList = "holder_id"))
    static class Checking extends Account {}

    @Test
    void anAssociationOfASuperclassIsLookedForInTheTableOfEachClass() {
        assertThat(missing(
                        Owner.class,
                        Pet.class,
                        Badge.class,
                        Vet.class,
                        Visit.class,
                        Account.class,
                        Savings.class,
                        Checking.class))
                .filteredOn(line -> line.contains("holder"))
                .singleElement()
                .asString()
                .contains(IT + "Account.holder:", "the table 'savings'", "to " + IT + "Savings");
    }
}
