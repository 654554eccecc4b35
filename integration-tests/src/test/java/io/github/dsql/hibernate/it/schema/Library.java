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
package io.github.dsql.hibernate.it.schema;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.TableGenerator;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.NaturalId;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;

/** A model with one of everything that reaches DDL. */
final class Library {
    static final Class<?>[] CLASSES = {
        Author.class,
        Book.class,
        Loan.class,
        Item.class,
        Novel.class,
        Atlas.class,
        Branch.class,
        Category.class,
        Counter.class,
        Note.class
    };

    private Library() {}

    enum Genre {
        DRAMA,
        CRIME
    }

    @Entity
    @Table(
            name = "author",
            comment = "the author's table",
            indexes = {
                @Index(name = "author_name", columnList = "name desc"),
                @Index(name = "author_born", columnList = "born desc, name asc"),
                @Index(columnList = "email", unique = true),
                @Index(name = "author_lower", columnList = "(lower(name))"),
                @Index(
                        name = "author_some",
                        columnList = "name, born",
                        unique = true,
                        options = "where born is not null")
            })
    static class Author {
        @Id
        @GeneratedValue(strategy = GenerationType.UUID)
        UUID id;

        @Version
        int version;

        @Column(nullable = false, length = 80, comment = "it's a name")
        String name;

        @Column(unique = true)
        String email;

        LocalDate born;

        @NaturalId
        String code;

        @ElementCollection
        @CollectionTable(name = "author_alias")
        Set<String> aliases = new HashSet<>();

        @ElementCollection
        List<String> bag = new ArrayList<>();

        @ElementCollection
        @OrderColumn
        List<String> ordered = new ArrayList<>();

        @ElementCollection
        Map<String, Integer> ratings = new HashMap<>();

        @OneToMany(mappedBy = "author")
        List<Book> books = new ArrayList<>();
    }

    @Entity
    @Table(
            name = "`Book Table`",
            uniqueConstraints = {
                @UniqueConstraint(
                        name = "`Book Title`",
                        columnNames = {"title", "author_id"}),
                @UniqueConstraint(columnNames = "isbn")
            },
            indexes = @Index(name = "book_title", columnList = "title"))
    static class Book {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        Integer id;

        @Check(constraints = "title <> ''")
        String title;

        String isbn;

        @Enumerated(EnumType.ORDINAL)
        Genre genre;

        @ColumnDefault("42")
        int pages;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.CASCADE)
        Author author;

        @ManyToMany
        @JoinTable(name = "book_category")
        Set<Category> categories = new HashSet<>();
    }

    @Embeddable
    static class LoanId implements Serializable {
        private static final long serialVersionUID = 1;
        String card;

        @Column(name = "`Day`")
        LocalDate day;

        @Override
        public boolean equals(Object o) {
            return o instanceof LoanId other && card.equals(other.card) && day.equals(other.day);
        }

        @Override
        public int hashCode() {
            return card.hashCode() + day.hashCode();
        }
    }

    @Entity
    static class Loan {
        @EmbeddedId
        LoanId id;

        Instant due;

        @ManyToOne
        Book book;
    }

    @Entity
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Item {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "item", sequenceName = "item_sequence", initialValue = 100, allocationSize = 10)
        long id;

        String shelf;
    }

    @Entity
    static class Novel extends Item {
        int chapters;
    }

    @Entity
    static class Atlas extends Item {
        int maps;
    }

    @Entity
    @Table(schema = "town", name = "branch", indexes = @Index(name = "branch_name", columnList = "name"))
    static class Branch {
        @Id
        @GeneratedValue
        long id;

        @Column(unique = true)
        String name;

        @ManyToOne
        Author founder;
    }

    @Entity
    static class Category {
        @Id
        @Column(length = 80)
        String name;

        @ManyToOne
        Category parent;
    }

    @Entity
    static class Counter {
        @Id
        @GeneratedValue(strategy = GenerationType.TABLE)
        @TableGenerator(name = "counter", table = "generators", allocationSize = 5)
        long id;
    }

    @Entity
    static class Note {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        @SequenceGenerator(name = "note", sequenceName = "note_sequence", options = "CACHE 65536")
        long id;

        @ManyToOne(optional = false)
        Note root;

        @Column(length = 4000)
        String text;
    }
}
