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

import io.github.dsql.hibernate.it.scenario.model.Payments.Brand;
import io.github.dsql.hibernate.it.scenario.model.Payments.CardPayment;
import io.github.dsql.hibernate.it.scenario.model.Payments.InstantTransfer;
import io.github.dsql.hibernate.it.scenario.model.Shop.Category;
import io.github.dsql.hibernate.it.scenario.model.Shop.Customer;
import io.github.dsql.hibernate.it.scenario.model.Shop.Product;
import io.github.dsql.hibernate.it.scenario.model.Shop.PurchaseOrder;
import io.github.dsql.hibernate.it.scenario.model.Shop.Status;
import io.github.dsql.hibernate.it.scenario.model.Vehicles.Car;
import io.github.dsql.hibernate.it.scenario.model.Vehicles.Truck;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Cat;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Dog;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Keeper;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Lion;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.query.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class QueryIT extends Scenario {
    @BeforeAll
    void storeASmallShop() {
        Category root = new Category("all", null);
        Category tools = new Category("tools", root);
        root.children.add(tools);
        tools.children.add(new Category("saws", tools));
        Product hammer = new Product("hammer", "Hammer", "10.00");
        Product saw = new Product("saw", "Saw", "20.00");
        hammer.categories.add(tools);
        Customer ann = new Customer("Ann", "Berlin");
        PurchaseOrder first = new PurchaseOrder(ann, "a", LocalDate.of(2026, 1, 10));
        first.add(hammer, 1);
        first.add(saw, 2);
        PurchaseOrder second = new PurchaseOrder(ann, "b", LocalDate.of(2026, 2, 20));
        second.status = Status.PAID;
        second.add(saw, 5);
        Customer bob = new Customer("Bob", "Bonn");
        new PurchaseOrder(bob, "a", LocalDate.of(2026, 3, 30)).add(hammer, 7);
        Customer cid = new Customer("Cid", "Berlin");
        persist(root, hammer, saw, ann, bob, cid);
        Keeper keeper = new Keeper("K");
        keeper.add(new Dog("Rex", 30, true));
        keeper.add(new Lion("Leo", 190, 0.5));
        persist(keeper, new Cat("Tom", 4));
        persist(new InstantTransfer("p1", "5.00", "DE1", 3), new CardPayment("p2", "7.00", "4111", Brand.VISA));
        persist(new Car("c-1", 4), new Truck("t-1", 8.5));
    }

    @Test
    void joinsAndFetchJoinsReadAssociations() {
        assertThat(list(
                        String.class,
                        "select o.group from PurchaseOrder o join o.customer c where c.name = 'Ann' order by o.group"))
                .containsExactly("a", "b");
        run(session -> {
            Customer ann = session.createSelectionQuery(
                            "select distinct c from Customer c left join fetch c.orders o left join fetch o.lines"
                                    + " where c.name = 'Ann'",
                            Customer.class)
                    .getSingleResult();
            dataSource().clear();
            assertThat(ann.orders).hasSize(2).allSatisfy(o -> assertThat(o.lines)
                    .isNotEmpty());
            assertThat(dataSource().sql()).isEmpty();
        });
    }

    @Test
    void outerEntityAndCrossJoinsWork() {
        assertThat(list(
                        String.class,
                        "select c.name from Customer c left join PurchaseOrder o on o.customer = c where o.id is null"))
                .containsExactly("Cid");
        assertThat(one(Long.class, "select count(*) from Customer c cross join Product p"))
                .isEqualTo(6);
        assertThat(one(Long.class, "select count(*) from Customer c full join Product p on p.sku = c.name"))
                .isEqualTo(5);
    }

    @Test
    void lateralJoinPicksTheNewestOrder() {
        assertThat(list(
                        Object[].class,
                        "select c.name, o.placed from Customer c join lateral (select p.placedOn as placed from PurchaseOrder p"
                                + " where p.customer = c order by p.placedOn desc limit 1) o order by c.name"))
                .extracting(row -> row[1])
                .containsExactly(LocalDate.of(2026, 2, 20), LocalDate.of(2026, 3, 30));
    }

    @Test
    void subqueriesInEveryClauseWork() {
        assertThat(
                        list(
                                String.class,
                                "select c.name from Customer c where exists (from PurchaseOrder o where o.customer = c) order by 1"))
                .containsExactly("Ann", "Bob");
        assertThat(list(String.class, "select name from Product where price > (select avg(price) from Product)"))
                .containsExactly("Saw");
        assertThat(
                        list(
                                Long.class,
                                "select (select count(*) from PurchaseOrder o where o.customer = c) from Customer c order by c.name"))
                .containsExactly(2L, 1L, 0L);
        assertThat(list(
                        String.class,
                        "select p.name from Product p where p.price >= all (select q.price from Product q)"))
                .containsExactly("Saw");
        assertThat(one(
                        Long.class,
                        "select max(n) from (select count(*) as n from PurchaseOrder o group by o.customer)"))
                .isEqualTo(2);
    }

    @Test
    void aggregatesGroupAndFilter() {
        assertThat(list(
                        Object[].class,
                        "select p.name, sum(l.quantity), count(distinct l.order), avg(l.quantity) from OrderLine l"
                                + " join l.product p group by p.name having sum(l.quantity) > 1 order by p.name"))
                .containsExactly(new Object[] {"Hammer", 8L, 2L, 4.0}, new Object[] {"Saw", 7L, 2L, 3.5});
        assertThat(one(
                        Object[].class,
                        "select count(*) filter (where quantity > 2), min(quantity), max(quantity),"
                                + " any(quantity > 6), every(quantity > 0) from OrderLine"))
                .containsExactly(2L, 1, 7, true, true);
        assertThat(one(String.class, "select listagg(name, ',') within group (order by name desc) from Customer"))
                .isEqualTo("Cid,Bob,Ann");
    }

    @Test
    void rollupGroupsTwice() {
        assertThat(list(
                        Object[].class,
                        "select c.address.city, count(*) from Customer c group by rollup(c.address.city)"))
                .hasSize(3);
    }

    @Test
    void windowFunctionsRank() {
        assertThat(
                        list(
                                Object[].class,
                                "select o.group, row_number() over (partition by o.customer order by o.placedOn),"
                                        + " lag(o.placedOn) over (order by o.placedOn), sum(o.id) over () from PurchaseOrder o order by o.placedOn"))
                .extracting(row -> row[1])
                .containsExactly(1L, 2L, 1L);
        assertThat(list(Long.class, "select rank() over (order by price desc) from Product order by name"))
                .containsExactly(2L, 1L);
    }

    @Test
    void commonTableExpressionsWork() {
        assertThat(list(
                        String.class,
                        "with big as (select p.name as name, p.price as price from Product p where p.price > 15)"
                                + " select b.name from big b"))
                .containsExactly("Saw");
        assertThat(
                        list(
                                String.class,
                                "with m as materialized (select p.name as name from Product p) select x.name from m x order by x.name"))
                .hasSize(2);
    }

    @Test
    void recursiveCommonTableExpressionWalksTheTree() {
        assertThat(list(
                        Object[].class,
                        "with tree as (select c.id as id, c.name as name, 0 as depth from Category c where c.parent is null"
                                + " union all select k.id as id, k.name as name, t.depth + 1 as depth from Category k join tree t on k.parent.id = t.id)"
                                + " select t.name, t.depth from tree t order by t.depth"))
                .containsExactly(new Object[] {"all", 0}, new Object[] {"tools", 1}, new Object[] {"saws", 2});
    }

    @Test
    void recursiveExpressionWithSearchAndCycleIsSent() {
        assertThat(
                        list(
                                String.class,
                                "with tree as (select c.id as id, c.name as name from Category c where c.parent is null"
                                        + " union all select k.id as id, k.name as name from Category k join tree t on k.parent.id = t.id)"
                                        + " search depth first by name set seq cycle id set looped select t.name from tree t order by t.seq"))
                .containsExactly("all", "tools", "saws");
    }

    @Test
    void setOperationsCombine() {
        assertThat(list(String.class, "select name from Customer union select name from Product"))
                .containsExactlyInAnyOrder("Ann", "Bob", "Cid", "Hammer", "Saw");
        assertThat(list(String.class, "select address.city from Customer union all select address.city from Customer"))
                .hasSize(6);
        assertThat(list(
                        String.class,
                        "select name from Customer except select name from Customer where address.city = 'Bonn'"))
                .containsExactlyInAnyOrder("Ann", "Cid");
        assertThat(
                        list(
                                String.class,
                                "select name from Customer intersect select c.name from Customer c where c.address.city = 'Bonn'"))
                .containsExactly("Bob");
    }

    @Test
    void pagesAndLimitsWork() {
        run(session -> {
            assertThat(session.createSelectionQuery("select name from Customer order by name", String.class)
                            .setFirstResult(1)
                            .setMaxResults(1)
                            .getResultList())
                    .containsExactly("Bob");
            assertThat(session.createSelectionQuery("select name from Customer order by name", String.class)
                            .setPage(Page.page(2, 1))
                            .getResultList())
                    .containsExactly("Cid");
            assertThat(session.createSelectionQuery("from Customer", Customer.class)
                            .getResultCount())
                    .isEqualTo(3);
        });
        assertThat(list(String.class, "select name from Customer order by name offset 1 rows fetch first 1 rows only"))
                .containsExactly("Bob");
        assertThat(list(
                        String.class,
                        "select address.city from Customer order by address.city fetch first 1 rows with ties"))
                .containsExactly("Berlin", "Berlin");
        assertThat(list(String.class, "select name from Customer order by name nulls first limit 2"))
                .containsExactly("Ann", "Bob");
    }

    @Test
    void entityTypesAreQueriedAndTreated() {
        assertThat(list(String.class, "select a.name from Animal a where type(a) = Lion"))
                .containsExactly("Leo");
        assertThat(list(String.class, "select a.name from Animal a where type(a) in (Dog, Cat) order by a.name"))
                .containsExactly("Rex", "Tom");
        assertThat(list(Double.class, "select treat(a as Lion).maneLength from Animal a where a.name = 'Leo'"))
                .containsExactly(0.5);
        assertThat(list(String.class, "select p.reference from Payment p where type(p) = CardPayment"))
                .containsExactly("p2");
        assertThat(list(
                        String.class,
                        "select p.reference from Payment p where treat(p as InstantTransfer).seconds < 5"))
                .containsExactly("p1");
        assertThat(list(String.class, "select v.plate from Vehicle v where type(v) = Truck"))
                .containsExactly("t-1");
        assertThat(list(Object.class, "select type(v) from Vehicle v order by v.plate"))
                .containsExactly(Car.class, Truck.class);
    }

    @Test
    void tuplesAndCollectionsAreCompared() {
        assertThat(
                        list(
                                String.class,
                                "select name from Customer where (name, address.city) in (('Ann', 'Berlin'), ('Bob', 'Berlin'))"))
                .containsExactly("Ann");
        assertThat(list(
                        String.class,
                        "select name from Customer where name in ?1 order by name",
                        List.of("Cid", "Bob", "Zed")))
                .containsExactly("Bob", "Cid");
        assertThat(list(String.class, "select c.name from Customer c where c.orders is empty"))
                .containsExactly("Cid");
        assertThat(list(String.class, "select c.name from Customer c where size(c.orders) = 2"))
                .containsExactly("Ann");
        assertThat(
                        list(
                                String.class,
                                "select p.name from Product p where (select c from Category c where c.name = 'tools') member of p.categories"))
                .containsExactly("Hammer");
        assertThat(list(String.class, "select p.sku from Product p where ('Saw', 20.00bd) = (p.name, p.price)"))
                .containsExactly("saw");
    }

    @Test
    void dynamicInstantiationAndMapsWork() {
        record Line(String name, BigDecimal price) {}
        assertThat(list(Line.class, "select name, price from Product order by name"))
                .extracting(Line::name)
                .containsExactly("Hammer", "Saw");
        assertThat(list(java.util.Map.class, "select new map(name as n, price as p) from Product where sku = 'saw'"))
                .singleElement()
                .isEqualTo(java.util.Map.of("n", "Saw", "p", new BigDecimal("20.00")));
    }

    @Test
    void namedQueryRuns() {
        run(session -> assertThat(session.createNamedSelectionQuery("Customer.byCity", Customer.class)
                        .setParameter("city", "Berlin")
                        .getResultList())
                .extracting(c -> c.name)
                .containsExactly("Ann", "Cid"));
    }
}
