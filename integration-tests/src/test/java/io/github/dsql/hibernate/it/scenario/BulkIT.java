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

import io.github.dsql.hibernate.it.scenario.model.Collections.Box;
import io.github.dsql.hibernate.it.scenario.model.Features.Employee;
import io.github.dsql.hibernate.it.scenario.model.Keys.Seat;
import io.github.dsql.hibernate.it.scenario.model.Payments.BankTransfer;
import io.github.dsql.hibernate.it.scenario.model.Payments.Brand;
import io.github.dsql.hibernate.it.scenario.model.Payments.CardPayment;
import io.github.dsql.hibernate.it.scenario.model.Payments.InstantTransfer;
import io.github.dsql.hibernate.it.scenario.model.Shop.Product;
import io.github.dsql.hibernate.it.scenario.model.Vehicles.Car;
import io.github.dsql.hibernate.it.scenario.model.Vehicles.Truck;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Cat;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Dog;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Keeper;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Lion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BulkIT extends Scenario {
    @BeforeEach
    void storeFreshRows() {
        factory().getSchemaManager().truncate();
        Keeper keeper = new Keeper("K");
        keeper.add(new Dog("Rex", 30, true));
        persist(keeper, new Cat("Tom", 4), new Lion("Leo", 190, 0.5));
        InstantTransfer instant = new InstantTransfer("p1", "5.00", "DE1", 3);
        instant.notes.add("note");
        persist(instant, new BankTransfer("p2", "6.00", "DE2"), new CardPayment("p3", "7.00", "4111", Brand.VISA));
        persist(new Car("c-1", 4), new Car("c-2", 2), new Truck("t-1", 8.5));
        persist(new Product("a", "A", "1.00"), new Product("b", "B", "2.00"));
        dataSource().clear();
    }

    @Test
    void singleTableUpdateByRootAndSubclass() {
        assertThat(execute("update Animal set weight = weight + 1 where weight > ?1", 10))
                .isEqualTo(2);
        assertThat(execute("update Cat set lives = 8")).isEqualTo(2);
        assertThat(one(Integer.class, "select weight from Dog")).isEqualTo(31);
    }

    @Test
    void singleTableVersionedUpdateRaisesTheVersion() {
        assertThat(execute("update versioned Dog set name = 'Max' where name = 'Rex'"))
                .isEqualTo(1);
        assertThat(one(Integer.class, "select version from Dog where name = 'Max'"))
                .isEqualTo(1);
    }

    @Test
    void singleTableUpdateThroughAnImplicitJoin() {
        assertThat(execute("update Animal a set a.weight = 1 where a.keeper.name = 'K'"))
                .isEqualTo(1);
    }

    @Test
    void singleTableDelete() {
        assertThat(execute("delete from Lion where maneLength > 0.1")).isEqualTo(1);
        assertThat(execute("delete from Animal a where a.keeper.name = 'K'")).isEqualTo(1);
        assertThat(one(Long.class, "select count(*) from Animal")).isEqualTo(1);
    }

    @Test
    void joinedUpdateOfOneTable() {
        assertThat(execute("update Payment set reference = 'x' where amount > 5"))
                .isEqualTo(2);
        assertThat(one(Long.class, "select count(*) from Payment where reference = 'x'"))
                .isEqualTo(2);
    }

    @Test
    void joinedUpdateAcrossTables() {
        assertThat(
                        execute(
                                "update InstantTransfer set reference = 'y', iban = 'DE9', seconds = seconds + 1 where seconds = 3"))
                .isEqualTo(1);
        assertThat(one(Object[].class, "select reference, iban, seconds from InstantTransfer"))
                .containsExactly("y", "DE9", 4);
    }

    @Test
    void joinedDeleteOfALeafAndOfTheRoot() {
        assertThat(execute("delete from InstantTransfer where seconds = 3")).isEqualTo(1);
        assertThat(nativeOne(Long.class, "select count(*) from payment")).isEqualTo(2);
        assertThat(execute("delete from Payment where amount > 1")).isEqualTo(2);
        assertThat(nativeOne(Long.class, "select count(*) from card_payment")).isZero();
        assertThat(nativeOne(Long.class, "select count(*) from payment_notes")).isZero();
    }

    @Test
    void joinedInsertSelectWithAnIdentity() {
        assertThat(execute("insert into Contract (title, years) select plate, doors from Car"))
                .isEqualTo(2);
        assertThat(list(String.class, "select title from Contract order by years"))
                .containsExactly("c-2", "c-1");
    }

    @Test
    void tablePerClassUpdateAndDelete() {
        assertThat(execute("update Car set doors = 5 where plate like 'c-%'")).isEqualTo(2);
        assertThat(execute("update Vehicle set wheels = wheels + 1 where plate = 't-1'"))
                .isEqualTo(1);
        assertThat(one(Integer.class, "select wheels from Truck")).isEqualTo(7);
        assertThat(execute("delete from Vehicle where wheels = 7")).isEqualTo(1);
        assertThat(execute("delete from Car")).isEqualTo(2);
    }

    @Test
    void insertSelectWithASequence() {
        assertThat(execute(
                        "insert into Truck (plate, wheels, payload) select c.plate || '-t', c.wheels, 1.5 from Car c"))
                .isEqualTo(2);
        assertThat(one(Long.class, "select count(*) from Truck where plate like '%-t'"))
                .isEqualTo(2);
    }

    @Test
    void insertValues() {
        assertThat(execute("insert into Product (sku, name, price) values ('c', 'C', 3.00bd), ('d', 'D', 4.00bd)"))
                .isEqualTo(2);
        assertThat(execute("insert into Dog (version, name, trained) values (0, 'Bello', true)"))
                .isEqualTo(1);
        assertThat(one(Boolean.class, "select trained from Dog where name = 'Bello'"))
                .isTrue();
    }

    @Test
    void insertOnConflict() {
        assertThat(
                        execute(
                                "insert into Product (sku, name, price) values ('a', 'AA', 9.00bd) on conflict (sku) do update set name = excluded.name"))
                .isEqualTo(1);
        assertThat(one(String.class, "select name from Product where sku = 'a'"))
                .isEqualTo("AA");
        assertThat(execute("insert into Product (sku, name, price) values ('a', 'AAA', 9.00bd) on conflict do nothing"))
                .isZero();
        assertThat(execute("insert into Product (sku, name, price) values ('b', 'BB', 9.00bd)"
                        + " on conflict (sku) do update set price = excluded.price where price > 100"))
                .isZero();
    }

    @Test
    void secondaryTableUpdateAndDelete() {
        Employee employee = new Employee();
        employee.name = "E";
        employee.salary = 10;
        persist(employee);
        assertThat(execute("update Employee set name = 'F', salary = 20, hobbies = 'golf' where salary = 10"))
                .isEqualTo(1);
        assertThat(one(Object[].class, "select name, salary, hobbies from Employee"))
                .containsExactly("F", 20, "golf");
        assertThat(execute("delete from Employee where salary = 20")).isEqualTo(1);
        assertThat(nativeOne(Long.class, "select count(*) from employee_salary"))
                .isZero();
    }

    @Test
    void compositeKeyUpdateAndDelete() {
        persist(new Seat("Z", 1, "a"), new Seat("Z", 2, "b"));
        assertThat(execute("update Seat set guest = 'c' where id.row = 'Z' and id.number = 1"))
                .isEqualTo(1);
        assertThat(execute("delete from Seat s where s.id = (select t.id from Seat t where t.guest = 'b')"))
                .isEqualTo(1);
    }

    @Test
    void deleteOfAnEntityWithCollectionsCleansThem() {
        Box box = new Box();
        box.tags.add("t");
        box.attributes.put("a", "b");
        persist(box);
        assertThat(execute("delete from Box where id = ?1", box.id)).isEqualTo(1);
        assertThat(nativeOne(Long.class, "select count(*) from box_attribute")).isZero();
    }
}
