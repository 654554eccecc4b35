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

import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.Session;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.SQLRestriction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameIT {
    @Entity(name = "Async")
    @Table(
            name = "async",
            indexes = @Index(name = "async_ix", columnList = "async desc"),
            uniqueConstraints =
                    @UniqueConstraint(
                            name = "async_uk",
                            columnNames = {"ASYNC", "other"}))
    static class Async {
        @Id
        @GeneratedValue
        @SequenceGenerator(name = "async", sequenceName = "async_seq")
        Long id;

        @Column(name = "ASYNC")
        Integer async;

        Integer other;

        @ManyToOne
        Async parent;

        @ElementCollection
        @Column(name = "async")
        Set<String> texts = new HashSet<>();
    }

    private static void useAsync(Session session) {
        Async async = new Async();
        async.async = 1;
        async.parent = async;
        async.texts.add("a");
        session.persist(async);
        session.flush();
        async.async = 2;
        session.flush();
        session.createMutationQuery("update Async a set a.async = a.async + 1").executeUpdate();
        session.clear();
        assertThat(session.createSelectionQuery(
                                "select a.async as async from Async a join a.texts t where t = 'a' order by async",
                                Integer.class)
                        .getSingleResult())
                .isEqualTo(3);
        session.remove(session.find(Async.class, async.id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "not_valid"})
    void asyncIsQuotedWhateverTheSettings(String foreignKeys) {
        assertThat(Schema.of(Async.class)
                        .with("hibernate.dialect.dsql.foreign_keys", foreignKeys)
                        .throughLife(NameIT::useAsync))
                .contains("create index async async_ix on \"async\" (\"async\")")
                .anyMatch(sql -> sql.startsWith("create table \"async\" (\"async\" integer"));
    }

    @Entity(name = "User")
    @Table(name = "user", comment = "it's reserved")
    static class User {
        @Id
        @GeneratedValue
        Long id;

        @Column(name = "order", nullable = false, unique = true)
        int order;

        @Column(name = "group", comment = "a \"group\"")
        String group;

        @Column(name = "select", columnDefinition = "varchar(20) default 'x'")
        String select;

        @Column(check = @CheckConstraint(constraint = "\"end\" <> ''"))
        String end;

        @ManyToMany
        @JoinTable(
                name = "table",
                joinColumns = @JoinColumn(name = "from"),
                inverseJoinColumns = @JoinColumn(name = "to"))
        Set<User> references = new HashSet<>();

        @OneToMany
        @JoinColumn(name = "where")
        List<User> children = new ArrayList<>();
    }

    private static void useUser(Session session) {
        User user = new User();
        user.order = 1;
        user.group = "g";
        user.end = "e";
        user.references.add(user);
        user.children.add(user);
        session.persist(user);
        session.flush();
        session.createMutationQuery("update User u set u.select = u.group where u.end = 'e'")
                .executeUpdate();
        session.clear();
        User found = session.createSelectionQuery(
                        "from User u join fetch u.references join fetch u.children", User.class)
                .getSingleResult();
        assertThat(found.select).isEqualTo("g");
        assertThat(found.references).containsExactly(found);
        found.references.clear();
        found.children.clear();
        session.remove(found);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hibernate.globally_quoted_identifiers", "hibernate.auto_quote_keyword"})
    void reservedWordsAreNamesOnceQuoted(String setting) {
        Schema.of(User.class)
                .with(setting, true)
                .with("hibernate.globally_quoted_identifiers_skip_column_definitions", true)
                .throughLife(NameIT::useUser);
    }

    /** Words of PostgreSQL that are not in the SQL standard, as names and in SQL of the mapping. */
    @Entity(name = "Slice")
    @SQLRestriction("name ilike 'a%' and name notnull")
    static class Slice {
        @Id
        Long id;

        String name;

        Integer limit;

        Integer offset;

        @Column(name = "analyze")
        Integer analyzed;

        @Formula("(select r.name from Slice r where r.id = id order by r.id limit 1 offset 0)")
        String sameName;
    }

    @Test
    void keywordsOfPostgresqlAreKnown() {
        Schema.of(Slice.class).with("hibernate.auto_quote_keyword", true).throughLife(session -> {
            Slice slice = new Slice();
            slice.id = 1L;
            slice.name = "Abc";
            slice.offset = 2;
            session.persist(slice);
            session.flush();
            session.clear();
            Slice found = session.createSelectionQuery(
                            "from Slice s where s.offset = 2 and s.limit is null", Slice.class)
                    .getSingleResult();
            assertThat(found.sameName).isEqualTo("Abc");
            session.remove(found);
        });
    }

    @Entity(name = "Odd")
    @Table(
            name = "\"Odd. Näme $1\"",
            schema = "\"My Schema\"",
            comment = "it's a \\ 'test'\nof \"comments\" -- /* €",
            indexes = @Index(name = "odd_ix", columnList = "\"a column\", \"Straße\" desc"),
            uniqueConstraints =
                    @UniqueConstraint(
                            name = "\"Odd Uk\"",
                            columnNames = {"\"a column\"", "$dollar"}),
            check = {
                @CheckConstraint(name = "odd check", constraint = "\"a column\" <> 'it''s (odd'"),
                @CheckConstraint(constraint = "\"Straße\" <> '\\'")
            })
    static class Odd {
        @Id
        @GeneratedValue
        @SequenceGenerator(sequenceName = "\"Odd Seq\"", schema = "\"My Schema\"")
        Long id;

        @Column(name = "\"a column\"", length = 20, comment = "it's")
        String spaced;

        @Column(name = "\"Straße\"", length = 20)
        String street;

        @Column(name = "$dollar")
        Integer dollar;

        @Column(name = "_underscore", check = @CheckConstraint(name = "positive", constraint = "_underscore > 0"))
        Integer underscore;

        @Column(name = "\"with.dot\"")
        Integer dot;

        @Column(name = "Mixed")
        Integer mixed;

        @Column(name = "\"MIXED\"")
        Integer quotedMixed;

        @ElementCollection
        @JoinTable(schema = "\"My Schema\"", name = "\"odd numbers\"", joinColumns = @JoinColumn(name = "\"odd id\""))
        List<Integer> numbers = new ArrayList<>();
    }

    @Test
    void quotedNamesSchemasCommentsAndChecksArriveAsTheyAre() {
        assertThat(Schema.of(Odd.class).throughLife(session -> {
                    Odd odd = new Odd();
                    odd.spaced = "s";
                    odd.street = "n";
                    odd.dollar = 1;
                    odd.underscore = 1;
                    odd.dot = 3;
                    odd.mixed = 4;
                    odd.quotedMixed = 5;
                    odd.numbers.add(7);
                    session.persist(odd);
                    session.flush();
                    session.clear();
                    Odd found = session.find(Odd.class, odd.id);
                    assertThat(found.mixed).isEqualTo(4);
                    assertThat(found.quotedMixed).isEqualTo(5);
                    assertThat(found.numbers).containsExactly(7);
                    assertThat(session.createNativeQuery(
                                            "select obj_description('\"My Schema\".\"Odd. Näme $1\"'::regclass)",
                                            String.class)
                                    .getSingleResult())
                            .isEqualTo("it's a \\ 'test'\nof \"comments\" -- /* €");
                    session.remove(found);
                }))
                .contains("create schema if not exists \"My Schema\"")
                .anyMatch(sql -> sql.contains("constraint \"odd check\" check (\"a column\" <> 'it''s (odd')"));
    }

    private static final String LONG = "a_name_that_goes_on_and_on_until_it_is_longer_than_the_63_bytes_that_fit";

    @Entity(name = "Long")
    @Table(
            name = "t_" + LONG,
            indexes = @Index(name = "i_" + LONG, columnList = LONG + "_column"),
            uniqueConstraints =
                    @UniqueConstraint(
                            name = "ü_" + LONG,
                            columnNames = {LONG + "_column", "other"}))
    static class LongNamed {
        @Id
        Long id;

        @Column(name = LONG + "_column")
        Integer first;

        Integer other;

        @Column(name = "ääääääääääääääääääääääääääääääääääääääääää")
        Integer umlauts;
    }

    @Test
    void longNamesAreCutAsTheServiceDoesAndFoundAgain() {
        Schema.of(LongNamed.class).throughLife(session -> {
            LongNamed named = new LongNamed();
            named.id = 1L;
            named.first = 2;
            named.umlauts = 3;
            session.persist(named);
            session.flush();
            session.clear();
            assertThat(session.find(LongNamed.class, 1L).umlauts).isEqualTo(3);
        });
    }

    @Entity(name = "Twins")
    @Table(name = "twins", indexes = @Index(name = LONG + "_b", columnList = "x"))
    static class Twins {
        @Id
        Long id;

        @Column(name = LONG + "_1")
        Integer one;

        @Column(name = LONG + "_2")
        Integer two;

        Integer x;
    }

    @Entity(name = "Sibling")
    @Table(name = LONG + "_a")
    static class Sibling {
        @Id
        Long id;
    }

    @Test
    void refusesNamesThatAreTheSameOnceCut() {
        assertThatThrownBy(() -> Schema.of(Twins.class, Sibling.class).factory("none"))
                .hasMessageStartingWith("The mapping does not fit Aurora DSQL:")
                .hasMessageContaining("the columns '" + LONG + "_1' and '" + LONG + "_2' of the table 'twins'")
                .hasMessageContaining("the table '" + LONG + "_a' and the index '" + LONG + "_b'");
    }
}
