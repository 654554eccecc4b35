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

import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.MapsId;
import jakarta.persistence.NamedAttributeNode;
import jakarta.persistence.NamedEntityGraph;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.NamedSubgraph;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.hibernate.annotations.CreationTimestamp;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.UpdateTimestamp;

/** The usual shop: mapped superclass, embeddables, associations of each kind, reserved words as names. */
public final class Shop {
    private Shop() {}

    /** Progress of an order. */
    public enum Status {
        NEW,
        PAID,
        SHIPPED
    }

    /** Columns that most tables have. */
    @MappedSuperclass
    public abstract static class Audited {
        @CreationTimestamp
        @Column(updatable = false)
        public Instant createdAt;

        @UpdateTimestamp
        public Instant updatedAt;

        @Version
        public Long version;
    }

    /** Innermost embeddable. */
    @Embeddable
    public record GeoPoint(Double latitude, Double longitude) {}

    /** An address, with another embeddable in it. */
    @Embeddable
    public static class Address {
        @Column(length = 80)
        public String street;

        @Column(length = 80)
        public String city;

        @Embedded
        public GeoPoint location;

        public Address() {}

        public Address(String street, String city, GeoPoint location) {
            this.street = street;
            this.city = city;
            this.location = location;
        }
    }

    /** A customer with two addresses of the same type. */
    @Entity(name = "Customer")
    @Table(name = "customer", indexes = @Index(columnList = "name"))
    @NamedQuery(name = "Customer.byCity", query = "from Customer c where c.address.city = :city order by c.name")
    public static class Customer extends Audited {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "customer_seq", allocationSize = 50)
        public Long id;

        @NaturalId(mutable = true)
        @Column(length = 120)
        public String email;

        @Column(length = 80, nullable = false)
        public String name;

        @Embedded
        public Address address;

        @Embedded
        @AttributeOverride(name = "street", column = @Column(name = "billing_street"))
        @AttributeOverride(name = "city", column = @Column(name = "billing_city"))
        @AttributeOverride(name = "location.latitude", column = @Column(name = "billing_latitude"))
        @AttributeOverride(name = "location.longitude", column = @Column(name = "billing_longitude"))
        public Address billing;

        @OneToMany(mappedBy = "customer", cascade = CascadeType.ALL, orphanRemoval = true)
        public Set<PurchaseOrder> orders = new HashSet<>();

        public Customer() {}

        public Customer(String name, String city) {
            this.name = name;
            this.email = name.toLowerCase(java.util.Locale.ROOT) + "@example.org";
            this.address = new Address("Main Street 1", city, new GeoPoint(52.5, 13.4));
        }
    }

    /** An order, in a table and with columns named by reserved words. */
    @Entity(name = "PurchaseOrder")
    @Table(name = "\"order\"")
    @NamedEntityGraph(
            name = "order.full",
            attributeNodes = {@NamedAttributeNode("customer"), @NamedAttributeNode(value = "lines", subgraph = "line")},
            subgraphs = @NamedSubgraph(name = "line", attributeNodes = @NamedAttributeNode("product")))
    public static class PurchaseOrder extends Audited {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public Long id;

        @ManyToOne(fetch = FetchType.LAZY, optional = false)
        public Customer customer;

        @Column(name = "\"group\"", length = 20)
        public String group;

        @Column(name = "\"select\"")
        public Integer select;

        @Enumerated(EnumType.STRING)
        @Column(name = "\"user\"")
        public Status status = Status.NEW;

        public LocalDate placedOn;

        @OneToMany(mappedBy = "order", cascade = CascadeType.ALL, orphanRemoval = true)
        public List<OrderLine> lines = new ArrayList<>();

        public PurchaseOrder() {}

        public PurchaseOrder(Customer customer, String group, LocalDate placedOn) {
            this.customer = customer;
            this.group = group;
            this.placedOn = placedOn;
            customer.orders.add(this);
        }

        public OrderLine add(Product product, int quantity) {
            OrderLine line = new OrderLine(this, lines.size() + 1, product, quantity);
            lines.add(line);
            return line;
        }
    }

    /** Key of an order line; its first part comes from the order. */
    @Embeddable
    public static class LineId implements Serializable {
        private static final long serialVersionUID = 1;

        public Long orderId;

        @Column(name = "\"position\"")
        public int position;

        public LineId() {}

        public LineId(Long orderId, int position) {
            this.orderId = orderId;
            this.position = position;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof LineId other && Objects.equals(orderId, other.orderId) && position == other.position;
        }

        @Override
        public int hashCode() {
            return Objects.hash(orderId, position);
        }
    }

    /** A line of an order, identified by it. */
    @Entity(name = "OrderLine")
    @Table(name = "order_line")
    public static class OrderLine {
        @EmbeddedId
        public LineId id = new LineId();

        @MapsId("orderId")
        @ManyToOne(fetch = FetchType.LAZY)
        public PurchaseOrder order;

        @ManyToOne(fetch = FetchType.LAZY)
        public Product product;

        public int quantity;

        public OrderLine() {}

        public OrderLine(PurchaseOrder order, int position, Product product, int quantity) {
            this.order = order;
            this.id.position = position;
            this.product = product;
            this.quantity = quantity;
        }
    }

    /** A product with an assigned key. */
    @Entity(name = "Product")
    @Table(name = "product")
    public static class Product {
        @Id
        @Column(length = 30)
        public String sku;

        @Column(length = 100)
        public String name;

        @Column(precision = 10, scale = 2)
        public BigDecimal price;

        @ManyToMany
        @JoinTable(name = "product_category")
        public Set<Category> categories = new HashSet<>();

        public Product() {}

        public Product(String sku, String name, String price) {
            this.sku = sku;
            this.name = name;
            this.price = new BigDecimal(price);
        }
    }

    /** A category in a tree. */
    @Entity(name = "Category")
    @Table(name = "category")
    public static class Category {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        @Column(length = 60)
        public String name;

        @ManyToOne(fetch = FetchType.LAZY)
        public Category parent;

        @OneToMany(mappedBy = "parent", cascade = CascadeType.PERSIST)
        public List<Category> children = new ArrayList<>();

        @ManyToMany(mappedBy = "categories")
        public Set<Product> products = new HashSet<>();

        public Category() {}

        public Category(String name, Category parent) {
            this.name = name;
            this.parent = parent;
        }
    }
}
