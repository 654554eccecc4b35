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
package io.github.dsql.hibernate.it.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.it.lock.UpsertModel.Base;
import io.github.dsql.hibernate.it.lock.UpsertModel.Composite;
import io.github.dsql.hibernate.it.lock.UpsertModel.CompositeId;
import io.github.dsql.hibernate.it.lock.UpsertModel.Dynamic;
import io.github.dsql.hibernate.it.lock.UpsertModel.Fixed;
import io.github.dsql.hibernate.it.lock.UpsertModel.OnlyId;
import io.github.dsql.hibernate.it.lock.UpsertModel.Plain;
import io.github.dsql.hibernate.it.lock.UpsertModel.Quoted;
import io.github.dsql.hibernate.it.lock.UpsertModel.Sub;
import io.github.dsql.hibernate.it.lock.UpsertModel.Transformed;
import io.github.dsql.hibernate.it.lock.UpsertModel.TwoTables;
import io.github.dsql.hibernate.it.lock.UpsertModel.Typed;
import io.github.dsql.hibernate.it.lock.UpsertModel.Versioned;
import java.util.List;
import java.util.Map;
import org.hibernate.StaleStateException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Upserts: one {@code insert … on conflict} for a row, whatever the mapping, and never MERGE. */
class UpsertIT {
    private static Fixture fixture;

    @BeforeAll
    static void boot() {
        fixture = new Fixture(Map.of("hibernate.jdbc.batch_size", "10"), UpsertModel.ENTITIES);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    private static List<String> upsert(Object... entities) {
        List<String> sql = fixture.sqlOf(() -> fixture.factory.inStatelessTransaction(session -> {
            for (Object entity : entities) {
                session.upsert(entity);
            }
        }));
        assertThat(sql).noneMatch(s -> s.contains("merge"));
        return sql;
    }

    private static <E> E load(Class<E> type, Object id) {
        return fixture.factory.fromTransaction(session -> session.find(type, id));
    }

    @Test
    void insertsAndThenUpdatesInOneStatementEach() {
        String sql = "insert into Plain as t (id,name) values (?,?) on conflict (id) do update set name=excluded.name";
        assertThat(upsert(new Plain(1, "a"))).containsExactly(sql);
        assertThat(upsert(new Plain(1, "b"))).containsExactly(sql);
        assertThat(load(Plain.class, 1L).name).isEqualTo("b");
        upsert(new Plain(1, null));
        assertThat(load(Plain.class, 1L).name).isNull();
    }

    @Test
    void batchesManyRows() {
        List<String> sql = fixture.sqlOf(() -> fixture.factory.inStatelessTransaction(session -> {
            session.setJdbcBatchSize(10);
            session.upsertMultiple(List.of(new Plain(10, "a"), new Plain(11, "b"), new Plain(12, "c")));
        }));
        assertThat(sql).hasSize(1);
        assertThat(load(Plain.class, 12L).name).isEqualTo("c");
    }

    @Test
    void upsertOfStaleVersionFailsAndChangesNothing() {
        assertThat(upsert(new Versioned(1, "a", 5)))
                .containsExactly("insert into Versioned as t (id,name,version) values (?,?,?) on conflict (id)"
                        + " do update set name=excluded.name,version=excluded.version where t.version<=?");
        int version = load(Versioned.class, 1L).version;
        assertThatThrownBy(() -> upsert(new Versioned(1, "stale", version - 3)))
                .isInstanceOfAny(StaleStateException.class, jakarta.persistence.OptimisticLockException.class);
        assertThat(load(Versioned.class, 1L).name).isEqualTo("a");
        upsert(new Versioned(1, "new", version));
        assertThat(load(Versioned.class, 1L).name).isEqualTo("new");
    }

    @Test
    void leavesARowWithoutUpdatableColumnsAsItIs() {
        assertThat(upsert(new OnlyId(1)))
                .containsExactly("insert into OnlyId as t (id) values (?) on conflict (id) do nothing");
        assertThat(upsert(new OnlyId(1))).hasSize(1);
        upsert(new Fixed(1, "a"));
        upsert(new Fixed(1, "b"));
        assertThat(load(Fixed.class, 1L)).isNotNull();
    }

    @Test
    void keysOfSeveralColumnsAndQuotedNames() {
        assertThat(upsert(new Composite(new CompositeId(1, "x"), "a")))
                .containsExactly("insert into Composite as t (a,b,name) values (?,?,?) on conflict (a,b)"
                        + " do update set name=excluded.name");
        assertThat(upsert(new Quoted(1, "a")))
                .containsExactly("insert into \"Quoted Table\" as t (\"the id\",\"order\") values (?,?)"
                        + " on conflict (\"the id\") do update set \"order\"=excluded.\"order\"");
        upsert(new Quoted(1, "b"));
        assertThat(load(Quoted.class, 1L).order).isEqualTo("b");
    }

    @Test
    void everyTableOfAJoinedHierarchyAndSecondaryTables() {
        for (String value : List.of("a", "b")) {
            Sub sub = new Sub();
            sub.id = 1L;
            sub.name = value;
            sub.extra = value;
            assertThat(upsert(sub)).hasSize(2);
            TwoTables two = new TwoTables();
            two.id = 1L;
            two.name = value;
            two.note = value;
            upsert(two);
        }
        assertThat(load(Sub.class, 1L).extra).isEqualTo("b");
        assertThat(load(Base.class, 1L).name).isEqualTo("b");
        assertThat(load(TwoTables.class, 1L).note).isEqualTo("b");
        TwoTables without = new TwoTables();
        without.id = 1L;
        without.name = "c";
        upsert(without);
        assertThat(load(TwoTables.class, 1L).note).isNull();
    }

    @Test
    void transformersDiscriminatorsAndDynamicUpdates() {
        for (String value : List.of("a", "b")) {
            Transformed transformed = new Transformed();
            transformed.id = 1L;
            transformed.name = value;
            upsert(transformed);
            UpsertModel.TypedSub typed = new UpsertModel.TypedSub();
            typed.id = 1L;
            typed.extra = value;
            upsert(typed);
            Dynamic dynamic = new Dynamic();
            dynamic.id = 1L;
            dynamic.name = value;
            upsert(dynamic);
        }
        assertThat(load(Transformed.class, 1L).name).isEqualTo("b");
        assertThat(load(Typed.class, 1L)).isInstanceOf(UpsertModel.TypedSub.class);
        assertThat(load(Dynamic.class, 1L).name).isEqualTo("b");
    }

    @Test
    void hqlInsertOnConflict() {
        for (String action : List.of("do nothing", "do update set name = excluded.name")) {
            List<String> sql = fixture.sqlOf(() -> fixture.factory.inTransaction(session -> session.createMutationQuery(
                            "insert into Plain (id, name) values (77L, 'h') on conflict (id) " + action)
                    .executeUpdate()));
            assertThat(sql).singleElement().asString().contains("on conflict").doesNotContain("merge");
        }
        assertThat(load(Plain.class, 77L).name).isEqualTo("h");
        fixture.factory.inTransaction(session -> session.createMutationQuery(
                        "insert into Plain (id, name) select p.id, 'copy' from Plain p where p.id = 77L"
                                + " on conflict do nothing")
                .executeUpdate());
        assertThat(load(Plain.class, 77L).name).isEqualTo("h");
    }

    @Test
    void bulkStatementsOnAHierarchyNeedNoTemporaryTable() {
        Sub sub = new Sub();
        sub.id = 500L;
        sub.name = "bulk";
        upsert(sub);
        List<String> sql = fixture.sqlOf(() -> fixture.factory.inTransaction(session -> {
            assertThat(session.createMutationQuery("update Sub s set s.name = 'n', s.extra = 'e' where s.id = 500L")
                            .executeUpdate())
                    .isEqualTo(1);
            assertThat(session.createMutationQuery("insert into Sub (id, name, extra) select s.id + 1, s.name, s.extra"
                                    + " from Sub s where s.id = 500L")
                            .executeUpdate())
                    .isEqualTo(1);
            assertThat(session.createMutationQuery("delete from Base b where b.id >= 500L")
                            .executeUpdate())
                    .isEqualTo(2);
        }));
        assertThat(sql).noneMatch(s -> s.contains("temporary"));
        assertThat(load(Base.class, 500L)).isNull();
    }
}
