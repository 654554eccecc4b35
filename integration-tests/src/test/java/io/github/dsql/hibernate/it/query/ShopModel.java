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
package io.github.dsql.hibernate.it.query;

import jakarta.persistence.CascadeType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hibernate.Session;

/** Entities with what queries go through: to-one, collections of every kind, embeddables, a composite key, a tree and subclasses. */
final class ShopModel {
    static final Class<?>[] CLASSES = {
        Customer.class, Business.class, Purchase.class, Line.class, Product.class, Tool.class, Node.class
    };

    private ShopModel() {}

    enum Status {
        OPEN,
        PAID,
        SENT
    }

    @Embeddable
    static class Address {
        String street;
        String city;

        Address() {}

        Address(String street, String city) {
            this.street = street;
            this.city = city;
        }

        @Override
        public String toString() {
            return street + ", " + city;
        }
    }

    @Entity(name = "Customer")
    static class Customer {
        @Id
        Long id;

        String name;
        Address address;

        @OneToMany(mappedBy = "customer", cascade = CascadeType.PERSIST)
        List<Purchase> purchases = new ArrayList<>();

        @ElementCollection
        Set<String> nicknames = new HashSet<>();

        @ElementCollection
        @OrderColumn(name = "position")
        List<String> steps = new ArrayList<>();

        @ElementCollection
        @MapKeyColumn(name = "game")
        Map<String, Integer> scores = new TreeMap<>();

        @ElementCollection
        List<Address> places = new ArrayList<>();

        @Override
        public String toString() {
            return getClass().getSimpleName() + id;
        }
    }

    @Entity(name = "Business")
    static class Business extends Customer {
        String taxNumber;
    }

    @Entity(name = "Purchase")
    static class Purchase {
        @Id
        Long id;

        @ManyToOne
        Customer customer;

        @Enumerated(EnumType.STRING)
        Status status;

        LocalDate day;
        LocalDateTime at;
        BigDecimal total;

        @OneToMany(mappedBy = "id.purchase", cascade = CascadeType.PERSIST)
        List<Line> lines = new ArrayList<>();

        @Override
        public String toString() {
            return "Purchase" + id;
        }
    }

    @Embeddable
    static class LineId {
        @ManyToOne
        Purchase purchase;

        int number;

        LineId() {}

        LineId(Purchase purchase, int number) {
            this.purchase = purchase;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof LineId that && number == that.number && purchase.id.equals(that.purchase.id);
        }

        @Override
        public int hashCode() {
            return number;
        }

        @Override
        public String toString() {
            return purchase + "/" + number;
        }
    }

    @Entity(name = "Line")
    static class Line {
        @EmbeddedId
        LineId id;

        @ManyToOne
        Product product;

        int quantity;

        @Override
        public String toString() {
            return "Line" + id;
        }
    }

    @Entity(name = "Product")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Product {
        @Id
        String sku;

        BigDecimal price;

        @Override
        public String toString() {
            return getClass().getSimpleName() + sku;
        }
    }

    @Entity(name = "Tool")
    static class Tool extends Product {
        Integer power;
    }

    @Entity(name = "Node")
    static class Node {
        @Id
        Long id;

        String label;

        @ManyToOne
        Node parent;

        Node() {}

        Node(long id, String label, Node parent) {
            this.id = id;
            this.label = label;
            this.parent = parent;
        }

        @Override
        public String toString() {
            return "Node" + id;
        }
    }

    static void store(Session session) {
        Product nail = new Product();
        nail.sku = "nail";
        nail.price = new BigDecimal("0.10");
        Tool drill = new Tool();
        drill.sku = "drill";
        drill.price = new BigDecimal("99.90");
        drill.power = 700;
        session.persist(nail);
        session.persist(drill);
        Customer ann = customer(new Customer(), 1, "Ann", new Address("Main", "Bonn"));
        ann.nicknames.addAll(Set.of("A", "Annie"));
        ann.steps.addAll(List.of("one", "two", "three"));
        ann.scores.putAll(new LinkedHashMap<>(Map.of("chess", 5, "go", 9)));
        ann.places.add(new Address("Side", "Ulm"));
        Customer bob = customer(new Customer(), 2, "Bob", new Address("Main", "Ulm"));
        bob.nicknames.add("B");
        bob.scores.put("chess", 7);
        Business firm = (Business) customer(new Business(), 3, "Firm", null);
        firm.taxNumber = "T1";
        purchase(ann, 10, Status.PAID, LocalDate.of(2026, 1, 10), "100.10", line(nail, 2), line(drill, 1));
        purchase(ann, 11, Status.OPEN, LocalDate.of(2026, 2, 1), "0.20", line(nail, 2));
        purchase(bob, 12, Status.SENT, LocalDate.of(2026, 2, 1), "99.90", line(drill, 1));
        purchase(bob, 13, null, null, null);
        List.of(ann, bob, firm).forEach(session::persist);
        Node root = new Node(1, "root", null);
        Node left = new Node(2, "left", root);
        Node right = new Node(3, "right", root);
        List.of(root, left, right, new Node(4, "leaf", left)).forEach(session::persist);
    }

    private static Customer customer(Customer customer, long id, String name, Address address) {
        customer.id = id;
        customer.name = name;
        customer.address = address;
        return customer;
    }

    private static Line line(Product product, int quantity) {
        Line line = new Line();
        line.product = product;
        line.quantity = quantity;
        return line;
    }

    private static void purchase(
            Customer customer, long id, Status status, LocalDate day, String total, Line... lines) {
        Purchase purchase = new Purchase();
        purchase.id = id;
        purchase.customer = customer;
        purchase.status = status;
        purchase.day = day;
        purchase.at = day == null ? null : day.atTime(12, 30);
        purchase.total = total == null ? null : new BigDecimal(total);
        for (Line line : lines) {
            line.id = new LineId(purchase, purchase.lines.size() + 1);
            purchase.lines.add(line);
        }
        customer.purchases.add(purchase);
    }
}
