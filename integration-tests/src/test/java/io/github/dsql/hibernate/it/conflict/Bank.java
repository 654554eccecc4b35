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
package io.github.dsql.hibernate.it.conflict;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Version;
import java.util.Objects;

/** Accounts with a ledger of transfers, and entities with keys of several kinds. */
final class Bank {
    private Bank() {}

    @Entity(name = "Account")
    static class Account {
        @Id
        long id;

        long balance;

        @Version
        int version;

        Account() {}

        Account(long id, long balance) {
            this.id = id;
            this.balance = balance;
        }
    }

    @Entity(name = "Transfer")
    static class Transfer {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        long source;
        long target;
        long amount;

        Transfer() {}

        Transfer(long source, long target, long amount) {
            this.source = source;
            this.target = target;
            this.amount = amount;
        }
    }

    @Entity(name = "Tag")
    static class Tag {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        @Column(unique = true)
        String name;

        int uses;

        Tag() {}

        Tag(String name) {
            this.name = name;
        }
    }

    @Embeddable
    record PlaceId(String country, int number) {}

    @Entity(name = "Place")
    static class Place {
        @EmbeddedId
        PlaceId id;

        int visits;

        Place() {}

        Place(String country, int number) {
            id = new PlaceId(country, number);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && Objects.equals(id, place.id);
        }

        @Override
        public int hashCode() {
            return Objects.hashCode(id);
        }
    }

    @Entity(name = "Vehicle")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Vehicle {
        @Id
        long id;

        int wheels;
    }

    @Entity(name = "Truck")
    static class Truck extends Vehicle {
        int load;
    }
}
