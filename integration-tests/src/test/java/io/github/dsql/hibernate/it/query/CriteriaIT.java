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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.it.query.ShopModel.Customer;
import io.github.dsql.hibernate.it.query.ShopModel.Node;
import io.github.dsql.hibernate.it.query.ShopModel.Product;
import io.github.dsql.hibernate.it.query.ShopModel.Purchase;
import io.github.dsql.hibernate.it.query.ShopModel.Status;
import io.github.dsql.hibernate.it.query.ShopModel.Tool;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.JoinType;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hibernate.ScrollMode;
import org.hibernate.Session;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.query.Order;
import org.hibernate.query.Page;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.criteria.JpaCriteriaQuery;
import org.hibernate.query.criteria.JpaCteCriteria;
import org.hibernate.query.criteria.JpaRoot;
import org.hibernate.query.criteria.JpaSubQuery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Criteria queries with Hibernate's extensions, parameters, and the ways to page. */
class CriteriaIT {
    private static Twins twins;

    @BeforeAll
    static void boot() {
        twins = Twins.boot(Map.of(), ShopModel.CLASSES);
        twins.run(ShopModel::store);
    }

    @AfterAll
    static void close() {
        twins.close();
    }

    private static void assertSame(Function<HibernateCriteriaBuilder, JpaCriteriaQuery<?>> query) {
        assertSameResults(session -> session.createSelectionQuery(query.apply(session.getCriteriaBuilder()))
                .getResultList());
    }

    private static void assertSameResults(Function<Session, List<?>> work) {
        Function<Session, List<String>> rows = session -> Twin.comparable(work.apply(session), false);
        List<String> expected = twins.postgresql().inTransaction(rows);
        twins.dsql().dataSource().clear();
        assertThat(twins.dsql().inTransaction(rows)).isEqualTo(expected).isNotEmpty();
        assertThat(twins.dsql().dataSource().failures()).isEmpty();
    }

    @Test
    void joinsAndGroups() {
        assertSame(builder -> {
            var query = builder.createTupleQuery();
            var customer = query.from(Customer.class);
            var purchase = customer.join("purchases", JoinType.LEFT);
            return query.multiselect(
                            customer.get("name"),
                            builder.count(purchase),
                            builder.sum(purchase.<BigDecimal>get("total")),
                            builder.function("max", LocalDate.class, purchase.get("day")))
                    .groupBy(customer.get("name"))
                    .having(builder.ge(builder.count(purchase), 0));
        });
    }

    @Test
    void fetchesAndTreats() {
        assertSame(builder -> {
            var query = builder.createQuery(Customer.class);
            query.from(Customer.class).fetch("purchases", JoinType.LEFT);
            return query.distinct(true);
        });
        assertSame(builder -> {
            var query = builder.createQuery(Integer.class);
            var tool = builder.treat(query.from(Product.class), Tool.class);
            return query.select(tool.get("power")).where(builder.equal(tool.type(), builder.literal(Tool.class)));
        });
    }

    @Test
    void subqueriesAndQuantifiers() {
        assertSame(builder -> {
            var query = builder.createQuery(Long.class);
            var purchase = query.from(Purchase.class);
            JpaSubQuery<BigDecimal> prices = query.subquery(BigDecimal.class);
            prices.select(prices.from(Product.class).get("price"));
            return query.select(purchase.get("id"))
                    .where(builder.or(
                            builder.greaterThanOrEqualTo(purchase.get("total"), builder.all(prices)),
                            builder.in(purchase.get("total")).value(prices)));
        });
        assertSame(builder -> {
            var query = builder.createTupleQuery();
            JpaSubQuery<Tuple> totals = query.subquery(Tuple.class);
            var purchase = totals.from(Purchase.class);
            totals.multiselect(
                            purchase.get("customer").get("id").alias("customer"),
                            builder.sum(purchase.<BigDecimal>get("total")).alias("total"))
                    .groupBy(purchase.get("customer").get("id"));
            var derived = query.from(totals);
            return query.multiselect(derived.get("customer"), derived.get("total"));
        });
    }

    @Test
    void recursiveCommonTableExpressions() {
        assertSame(builder -> {
            JpaCriteriaQuery<Tuple> base = builder.createTupleQuery();
            JpaRoot<Node> root = base.from(Node.class);
            base.multiselect(root.get("id").alias("id"), root.get("label").alias("label"))
                    .where(root.get("parent").isNull());
            JpaCriteriaQuery<Tuple> query = builder.createTupleQuery();
            JpaCteCriteria<Tuple> tree = query.withRecursiveUnionAll(base, cte -> {
                JpaCriteriaQuery<Tuple> step = builder.createTupleQuery();
                JpaRoot<Node> child = step.from(Node.class);
                JpaRoot<Tuple> above = step.from(cte);
                return step.multiselect(
                                child.get("id").alias("id"), child.get("label").alias("label"))
                        .where(child.get("parent").get("id").equalTo(above.get("id")));
            });
            JpaRoot<Tuple> from = query.from(tree);
            return query.multiselect(from.get("id"), from.get("label"));
        });
    }

    @Test
    void windowsAndOrderedSets() {
        assertSame(builder -> {
            var query = builder.createTupleQuery();
            var purchase = query.from(Purchase.class);
            var window = builder.createWindow()
                    .partitionBy(purchase.get("customer"))
                    .orderBy(builder.asc(purchase.get("id")));
            return query.multiselect(
                    purchase.get("id"),
                    builder.rowNumber(window),
                    builder.rank(window),
                    builder.lastValue(purchase.get("id"), window),
                    builder.sum(purchase.<BigDecimal>get("total"), window));
        });
        assertSame(builder -> {
            var query = builder.createTupleQuery();
            var purchase = query.from(Purchase.class);
            return query.multiselect(
                    builder.listagg(
                            builder.asc(purchase.get("id")), purchase.get("id").cast(String.class), ","),
                    builder.count());
        });
    }

    @Test
    void predicatesOfHibernate() {
        assertSame(builder -> {
            var query = builder.createQuery(Long.class);
            var purchase = query.from(Purchase.class);
            return query.select(purchase.get("id"))
                    .where(builder.or(
                            builder.distinctFrom(purchase.get("status"), Status.PAID),
                            builder.ilike(purchase.get("customer").get("name"), "a%"),
                            builder.between(purchase.get("day"), LocalDate.of(2026, 1, 1), LocalDate.of(2026, 1, 31))));
        });
        assertSame(builder -> {
            var query = builder.createQuery(Long.class);
            var customer = query.from(Customer.class);
            return query.select(customer.get("id"))
                    .where(builder.or(
                            builder.isMember("Annie", customer.get("nicknames")),
                            builder.isEmpty(customer.get("purchases"))));
        });
    }

    @Test
    void takesParametersOfEveryShape() {
        twins.assertSame("select p.id from Purchase p where p.status in ?1", List.of(Status.PAID, Status.OPEN));
        twins.assertSame("select p.id from Purchase p where p.status in ?1", List.of());
        twins.assertSame("select p.id from Purchase p where p.id in ?1", List.of(10L, 11L, 12L));
        twins.assertSame("select p.id from Purchase p where ?1 is null or p.day = ?1", (Object) null);
        twins.assertSame(
                "select p.id from Purchase p where p.day = ?1 or p.total > ?2",
                LocalDate.of(2026, 2, 1),
                BigDecimal.ONE);
        twins.assertSame("select coalesce(p.total, ?1), ?2 || 'x' from Purchase p", BigDecimal.TEN, "y");
        twins.assertSame("select p.id from Purchase p order by p.id limit ?1 offset ?2", 2, 1);
    }

    @Test
    void pagesByOffsetAndByKey() {
        assertSameResults(session -> session.createSelectionQuery("from Purchase order by id", Purchase.class)
                .setFirstResult(1)
                .setMaxResults(2)
                .getResultList());
        assertSameResults(session -> {
            var query = session.createSelectionQuery("from Purchase", Purchase.class);
            var first = query.getKeyedResultList(Page.first(2).keyedBy(Order.asc(Purchase.class, "id")));
            var second = session.createSelectionQuery("from Purchase", Purchase.class)
                    .getKeyedResultList(first.getNextPage());
            return List.of(first.getResultList(), second.getResultList());
        });
        assertSameResults(
                session -> List.of(session.createSelectionQuery("from Purchase p join fetch p.lines", Purchase.class)
                        .getResultCount()));
    }

    @Test
    void loadsByEntityGraph() {
        assertSameResults(session -> {
            var graph = session.createEntityGraph(Customer.class);
            graph.addSubgraph("purchases").addAttributeNodes("customer");
            graph.addAttributeNodes("nicknames");
            return session.createSelectionQuery("from Customer c order by c.id", Customer.class)
                    .setEntityGraph(graph, GraphSemantic.LOAD)
                    .getResultList();
        });
    }

    @Test
    void streamsAndScrolls() {
        assertSameResults(session -> session.createSelectionQuery("select id from Purchase order by id", Long.class)
                .setFetchSize(1)
                .getResultStream()
                .toList());
        assertSameResults(session -> {
            List<Object> ids = new ArrayList<>();
            try (var rows = session.createSelectionQuery("select id from Purchase order by id", Long.class)
                    .scroll(ScrollMode.FORWARD_ONLY)) {
                while (rows.next()) {
                    ids.add(rows.get());
                }
            }
            return ids;
        });
    }
}
