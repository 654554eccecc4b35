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

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapsId;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;

/** One-to-one associations of each form, self references and deletes cascaded with {@code @OnDelete}. */
public final class People {
    private People() {}

    /** A person. */
    @Entity(name = "Person")
    @Table(name = "person")
    public static class Person {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public Integer id;

        @Column(length = 60)
        public String name;

        @OneToOne(cascade = CascadeType.ALL, orphanRemoval = true)
        @JoinColumn(unique = true)
        public Passport passport;

        @OneToOne(mappedBy = "person", cascade = CascadeType.ALL)
        public Profile profile;

        @ManyToOne(fetch = FetchType.LAZY)
        public Person manager;

        @ManyToMany
        public Set<Person> friends = new HashSet<>();

        public Person() {}

        public Person(String name) {
            this.name = name;
        }
    }

    /** Held by at most one person, through a foreign key in the person's table. */
    @Entity(name = "Passport")
    @Table(name = "passport")
    public static class Passport {
        @Id
        @GeneratedValue
        public Long id;

        @Column(unique = true, nullable = false, length = 20)
        public String number;

        @OneToOne(mappedBy = "passport")
        public Person holder;

        public Passport() {}

        public Passport(String number) {
            this.number = number;
        }
    }

    /** Shares the key of its person. */
    @Entity(name = "Profile")
    @Table(name = "profile")
    public static class Profile {
        @Id
        public Integer id;

        @MapsId
        @OneToOne(fetch = FetchType.LAZY)
        public Person person;

        @Column(length = 70_000)
        public String biography;

        public Profile() {}

        public Profile(Person person, String biography) {
            this.person = person;
            this.biography = biography;
        }
    }

    /** Deleted with its owner by the database where that is possible. */
    @Entity(name = "Letter")
    @Table(name = "letter")
    public static class Letter {
        @Id
        @GeneratedValue
        public Long id;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.CASCADE)
        public Mailbox mailbox;

        public String subject;

        public Letter() {}

        public Letter(Mailbox mailbox, String subject) {
            this.mailbox = mailbox;
            this.subject = subject;
        }
    }

    /** Owns letters. */
    @Entity(name = "Mailbox")
    @Table(name = "mailbox")
    public static class Mailbox {
        @Id
        @GeneratedValue
        public Long id;

        public String address;

        @jakarta.persistence.OneToMany(mappedBy = "mailbox", cascade = CascadeType.REMOVE)
        @OnDelete(action = OnDeleteAction.CASCADE)
        public Set<Letter> letters = new HashSet<>();

        @jakarta.persistence.ElementCollection
        @OnDelete(action = OnDeleteAction.CASCADE)
        public Set<String> aliases = new HashSet<>();

        public Mailbox() {}

        public Mailbox(String address) {
            this.address = address;
        }
    }
}
