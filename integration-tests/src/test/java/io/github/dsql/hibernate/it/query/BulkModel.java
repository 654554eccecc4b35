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

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.annotations.SoftDelete;

/** Each inheritance strategy with each way to make an id, and what hangs on a row in other tables. */
final class BulkModel {
    static final Class<?>[] CLASSES = {
        Owner.class, Animal.class, Dog.class, Cat.class, Payment.class, Card.class, Transfer.class, Instant.class,
        Contract.class, Lease.class, Document.class, Letter.class, Seat.class, Box.class, Vehicle.class, Car.class,
        Truck.class, Employee.class, Crate.class, Memo.class, Task.class, Chore.class
    };

    private BulkModel() {}

    @Entity(name = "Owner")
    static class Owner {
        @Id
        Long id;

        String name;

        Owner() {}

        Owner(long id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    @Entity(name = "Animal")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorColumn(name = "kind")
    static class Animal {
        @Id
        @GeneratedValue
        Long id;

        @Version
        int version;

        String name;
        int weight;

        @ManyToOne
        Owner owner;
    }

    @Entity(name = "Dog")
    @DiscriminatorValue("a dog")
    static class Dog extends Animal {
        Boolean trained;
    }

    @Entity(name = "Cat")
    static class Cat extends Animal {
        Integer lives;
    }

    @Entity(name = "Payment")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Payment {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        Long id;

        @Version
        int version;

        String reference;
        Integer amount;

        @ManyToOne
        Owner owner;

        @ElementCollection
        Set<String> notes = new HashSet<>();
    }

    @Entity(name = "Card")
    static class Card extends Payment {
        String number;

        @ManyToOne
        Owner holder;
    }

    @Entity(name = "Transfer")
    static class Transfer extends Payment {
        String iban;
    }

    @Entity(name = "Instant")
    static class Instant extends Transfer {
        Integer seconds;
    }

    @Entity(name = "Contract")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Contract {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        String title;
    }

    @Entity(name = "Lease")
    static class Lease extends Contract {
        Integer years;
    }

    @Entity(name = "Document")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DiscriminatorColumn(name = "kind")
    static class Document {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        UUID id;

        String title;
    }

    @Entity(name = "Letter")
    static class Letter extends Document {
        String receiver;
    }

    @Embeddable
    record SeatId(
            @Column(name = "seat_row") String row,
            @Column(name = "seat_number") Integer number) {}

    @Entity(name = "Seat")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Seat {
        @EmbeddedId
        SeatId id;

        String guest;

        @ElementCollection
        List<String> wishes = new ArrayList<>();
    }

    @Entity(name = "Box")
    static class Box extends Seat {
        Integer places;
    }

    @Entity(name = "Vehicle")
    @Inheritance(strategy = InheritanceType.TABLE_PER_CLASS)
    static class Vehicle {
        @Id
        @GeneratedValue
        Long id;

        String plate;
        Integer wheels;

        @ElementCollection
        Set<String> stickers = new HashSet<>();
    }

    @Entity(name = "Car")
    static class Car extends Vehicle {
        Integer doors;
    }

    @Entity(name = "Truck")
    static class Truck extends Vehicle {
        Double payload;
    }

    @Entity(name = "Employee")
    @SecondaryTable(name = "employee_pay")
    @SecondaryTable(name = "employee_hobby")
    static class Employee {
        @Id
        @GeneratedValue
        Long id;

        String name;

        @Column(table = "employee_pay")
        Integer salary;

        @Column(table = "employee_hobby")
        String hobby;
    }

    @Entity(name = "Crate")
    static class Crate {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Long id;

        String label;

        @ElementCollection
        Map<String, Integer> contents = new HashMap<>();

        @ManyToMany(cascade = CascadeType.PERSIST)
        Set<Owner> owners = new HashSet<>();
    }

    @Entity(name = "Memo")
    @SoftDelete
    static class Memo {
        @Id
        @GeneratedValue
        Long id;

        String text;

        @ElementCollection
        Set<String> tags = new HashSet<>();
    }

    @Entity(name = "Task")
    @Inheritance(strategy = InheritanceType.JOINED)
    @SoftDelete
    static class Task {
        @Id
        @GeneratedValue
        Long id;

        String text;
    }

    @Entity(name = "Chore")
    static class Chore extends Task {
        Integer minutes;
    }

    static void store(Session session) {
        Owner ann = new Owner(1, "Ann");
        Owner bob = new Owner(2, "Bob");
        session.persist(ann);
        session.persist(bob);
        storeAnimals(session, ann);
        storePayments(session, ann, bob);
        storeJoined(session);
        storeVehicles(session);
        storeOthers(session, ann, bob);
    }

    private static void storeAnimals(Session session, Owner ann) {
        Dog rex = new Dog();
        rex.name = "Rex";
        rex.weight = 30;
        rex.trained = true;
        rex.owner = ann;
        Cat tom = new Cat();
        tom.name = "Tom";
        tom.weight = 4;
        tom.lives = 9;
        Animal any = new Animal();
        any.name = "Any";
        any.weight = 1;
        session.persist(rex);
        session.persist(tom);
        session.persist(any);
    }

    static void storePayments(Session session, Owner ann, Owner bob) {
        Card card = new Card();
        card.reference = "p1";
        card.amount = 10;
        card.number = "4111";
        card.holder = bob;
        card.notes.add("n1");
        Transfer transfer = new Transfer();
        transfer.reference = "p2";
        transfer.amount = 20;
        transfer.iban = "DE1";
        transfer.owner = ann;
        Instant instant = new Instant();
        instant.reference = "p3";
        instant.amount = 30;
        instant.iban = "DE2";
        instant.seconds = 3;
        instant.notes.add("n2");
        instant.notes.add("n3");
        Payment plain = new Payment();
        plain.reference = "p4";
        List.of(card, transfer, instant, plain).forEach(session::persist);
    }

    private static void storeJoined(Session session) {
        Lease lease = new Lease();
        lease.title = "c1";
        lease.years = 5;
        Letter letter = new Letter();
        letter.title = "d1";
        letter.receiver = "Ann";
        Box box = new Box();
        box.id = new SeatId("A", 1);
        box.guest = "Ann";
        box.places = 4;
        box.wishes.addAll(List.of("tea", "cake"));
        Seat seat = new Seat();
        seat.id = new SeatId("B", 1);
        seat.guest = "Bob";
        seat.wishes.add("beer");
        List.of(lease, letter, box, seat).forEach(session::persist);
    }

    private static void storeVehicles(Session session) {
        Car car = new Car();
        car.plate = "c-1";
        car.wheels = 4;
        car.doors = 5;
        car.stickers.add("s1");
        Truck truck = new Truck();
        truck.plate = "t-1";
        truck.wheels = 6;
        truck.payload = 7.5;
        truck.stickers.add("s2");
        List.of(car, truck).forEach(session::persist);
    }

    private static void storeOthers(Session session, Owner ann, Owner bob) {
        Employee paid = new Employee();
        paid.name = "e1";
        paid.salary = 100;
        Employee unpaid = new Employee();
        unpaid.name = "e2";
        Crate crate = new Crate();
        crate.label = "k1";
        crate.contents.put("apples", 3);
        crate.owners.addAll(Set.of(ann, bob));
        Memo memo = new Memo();
        memo.text = "m1";
        memo.tags.add("t1");
        Memo other = new Memo();
        other.text = "m2";
        Chore chore = new Chore();
        chore.text = "t1";
        chore.minutes = 5;
        Task task = new Task();
        task.text = "t2";
        List.of(paid, unpaid, crate, memo, other, chore, task).forEach(session::persist);
    }
}
