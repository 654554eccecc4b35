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
package io.github.dsql.hibernate.it.scenario.model;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.NativeGenerator;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.UuidGenerator;

/** Every kind of primary key, generator and natural id. */
public final class Keys {
    private Keys() {}

    /** Random UUID of Hibernate. */
    @Entity(name = "RandomKey")
    @Table(name = "random_key")
    public static class RandomKey {
        @Id
        @UuidGenerator
        public UUID id;

        public String label;
    }

    /** Time-ordered UUID of Hibernate. */
    @Entity(name = "TimeKey")
    @Table(name = "time_key")
    public static class TimeKey {
        @Id
        @UuidGenerator(style = UuidGenerator.Style.TIME)
        public UUID id;

        public String label;
    }

    /** UUID kept as text. */
    @Entity(name = "TextKey")
    @Table(name = "text_key")
    public static class TextKey {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        @Column(length = 36)
        public String id;

        public String label;
    }

    /** Key from a generator table. */
    @Entity(name = "TableKey")
    @Table(name = "table_key")
    public static class TableKey {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE, generator = "table_key_gen")
        @TableGenerator(name = "table_key_gen", table = "key_source", allocationSize = 5)
        public Long id;

        public String label;
    }

    /** Identity column for a plain int. */
    @Entity(name = "IntKey")
    @Table(name = "int_key")
    public static class IntKey {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public int id;

        public String label;
    }

    /** Sequence without allocation. */
    @Entity(name = "StepKey")
    @Table(name = "step_key")
    public static class StepKey {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "step")
        @SequenceGenerator(name = "step", sequenceName = "step_key_ids", allocationSize = 1)
        public Short id;

        public String label;
    }

    /** What Hibernate takes for the database's native generator. */
    @Entity(name = "NativeKey")
    @Table(name = "native_key")
    public static class NativeKey {
        @Id
        @NativeGenerator
        public Long id;

        public String label;
    }

    /** Composite key as an embeddable. */
    @Embeddable
    public static class SeatId implements Serializable {
        private static final long serialVersionUID = 1;

        @Column(name = "\"row\"", length = 3)
        public String row;

        @Column(name = "\"number\"")
        public Integer number;

        public SeatId() {}

        public SeatId(String row, Integer number) {
            this.row = row;
            this.number = number;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof SeatId other && Objects.equals(row, other.row) && Objects.equals(number, other.number);
        }

        @Override
        public int hashCode() {
            return Objects.hash(row, number);
        }
    }

    /** A seat. */
    @Entity(name = "Seat")
    @Table(name = "seat")
    public static class Seat {
        @EmbeddedId
        public SeatId id;

        @Column(length = 40)
        public String guest;

        public Seat() {}

        public Seat(String row, int number, String guest) {
            this.id = new SeatId(row, number);
            this.guest = guest;
        }
    }

    /** Key class of a booking, whose parts are an association and a date. */
    public static class BookingId implements Serializable {
        private static final long serialVersionUID = 1;

        public SeatId seat;
        public LocalDate day;

        public BookingId() {}

        public BookingId(SeatId seat, LocalDate day) {
            this.seat = seat;
            this.day = day;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof BookingId other && Objects.equals(seat, other.seat) && Objects.equals(day, other.day);
        }

        @Override
        public int hashCode() {
            return Objects.hash(seat, day);
        }
    }

    /** A booking: the association is part of its key. */
    @Entity(name = "Booking")
    @Table(name = "booking")
    @IdClass(BookingId.class)
    public static class Booking {
        @Id
        @ManyToOne(fetch = FetchType.LAZY)
        public Seat seat;

        @Id
        @Column(name = "\"day\"")
        public LocalDate day;

        public String remark;

        public Booking() {}

        public Booking(Seat seat, LocalDate day, String remark) {
            this.seat = seat;
            this.day = day;
            this.remark = remark;
        }
    }

    /** Key class with a part that is generated. */
    public record TicketId(String event, Long number) implements Serializable {}

    /** A ticket, numbered by a sequence within its key. */
    @Entity(name = "Ticket")
    @Table(name = "ticket")
    @IdClass(TicketId.class)
    public static class Ticket {
        @Id
        @Column(length = 20)
        public String event;

        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long number;

        public String holder;

        public Ticket() {}

        public Ticket(String event, String holder) {
            this.event = event;
            this.holder = holder;
        }
    }

    /** How long a day is. */
    public enum Weekday {
        MON,
        TUE,
        WED
    }

    /** An enum as primary key. */
    @Entity(name = "Opening")
    @Table(name = "opening")
    public static class Opening {
        @Id
        @Enumerated(EnumType.STRING)
        public Weekday day;

        public int fromHour;

        public Opening() {}

        public Opening(Weekday day, int fromHour) {
            this.day = day;
            this.fromHour = fromHour;
        }
    }

    /** Simple, immutable natural id. */
    @Entity(name = "Book")
    @Table(name = "book")
    public static class Book {
        @Id
        @GeneratedValue
        public Long id;

        @NaturalId
        @Column(length = 13)
        public String isbn;

        public String title;

        public Book() {}

        public Book(String isbn, String title) {
            this.isbn = isbn;
            this.title = title;
        }
    }

    /** Composite natural id. */
    @Entity(name = "Account")
    @Table(name = "account")
    public static class Account {
        @Id
        @GeneratedValue
        public UUID id;

        @NaturalId
        @Column(length = 10)
        public String bank;

        @NaturalId
        @Column(length = 20)
        public String number;

        public long balance;

        public Account() {}

        public Account(String bank, String number, long balance) {
            this.bank = bank;
            this.number = number;
            this.balance = balance;
        }
    }
}
