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
package io.github.dsql.hibernate.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.scenario.model.Shop.Address;
import io.github.dsql.hibernate.it.scenario.model.Shop.Category;
import io.github.dsql.hibernate.it.scenario.model.Shop.Customer;
import io.github.dsql.hibernate.it.scenario.model.Shop.GeoPoint;
import io.github.dsql.hibernate.it.scenario.model.Shop.LineId;
import io.github.dsql.hibernate.it.scenario.model.Shop.OrderLine;
import io.github.dsql.hibernate.it.scenario.model.Shop.Product;
import io.github.dsql.hibernate.it.scenario.model.Shop.PurchaseOrder;
import io.github.dsql.hibernate.it.scenario.model.Shop.Status;
import java.time.LocalDate;
import org.hibernate.Hibernate;
import org.junit.jupiter.api.Test;

class ShopIT extends Scenario {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 24);

    @Test
    void nestedEmbeddablesComeBack() {
        Customer customer = new Customer("Nested", "Berlin");
        customer.billing = new Address("Side Street 2", "Bonn", new GeoPoint(50.7, 7.1));
        persist(customer);
        Customer found = call(session -> session.find(Customer.class, customer.id));
        assertThat(found.address.location).isEqualTo(new GeoPoint(52.5, 13.4));
        assertThat(found.billing.city).isEqualTo("Bonn");
        assertThat(found.billing.location.longitude()).isEqualTo(7.1);
    }

    @Test
    void embeddableWithOnlyNullsComesBackAsNull() {
        Customer customer = new Customer("NoBilling", "Berlin");
        persist(customer);
        assertThat(call(session -> session.find(Customer.class, customer.id)).billing)
                .isNull();
    }

    @Test
    void mappedSuperclassKeepsTimesAndVersion() {
        Customer customer = new Customer("Audited", "Berlin");
        persist(customer);
        run(session -> session.find(Customer.class, customer.id).name = "Audited2");
        Customer found = call(session -> session.find(Customer.class, customer.id));
        assertThat(found.version).isEqualTo(1);
        assertThat(found.createdAt).isNotNull();
        assertThat(found.updatedAt).isAfterOrEqualTo(found.createdAt);
    }

    @Test
    void orderWithLinesIsStoredThroughItsCustomer() {
        Product product = new Product("sku-1", "Bolt", "0.10");
        Customer customer = new Customer("Cascade", "Berlin");
        PurchaseOrder order = new PurchaseOrder(customer, "regular", DAY);
        order.select = 3;
        order.add(product, 100);
        order.add(product, 200);
        persist(product, customer);
        run(session -> {
            PurchaseOrder found = session.find(PurchaseOrder.class, order.id);
            assertThat(found.group).isEqualTo("regular");
            assertThat(found.select).isEqualTo(3);
            assertThat(found.status).isEqualTo(Status.NEW);
            assertThat(found.lines).extracting(line -> line.quantity).containsExactlyInAnyOrder(100, 200);
            assertThat(Hibernate.unproxy(found.customer, Customer.class).name).isEqualTo("Cascade");
        });
    }

    @Test
    void lineIsFoundByItsDerivedKey() {
        Product product = new Product("sku-2", "Nut", "0.20");
        Customer customer = new Customer("Derived", "Berlin");
        PurchaseOrder order = new PurchaseOrder(customer, "regular", DAY);
        order.add(product, 5);
        persist(product, customer);
        OrderLine line = call(session -> session.find(OrderLine.class, new LineId(order.id, 1)));
        assertThat(line.quantity).isEqualTo(5);
    }

    @Test
    void orphanedLinesAndOrdersAreDeleted() {
        Product product = new Product("sku-3", "Screw", "0.30");
        Customer customer = new Customer("Orphan", "Berlin");
        PurchaseOrder order = new PurchaseOrder(customer, "orphan", DAY);
        order.add(product, 1);
        order.add(product, 2);
        persist(product, customer);
        run(session -> session.find(PurchaseOrder.class, order.id).lines.remove(0));
        assertThat(one(Long.class, "select count(*) from OrderLine where order.group = 'orphan'"))
                .isEqualTo(1);
        run(session -> session.find(Customer.class, customer.id).orders.clear());
        assertThat(one(Long.class, "select count(*) from PurchaseOrder where group = 'orphan'"))
                .isZero();
    }

    @Test
    void removingACustomerCascadesThroughTwoLevels() {
        Product product = new Product("sku-4", "Washer", "0.40");
        Customer customer = new Customer("Remove", "Berlin");
        new PurchaseOrder(customer, "remove", DAY).add(product, 1);
        persist(product, customer);
        run(session -> session.remove(session.find(Customer.class, customer.id)));
        assertThat(one(Long.class, "select count(*) from PurchaseOrder where group = 'remove'"))
                .isZero();
        assertThat(one(Long.class, "select count(*) from OrderLine where product.sku = 'sku-4'"))
                .isZero();
    }

    @Test
    void mergeOfADetachedGraphAddsChangesAndRemoves() {
        Product product = new Product("sku-5", "Plug", "0.50");
        Customer customer = new Customer("Merge", "Berlin");
        PurchaseOrder order = new PurchaseOrder(customer, "merge", DAY);
        order.add(product, 1);
        order.add(product, 2);
        persist(product, customer);
        PurchaseOrder detached = call(session -> {
            PurchaseOrder found = session.find(PurchaseOrder.class, order.id);
            Hibernate.initialize(found.lines);
            return found;
        });
        detached.lines.removeIf(line -> line.id.position == 1);
        detached.lines.get(0).quantity = 22;
        detached.lines.add(new OrderLine(detached, 3, product, 3));
        run(session -> session.merge(detached));
        assertThat(list(
                        Integer.class,
                        "select quantity from OrderLine where order.group = 'merge' order by id.position"))
                .containsExactly(22, 3);
    }

    @Test
    void manyToManyIsReadFromBothSides() {
        Category tools = new Category("Tools", null);
        Category metal = new Category("Metal", null);
        Product hammer = new Product("hammer", "Hammer", "12.00");
        hammer.categories.add(tools);
        hammer.categories.add(metal);
        Product saw = new Product("saw", "Saw", "15.00");
        saw.categories.add(tools);
        persist(tools, metal, hammer, saw);
        run(session -> {
            assertThat(session.find(Category.class, tools.id).products)
                    .extracting(p -> p.sku)
                    .containsExactlyInAnyOrder("hammer", "saw");
            session.find(Product.class, "hammer").categories.removeIf(c -> c.name.equals("Metal"));
        });
        run(session ->
                assertThat(session.find(Category.class, metal.id).products).isEmpty());
    }

    @Test
    void treeIsStoredAndReadThroughParentAndChildren() {
        Category root = new Category("Root", null);
        root.children.add(new Category("Left", root));
        root.children.add(new Category("Right", root));
        persist(root);
        run(session -> {
            assertThat(session.find(Category.class, root.id).children)
                    .extracting(c -> c.name)
                    .containsExactlyInAnyOrder("Left", "Right");
            assertThat(session.createSelectionQuery(
                                    "select c.parent.name from Category c where c.name = 'Left'", String.class)
                            .getSingleResult())
                    .isEqualTo("Root");
        });
    }

    @Test
    void refreshReadsWhatAnotherTransactionWrote() {
        Product product = new Product("refresh", "Old", "1.00");
        persist(product);
        run(session -> session.createMutationQuery("update Product set name = 'New' where sku = 'refresh'")
                .executeUpdate());
        run(session -> {
            Product managed = session.merge(product);
            session.refresh(managed);
            assertThat(managed.name).isEqualTo("New");
        });
    }
}
