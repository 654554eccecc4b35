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
package io.github.dsql.hibernate.it.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.annotations.NaturalId;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;

class UniqueKeyIT {
    private static String table(List<String> created, String name) {
        return created.stream()
                .filter(sql -> sql.startsWith("create table " + name + " "))
                .findFirst()
                .orElseThrow();
    }

    @Entity(name = "Tagged")
    @Table(name = "tagged")
    static class Tagged {
        @Id
        Long id;

        @ElementCollection
        @Column(name = "tag")
        Set<String> red = new HashSet<>();

        @ElementCollection
        @Column(name = "tag")
        Set<String> green = new HashSet<>();
    }

    @Test
    void setsOfTheSameOwnerHaveKeysOfTheirOwn() {
        Schema.of(Tagged.class).throughLife(session -> {
            Tagged tagged = new Tagged();
            tagged.id = 1L;
            tagged.red.add("a");
            tagged.green.add("a");
            session.persist(tagged);
        });
    }

    @Entity(name = "Vehicle")
    @Table(name = "union_vehicle")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Vehicle {
        @Id
        Long id;

        @Column(unique = true, length = 20)
        String plate;
    }

    @Entity(name = "Car")
    @Table(name = "union_car")
    static class Car extends Vehicle {
        int seats;
    }

    @Entity(name = "Truck")
    @Table(name = "union_truck")
    static class Truck extends Vehicle {
        int load;
    }

    @Test
    void uniqueColumnHoldsInEachTableOfAUnion() {
        List<String> created = Schema.of(Vehicle.class, Car.class, Truck.class).throughLife(session -> {
            Car car = new Car();
            car.id = 1L;
            car.plate = "A";
            Truck truck = new Truck();
            truck.id = 2L;
            truck.plate = "A";
            session.persist(car);
            session.persist(truck);
        });
        assertThat(created).hasSize(3).allMatch(sql -> sql.matches(".*constraint UK\\w+ unique \\(plate\\).*"));
    }

    @Entity(name = "Account")
    @Table(
            name = "bank_account",
            uniqueConstraints = {
                @UniqueConstraint(
                        name = "one_per_bank",
                        columnNames = {"bank", "number"},
                        options = "nulls not distinct"),
                @UniqueConstraint(columnNames = {"number", "branch"})
            })
    static class Account {
        @Id
        Long id;

        @Column(length = 20)
        String bank;

        @Column(name = "number", length = 20)
        String number;

        Integer branch;

        @NaturalId
        @Column(length = 34)
        String iban;

        @OneToOne
        @JoinColumn(name = "twin_id")
        Account twin;

        @ManyToOne
        @JoinColumn(name = "parent_id", unique = true)
        Account parent;
    }

    private static Account account(long id, String iban) {
        Account account = new Account();
        account.id = id;
        account.iban = iban;
        account.bank = "b" + id;
        return account;
    }

    @Test
    void nullsAreDistinctUnlessTheOptionsSayOtherwise() {
        List<String> created = Schema.of(Account.class).throughLife(session -> {
            session.persist(account(1, "x"));
            session.persist(account(2, "y"));
            session.flush();
        });
        assertThat(created)
                .contains("create unique index async one_per_bank on bank_account (bank, number) nulls not distinct");
        assertThat(table(created, "bank_account"))
                .contains(" unique (number, branch)", " unique (iban)", " unique (twin_id)", " unique (parent_id)");
        assertThatThrownBy(() -> Schema.of(Account.class).throughLife(UniqueKeyIT::sameNulls))
                .isInstanceOfSatisfying(ConstraintViolationException.class, e -> assertThat(e.getConstraintName())
                        .isEqualTo("one_per_bank"));
    }

    private static void sameNulls(Session session) {
        for (long id = 1; id < 3; id++) {
            Account account = account(id, "i" + id);
            account.bank = null;
            session.persist(account);
        }
        session.flush();
    }
}
