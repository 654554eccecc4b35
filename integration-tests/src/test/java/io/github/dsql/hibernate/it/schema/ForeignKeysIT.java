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

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dsql.hibernate.DsqlSettings;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.ForeignKey;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinColumns;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.OnDelete;
import org.hibernate.annotations.OnDeleteAction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Foreign keys of every shape, when they are asked for. */
class ForeignKeysIT {
    private static final String AUTO = "hibernate.hbm2ddl.auto";

    private static DsqlLocal local;
    private RecordingDataSource database;

    @BeforeAll
    static void start() {
        local = DsqlLocal.builder().allowPlainText().start();
    }

    @AfterAll
    static void stop() {
        local.close();
    }

    @BeforeEach
    void connect() {
        database = new RecordingDataSource(local.jdbcUrl());
    }

    @AfterEach
    void drop() {
        model("not_valid").with(AUTO, "drop").build().close();
        assertThat(Catalogue.objects(database)).isEmpty();
    }

    private Factory model(String foreignKeys) {
        return Factory.on(
                        database,
                        Left.class,
                        Right.class,
                        Pair.class,
                        OfPair.class,
                        Base.class,
                        Special.class,
                        Far.class,
                        Dependent.class)
                .with("hibernate.hbm2ddl.create_namespaces", "true")
                .with(DsqlSettings.FOREIGN_KEYS, foreignKeys);
    }

    private List<String> foreignKeys() {
        return Catalogue.strings(
                database,
                "select conrelid::regclass || ' ' || pg_get_constraintdef(oid) from pg_constraint"
                        + " where contype = 'f' order by 1");
    }

    @Test
    void everyShapeIsCreatedValidatedMatchedByUpdateAndDropped() {
        model("not_valid").with(AUTO, "create").build().close();
        assertThat(foreignKeys())
                .containsExactly(
                        "\"Special\" FOREIGN KEY (id) REFERENCES base(id)",
                        "\"left\" FOREIGN KEY (\"Right\") REFERENCES \"right\"(id)",
                        "\"right\" FOREIGN KEY (left_id) REFERENCES \"left\"(id)",
                        "\"right\" FOREIGN KEY (self_code) REFERENCES \"right\"(code)",
                        "dependent FOREIGN KEY (cascaded) REFERENCES base(id) ON DELETE CASCADE",
                        "dependent FOREIGN KEY (defaulted) REFERENCES base(id) ON DELETE SET DEFAULT",
                        "dependent FOREIGN KEY (nulled) REFERENCES base(id) ON DELETE SET NULL",
                        "dependent FOREIGN KEY (restricted) REFERENCES base(id) ON DELETE RESTRICT",
                        "faraway.far FOREIGN KEY (base_id) REFERENCES base(id)",
                        "of_pair FOREIGN KEY (pair_a, pair_b) REFERENCES pair(a, b)");
        assertThat(Catalogue.unfinished(database)).isEmpty();
        assertThat(database.failures()).isEmpty();

        database.clear();
        model("not_valid").with(AUTO, "update").build().close();
        assertThat(database.sql())
                .noneMatch(sql -> sql.startsWith("alter ") || sql.startsWith("create ") || sql.startsWith("drop "));
        model("not_valid").with(AUTO, "validate").build().close();

        model("not_valid").with(AUTO, "drop").build().close();
        assertThat(Catalogue.objects(database)).isEmpty();
        assertThat(database.failures()).isEmpty();
    }

    @Test
    void dropWithoutTheSettingTakesTablesThatHaveForeignKeysToo() {
        model("not_valid").with(AUTO, "create").build().close();
        model("none").with(AUTO, "drop").build().close();
        assertThat(Catalogue.objects(database)).isEmpty();
        assertThat(database.failures()).isEmpty();
    }

    @Test
    void withoutTheSettingThereIsNoneAndHibernateDeletesWhatTheDatabaseWould() {
        try (SessionFactory factory = model("none").with(AUTO, "create").build()) {
            assertThat(foreignKeys()).isEmpty();
            fill(factory);
            factory.inTransaction(session -> session.remove(session.find(Base.class, 3L)));
        }
    }

    @Test
    void databaseFollowsADeletionAsTheMappingSays() {
        try (SessionFactory factory = model("not_valid").with(AUTO, "create").build()) {
            fill(factory);
            database.clear();
            factory.inTransaction(session -> {
                session.remove(session.find(Base.class, 1L));
                session.remove(session.find(Base.class, 2L));
            });
            assertThat(database.sql())
                    .noneMatch(sql -> sql.startsWith("delete from dependent") || sql.startsWith("update dependent"));
            assertThat(Catalogue.strings(database, "select id || ' ' || coalesce(nulled::text, 'null') from dependent"))
                    .containsExactly("11 null");
        }
    }

    private static void fill(SessionFactory factory) {
        factory.inTransaction(session -> {
            for (long id = 1; id <= 3; id++) {
                Base base = new Base();
                base.id = id;
                session.persist(base);
            }
        });
        factory.inTransaction(session -> {
            Dependent cascaded = new Dependent();
            cascaded.id = 10;
            cascaded.cascaded = session.getReference(Base.class, 1L);
            session.persist(cascaded);
            Dependent nulled = new Dependent();
            nulled.id = 11;
            nulled.nulled = session.getReference(Base.class, 2L);
            session.persist(nulled);
        });
    }

    @Entity
    @Table(name = "`left`")
    static class Left {
        @Id
        long id;

        @OneToOne
        @JoinColumn(name = "`Right`")
        Right right;
    }

    @Entity
    @Table(name = "`right`")
    static class Right implements Serializable {
        private static final long serialVersionUID = 1;

        @Id
        long id;

        @Column(unique = true)
        Integer code;

        @ManyToOne
        @JoinColumn(name = "self_code", referencedColumnName = "code")
        Right same;

        @ManyToOne
        @JoinColumn(name = "left_id", foreignKey = @ForeignKey(name = "`To Left`"))
        Left left;
    }

    static class PairId implements Serializable {
        private static final long serialVersionUID = 1;
        long a;
        long b;

        @Override
        public boolean equals(Object o) {
            return o instanceof PairId other && a == other.a && b == other.b;
        }

        @Override
        public int hashCode() {
            return Objects.hash(a, b);
        }
    }

    @Entity
    @Table(name = "pair")
    @IdClass(PairId.class)
    static class Pair {
        @Id
        long a;

        @Id
        long b;
    }

    @Entity
    @Table(name = "of_pair")
    static class OfPair {
        @Id
        long id;

        @ManyToOne
        @JoinColumns({
            @JoinColumn(name = "pair_a", referencedColumnName = "a"),
            @JoinColumn(name = "pair_b", referencedColumnName = "b")
        })
        Pair pair;
    }

    @Entity
    @Table(name = "base")
    @Inheritance(strategy = InheritanceType.JOINED)
    static class Base {
        @Id
        long id;
    }

    @Entity
    @Table(name = "`Special`")
    static class Special extends Base {
        String name;
    }

    @Entity
    @Table(schema = "faraway", name = "far")
    static class Far {
        @Id
        long id;

        @ManyToOne
        Base base;
    }

    @Entity
    @Table(name = "dependent")
    static class Dependent {
        @Id
        long id;

        @ManyToOne
        @JoinColumn(name = "cascaded")
        @OnDelete(action = OnDeleteAction.CASCADE)
        Base cascaded;

        @ManyToOne
        @JoinColumn(name = "nulled")
        @OnDelete(action = OnDeleteAction.SET_NULL)
        Base nulled;

        @ManyToOne
        @JoinColumn(name = "defaulted")
        @OnDelete(action = OnDeleteAction.SET_DEFAULT)
        Base defaulted;

        @ManyToOne
        @JoinColumn(name = "restricted")
        @OnDelete(action = OnDeleteAction.RESTRICT)
        Base restricted;
    }
}
