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

import jakarta.persistence.Basic;
import jakarta.persistence.CheckConstraint;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Index;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.SecondaryTable;
import jakarta.persistence.Table;
import jakarta.persistence.UniqueConstraint;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hibernate.annotations.Any;
import org.hibernate.annotations.AnyDiscriminatorValue;
import org.hibernate.annotations.AnyKeyJavaClass;
import org.hibernate.annotations.Check;
import org.hibernate.annotations.ColumnDefault;
import org.hibernate.annotations.ColumnTransformer;
import org.hibernate.annotations.CurrentTimestamp;
import org.hibernate.annotations.DynamicInsert;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Filter;
import org.hibernate.annotations.FilterDef;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Generated;
import org.hibernate.annotations.GeneratedColumn;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.ManyToAny;
import org.hibernate.annotations.NotFound;
import org.hibernate.annotations.NotFoundAction;
import org.hibernate.annotations.OptimisticLockType;
import org.hibernate.annotations.OptimisticLocking;
import org.hibernate.annotations.ParamDef;
import org.hibernate.annotations.SQLRestriction;
import org.hibernate.annotations.SoftDelete;
import org.hibernate.annotations.SoftDeleteType;
import org.hibernate.annotations.Subselect;
import org.hibernate.annotations.Synchronize;
import org.hibernate.generator.EventType;

/** Hibernate's own annotations, each used once. */
public final class Features {
    private Features() {}

    /** Computed, defaulted, checked and commented columns. */
    @Entity(name = "Article")
    @Table(
            name = "article",
            comment = "Things we sell, by name",
            check = @CheckConstraint(name = "article_prices", constraint = "net <= gross"),
            indexes = {
                @Index(name = "article_name_ix", columnList = "name"),
                @Index(name = "article_name_code_ux", columnList = "name, code", unique = true),
                @Index(columnList = "gross")
            },
            uniqueConstraints = {
                @UniqueConstraint(columnNames = {"code", "net"}),
                @UniqueConstraint(name = "article_code", columnNames = "code")
            })
    @SuppressWarnings("deprecation") // @Check and @Comment, which most mappings still have
    @DynamicInsert
    @DynamicUpdate
    @FilterDef(name = "minGross", parameters = @ParamDef(name = "limit", type = BigDecimal.class))
    @Filter(name = "minGross", condition = "gross >= :limit")
    public static class Article {
        @Id
        @GeneratedValue
        public Long id;

        @Version
        public Integer version;

        @Column(length = 40, nullable = false, comment = "shown to customers")
        public String name;

        @Column(length = 10)
        public String code;

        @Column(precision = 10, scale = 2)
        @Check(constraints = "net >= 0")
        public BigDecimal net;

        @Column(precision = 10, scale = 2)
        public BigDecimal gross;

        @Formula("gross - net")
        public BigDecimal margin;

        @ColumnDefault("'unknown'")
        @Generated(event = EventType.INSERT)
        @Column(length = 20)
        public String origin;

        @GeneratedColumn("upper(name)")
        @Column(length = 40)
        public String upperName;

        @CurrentTimestamp(event = EventType.INSERT)
        public Instant created;

        @CurrentTimestamp
        public Instant touched;

        @ColumnTransformer(read = "reverse(secret)", write = "reverse(?)")
        @Column(length = 40)
        public String secret;

        @Basic(fetch = FetchType.LAZY)
        @ColumnDefault("5")
        public Integer stars;
    }

    /** In two tables. */
    @Entity(name = "Employee")
    @Table(name = "employee")
    @SecondaryTable(name = "employee_details")
    @SecondaryTable(name = "employee_salary")
    public static class Employee {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        @Version
        public int version;

        public String name;

        @Column(table = "employee_details", length = 200)
        public String hobbies;

        @Column(table = "employee_salary")
        public Integer salary;
    }

    /** Deleted by a flag. */
    @Entity(name = "Note")
    @Table(name = "note")
    @SoftDelete
    public static class Note {
        @Id
        @GeneratedValue
        public Long id;

        public String text;

        @ElementCollection
        @SoftDelete(strategy = SoftDeleteType.ACTIVE)
        public Set<String> keywords = new HashSet<>();
    }

    /** Hidden by a restriction. */
    @Entity(name = "Message")
    @Table(name = "message")
    @SQLRestriction("hidden = false")
    public static class Message {
        @Id
        @GeneratedValue
        public Long id;

        public String text;

        public boolean hidden;
    }

    /** Never updated. */
    @Entity(name = "Country")
    @Table(name = "country")
    @Immutable
    public static class Country {
        @Id
        @Column(length = 2)
        public String code;

        public String name;
    }

    /** Refers to no table but to a query. */
    @Entity(name = "ArticleSummary")
    @Immutable
    @Subselect("select code, count(*) as amount, sum(gross) as total from article group by code")
    @Synchronize("article")
    public static class ArticleSummary {
        @Id
        public String code;

        public long amount;
        public BigDecimal total;
    }

    /** Associations to entities of any type, and one that may dangle. */
    @Entity(name = "Bookmark")
    @Table(name = "bookmark")
    public static class Bookmark {
        @Id
        @GeneratedValue
        public Long id;

        @Any
        @AnyKeyJavaClass(Long.class)
        @Column(name = "target_type", length = 20)
        @JoinColumn(name = "target_id")
        @AnyDiscriminatorValue(discriminator = "A", entity = Article.class)
        @AnyDiscriminatorValue(discriminator = "E", entity = Employee.class)
        public Object target;

        @ManyToAny
        @AnyKeyJavaClass(Long.class)
        @Column(name = "other_type", length = 20)
        @AnyDiscriminatorValue(discriminator = "A", entity = Article.class)
        @AnyDiscriminatorValue(discriminator = "E", entity = Employee.class)
        @JoinTable(
                name = "bookmark_other",
                joinColumns = @JoinColumn(name = "bookmark_id"),
                inverseJoinColumns = @JoinColumn(name = "other_id"))
        public List<Object> others = new ArrayList<>();

        @ManyToOne
        @NotFound(action = NotFoundAction.IGNORE)
        @JoinColumn(name = "country_code")
        public Country country;
    }

    /** Locked optimistically by all its columns. */
    @Entity(name = "Counter")
    @Table(name = "counter")
    @OptimisticLocking(type = OptimisticLockType.DIRTY)
    @DynamicUpdate
    public static class Counter {
        @Id
        @Column(length = 20)
        public String name;

        @Column(name = "\"value\"")
        public int value;

        public String remark;

        public Counter() {}

        public Counter(String name, int value) {
            this.name = name;
            this.value = value;
        }
    }

    /** Its children are deleted with it by Hibernate's own cascade. */
    @Entity(name = "Folder")
    @Table(name = "folder", schema = "app", comment = "in a schema of its own")
    public static class Folder {
        @Id
        @GeneratedValue(strategy = GenerationType.IDENTITY)
        public Long id;

        @Column(length = 50, unique = true)
        public String name;

        @OneToMany(orphanRemoval = true, cascade = jakarta.persistence.CascadeType.ALL)
        @JoinColumn(name = "folder_id")
        public List<Page> pages = new ArrayList<>();
    }

    /** Child of a folder, through a column that only the folder knows. */
    @Entity(name = "Page")
    @Table(name = "page", schema = "app", indexes = @Index(name = "page_title_ix", columnList = "title"))
    public static class Page {
        @Id
        @GeneratedValue(strategy = GenerationType.SEQUENCE)
        public Long id;

        @Column(length = 100)
        public String title;

        public Page() {}

        public Page(String title) {
            this.title = title;
        }
    }
}
