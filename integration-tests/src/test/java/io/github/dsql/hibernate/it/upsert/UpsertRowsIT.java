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
package io.github.dsql.hibernate.it.upsert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.dsql.hibernate.it.support.SideBySide;
import io.github.dsql.hibernate.it.support.SideBySide.Side;
import io.github.dsql.hibernate.it.upsert.Rows.Awkward;
import io.github.dsql.hibernate.it.upsert.Rows.Child;
import io.github.dsql.hibernate.it.upsert.Rows.DynamicallyStamped;
import io.github.dsql.hibernate.it.upsert.Rows.Erasable;
import io.github.dsql.hibernate.it.upsert.Rows.Leaf;
import io.github.dsql.hibernate.it.upsert.Rows.Link;
import io.github.dsql.hibernate.it.upsert.Rows.NumberedSeven;
import io.github.dsql.hibernate.it.upsert.Rows.Pair;
import io.github.dsql.hibernate.it.upsert.Rows.Parent;
import io.github.dsql.hibernate.it.upsert.Rows.Partial;
import io.github.dsql.hibernate.it.upsert.Rows.Preset;
import io.github.dsql.hibernate.it.upsert.Rows.Root;
import io.github.dsql.hibernate.it.upsert.Rows.Single;
import io.github.dsql.hibernate.it.upsert.Rows.Split;
import io.github.dsql.hibernate.it.upsert.Rows.Stamped;
import io.github.dsql.hibernate.it.upsert.Rows.Tagged;
import io.github.dsql.hibernate.it.upsert.Rows.UnionLeaf;
import io.github.dsql.hibernate.it.upsert.Rows.UpdateOnly;
import io.github.dsql.hibernate.it.upsert.Rows.Versioned;
import jakarta.persistence.OptimisticLockException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.hibernate.HibernateException;
import org.hibernate.SessionFactory;
import org.hibernate.StaleObjectStateException;
import org.hibernate.TransientObjectException;
import org.hibernate.Version;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Upserts of entities, compared with what MERGE does on PostgreSQL where Hibernate gets that right. */
class UpsertRowsIT {
    /** Binds no columns that are not updatable, and has other defects in MERGE, so that there is nothing to compare with. */
    private static final boolean OLD_HIBERNATE = Version.getVersionString().startsWith("7.2.0");

    private static SideBySide both;

    @BeforeAll
    static void boot() {
        both = new SideBySide(Map.of("hibernate.jdbc.batch_size", "10"), Rows.ENTITIES);
    }

    @AfterAll
    static void close() {
        both.close();
    }

    private static SessionFactory dsql() {
        return both.dsql.factory();
    }

    private static void upsert(Object... entities) {
        for (Object entity : entities) {
            dsql().inStatelessTransaction(session -> session.upsert(entity));
        }
    }

    /** Upserts on both databases, and expects the same rows there as those given. */
    private static void expectSame(String query, List<String> rows, Supplier<?>... entities) {
        for (Side side : OLD_HIBERNATE ? List.of(both.dsql) : both.sides()) {
            for (Supplier<?> entity : entities) {
                side.factory().inStatelessTransaction(session -> session.upsert(entity.get()));
            }
            assertThat(rows(side.factory(), query)).as(side.name()).containsExactlyElementsOf(rows);
        }
    }

    private static List<String> rows(SessionFactory factory, String query) {
        return factory.fromTransaction(
                session -> session.createNativeQuery(query, Object.class).getResultList().stream()
                        .map(row -> row instanceof Object[] values ? Arrays.toString(values) : String.valueOf(row))
                        .toList());
    }

    @Test
    void insertsNoColumnThatIsNotInsertableAndUpdatesIt() {
        expectSame("select changed, name from Partial", List.of("[null, a]"), () -> new Partial(1, "a"));
        expectSame("select changed, name from Partial", List.of("[b, b]"), () -> new Partial(1, "b"));
        assertThat(both.dsql.recording().sql())
                .contains("insert into Partial as t (id,name) values (?,?) on conflict (id)"
                        + " do update set changed=?,name=excluded.name");
    }

    @Test
    void bindsTheValueOfAColumnThatIsUpdatedOnly() {
        expectSame("select changed from UpdateOnly where id=1", List.of("null"), () -> new UpdateOnly(1, 5));
        expectSame("select changed from UpdateOnly where id=1", List.of("6"), () -> new UpdateOnly(1, 6));
        dsql().inStatelessTransaction(
                        session -> session.upsertMultiple(List.of(new UpdateOnly(1, 7), new UpdateOnly(2, 8))));
        assertThat(rows(dsql(), "select id, changed from UpdateOnly order by id"))
                .containsExactly("[1, 7]", "[2, null]");
    }

    @Test
    void leavesGeneratedValuesToTheDatabase() {
        assumeFalse(OLD_HIBERNATE, "columns that are not updatable are not bound");
        String generated = "select name, defaulted, kept, computed, upper, databaseCreated is not null,"
                + " databaseUpdated is not null, created is not null, updated is not null from Stamped";
        upsert(new Stamped(1, "a"));
        assertThat(rows(dsql(), generated)).containsExactly("[a, default, kept, computed, A, true, true, true, true]");
        List<String> created = rows(dsql(), "select created, databaseCreated from Stamped");
        upsert(new Stamped(1, "b"));
        assertThat(rows(dsql(), generated)).containsExactly("[b, default, kept, computed, B, true, true, true, true]");
        assertThat(rows(dsql(), "select created, databaseCreated from Stamped")).isEqualTo(created);
        assertThat(rows(dsql(), "select updated > created and databaseUpdated > databaseCreated from Stamped"))
                .containsExactly("true");
    }

    @Test
    void readsGeneratedValuesAfterAnOrdinaryUpdate() {
        upsert(new Stamped(2, "a"));
        dsql().inTransaction(session -> {
            Stamped stamped = session.find(Stamped.class, 2L);
            stamped.name = "changed";
            session.flush();
            assertThat(stamped.upper).isEqualTo("CHANGED");
        });
        dsql().inTransaction(session -> session.remove(session.find(Stamped.class, 2L)));
    }

    @Test
    void refusesGeneratedValuesWithDynamicUpdateAndNamesThem() {
        try (SideBySide dynamic = new SideBySide(Map.of(), DynamicallyStamped.class)) {
            DynamicallyStamped row = new DynamicallyStamped();
            row.id = 1L;
            assertThatThrownBy(() -> dynamic.dsql.factory().inStatelessTransaction(session -> session.upsert(row)))
                    .isInstanceOf(HibernateException.class)
                    .hasMessageContaining("DynamicallyStamped: kept is generated by the database")
                    .hasMessageContaining("@DynamicUpdate");
        }
    }

    @Test
    void bringsBackASoftlyDeletedRow() {
        upsert(new Erasable(1, "a"));
        dsql().inTransaction(session -> session.remove(session.find(Erasable.class, 1L)));
        assertThat(rows(dsql(), "select deleted from Erasable")).containsExactly("true");
        upsert(new Erasable(1, "b"));
        String name = dsql().fromTransaction(session -> session.find(Erasable.class, 1L).name);
        assertThat(name).isEqualTo("b");
    }

    @Test
    void versionsOfEveryKind() {
        String query = "select name, version from Versioned where id=1";
        expectSame(query, List.of("[new, 0]"), () -> new Versioned(1, "new", null));
        expectSame(query, List.of("[again, 0]"), () -> new Versioned(1, "again", null));
        expectSame(query, List.of("[next, 1]"), () -> new Versioned(1, "next", 0));
        expectSame(query, List.of("[ahead, 6]"), () -> new Versioned(1, "ahead", 5));
        for (Integer stale : Arrays.asList(0, null)) {
            assertThatThrownBy(() -> upsert(new Versioned(1, "stale", stale)))
                    .isInstanceOfAny(StaleObjectStateException.class, OptimisticLockException.class)
                    .hasMessageContaining("Versioned");
        }
        assertThat(rows(dsql(), query)).containsExactly("[ahead, 6]");
    }

    @Test
    void staleVersionAmongManyFailsAndChangesNothing() {
        upsert(new Versioned(10, "a", 7));
        assertThatThrownBy(() -> dsql().inStatelessTransaction(session -> session.upsertMultiple(List.of(
                        new Versioned(11, "new", null),
                        new Versioned(10, "stale", 3),
                        new Versioned(12, "new", null)))))
                .isInstanceOfAny(StaleObjectStateException.class, OptimisticLockException.class);
        assertThat(rows(dsql(), "select id, name, version from Versioned where id >= 10"))
                .containsExactly("[10, a, 8]");
    }

    @Test
    void staleVersionOfALeafChangesNoTable() {
        String query = "select root, middle, leaf, version from Root natural join Middle natural join Leaf where id=1";
        expectSame(query, List.of("[a, a, a, 1]"), () -> new Leaf(1, "a", 0));
        assertThatThrownBy(() -> upsert(new Leaf(1, "stale", 0)))
                .isInstanceOfAny(StaleObjectStateException.class, OptimisticLockException.class);
        expectSame(query, List.of("[b, b, b, 2]"), () -> new Leaf(1, "b", 1));
        expectSame("select root, version from Root where id=2", List.of("[r, 1]"), () -> {
            Root root = new Root();
            root.id = 2L;
            root.root = "r";
            return root;
        });
    }

    @Test
    void sendsABatchForEachTableOfAHierarchy() {
        both.dsql.recording().clear();
        dsql().inStatelessTransaction(
                        session -> session.upsertMultiple(List.of(new Leaf(5, "a", 0), new Leaf(6, "b", 0))));
        assertThat(both.dsql.recording().sql()).hasSize(3).allMatch(sql -> sql.startsWith("insert into "));
        assertThat(rows(dsql(), "select leaf from Leaf where id >= 5 order by id"))
                .containsExactly("a", "b");
    }

    @Test
    void namesThatAreAlsoThoseOfTheStatement() {
        expectSame("select excluded from t", List.of("a"), () -> new Awkward(1, "a", 3));
        expectSame("select excluded from t", List.of("b"), () -> new Awkward(1, "b", 4));
        assertThatThrownBy(() -> upsert(new Awkward(1, "stale", 1)))
                .isInstanceOfAny(StaleObjectStateException.class, OptimisticLockException.class);
    }

    @Test
    void collectionsAreReplaced() {
        expectSame("select tags from Tagged_tags order by tags", List.of("a", "b"), () -> new Tagged(1, "a", "b"));
        expectSame("select tags from Tagged_tags order by tags", List.of("c"), () -> new Tagged(1, "c"));
    }

    @Test
    void unionsAndDiscriminators() {
        expectSame(
                "select root, leaf from UnionLeaf",
                List.of("[b, b]"),
                () -> new UnionLeaf(1, "a"),
                () -> new UnionLeaf(1, "b"));
        expectSame(
                "select kind, name from Numbered",
                List.of("[7, b]"),
                () -> new NumberedSeven(1, "a"),
                () -> new NumberedSeven(1, "b"));
    }

    @Test
    void secondaryTablesOptionalAndNot() {
        String query = "select s.name, o.optional, r.required from Split s left join split_optional o on o.id=s.id"
                + " left join split_required r on r.id=s.id order by 1";
        expectSame(query, List.of("[a, a, a]"), () -> new Split(1, "a", "a", "a"));
        expectSame(query, List.of("[b, null, null]"), () -> new Split(1, "b", null, null));
        expectSame("select count(*) from split_optional", List.of("0"));
        expectSame(query, List.of("[c, c, null]"), () -> new Split(1, "c", "c", null));
        expectSame("select count(*) from split_required", List.of("1"));
    }

    @Test
    void keysOfEveryKind() {
        Parent parent = new Parent(1);
        upsert(parent);
        expectSame(
                "select name from Child",
                List.of("b"),
                () -> new Parent(1),
                () -> new Child(parent, "x", "a"),
                () -> new Child(parent, "x", "b"));
        expectSame(
                "select name from Link", List.of("b"), () -> new Link(parent, 3, "a"), () -> new Link(parent, 3, "b"));
        expectSame(
                "select name from Single", List.of("b"), () -> new Single(parent, "a"), () -> new Single(parent, "b"));
        expectSame("select name from Pair", List.of("b"), () -> new Pair(1, "k", "a"), () -> new Pair(1, "k", "b"));
        expectSame("select name from Preset", List.of("b"), () -> new Preset(1L, "a"), () -> new Preset(1L, "b"));
        assertThatThrownBy(() -> upsert(new Preset(null, "a")))
                .isInstanceOfAny(TransientObjectException.class, IllegalArgumentException.class);
    }
}
