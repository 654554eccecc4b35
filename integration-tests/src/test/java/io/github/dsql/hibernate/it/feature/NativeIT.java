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
package io.github.dsql.hibernate.it.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.conflict.DsqlUnsupportedException;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.ConstructorResult;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.FieldResult;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedNativeQuery;
import jakarta.persistence.NamedStoredProcedureQuery;
import jakarta.persistence.ParameterMode;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.StoredProcedureParameter;
import jakarta.persistence.StoredProcedureQuery;
import jakarta.persistence.Table;
import jakarta.persistence.Tuple;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.procedure.ProcedureCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NativeIT {
    @Entity(name = "Shop")
    @Table(name = "shop")
    static class Shop {
        @Id
        Long id;

        String city;

        Shop() {}

        Shop(Long id, String city) {
            this.id = id;
            this.city = city;
        }
    }

    @Entity(name = "Item")
    @Table(name = "item")
    @SqlResultSetMapping(
            name = "entity and sum",
            entities =
                    @EntityResult(
                            entityClass = Item.class,
                            fields = {
                                @FieldResult(name = "id", column = "i_id"),
                                @FieldResult(name = "name", column = "i_name"),
                                @FieldResult(name = "price", column = "i_price"),
                                @FieldResult(name = "shop", column = "i_shop")
                            }),
            columns = @ColumnResult(name = "total", type = BigDecimal.class))
    @SqlResultSetMapping(
            name = "dto",
            classes =
                    @ConstructorResult(
                            targetClass = Line.class,
                            columns = {
                                @ColumnResult(name = "name", type = String.class),
                                @ColumnResult(name = "amount", type = Long.class)
                            }))
    @NamedNativeQuery(
            name = "lines",
            query = "select name, count(*) as amount from item where price >= :least group by name order by name",
            resultSetMapping = "dto")
    @NamedNativeQuery(
            name = "with total",
            query =
                    "select id as i_id, name as i_name, price as i_price, shop_id as i_shop, sum(price) over () as total"
                            + " from item order by id",
            resultSetMapping = "entity and sum")
    @NamedNativeQuery(
            name = "dear",
            query = "select * from item where price > ?1 order by id",
            resultClass = Item.class)
    @NamedStoredProcedureQuery(
            name = "priced",
            procedureName = "items_from",
            resultClasses = Item.class,
            parameters = @StoredProcedureParameter(name = "lowest", type = Integer.class, mode = ParameterMode.IN))
    static class Item {
        @Id
        Long id;

        @Column(length = 20)
        String name;

        @Column(precision = 10, scale = 2)
        BigDecimal price;

        @ManyToOne
        Shop shop;

        Item() {}

        Item(long id, String name, String price, Shop shop) {
            this.id = id;
            this.name = name;
            this.price = new BigDecimal(price);
            this.shop = shop;
        }
    }

    /** Result of a query. */
    public record Line(String name, Long amount) {}

    private static Booted booted;

    @BeforeAll
    static void boot() {
        booted = Booted.with(Map.of(), Shop.class, Item.class);
        Shop shop = new Shop(1L, "Ulm");
        booted.persist(
                shop,
                new Item(1, "pen", "1.50", shop),
                new Item(2, "pen", "2.50", shop),
                new Item(3, "ink", "9.00", null));
        List.of(
                        "create or replace function doubled(x integer) returns integer language sql immutable as 'select x * 2'",
                        "create or replace function items_from(lowest integer) returns setof item language sql"
                                + " as 'select * from item where price >= lowest order by id'",
                        "create or replace function both_ways(x integer, out y integer, out z integer) language sql"
                                + " as 'select x + 1, x + 2'")
                .forEach(ddl -> booted.run(session -> session.doWork(connection -> {
                    try (var statement = connection.createStatement()) {
                        statement.execute(ddl);
                    }
                })));
    }

    @AfterAll
    static void close() {
        booted.close();
    }

    @Test
    void namedNativeQueriesFillDtosEntitiesAndColumns() {
        booted.run(session -> {
            assertThat(session.createNamedQuery("lines", Line.class)
                            .setParameter("least", 1)
                            .getResultList())
                    .containsExactly(new Line("ink", 1L), new Line("pen", 2L));
            Object[] first = session.createNamedQuery("with total", Object[].class)
                    .setMaxResults(1)
                    .getSingleResult();
            assertThat(Hibernate.unproxy(((Item) first[0]).shop, Shop.class).city)
                    .isEqualTo("Ulm");
            assertThat(first[1]).isEqualTo(new BigDecimal("13.00"));
            assertThat(session.createNamedQuery("dear", Item.class)
                            .setParameter(1, 2)
                            .getResultList())
                    .extracting(item -> item.id)
                    .containsExactly(2L, 3L);
        });
    }

    @Test
    void parametersOfEveryKindAreBound() {
        booted.run(session -> {
            assertThat(session.createNativeQuery(
                                    "select id from item where name in (:names) and price > :price order by id limit :most",
                                    Long.class)
                            .setParameterList("names", List.of("pen", "ink"))
                            .setParameter("price", new BigDecimal("2"))
                            .setParameter("most", 1)
                            .getResultList())
                    .containsExactly(2L);
            assertThat(session.createNativeQuery(
                                    "select (?1)::int + cast(?2 as int), 'a:b' || (?3)::text, array_length(array[1,2], 1)",
                                    Object[].class)
                            .setParameter(1, "4")
                            .setParameter(2, "5")
                            .setParameter(3, "c")
                            .getSingleResult())
                    .containsExactly(9, "a:bc", 2);
            assertThat(session.createNativeQuery("select name, price from item order by id", Tuple.class)
                            .setFirstResult(1)
                            .setMaxResults(1)
                            .getSingleResult()
                            .get("price"))
                    .isEqualTo(new BigDecimal("2.50"));
        });
    }

    @Test
    void aliasesOfEntitiesAndJoinsAreExpanded() {
        booted.run(session -> {
            List<Item> items = session.createNativeQuery(
                            "select {i.*}, {s.*} from item i join shop s on s.id = i.shop_id order by i.id", Item.class)
                    .addEntity("i", Item.class)
                    .addJoin("s", "i.shop")
                    .getResultList();
            assertThat(items).hasSize(2).allMatch(item -> item.shop.city.equals("Ulm"));
        });
    }

    @Test
    void scrollsAndStreamsWithAFetchSize() {
        booted.run(session -> {
            try (var scroll = session.createNativeQuery("select * from item order by id", Item.class)
                    .setFetchSize(1)
                    .scroll()) {
                assertThat(scroll.next()).isTrue();
                assertThat(scroll.next()).isTrue();
                assertThat(scroll.get().id).isEqualTo(2L);
            }
            try (Stream<Item> items = session.createSelectionQuery("from Item order by id", Item.class)
                    .setFetchSize(2)
                    .getResultStream()) {
                assertThat(items.map(item -> item.id)).containsExactly(1L, 2L, 3L);
            }
        });
    }

    @Test
    void nativeChangesAndBothQueryLanguagesMeet() {
        booted.run(session -> {
            session.persist(new Item(10, "tmp", "1.00", null));
            session.flush();
            assertThat(session.createNativeMutationQuery("update item set price = price * ?1 where name = 'tmp'")
                            .setParameter(1, 3)
                            .executeUpdate())
                    .isEqualTo(1);
            session.clear();
            assertThat(session.find(Item.class, 10L).price).isEqualByComparingTo("3");
            assertThat(session.createNativeMutationQuery("delete from item where id = 10")
                            .executeUpdate())
                    .isEqualTo(1);
        });
    }

    @Test
    void functionsAreCalledFromQueries() {
        booted.run(session -> {
            assertThat(session.createSelectionQuery("select function('doubled', 21), sql('? + 1', 4)", Object[].class)
                            .getSingleResult())
                    .containsExactly(42, 5);
            assertThat(session.createSelectionQuery(
                                    "select doubled(cast(i.id as Integer)) from Item i where i.id = 2", Integer.class)
                            .getSingleResult())
                    .isEqualTo(4);
        });
    }

    @Test
    void functionsAreCalledAsProcedures() {
        booted.run(session -> {
            ProcedureCall call = session.createStoredProcedureCall("doubled").markAsFunctionCall(Integer.class);
            call.registerParameter(1, Integer.class, ParameterMode.IN);
            call.setParameter(1, 4);
            assertThat(call.getSingleResult()).isEqualTo(8);

            StoredProcedureQuery named = session.createNamedStoredProcedureQuery("priced");
            named.setParameter("lowest", 2);
            List<?> priced = named.getResultList();
            assertThat(priced).hasSize(2).hasOnlyElementsOfType(Item.class);

            ProcedureCall outputs = session.createStoredProcedureCall("both_ways");
            outputs.registerParameter(1, Integer.class, ParameterMode.IN);
            outputs.registerParameter(2, Integer.class, ParameterMode.OUT);
            outputs.registerParameter(3, Integer.class, ParameterMode.OUT);
            outputs.setParameter(1, 40);
            assertThat(outputs.getOutputParameterValue(3)).isEqualTo(42);
        });
    }

    @Test
    void procedureIsRefusedByTheServiceWithAHint() {
        assertThatThrownBy(() -> booted.run(
                        session -> session.createNativeMutationQuery("create procedure p() language sql as 'select 1'")
                                .executeUpdate()))
                .isInstanceOf(DsqlUnsupportedException.class)
                .hasMessageContaining("PROCEDURE is not supported");
    }

    @Test
    void refCursorIsRefusedBeforeAnySql() {
        assertThatThrownBy(() -> booted.run(NativeIT::callRefCursor))
                .hasMessageContaining("'doubled' has a parameter of mode REF_CURSOR")
                .hasMessageContaining("returns table");
    }

    private static void callRefCursor(Session session) {
        ProcedureCall call = session.createStoredProcedureCall("doubled", Item.class);
        call.registerParameter(1, void.class, ParameterMode.REF_CURSOR);
        call.getResultList();
    }
}
