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
package io.github.dsql.hibernate.it.schema;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import java.util.UUID;

/** A small model with a statement of every kind, for tests that go through all of them again and again. */
final class Shop {
    static final Class<?>[] CLASSES = {Customer.class, Purchase.class, Shelf.class};

    private Shop() {}

    @Entity
    @Table(
            name = "customer",
            comment = "who buys",
            indexes = {
                @Index(name = "customer_name", columnList = "name"),
                @Index(name = "customer_mail", columnList = "(lower(email))", unique = true)
            })
    static class Customer {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        UUID id;

        String name;

        @Column(unique = true)
        String email;

        @Column(unique = true)
        Integer number;
    }

    @Entity
    @Table(name = "`Purchase`", indexes = @Index(name = "purchase_buyer", columnList = "buyer"))
    static class Purchase {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "purchase", sequenceName = "purchase_sequence", allocationSize = 10)
        long id;

        @ManyToOne
        @JoinColumn(name = "buyer")
        Customer buyer;

        @ManyToOne
        @JoinColumn(name = "buyer_number", referencedColumnName = "number")
        Customer byNumber;

        @ManyToOne
        Purchase before;
    }

    @Entity
    @Table(
            schema = "depot",
            name = "shelf",
            indexes = @Index(name = "shelf_place", columnList = "place", unique = true))
    static class Shelf {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        @TableGenerator(name = "shelf", table = "shop_generator", allocationSize = 5)
        long id;

        String place;

        @ManyToOne
        Customer owner;
    }
}
