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

import io.github.dsql.hibernate.it.scenario.model.Keys.Account;
import io.github.dsql.hibernate.it.scenario.model.Keys.Book;
import io.github.dsql.hibernate.it.scenario.model.Keys.Booking;
import io.github.dsql.hibernate.it.scenario.model.Keys.BookingId;
import io.github.dsql.hibernate.it.scenario.model.Keys.IntKey;
import io.github.dsql.hibernate.it.scenario.model.Keys.NativeKey;
import io.github.dsql.hibernate.it.scenario.model.Keys.Opening;
import io.github.dsql.hibernate.it.scenario.model.Keys.RandomKey;
import io.github.dsql.hibernate.it.scenario.model.Keys.Seat;
import io.github.dsql.hibernate.it.scenario.model.Keys.SeatId;
import io.github.dsql.hibernate.it.scenario.model.Keys.StepKey;
import io.github.dsql.hibernate.it.scenario.model.Keys.TableKey;
import io.github.dsql.hibernate.it.scenario.model.Keys.TextKey;
import io.github.dsql.hibernate.it.scenario.model.Keys.Ticket;
import io.github.dsql.hibernate.it.scenario.model.Keys.TicketId;
import io.github.dsql.hibernate.it.scenario.model.Keys.TimeKey;
import io.github.dsql.hibernate.it.scenario.model.Keys.Weekday;
import io.github.dsql.hibernate.it.scenario.model.Shop.Customer;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation") // loading by natural id, which 7.4 deprecates for a way that 7.2 does not have
class KeysIT extends Scenario {
    @Test
    void randomUuidIsFoundAgain() {
        RandomKey row = new RandomKey();
        row.label = "random";
        persist(row);
        assertThat(find(RandomKey.class, row.id).label).isEqualTo("random");
    }

    @Test
    void timeUuidIsFoundAgain() {
        TimeKey row = new TimeKey();
        row.label = "time";
        persist(row);
        assertThat(find(TimeKey.class, row.id).label).isEqualTo("time");
    }

    @Test
    void textUuidIsFoundAgain() {
        TextKey row = new TextKey();
        row.label = "text";
        persist(row);
        assertThat(row.id).hasSize(36);
        assertThat(find(TextKey.class, row.id).label).isEqualTo("text");
    }

    @Test
    void tableGeneratorHandsOutDistinctKeysBeyondItsAllocation() {
        List<TableKey> rows = Stream.generate(TableKey::new)
                .limit(12)
                .peek(r -> r.label = "table")
                .toList();
        persist(rows.toArray());
        assertThat(rows.stream().map(r -> r.id).distinct()).hasSize(12);
        assertThat(one(Long.class, "select count(*) from TableKey where label = 'table'"))
                .isEqualTo(12);
    }

    @Test
    void sequenceHandsOutDistinctKeysBeyondItsAllocation() {
        List<Customer> rows = Stream.iterate(0, i -> i + 1)
                .limit(120)
                .map(i -> new Customer("Sequence" + i, "Seqville"))
                .toList();
        persist(rows.toArray());
        assertThat(rows.stream().map(r -> r.id).distinct()).hasSize(120);
        assertThat(one(Long.class, "select count(*) from Customer where address.city = 'Seqville'"))
                .isEqualTo(120);
    }

    @Test
    void identityOfAPrimitiveIntIsAssigned() {
        IntKey row = new IntKey();
        row.label = "int";
        persist(row);
        assertThat(row.id).isPositive();
        assertThat(find(IntKey.class, row.id).label).isEqualTo("int");
    }

    @Test
    void sequenceOfAShortIsAssigned() {
        StepKey row = new StepKey();
        row.label = "short";
        persist(row);
        assertThat(find(StepKey.class, row.id).label).isEqualTo("short");
    }

    @Test
    void nativeGeneratorIsAssigned() {
        NativeKey row = new NativeKey();
        row.label = "native";
        persist(row);
        assertThat(find(NativeKey.class, row.id).label).isEqualTo("native");
    }

    @Test
    void embeddedIdWithReservedWordsIsFoundUpdatedAndDeleted() {
        persist(new Seat("A", 1, "Ann"), new Seat("A", 2, "Bob"));
        run(session -> session.find(Seat.class, new SeatId("A", 2)).guest = "Ben");
        assertThat(one(String.class, "select guest from Seat where id.row = 'A' and id.number = 2"))
                .isEqualTo("Ben");
        run(session -> session.remove(session.getReference(Seat.class, new SeatId("A", 1))));
        assertThat(find(Seat.class, new SeatId("A", 1))).isNull();
    }

    @Test
    void idClassWithAnAssociationInItIsFound() {
        Seat seat = new Seat("B", 1, "Cid");
        LocalDate day = LocalDate.of(2026, 12, 24);
        persist(seat, new Booking(seat, day, "window"));
        assertThat(find(Booking.class, new BookingId(seat.id, day)).remark).isEqualTo("window");
        assertThat(one(String.class, "select b.seat.guest from Booking b where b.day = ?1", day))
                .isEqualTo("Cid");
    }

    @Test
    void generatedPartOfACompositeKeyIsAssigned() {
        Ticket ticket = new Ticket("concert", "Dora");
        persist(ticket);
        assertThat(ticket.number).isPositive();
        assertThat(find(Ticket.class, new TicketId("concert", ticket.number)).holder)
                .isEqualTo("Dora");
    }

    @Test
    void enumAsKeyIsFound() {
        persist(new Opening(Weekday.TUE, 9));
        assertThat(find(Opening.class, Weekday.TUE).fromHour).isEqualTo(9);
    }

    @Test
    void simpleNaturalIdLoads() {
        persist(new Book("9780000000001", "Natural"));
        run(session -> {
            assertThat(session.bySimpleNaturalId(Book.class).load("9780000000001").title)
                    .isEqualTo("Natural");
            assertThat(session.bySimpleNaturalId(Book.class).loadOptional("nothing"))
                    .isEmpty();
        });
    }

    @Test
    void compositeNaturalIdLoads() {
        persist(new Account("BANK", "0001", 5));
        run(session -> assertThat(session.byNaturalId(Account.class)
                        .using("bank", "BANK")
                        .using("number", "0001")
                        .load()
                        .balance)
                .isEqualTo(5));
    }

    @Test
    void mutableNaturalIdLoadsByItsNewValue() {
        Customer customer = new Customer("Mutable", "Berlin");
        persist(customer);
        run(session -> session.find(Customer.class, customer.id).email = "new@example.org");
        run(session -> assertThat(session.bySimpleNaturalId(Customer.class).load("new@example.org").name)
                .isEqualTo("Mutable"));
    }

    @Test
    void severalNaturalIdsLoadAtOnce() {
        persist(new Book("9780000000011", "m1"), new Book("9780000000012", "m2"));
        run(session -> assertThat(session.byMultipleNaturalId(Book.class).multiLoad("9780000000011", "9780000000012"))
                .extracting(book -> book.title)
                .containsExactly("m1", "m2"));
    }

    @Test
    void severalCompositeKeysLoadAtOnce() {
        persist(new Seat("M", 1, "one"), new Seat("M", 2, "two"));
        run(session -> assertThat(session.findMultiple(Seat.class, List.of(new SeatId("M", 2), new SeatId("M", 1))))
                .extracting(seat -> seat.guest)
                .containsExactly("two", "one"));
    }

    @Test
    void severalUuidsLoadAtOnceWithAGap() {
        RandomKey a = new RandomKey();
        RandomKey b = new RandomKey();
        persist(a, b);
        run(session -> assertThat(
                        session.findMultiple(RandomKey.class, List.of(b.id, java.util.UUID.randomUUID(), a.id)))
                .extracting(row -> row == null ? null : row.id)
                .containsExactly(b.id, null, a.id));
    }
}
