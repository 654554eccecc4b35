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
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Joined inheritance, once with and once without a discriminator. */
public final class Payments {
    private Payments() {}

    /** Who issued a card; not annotated where it is used. */
    public enum Brand {
        VISA,
        MASTER
    }

    /** Root, without a discriminator column. */
    @Entity(name = "Payment")
    @Table(name = "payment")
    @Inheritance(strategy = InheritanceType.JOINED)
    public abstract static class Payment {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        public UUID id;

        @Version
        public Instant changed;

        @Column(precision = 12, scale = 2, nullable = false)
        public BigDecimal amount;

        @Column(length = 40)
        public String reference;

        @ElementCollection
        public Set<String> notes = new HashSet<>();
    }

    /** Paid by card. */
    @Entity(name = "CardPayment")
    @Table(
            name = "card_payment",
            uniqueConstraints = @UniqueConstraint(name = "card_number_uq", columnNames = "number"))
    public static class CardPayment extends Payment {
        @Column(length = 20)
        public String number;

        public Brand brand;

        public CardPayment() {}

        public CardPayment(String reference, String amount, String number, Brand brand) {
            this.reference = reference;
            this.amount = new BigDecimal(amount);
            this.number = number;
            this.brand = brand;
        }
    }

    /** Paid by bank transfer. */
    @Entity(name = "BankTransfer")
    @Table(name = "bank_transfer")
    @PrimaryKeyJoinColumn(name = "payment_id")
    public static class BankTransfer extends Payment {
        @Column(length = 34)
        public String iban;

        public BankTransfer() {}

        public BankTransfer(String reference, String amount, String iban) {
            this.reference = reference;
            this.amount = new BigDecimal(amount);
            this.iban = iban;
        }
    }

    /** A transfer within seconds: third level of the hierarchy. */
    @Entity(name = "InstantTransfer")
    @Table(name = "instant_transfer")
    public static class InstantTransfer extends BankTransfer {
        public int seconds;

        public InstantTransfer() {}

        public InstantTransfer(String reference, String amount, String iban, int seconds) {
            super(reference, amount, iban);
            this.seconds = seconds;
        }
    }

    /** Root with an integer discriminator. */
    @Entity(name = "Document")
    @Table(name = "document")
    @Inheritance(strategy = InheritanceType.JOINED)
    @DiscriminatorColumn(name = "dtype", discriminatorType = DiscriminatorType.INTEGER)
    public abstract static class Document {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public Long id;

        public String title;
    }

    /** An invoice. */
    @Entity(name = "Invoice")
    @Table(name = "invoice")
    @DiscriminatorValue("1")
    public static class Invoice extends Document {
        public BigDecimal total;
    }

    /** A contract. */
    @Entity(name = "Contract")
    @Table(name = "contract")
    @DiscriminatorValue("2")
    public static class Contract extends Document {
        public Integer years;
    }
}
