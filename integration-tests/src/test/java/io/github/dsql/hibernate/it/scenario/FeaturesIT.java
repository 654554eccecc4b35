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

import io.github.dsql.hibernate.conflict.DsqlConflictException;
import io.github.dsql.hibernate.it.scenario.model.Features.Article;
import io.github.dsql.hibernate.it.scenario.model.Features.ArticleSummary;
import io.github.dsql.hibernate.it.scenario.model.Features.Bookmark;
import io.github.dsql.hibernate.it.scenario.model.Features.Counter;
import io.github.dsql.hibernate.it.scenario.model.Features.Country;
import io.github.dsql.hibernate.it.scenario.model.Features.Employee;
import io.github.dsql.hibernate.it.scenario.model.Features.Folder;
import io.github.dsql.hibernate.it.scenario.model.Features.Message;
import io.github.dsql.hibernate.it.scenario.model.Features.Note;
import io.github.dsql.hibernate.it.scenario.model.Features.Page;
import java.math.BigDecimal;
import org.hibernate.exception.ConstraintViolationException;
import org.junit.jupiter.api.Test;

class FeaturesIT extends Scenario {
    private static Article article(String name, String code, String net, String gross) {
        Article article = new Article();
        article.name = name;
        article.code = code;
        article.net = new BigDecimal(net);
        article.gross = new BigDecimal(gross);
        return article;
    }

    @Test
    void databaseDefaultsAndGeneratedColumnsAreReadBack() {
        Article article = article("desk", "D1", "10.00", "11.90");
        persist(article);
        assertThat(article.origin).isEqualTo("unknown");
        assertThat(article.created).isNotNull();
        Article found = find(Article.class, article.id);
        assertThat(found.upperName).isEqualTo("DESK");
        assertThat(found.margin).isEqualByComparingTo("1.90");
    }

    @Test
    void generatedColumnFollowsAnUpdate() {
        Article article = article("chair", "C1", "10.00", "11.90");
        persist(article);
        run(session -> session.find(Article.class, article.id).name = "stool");
        assertThat(one(String.class, "select upperName from Article where id = ?1", article.id))
                .isEqualTo("STOOL");
    }

    @Test
    void dynamicUpdateNamesOnlyWhatChanged() {
        Article article = article("lamp", "L1", "10.00", "11.90");
        persist(article);
        dataSource().clear();
        run(session -> session.find(Article.class, article.id).gross = new BigDecimal("13.00"));
        assertThat(sent("update article"))
                .singleElement()
                .asString()
                .contains("gross=?")
                .doesNotContain("net=?");
    }

    @Test
    void columnTransformerReadsAndWrites() {
        Article article = article("safe", "S1", "10.00", "11.90");
        article.secret = "abc";
        persist(article);
        assertThat(nativeOne(String.class, "select secret from article where code = 'S1'"))
                .isEqualTo("cba");
        assertThat(one(String.class, "select secret from Article where secret = 'abc'"))
                .isEqualTo("abc");
    }

    @Test
    void filterHidesRowsOnlyWhileItIsOn() {
        persist(article("cheap", "F1", "1.00", "2.00"), article("dear", "F2", "100.00", "200.00"));
        run(session -> {
            session.enableFilter("minGross").setParameter("limit", new BigDecimal("50"));
            assertThat(session.createSelectionQuery("select code from Article where code like 'F_'", String.class)
                            .getResultList())
                    .containsExactly("F2");
            session.disableFilter("minGross");
            assertThat(session.createSelectionQuery("select code from Article where code like 'F_'", String.class)
                            .getResultList())
                    .hasSize(2);
        });
    }

    @Test
    void columnCheckIsNamedWhenItIsViolated() {
        expectFailure("23514");
        assertThatThrownBy(() -> persist(article("negative", "N1", "-1.00", "2.00")))
                .isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void tableCheckIsNamedWhenItIsViolated() {
        expectFailure("23514");
        assertThatThrownBy(() -> persist(article("loss", "N2", "3.00", "2.00")))
                .isInstanceOfSatisfying(ConstraintViolationException.class, e -> assertThat(e.getConstraintName())
                        .isEqualTo("article_prices"));
    }

    @Test
    void uniqueConstraintIsNamedWhenItIsViolated() {
        expectFailure("23505");
        persist(article("one", "U1", "1.00", "2.00"));
        assertThatThrownBy(() -> persist(article("two", "U1", "3.00", "4.00")))
                .isInstanceOfSatisfying(ConstraintViolationException.class, e -> assertThat(e.getConstraintName())
                        .isEqualTo("article_code"));
    }

    @Test
    void secondaryTablesAreWrittenReadUpdatedAndDeleted() {
        Employee full = new Employee();
        full.name = "Full";
        full.hobbies = "chess";
        full.salary = 100;
        Employee bare = new Employee();
        bare.name = "Bare";
        persist(full, bare);
        assertThat(nativeOne(Long.class, "select count(*) from employee_salary"))
                .isEqualTo(1);
        run(session -> {
            session.find(Employee.class, bare.id).salary = 50;
            session.find(Employee.class, full.id).hobbies = null;
        });
        assertThat(list(Integer.class, "select salary from Employee where salary is not null order by salary"))
                .containsExactly(50, 100);
        run(session -> session.remove(session.find(Employee.class, full.id)));
        assertThat(nativeOne(Long.class, "select count(*) from employee_salary"))
                .isEqualTo(1);
    }

    @Test
    void softDeletedRowsStayAndAreHidden() {
        Note note = new Note();
        note.text = "soft";
        note.keywords.add("k1");
        note.keywords.add("k2");
        persist(note);
        run(session -> session.find(Note.class, note.id).keywords.remove("k1"));
        run(session -> assertThat(session.find(Note.class, note.id).keywords).containsExactly("k2"));
        run(session -> session.remove(session.find(Note.class, note.id)));
        assertThat(find(Note.class, note.id)).isNull();
        assertThat(nativeOne(Long.class, "select count(*) from note where text = 'soft'"))
                .isEqualTo(1);
    }

    @Test
    void softDeleteByQueryIsAnUpdate() {
        Note note = new Note();
        note.text = "bulk-soft";
        persist(note);
        assertThat(execute("delete from Note where text = 'bulk-soft'")).isEqualTo(1);
        assertThat(one(Long.class, "select count(*) from Note where text = 'bulk-soft'"))
                .isZero();
        assertThat(nativeOne(Long.class, "select count(*) from note where text = 'bulk-soft'"))
                .isEqualTo(1);
    }

    @Test
    void restrictionHidesRows() {
        Message shown = new Message();
        shown.text = "shown";
        Message hidden = new Message();
        hidden.text = "hidden";
        hidden.hidden = true;
        persist(shown, hidden);
        assertThat(list(String.class, "select text from Message")).containsExactly("shown");
        assertThat(find(Message.class, hidden.id)).isNull();
    }

    @Test
    void immutableEntityIsNotUpdated() {
        Country country = new Country();
        country.code = "DE";
        country.name = "Germany";
        persist(country);
        run(session -> session.find(Country.class, "DE").name = "Changed");
        assertThat(one(String.class, "select name from Country where code = 'DE'"))
                .isEqualTo("Germany");
    }

    @Test
    void subselectSeesWhatWasJustStored() {
        run(session -> {
            session.persist(article("sum", "SUB", "10.00", "20.00"));
            ArticleSummary summary = session.find(ArticleSummary.class, "SUB");
            assertThat(summary).isNull();
            assertThat(session.createSelectionQuery("from ArticleSummary where code = 'SUB'", ArticleSummary.class)
                            .getSingleResult()
                            .total)
                    .isEqualByComparingTo("20.00");
        });
    }

    @Test
    void anyAssociationsPointToDifferentEntities() {
        Article article = article("any", "A1", "1.00", "2.00");
        Employee employee = new Employee();
        employee.name = "Any";
        Bookmark bookmark = new Bookmark();
        bookmark.target = article;
        bookmark.others.add(employee);
        bookmark.others.add(article);
        persist(article, employee, bookmark);
        run(session -> {
            Bookmark found = session.find(Bookmark.class, bookmark.id);
            assertThat(found.target).isInstanceOf(Article.class);
            assertThat(found.others).hasSize(2).hasAtLeastOneElementOfType(Employee.class);
        });
    }

    @Test
    void danglingReferenceReadsAsNull() {
        Bookmark bookmark = new Bookmark();
        persist(bookmark);
        run(session -> session.createNativeMutationQuery(
                        "update bookmark set country_code = 'ZZ' where id = " + bookmark.id)
                .executeUpdate());
        assertThat(find(Bookmark.class, bookmark.id).country).isNull();
    }

    @Test
    void versionlessOptimisticLockingNoticesAConcurrentChange() {
        expectFailure("40001");
        persist(new Counter("c1", 1));
        assertThatThrownBy(() -> run(session -> {
                    Counter counter = session.find(Counter.class, "c1");
                    counter.value = 5;
                    execute("update Counter set value = 3 where name = 'c1'");
                }))
                .isInstanceOf(DsqlConflictException.class);
        assertThat(one(Integer.class, "select value from Counter where name = 'c1'"))
                .isEqualTo(3);
    }

    @Test
    void tablesInASchemaOfTheirOwnAreUsed() {
        Folder folder = new Folder();
        folder.name = "docs";
        folder.pages.add(new Page("p1"));
        folder.pages.add(new Page("p2"));
        persist(folder);
        run(session -> session.find(Folder.class, folder.id).pages.remove(0));
        assertThat(nativeOne(Long.class, "select count(*) from app.page")).isEqualTo(1);
        assertThat(one(String.class, "select p.title from Folder f join f.pages p where f.name = 'docs'"))
                .isEqualTo("p2");
    }
}
