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
package io.github.dsql.hibernate.it.truncate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.DsqlSettings;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.tool.schema.spi.SchemaManagementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Foreign keys of the database, which a truncation in several transactions has to get along with. */
class TruncateReferencesIT {
    private static Database database;
    private static SessionFactory factory;

    @BeforeAll
    static void start() {
        database = new Database();
        Map<String, Object> settings =
                Map.of("hibernate.hbm2ddl.auto", "create", DsqlSettings.FOREIGN_KEYS, "not_valid");
        factory = database.factory(
                settings,
                Parent.class,
                Child.class,
                Tree.class,
                StrictTree.class,
                Partner.class,
                Cell.class,
                Left.class,
                Right.class,
                Egg.class,
                Hen.class,
                Owner.class,
                Owned.class,
                Part.class,
                Fan.class);
    }

    @AfterAll
    static void stop() {
        factory.close();
        database.close();
    }

    @BeforeEach
    void forget() {
        database.sent().clear();
    }

    @Test
    void deletesChildrenBeforeParentsAndRowsWithoutAPrimaryKey() {
        database.fill("parent", 1500, "n");
        database.fill("child", 1500, "n, n");
        database.fill("child_tags", 4000, "1 + n % 1500, 'tag'");
        factory.getSchemaManager().truncateMappedObjects();
        assertEmpty("parent", "child", "child_tags");
        assertThat(database.sent().failures()).isEmpty();
    }

    @Test
    void refusesToEmptyATableThatOthersReferenceAndSaysWhatToDo() {
        database.run("insert into parent values (1)", "insert into child values (1, 1)");
        assertThatThrownBy(() -> factory.getSchemaManager().truncateTable("parent"))
                .isInstanceOf(SchemaManagementException.class)
                .hasMessageContaining("on table \"child\"")
                .hasMessageContaining("empty the referencing tables too");
        assertThat(database.count("child")).isOne();
        factory.getSchemaManager().truncateMappedObjects();
        assertEmpty("parent", "child");
    }

    @Test
    void emptiesATreeOfMoreLevelsThanATransactionHasRows() {
        database.fill("tree (id, above_id)", 3500, "n, case when n % 3000 <> 1 then n - 1 end");
        factory.getSchemaManager().truncateTable("tree");
        assertEmpty("tree");
    }

    @Test
    void emptiesATreeWhoseRootReferencesItself() {
        database.fill("strict_tree (id, above_id)", 3500, "n, case when n % 3000 <> 1 then n - 1 else n end");
        factory.getSchemaManager().truncateTable("strict_tree");
        assertEmpty("strict_tree");
        assertThat(database.sent().sql()).noneMatch(sql -> sql.startsWith("alter"));
    }

    @Test
    void leavesOutAForeignKeyThatHasNoOtherWayAndAddsItAgain() {
        database.fill("partner (id, next_id)", 3000, "n, 1 + n % 3000");
        factory.getSchemaManager().truncateTable("partner");
        assertEmpty("partner");
        assertThat(database.sent().sql())
                .anyMatch(sql -> sql.contains("drop constraint"))
                .anyMatch(sql -> sql.contains("add constraint") && sql.contains("not valid"))
                .anyMatch(sql -> sql.contains("validate constraint"));
        assertThat(validForeignKeys("partner")).isOne();
    }

    @Test
    void emptiesATableThatReferencesItselfByPartOfItsKey() {
        database.fill("cell (x, y, above)", 2000, "n % 10, n, case when n > 10 then n - 10 end");
        factory.getSchemaManager().truncateTable("cell");
        assertEmpty("cell");
    }

    @Test
    void emptiesACycleOfWhichOneReferenceTakesNull() {
        database.fill("lefts (id, peer_id)", 2500, "n, null::bigint");
        database.fill("rights (id, peer_id)", 2500, "n, n");
        database.run("update lefts set peer_id = id where id <= 1500", "update lefts set peer_id = id where id > 1500");
        factory.getSchemaManager().truncateMappedObjects();
        assertEmpty("lefts", "rights");
        assertThat(database.sent().sql()).noneMatch(sql -> sql.startsWith("alter table"));
    }

    @Test
    void emptiesACycleOfWhichNoReferenceTakesNull() {
        database.run("with e as (insert into egg (id, mother_id) select n, n from generate_series(1, 1500) n)"
                + " insert into hen (id, origin_id) select n, n from generate_series(1, 1500) n");
        factory.getSchemaManager().truncateMappedObjects();
        assertEmpty("egg", "hen");
        assertThat(validForeignKeys("egg") + validForeignKeys("hen")).isEqualTo(2);
    }

    @Test
    void deletesRowsThatWouldGoAlongWhenTheyAreTooManyForATransaction() {
        database.run("insert into owner values (1)", "insert into owner values (2)");
        database.fill("owned (id, owner_id)", 3200, "n, 1 + n / 3150");
        database.fill("part (id, owned_id)", 3100, "n, 7");
        database.fill("fan (id, owner_id)", 4000, "n, 1");
        factory.getSchemaManager().truncateTable("owner");
        assertEmpty("owner", "owned", "part");
        assertThat(database.number("select count(*) from fan where owner_id is null"))
                .isEqualTo(4000);
        factory.getSchemaManager().truncateTable("fan");
    }

    private static long validForeignKeys(String table) {
        return database.number(
                "select count(*) from pg_constraint where contype = 'f' and convalidated and conrelid = '" + table
                        + "'::regclass");
    }

    private static void assertEmpty(String... tables) {
        for (String table : tables) {
            assertThat(database.count(table)).as(table).isZero();
        }
    }

    @Entity
    @Table(name = "parent")
    static class Parent {
        @Id
        long id;
    }

    @Entity
    @Table(name = "child")
    static class Child {
        @Id
        long id;

        @ManyToOne
        Parent parent;

        @ElementCollection
        @CollectionTable(name = "child_tags")
        List<String> tags = new ArrayList<>();
    }

    @Entity
    @Table(name = "tree")
    static class Tree {
        @Id
        long id;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.CASCADE)
        Tree above;
    }

    @Entity
    @Table(name = "strict_tree")
    static class StrictTree {
        @Id
        long id;

        @ManyToOne(optional = false)
        StrictTree above;
    }

    /** Whose reference is unique, so that it cannot be turned to the row itself without a clash on the way. */
    @Entity
    @Table(name = "partner")
    static class Partner {
        @Id
        long id;

        @OneToOne(optional = false)
        Partner next;
    }

    @Entity
    @Table(name = "cell")
    @IdClass(CellId.class)
    static class Cell {
        @Id
        int x;

        @Id
        int y;

        @ManyToOne
        @JoinColumn(name = "x", referencedColumnName = "x", insertable = false, updatable = false)
        @JoinColumn(name = "above", referencedColumnName = "y", insertable = false, updatable = false)
        Cell above;
    }

    record CellId(int x, int y) {}

    @Entity
    @Table(name = "lefts")
    static class Left {
        @Id
        long id;

        @ManyToOne
        Right peer;
    }

    @Entity
    @Table(name = "rights")
    static class Right {
        @Id
        long id;

        @ManyToOne(optional = false)
        Left peer;
    }

    @Entity
    @Table(name = "egg")
    static class Egg {
        @Id
        long id;

        @ManyToOne(optional = false)
        Hen mother;
    }

    @Entity
    @Table(name = "hen")
    static class Hen {
        @Id
        long id;

        @ManyToOne(optional = false)
        Egg origin;
    }

    @Entity
    @Table(name = "owner")
    static class Owner {
        @Id
        long id;
    }

    @Entity
    @Table(name = "owned")
    static class Owned {
        @Id
        long id;

        @ManyToOne(optional = false)
        @OnDelete(action = OnDeleteAction.CASCADE)
        Owner owner;
    }

    @Entity
    @Table(name = "part")
    static class Part {
        @Id
        long id;

        @ManyToOne
        @OnDelete(action = OnDeleteAction.CASCADE)
        Owned owned;
    }

    @Entity
    @Table(name = "fan")
    static class Fan {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(name = "owner_id")
        @OnDelete(action = OnDeleteAction.SET_NULL)
        Owner owner;
    }
}
