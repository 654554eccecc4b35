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

import io.github.dsql.hibernate.it.scenario.model.Payments.BankTransfer;
import io.github.dsql.hibernate.it.scenario.model.Payments.Brand;
import io.github.dsql.hibernate.it.scenario.model.Payments.CardPayment;
import io.github.dsql.hibernate.it.scenario.model.Payments.Contract;
import io.github.dsql.hibernate.it.scenario.model.Payments.Document;
import io.github.dsql.hibernate.it.scenario.model.Payments.InstantTransfer;
import io.github.dsql.hibernate.it.scenario.model.Payments.Invoice;
import io.github.dsql.hibernate.it.scenario.model.Payments.Payment;
import io.github.dsql.hibernate.it.scenario.model.Vehicles.Car;
import io.github.dsql.hibernate.it.scenario.model.Vehicles.ParkingSpace;
import io.github.dsql.hibernate.it.scenario.model.Vehicles.Truck;
import io.github.dsql.hibernate.it.scenario.model.Vehicles.Vehicle;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Animal;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Cat;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Dog;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Keeper;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Lion;
import jakarta.persistence.OptimisticLockException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class InheritanceIT extends Scenario {
    @Test
    void singleTableRowsComeBackAsTheirClass() {
        Lion lion = new Lion("Leo", 190, 0.4);
        Dog dog = new Dog("Rex", 30, true);
        persist(lion, dog);
        run(session -> {
            assertThat(session.find(Animal.class, lion.id)).isExactlyInstanceOf(Lion.class);
            assertThat(session.find(Animal.class, dog.id)).isExactlyInstanceOf(Dog.class);
            assertThat(session.find(Cat.class, lion.id).lives).isEqualTo(9);
        });
    }

    @Test
    void singleTableUpdateRaisesTheVersion() {
        Dog dog = new Dog("Bello", 20, false);
        persist(dog);
        run(session -> session.find(Dog.class, dog.id).trained = true);
        Dog stored = call(session -> session.find(Dog.class, dog.id));
        assertThat(stored.trained).isTrue();
        assertThat(stored.version).isEqualTo(1);
    }

    @Test
    void singleTableStaleUpdateFails() {
        Dog dog = new Dog("Stale", 20, false);
        persist(dog);
        Dog detached = call(session -> session.find(Dog.class, dog.id));
        run(session -> session.find(Dog.class, dog.id).weight = 21);
        detached.weight = 22;
        assertThatThrownBy(() -> run(session -> session.merge(detached))).isInstanceOf(OptimisticLockException.class);
        assertThat(call(session -> session.find(Dog.class, dog.id)).weight).isEqualTo(21);
    }

    @Test
    void singleTableDeleteRemovesTheRow() {
        Cat cat = new Cat("Gone", 4);
        persist(cat);
        run(session -> session.remove(session.find(Animal.class, cat.id)));
        assertThat(one(Long.class, "select count(*) from Animal where name = 'Gone'"))
                .isZero();
    }

    @Test
    void collectionOfASingleTableHierarchyIsOrdered() {
        Keeper keeper = new Keeper("Kim");
        keeper.add(new Dog("a", 1, false));
        keeper.add(new Lion("c", 200, 0.3));
        keeper.add(new Cat("b", 5));
        persist(keeper);
        run(session -> assertThat(session.find(Keeper.class, keeper.id).animals)
                .extracting(a -> a.name)
                .containsExactly("c", "b", "a"));
    }

    @Test
    void joinedRowsComeBackFromEveryLevel() {
        InstantTransfer instant = new InstantTransfer("levels", "10.50", "DE01", 7);
        CardPayment card = new CardPayment("levels", "3.25", "4111-1", Brand.VISA);
        persist(instant, card);
        run(session -> {
            Payment found = session.find(Payment.class, instant.id);
            assertThat(found).isExactlyInstanceOf(InstantTransfer.class);
            assertThat(((InstantTransfer) found).seconds).isEqualTo(7);
            assertThat(found.amount).isEqualByComparingTo("10.50");
            assertThat(session.find(CardPayment.class, card.id).brand).isEqualTo(Brand.VISA);
            assertThat(session.find(BankTransfer.class, card.id)).isNull();
        });
    }

    @Test
    void joinedUpdateTouchesEveryLevel() {
        InstantTransfer transfer = new InstantTransfer("before", "1.00", "DE02", 1);
        persist(transfer);
        run(session -> {
            InstantTransfer found = session.find(InstantTransfer.class, transfer.id);
            found.reference = "after";
            found.iban = "DE03";
            found.seconds = 2;
            found.notes.add("changed");
        });
        run(session -> {
            InstantTransfer found = session.find(InstantTransfer.class, transfer.id);
            assertThat(found.reference).isEqualTo("after");
            assertThat(found.iban).isEqualTo("DE03");
            assertThat(found.seconds).isEqualTo(2);
            assertThat(found.notes).containsExactly("changed");
            assertThat(found.changed).isAfterOrEqualTo(transfer.changed);
        });
    }

    @Test
    void joinedDeleteLeavesNoRowInAnyTable() {
        InstantTransfer transfer = new InstantTransfer("delete", "1.00", "DE04", 1);
        transfer.notes.add("note");
        persist(transfer);
        run(session -> session.remove(session.find(Payment.class, transfer.id)));
        assertThat(sent("delete")).hasSize(4);
        assertThat(one(Long.class, "select count(*) from Payment where reference = 'delete'"))
                .isZero();
    }

    @Test
    void joinedWithIntegerDiscriminatorComesBack() {
        Invoice invoice = new Invoice();
        invoice.title = "Invoice 1";
        invoice.total = new BigDecimal("99.90");
        Contract contract = new Contract();
        contract.title = "Contract 1";
        contract.years = 2;
        persist(invoice, contract);
        assertThat(list(Document.class, "from Document order by title"))
                .hasExactlyElementsOfTypes(Contract.class, Invoice.class);
    }

    @Test
    void tablePerClassRowsComeBackFromTheUnion() {
        persist(new Vehicle("union-1", 2), new Car("union-2", 5), new Truck("union-3", 7.5));
        assertThat(list(Vehicle.class, "from Vehicle where plate like 'union%' order by plate"))
                .hasExactlyElementsOfTypes(Vehicle.class, Car.class, Truck.class);
    }

    @Test
    void tablePerClassUpdateAndDeleteReachTheRightTable() {
        Car car = new Car("tpc-1", 3);
        Truck truck = new Truck("tpc-2", 3.5);
        persist(car, truck);
        run(session -> {
            session.find(Car.class, car.id).doors = 5;
            session.remove(session.find(Vehicle.class, truck.id));
        });
        assertThat(one(Integer.class, "select doors from Car where plate = 'tpc-1'"))
                .isEqualTo(5);
        assertThat(one(Long.class, "select count(*) from Vehicle where plate = 'tpc-2'"))
                .isZero();
    }

    @Test
    void associationToATablePerClassHierarchyIsFollowed() {
        Truck truck = new Truck("parked", 12.0);
        persist(truck, new ParkingSpace(17, truck));
        run(session -> assertThat(session.find(ParkingSpace.class, 17).vehicle)
                .isInstanceOfSatisfying(Truck.class, t -> assertThat(t.payload).isEqualTo(12.0)));
    }

    @Test
    void sequenceStartsWhereTheMappingSays() {
        Car car = new Car("first", 3);
        persist(car);
        assertThat(car.id).isGreaterThanOrEqualTo(1000);
    }
}
