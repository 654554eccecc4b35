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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.it.scenario.model.Collections.Supplier;
import io.github.dsql.hibernate.it.scenario.model.Features.Counter;
import io.github.dsql.hibernate.it.scenario.model.Features.Employee;
import io.github.dsql.hibernate.it.scenario.model.Keys.Opening;
import io.github.dsql.hibernate.it.scenario.model.Keys.Seat;
import io.github.dsql.hibernate.it.scenario.model.Keys.SeatId;
import io.github.dsql.hibernate.it.scenario.model.Keys.Weekday;
import io.github.dsql.hibernate.it.scenario.model.Payments.BankTransfer;
import io.github.dsql.hibernate.it.scenario.model.Shop.Product;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Dog;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.StaleStateException;
import org.junit.jupiter.api.Test;

class UpsertIT extends Scenario {
    @Test
    void firstInsertsThenUpdatesWithOneStatementEach() {
        runStateless(session -> session.upsert(new Product("u1", "One", "1.00")));
        runStateless(session -> session.upsert(new Product("u1", "Uno", "2.00")));
        assertThat(sent("insert into product")).hasSize(2).allSatisfy(sql -> assertThat(sql)
                .contains("on conflict"));
        assertThat(sent("update")).isEmpty();
        assertThat(one(String.class, "select name from Product where sku = 'u1'"))
                .isEqualTo("Uno");
    }

    @Test
    void rowWithNothingButItsKeyIsKept() {
        runStateless(session -> session.upsert(new Supplier("only")));
        runStateless(session -> session.upsert(new Supplier("only")));
        assertThat(one(Long.class, "select count(*) from Supplier where code = 'only'"))
                .isEqualTo(1);
    }

    @Test
    void compositeAndEnumKeys() {
        for (String guest : List.of("a", "b")) {
            runStateless(session -> {
                session.upsert(new Seat("U", 1, guest));
                session.upsert(new Opening(Weekday.MON, guest.charAt(0)));
            });
        }
        assertThat(find(Seat.class, new SeatId("U", 1)).guest).isEqualTo("b");
        assertThat(find(Opening.class, Weekday.MON).fromHour).isEqualTo('b');
    }

    @Test
    void versionedRowIsUpdatedWithTheRightVersion() {
        Dog dog = new Dog("Up", 3, false);
        persist(dog);
        dog.weight = 4;
        runStateless(session -> session.upsert(dog));
        Dog found = find(Dog.class, dog.id);
        assertThat(found.weight).isEqualTo(4);
        assertThat(found.version).isEqualTo(1);
    }

    @Test
    void staleVersionFailsAndChangesNothing() {
        Dog dog = new Dog("Stale", 3, false);
        persist(dog);
        run(session -> session.find(Dog.class, dog.id).weight = 5);
        dog.weight = 99;
        assertThatThrownBy(() -> runStateless(session -> session.upsert(dog)))
                .satisfiesAnyOf(e -> assertThat(e).isInstanceOf(StaleStateException.class), e -> assertThat(e)
                        .hasRootCauseInstanceOf(StaleStateException.class));
        assertThat(find(Dog.class, dog.id).weight).isEqualTo(5);
    }

    @Test
    void joinedSubclassGoesToEachTable() {
        BankTransfer transfer = new BankTransfer("up", "1.00", "DE1");
        transfer.id = UUID.randomUUID();
        transfer.changed = Instant.parse("2026-01-01T00:00:00Z");
        runStateless(session -> session.upsert(transfer));
        transfer.iban = "DE2";
        runStateless(session -> session.upsert(transfer));
        assertThat(find(BankTransfer.class, transfer.id).iban).isEqualTo("DE2");
    }

    @Test
    void secondaryTablesAreWrittenAndEmptied() {
        Employee employee = new Employee();
        employee.id = 900_001L;
        employee.name = "E";
        employee.salary = 7;
        runStateless(session -> session.upsert(employee));
        assertThat(one(Integer.class, "select salary from Employee where id = 900001"))
                .isEqualTo(7);
        employee.salary = null;
        employee.hobbies = "golf";
        runStateless(session -> session.upsert(employee));
        assertThat(nativeOne(Long.class, "select count(*) from employee_salary where id = 900001"))
                .isZero();
    }

    @Test
    void manyAtOnceAreAllStored() {
        List<Product> products = IntStream.range(0, 25)
                .mapToObj(i -> new Product("many" + i, "M", "1.00"))
                .toList();
        runStateless(session -> {
            session.upsertMultiple(products);
        });
        assertThat(one(Long.class, "select count(*) from Product where sku like 'many%'"))
                .isEqualTo(25);
    }

    @Test
    void dynamicUpdateEntityIsUpserted() {
        runStateless(session -> session.upsert(new Counter("up", 1)));
        runStateless(session -> session.upsert(new Counter("up", 2)));
        assertThat(one(Integer.class, "select value from Counter where name = 'up'"))
                .isEqualTo(2);
    }
}
