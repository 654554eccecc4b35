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

import io.github.dsql.hibernate.it.scenario.model.Shop.Customer;
import io.github.dsql.hibernate.it.scenario.model.Shop.Product;
import io.github.dsql.hibernate.it.scenario.model.Shop.PurchaseOrder;
import io.github.dsql.hibernate.it.scenario.model.Shop.Status;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Animal;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Cat;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Dog;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Lion;
import jakarta.persistence.criteria.CriteriaQuery;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaRoot;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CriteriaIT extends Scenario {
    @BeforeAll
    void storeRows() {
        Customer ann = new Customer("Ann", "Berlin");
        new PurchaseOrder(ann, "a", LocalDate.of(2026, 1, 10));
        new PurchaseOrder(ann, "b", LocalDate.of(2026, 2, 10)).status = Status.PAID;
        persist(ann, new Customer("Bob", "Bonn"));
        persist(new Product("x", "X", "5.00"), new Product("y", "Y", "15.00"));
        persist(new Dog("Rex", 30, true), new Cat("Tom", 4), new Lion("Leo", 190, 0.5));
    }

    private <T> List<T> results(Function<HibernateCriteriaBuilder, CriteriaQuery<T>> build) {
        return call(session -> session.createSelectionQuery(build.apply(session.getCriteriaBuilder()))
                .getResultList());
    }

    @Test
    void predicatesAndOrder() {
        assertThat(results(cb -> {
                    JpaCriteriaQuery<Product> query = cb.createQuery(Product.class);
                    JpaRoot<Product> product = query.from(Product.class);
                    return query.where(cb.between(product.get("price"), new BigDecimal("1"), new BigDecimal("20")))
                            .orderBy(cb.desc(product.get("name")));
                }))
                .extracting(p -> p.name)
                .containsExactly("Y", "X");
    }

    @Test
    void joinsAndGrouping() {
        assertThat(results(cb -> {
                    JpaCriteriaQuery<Object[]> query = cb.createQuery(Object[].class);
                    JpaRoot<Customer> customer = query.from(Customer.class);
                    var order = customer.join("orders");
                    return query.select(cb.array(customer.get("name"), cb.count(order)))
                            .groupBy(customer.get("name"))
                            .having(cb.gt(cb.count(order), 1));
                }))
                .containsExactly(new Object[] {"Ann", 2L});
    }

    @Test
    void subqueryAndCase() {
        assertThat(results(cb -> {
                    JpaCriteriaQuery<String> query = cb.createQuery(String.class);
                    JpaRoot<Customer> customer = query.from(Customer.class);
                    var sub = query.subquery(Long.class);
                    var order = sub.from(PurchaseOrder.class);
                    sub.select(cb.count(order)).where(cb.equal(order.get("customer"), customer));
                    return query.select(cb.<String>selectCase()
                                    .when(cb.gt(sub, 0L), cb.literal("buyer"))
                                    .otherwise("visitor"))
                            .orderBy(cb.asc(customer.get("name")));
                }))
                .containsExactly("buyer", "visitor");
    }

    @Test
    void treatOfASubclass() {
        assertThat(results(cb -> {
                    JpaCriteriaQuery<Animal> query = cb.createQuery(Animal.class);
                    JpaRoot<Animal> animal = query.from(Animal.class);
                    return query.where(cb.gt(cb.treat(animal, Lion.class).get("maneLength"), 0.1));
                }))
                .singleElement()
                .isInstanceOf(Lion.class);
    }

    @Test
    void unionOfTwoQueries() {
        List<String> names = call(session -> {
            HibernateCriteriaBuilder cb = session.getCriteriaBuilder();
            JpaCriteriaQuery<String> first = cb.createQuery(String.class);
            first.select(first.from(Customer.class).get("name"));
            JpaCriteriaQuery<String> second = cb.createQuery(String.class);
            second.select(second.from(Product.class).get("name"));
            return session.createQuery(cb.unionAll(first, second)).getResultList();
        });
        assertThat(names).hasSize(4);
    }

    @Test
    void updateAndDelete() {
        persist(new Product("z", "Z", "1.00"));
        run(session -> {
            HibernateCriteriaBuilder cb = session.getCriteriaBuilder();
            var update = cb.createCriteriaUpdate(Product.class);
            var product = update.from(Product.class);
            update.set("name", "ZZ").where(cb.equal(product.get("sku"), "z"));
            assertThat(session.createMutationQuery(update).executeUpdate()).isEqualTo(1);
            var delete = cb.createCriteriaDelete(Product.class);
            delete.where(cb.equal(delete.from(Product.class).get("name"), "ZZ"));
            assertThat(session.createMutationQuery(delete).executeUpdate()).isEqualTo(1);
        });
    }

    @Test
    void enumAndEmbeddablePredicates() {
        assertThat(results(cb -> {
                    JpaCriteriaQuery<PurchaseOrder> query = cb.createQuery(PurchaseOrder.class);
                    JpaRoot<PurchaseOrder> order = query.from(PurchaseOrder.class);
                    return query.where(
                            order.get("status").in(Status.PAID, Status.SHIPPED),
                            cb.equal(order.get("customer").get("address").get("city"), "Berlin"));
                }))
                .singleElement()
                .satisfies(o -> assertThat(o.group).isEqualTo("b"));
    }
}
