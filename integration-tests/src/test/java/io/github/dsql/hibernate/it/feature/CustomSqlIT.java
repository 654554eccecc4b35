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
package io.github.dsql.hibernate.it.feature;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.NamedAttributeNode;
import jakarta.persistence.NamedEntityGraph;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.Hibernate;
import org.hibernate.annotations.BatchSize;
import org.hibernate.annotations.DiscriminatorFormula;
import org.hibernate.annotations.Fetch;
import org.hibernate.annotations.FetchMode;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.FilterJoinTable;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.JoinFormula;
import org.hibernate.annotations.ParamDef;
import org.hibernate.annotations.SQLDelete;
import org.hibernate.annotations.SQLDeleteAll;
import org.hibernate.annotations.SQLInsert;
import org.hibernate.annotations.SQLJoinTableRestriction;
import org.hibernate.annotations.SQLOrder;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SQLSelect;
import org.hibernate.annotations.SQLUpdate;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.SoftDeleteType;
import org.hibernate.annotations.Synchronize;
import org.hibernate.annotations.View;
import org.hibernate.type.YesNoConverter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CustomSqlIT {
    private static final String INSERT = "insert into custom (name, id) values (upper(?), ?)";
    private static final String UPDATE = "update custom set name = lower(?) where id = ?";
    private static final String DELETE = "update custom set gone = true where id = ?";
    private static final String SELECT = "select id, gone, name from custom where id = ? and gone is not true";
    private static final String ADD = "insert into custom_notes (custom_id, position, note) values (?, ?, trim(?))";
    private static final String CLEAR = "delete from custom_notes where custom_id = ? and true";

    @Entity(name = "Custom")
    @Table(name = "custom")
    @SQLInsert(sql = INSERT)
    @SQLUpdate(sql = UPDATE)
    @SQLDelete(sql = DELETE)
    @SQLSelect(sql = SELECT)
    static class Custom {
        @Id
        Long id;

        String name;

        @Column(insertable = false, updatable = false)
        Boolean gone;

        @ElementCollection
        @JoinTable(name = "custom_notes", joinColumns = @JoinColumn(name = "custom_id"))
        @OrderColumn(name = "position")
        @Column(name = "note", length = 30)
        @SQLInsert(sql = ADD)
        @SQLDeleteAll(sql = CLEAR)
        List<String> notes = new ArrayList<>();
    }

    @Entity(name = "Author")
    @Table(name = "author")
    @NamedEntityGraph(name = "with books", attributeNodes = @NamedAttributeNode("books"))
    @FilterDef(
            name = "short",
            defaultCondition = "length(title) < :most",
            autoEnabled = false,
            parameters = @ParamDef(name = "most", type = Integer.class))
    @FilterDef(name = "always", defaultCondition = "hidden = false", autoEnabled = true)
    @FilterDef(name = "ranked", defaultCondition = "rank > 1")
    @BatchSize(size = 5)
    static class Author {
        @Id
        Long id;

        String name;

        @Formula("(select count(*) from book b where b.author_id = id)")
        int bookCount;

        @OneToMany(mappedBy = "author")
        @SQLOrder("title desc nulls last")
        @SQLRestriction("title <> ''")
        @Filter(name = "short")
        List<Book> books = new ArrayList<>();

        @ManyToMany
        @JoinTable(name = "favourite")
        @SQLJoinTableRestriction("rank is null or rank > 0")
        @FilterJoinTable(name = "ranked")
        @Fetch(FetchMode.SUBSELECT)
        Set<Book> favourites = new HashSet<>();
    }

    @Entity(name = "Book")
    @Table(name = "book")
    @Filter(name = "always")
    @Inheritance(strategy = InheritanceType.SINGLE_TABLE)
    @DiscriminatorFormula(
            discriminatorType = DiscriminatorType.STRING,
            value = "case when pages > 100 then 'Thick' else 'Book' end")
    static class Book {
        @Id
        Long id;

        @Column(length = 30)
        String title;

        int pages;

        boolean hidden;

        @ManyToOne(fetch = FetchType.LAZY)
        Author author;

        @ManyToOne(fetch = FetchType.LAZY)
        @JoinFormula("(case when pages > 100 then author_id end)")
        Author thickAuthor;
    }

    @Entity(name = "Thick")
    static class Thick extends Book {}

    @Entity(name = "BookView")
    @View(query = "select b.id as id, upper(b.title) as loud from book b where not b.hidden")
    @Table(name = "book_view")
    @Synchronize("book")
    static class BookView {
        @Id
        Long id;

        String loud;
    }

    @Entity(name = "ByTime")
    @Table(name = "by_time")
    @SoftDelete(strategy = SoftDeleteType.TIMESTAMP, columnName = "deleted_at")
    static class ByTime {
        @Id
        Long id;
    }

    @Entity(name = "Active")
    @Table(name = "active_one")
    @SoftDelete(strategy = SoftDeleteType.ACTIVE, converter = YesNoConverter.class)
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Active {
        @Id
        Long id;
    }

    @Entity(name = "ActiveChild")
    @Table(name = "active_child")
    static class ActiveChild extends Active {
        @ManyToMany
        @SoftDelete
        Set<Author> authors = new HashSet<>();
    }

    private static Booted booted;

    @BeforeAll
    static void boot() {
        booted = Booted.with(
                Map.of(),
                Custom.class,
                Author.class,
                Book.class,
                Thick.class,
                BookView.class,
                ByTime.class,
                Active.class,
                ActiveChild.class);
    }

    @AfterAll
    static void close() {
        booted.close();
    }

    @BeforeEach
    void empty() {
        booted.factory().getSchemaManager().truncate();
    }

    @Test
    void statementsOfTheMappingAreSentAsTheyAre() {
        Custom custom = new Custom();
        custom.id = 1L;
        custom.name = "Pen";
        custom.notes.add(" a ");
        assertThat(booted.sentBy("insert", session -> session.persist(custom))).containsExactly(INSERT, ADD);
        booted.run(session -> {
            Custom found = session.find(Custom.class, 1L);
            assertThat(found.name).isEqualTo("PEN");
            assertThat(found.notes).containsExactly("a");
        });
        assertThat(booted.sentBy("update", session -> session.find(Custom.class, 1L).name = "INK"))
                .containsExactly(UPDATE);
        assertThat(booted.sentBy("select", session -> assertThat(session.find(Custom.class, 1L).name)
                        .isEqualTo("ink")))
                .contains(SELECT);
        assertThat(booted.sentBy(session -> session.remove(session.find(Custom.class, 1L))))
                .contains(CLEAR, DELETE);
        booted.run(session -> {
            assertThat(session.find(Custom.class, 1L)).isNull();
            assertThat(session.createNativeQuery("select count(*) from custom", Long.class)
                            .getSingleResult())
                    .isEqualTo(1);
        });
    }

    private static Book book(long id, String title, int pages, Author author) {
        Book book = pages > 100 ? new Thick() : new Book();
        book.id = id;
        book.title = title;
        book.pages = pages;
        book.author = author;
        return book;
    }

    private static void store() {
        Author author = new Author();
        author.id = 1L;
        author.name = "A";
        Book thin = book(1, "thin", 10, author);
        Book thick = book(2, "very thick", 1000, author);
        Book hidden = book(3, "hidden", 10, author);
        hidden.hidden = true;
        Book empty = book(4, "", 10, author);
        author.favourites.add(thin);
        author.favourites.add(thick);
        booted.persist(author, thin, thick, hidden, empty);
        booted.run(session -> session.createNativeMutationQuery(
                        "alter table favourite add column if not exists rank integer")
                .executeUpdate());
    }

    @Test
    void formulasOrdersRestrictionsAndFiltersReachTheSql() {
        store();
        booted.run(session -> {
            Author author = session.find(Author.class, 1L);
            assertThat(author.bookCount).isEqualTo(4);
            assertThat(author.books).extracting(book -> book.title).containsExactly("very thick", "thin", "hidden");
            assertThat(author.favourites).hasSize(2);
            assertThat(session.find(Book.class, 2L)).isInstanceOf(Thick.class);
            assertThat(session.find(Book.class, 2L).thickAuthor.name).isEqualTo("A");
            assertThat(session.find(Book.class, 1L).thickAuthor).isNull();
        });
        booted.run(session -> {
            session.enableFilter("short").setParameter("most", 5);
            session.enableFilter("ranked");
            Author author = session.find(Author.class, 1L);
            assertThat(author.books).extracting(book -> book.title).containsExactly("thin");
            assertThat(author.favourites).isEmpty();
        });
    }

    @Test
    void filterThatIsAlwaysOnHidesRowsOfQueries() {
        store();
        booted.run(session -> {
            assertThat(session.createSelectionQuery("select title from Book order by id", String.class)
                            .getResultList())
                    .containsExactly("thin", "very thick", "");
            assertThat(session.createSelectionQuery("from Thick", Thick.class).getResultList())
                    .hasSize(1);
        });
    }

    @Test
    void entityGraphsAndBatchAndSubselectFetchingLoad() {
        store();
        Author other = new Author();
        other.id = 2L;
        booted.persist(other, book(5, "five", 5, other));
        booted.run(session -> {
            Author author = session.find(
                    Author.class, 1L, Map.of("jakarta.persistence.fetchgraph", session.getEntityGraph("with books")));
            assertThat(Hibernate.isInitialized(author.books)).isTrue();
        });
        List<String> selects = booted.sentBy("select", session -> {
            List<Author> authors = session.createSelectionQuery("from Author order by id", Author.class)
                    .getResultList();
            assertThat(authors.get(0).favourites).hasSize(2);
            assertThat(authors.get(1).favourites).isEmpty();
        });
        assertThat(selects).hasSize(2);
        assertThat(booted.sentBy("select", session -> session.createSelectionQuery("from Book order by id", Book.class)
                        .getResultList()
                        .forEach(book -> Hibernate.initialize(book.author))))
                .hasSize(2);
    }

    @Test
    void viewIsCreatedAndReadAndFollowsItsTables() {
        store();
        booted.run(session -> {
            session.persist(book(9, "new", 1, null));
            assertThat(session.createSelectionQuery("select loud from BookView order by id", String.class)
                            .getResultList())
                    .containsExactly("THIN", "VERY THICK", "", "NEW");
        });
    }

    @Test
    void softDeletesByTimeAndByFlagKeepTheRow() {
        ByTime byTime = new ByTime();
        byTime.id = 1L;
        ActiveChild child = new ActiveChild();
        child.id = 1L;
        Author author = new Author();
        author.id = 7L;
        child.authors.add(author);
        booted.persist(author, byTime, child);
        booted.run(session -> session.find(ActiveChild.class, 1L).authors.clear());
        booted.run(session -> {
            session.remove(session.find(ByTime.class, 1L));
            assertThat(session.find(ActiveChild.class, 1L).authors).isEmpty();
            session.remove(session.find(Active.class, 1L));
        });
        booted.run(session -> {
            assertThat(session.find(ByTime.class, 1L)).isNull();
            assertThat(session.find(Active.class, 1L)).isNull();
            assertThat(session.createNativeQuery(
                                    "select (select count(*) from by_time where deleted_at is not null)"
                                            + " + (select count(*) from active_one where active = 'N')"
                                            + " + (select count(*) from active_child)"
                                            + " + (select count(*) from active_child_author where deleted)",
                                    Long.class)
                            .getSingleResult())
                    .isEqualTo(4);
        });
    }

    @Test
    void softDeleteByQueryIsAnUpdateInEveryStrategy() {
        ByTime byTime = new ByTime();
        byTime.id = 2L;
        ActiveChild child = new ActiveChild();
        child.id = 2L;
        booted.persist(byTime, child);
        booted.run(session -> {
            assertThat(session.createMutationQuery("delete from ByTime").executeUpdate())
                    .isEqualTo(1);
            assertThat(session.createMutationQuery("delete from ActiveChild").executeUpdate())
                    .isEqualTo(1);
            assertThat(session.createSelectionQuery("select count(*) from ByTime", Long.class)
                            .getSingleResult())
                    .isZero();
            assertThat(session.createSelectionQuery("select count(*) from Active", Long.class)
                            .getSingleResult())
                    .isZero();
        });
    }
}
