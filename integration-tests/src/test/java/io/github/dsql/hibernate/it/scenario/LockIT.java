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

import io.github.dsql.hibernate.it.scenario.model.Keys.Account;
import io.github.dsql.hibernate.it.scenario.model.Keys.Book;
import io.github.dsql.hibernate.it.scenario.model.Keys.Seat;
import io.github.dsql.hibernate.it.scenario.model.Keys.SeatId;
import io.github.dsql.hibernate.it.scenario.model.Payments.BankTransfer;
import io.github.dsql.hibernate.it.scenario.model.Shop.Customer;
import io.github.dsql.hibernate.it.scenario.model.Shop.Product;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Dog;
import io.github.dsql.hibernate.it.scenario.model.Zoo.Keeper;
import jakarta.persistence.LockModeType;
import java.util.function.Consumer;
import org.hibernate.HibernateException;
import org.hibernate.LockMode;
import org.hibernate.Session;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LockIT extends Scenario {
    private final Dog dog = new Dog("Lock", 10, true);
    private final Account account = new Account("B", "1", 100);
    private final BankTransfer transfer = new BankTransfer("lock", "5.00", "DE1");
    private final Book book = new Book("111", "Lock");

    @BeforeAll
    void storeRows() {
        persist(dog, account, transfer, book, new Product("lock", "Lock", "1.00"), new Seat("L", 1, "x"));
    }

    @ParameterizedTest
    @EnumSource(
            value = LockModeType.class,
            names = {
                "PESSIMISTIC_READ",
                "PESSIMISTIC_WRITE",
                "PESSIMISTIC_FORCE_INCREMENT",
                "OPTIMISTIC",
                "OPTIMISTIC_FORCE_INCREMENT"
            })
    void findLocksByKeyInEveryMode(LockModeType mode) {
        run(session -> assertThat(session.find(Dog.class, dog.id, mode).name).isEqualTo("Lock"));
        assertNoUnknownLockClause();
        if (mode == LockModeType.PESSIMISTIC_READ || mode == LockModeType.PESSIMISTIC_WRITE) {
            assertThat(sent("select")).anyMatch(sql -> sql.endsWith(" for update"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = LockModeType.class,
            names = {
                "PESSIMISTIC_READ",
                "PESSIMISTIC_WRITE",
                "PESSIMISTIC_FORCE_INCREMENT",
                "OPTIMISTIC",
                "OPTIMISTIC_FORCE_INCREMENT"
            })
    void lockTakesALoadedEntityInEveryMode(LockModeType mode) {
        run(session -> session.lock(session.find(Dog.class, dog.id), mode));
        assertNoUnknownLockClause();
    }

    @Test
    void refreshLocksByKey() {
        run(session -> session.refresh(session.find(Product.class, "lock"), LockModeType.PESSIMISTIC_WRITE));
        assertThat(sent("select")).last().asString().endsWith(" for update");
    }

    @Test
    void compositeKeyIsLocked() {
        run(session -> assertThat(session.find(Seat.class, new SeatId("L", 1), LockModeType.PESSIMISTIC_WRITE))
                .isNotNull());
        assertThat(sent("select")).last().asString().endsWith(" for update");
    }

    @Test
    void uuidKeyIsLocked() {
        run(session -> session.find(Account.class, account.id, LockModeType.PESSIMISTIC_WRITE).balance += 1);
        assertThat(one(Long.class, "select balance from Account where id = ?1", account.id))
                .isEqualTo(101);
    }

    @Test
    void joinedSubclassIsLockedOrRefusedButNeverSentWrong() {
        run(session -> assertThat(session.find(BankTransfer.class, transfer.id, LockModeType.PESSIMISTIC_WRITE).iban)
                .isEqualTo("DE1"));
        assertNoUnknownLockClause();
    }

    @Test
    void queryByKeyLocks() {
        run(session -> session.createSelectionQuery("from Product where sku = :s", Product.class)
                .setParameter("s", "lock")
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getSingleResult());
        assertThat(sent("select")).last().asString().endsWith(" for update");
    }

    @Test
    void queryByTheEntityItselfLocks() {
        run(session -> assertThat(session.createSelectionQuery("from Dog d where d = ?1", Dog.class)
                        .setParameter(1, dog)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                        .getSingleResult()
                        .name)
                .isEqualTo("Lock"));
        assertThat(sent("select")).last().asString().endsWith(" for update");
    }

    @Test
    void queryByAnEntityOtherThanTheLockedOneIsRefused() {
        assertRefused(session -> session.createSelectionQuery("from Dog d where d.keeper = ?1", Dog.class)
                .setParameter(1, session.getReference(Keeper.class, 1L))
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "from Product where name = 'Lock'",
                "from Product",
                "from Product where sku in ('lock', 'other')",
                "from Product where sku = 'lock' or name = 'x'",
                "from Product where sku > 'a'",
                "from Product where not sku = 'lock'",
                "from Product where name = 'Lock' order by sku limit 1"
            })
    void queryWithoutKeyIsRefusedBeforeItIsSent(String hql) {
        assertRefused(session -> session.createSelectionQuery(hql, Product.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList());
    }

    @Test
    void queryByHalfOfACompositeKeyIsRefused() {
        assertRefused(session -> session.createSelectionQuery("from Seat where id.row = 'L'", Seat.class)
                .setLockMode(LockModeType.PESSIMISTIC_READ)
                .getResultList());
    }

    @Test
    void joinWithoutKeyIsRefused() {
        assertRefused(session -> session.createSelectionQuery(
                        "select c from Customer c join c.orders o where o.group = 'x'", Customer.class)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList());
    }

    @Test
    void optimisticModesOfAQueryAreCheckedAtCommit() {
        run(session -> assertThat(session.createSelectionQuery("from Dog where name = 'Lock'", Dog.class)
                        .setLockMode(LockModeType.OPTIMISTIC)
                        .getResultList())
                .hasSize(1));
        assertThat(sent("select")).first().asString().doesNotContain(" for ");
        assertThat(sent("select"))
                .last()
                .asString()
                .startsWith("select version as ")
                .endsWith(" for update");
    }

    @Test
    void noWaitSkipLockedAndTimeoutsSendNothingOfTheirOwn() {
        for (LockMode mode : new LockMode[] {LockMode.UPGRADE_NOWAIT, LockMode.UPGRADE_SKIPLOCKED}) {
            run(session -> assertThat(session.find(Dog.class, dog.id, mode)).isNotNull());
        }
        run(session -> assertThat(session.find(
                        Dog.class,
                        dog.id,
                        LockModeType.PESSIMISTIC_WRITE,
                        jakarta.persistence.Timeout.milliseconds(500)))
                .isNotNull());
        assertNoUnknownLockClause();
        assertThat(dataSource().sql()).noneMatch(sql -> sql.contains("lock_timeout"));
    }

    @Test
    void lockedUpdateInOneTransactionIsStored() {
        run(session -> session.find(Dog.class, dog.id, LockModeType.PESSIMISTIC_WRITE).weight = 11);
        assertThat(find(Dog.class, dog.id).weight).isEqualTo(11);
    }

    @Test
    void statelessGetLocksByKey() {
        runStateless(session -> assertThat(session.get(Product.class, "lock", LockMode.PESSIMISTIC_WRITE))
                .isNotNull());
        assertThat(sent("select")).last().asString().endsWith(" for update");
    }

    private void assertRefused(Consumer<Session> work) {
        assertThatThrownBy(() -> run(work))
                .isInstanceOf(HibernateException.class)
                .hasMessageContaining("Aurora DSQL")
                .hasMessageContaining("non_key_locks");
        assertThat(sent("select")).isEmpty();
    }

    private void assertNoUnknownLockClause() {
        assertThat(dataSource().sql())
                .noneMatch(sql -> sql.contains("for share")
                        || sql.contains("no key update")
                        || sql.contains("nowait")
                        || sql.contains("skip locked")
                        || sql.contains(" for update of "));
    }
}
