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
package io.github.dsql.hibernate.it.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.dsql.hibernate.it.type.EnumModel.Amount;
import io.github.dsql.hibernate.it.type.EnumModel.Circle;
import io.github.dsql.hibernate.it.type.EnumModel.Code;
import io.github.dsql.hibernate.it.type.EnumModel.Composite;
import io.github.dsql.hibernate.it.type.EnumModel.Detail;
import io.github.dsql.hibernate.it.type.EnumModel.Holder;
import io.github.dsql.hibernate.it.type.EnumModel.Kind;
import io.github.dsql.hibernate.it.type.EnumModel.KindKey;
import io.github.dsql.hibernate.it.type.EnumModel.Level;
import io.github.dsql.hibernate.it.type.EnumModel.Places;
import io.github.dsql.hibernate.it.type.EnumModel.Quoted;
import io.github.dsql.hibernate.it.type.EnumModel.Shadow;
import io.github.dsql.hibernate.it.type.EnumModel.Shape;
import io.github.dsql.hibernate.it.type.EnumModel.Styles;
import io.github.dsql.hibernate.it.type.EnumModel.Sub;
import io.github.dsql.hibernate.it.type.EnumModel.TpcLeaf;
import io.github.dsql.hibernate.it.type.EnumModel.TpcRoot;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.Hibernate;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Enums of every style: what the schema says, what the database refuses, what comes back. */
class EnumIT {
    private static SessionFactory factory;

    @BeforeAll
    static void boot() {
        factory = Boot.sessionFactory(Map.of(), EnumModel.ENTITIES);
    }

    @AfterAll
    static void close() {
        factory.close();
    }

    @AfterEach
    void clear() {
        factory.inTransaction(session -> {
            for (String entity :
                    List.of("Holder", "Shadow", "Code", "Styles", "Composite", "Sub", "Shape", "TpcRoot")) {
                session.createMutationQuery("delete from EnumModel$" + entity).executeUpdate();
            }
            session.createSelectionQuery("from EnumModel$Places", Places.class)
                    .list()
                    .forEach(session::remove);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "enum_styles, bare, character varying(255)",
        "enum_styles, required, character varying(20)",
        "enum_styles, string, character varying(255)",
        "enum_styles, ordinal, smallint",
        "enum_styles, named, character varying(255)",
        "enum_styles, namedordinal, smallint",
        "enum_styles, bycode, smallint",
        "enum_styles, quoted, character varying(255)",
        "enum_styles, number, smallint",
        "enum_styles, converted, character varying(255)",
        "enum_styles, withbodies, character varying(255)",
        "enum_styles, defined, integer",
        "enum_styles, select, character varying(255)",
        "enum_code, kind, character varying(255)",
        "enum_holder, code_kind, character varying(255)",
        "enum_holder, nested, character varying(255)",
        "enum_holder, nestedordinal, smallint",
        "enum_shadow, code_kind, character varying(255)",
        "enum_composite, kind, character varying(255)",
        "enum_places_set, set, character varying(255)",
        "enum_places_map, map, character varying(255)",
        "enum_places_map, map_key, character varying(255)",
        "enum_places_ordinals, ordinals, smallint",
        "enum_places_ordinals, ordinals_key, smallint",
        "enum_places_details, nested, character varying(255)",
        "enum_places_details, nestedordinal, smallint",
        "enum_places, kinds, jsonb",
        "enum_places, list, jsonb",
        "enum_places, document, jsonb",
        "enum_sub, inherited, character varying(255)",
        "enum_sub, own, character varying(255)",
        "enum_shape, kind, character varying(255)",
        "enum_tpc_leaf, kind, character varying(255)",
        "enum_tpc_leaf, level, character varying(255)",
    })
    void columnHasTheType(String table, String column, String type) throws SQLException {
        assertThat(Boot.typeOf(table, column)).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource({
        "enum_styles, bare",
        "enum_styles, required",
        "enum_styles, string",
        "enum_styles, named",
        "enum_styles, select",
        "enum_code, kind",
        "enum_holder, nested",
        "enum_composite, kind",
        "enum_places_set, set",
        "enum_places_map, map_key",
        "enum_places_details, nested",
        "enum_sub, inherited",
        "enum_sub, own",
        "enum_shape, kind",
        "enum_tpc_leaf, kind",
    })
    void columnHoldsTheNamesOnlyAndHasOneCheck(String table, String column) throws SQLException {
        assertThat(Boot.checkOn(table, column))
                .contains("'CAT'", "'DOG'", "'APE'")
                .doesNotContain(">=", ";");
    }

    @ParameterizedTest
    @CsvSource({
        "enum_styles, ordinal",
        "enum_styles, namedordinal",
        "enum_styles, bycode",
        "enum_holder, nestedordinal",
        "enum_places_ordinals, ordinals_key",
    })
    void explicitOrdinalIsCheckedByItsRange(String table, String column) throws SQLException {
        assertThat(Boot.checkOn(table, column)).contains(">= 0", "<= 2").doesNotContain("'CAT'");
    }

    @Test
    void storedValuesAreEscapedInTheCheck() throws SQLException {
        assertThat(Boot.checkOn("enum_styles", "quoted")).contains("'plain'", "'it''s \"so\"'", "'naïve ✓ 日本'");
        assertThat(Boot.checkOn("enum_styles", "converted")).contains("'l''1'", "'l''2'");
        assertThat(Boot.checkOn("enum_shape", "sort")).contains("'a''shape'", "'o''circle'");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "enum_styles, (id%c required%c bare) values (1%c 'CAT'%c 'LION')",
                "enum_styles, (id%c required%c string) values (1%c 'CAT'%c 'cat')",
                "enum_styles, (id%c required%c named) values (1%c 'CAT'%c '')",
                "enum_styles, (id%c required%c ordinal) values (1%c 'CAT'%c 3)",
                "enum_styles, (id%c required%c quoted) values (1%c 'CAT'%c 'QUOTE')",
                "enum_styles, (id%c required%c number) values (1%c 'CAT'%c 11)",
                "enum_styles, (id%c required%c converted) values (1%c 'CAT'%c 'LOW')",
                "enum_code, (kind) values ('0')",
                "enum_places_set, (places_id%c set) values (1%c '1')",
                "enum_shape, (id%c sort) values (1%c 'square')",
                "enum_tpc_leaf, (id%c kind) values (1%c 'LION')",
            })
    void databaseRefusesAnyOtherValue(String table, String rest) {
        String insert =
                "insert into " + table + " " + rest.replace("%c", ",").replace("places_id", "EnumModel$Places_id");
        assertThatThrownBy(() -> Boot.run(insert))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
    }

    @Test
    void everyStyleComesBack() throws SQLException {
        factory.inTransaction(session -> {
            session.persist(styles(1, Kind.APE, Quoted.QUOTE, Level.HIGH));
            session.persist(styles(2, null, null, null));
        });
        factory.inTransaction(session -> {
            Styles full = session.find(Styles.class, 1);
            assertThat(List.of(
                            full.bare,
                            full.string,
                            full.ordinal,
                            full.named,
                            full.namedOrdinal,
                            full.byCode,
                            full.defined,
                            full.reserved))
                    .containsOnly(Kind.APE);
            assertThat(full.quoted).isEqualTo(Quoted.QUOTE);
            assertThat(full.number).isEqualTo(Amount.TWENTY);
            assertThat(full.converted).isEqualTo(Level.HIGH);
            assertThat(full.withBodies).isEqualTo(Level.HIGH);
            Styles empty = session.find(Styles.class, 2);
            assertThat(empty.bare).isNull();
            assertThat(empty.named).isNull();
            assertThat(empty.quoted).isNull();
            assertThat(empty.converted).isNull();
            assertThat(empty.defined).isNull();
        });
        assertThat(Boot.text(
                        "select concat_ws('|', bare, string, ordinal, named, namedOrdinal, byCode, quoted, number, converted,"
                                + " withBodies, defined, \"select\") from enum_styles where id = 1"))
                .isEqualTo("APE|APE|2|APE|2|2|it's \"so\"|20|l'2|HIGH|2|APE");
    }

    @Test
    void keysAndReferencesComeBack() {
        factory.inTransaction(session -> {
            Code code = new Code();
            code.kind = Kind.DOG;
            session.persist(code);
            Shadow shadow = new Shadow();
            shadow.code = code;
            session.persist(shadow);
            Holder holder = new Holder();
            holder.id = 1;
            holder.code = code;
            holder.detail.nested = Kind.CAT;
            holder.detail.nestedOrdinal = Kind.DOG;
            session.persist(holder);
            Composite composite = new Composite();
            composite.key.kind = Kind.APE;
            composite.key.number = 7;
            session.persist(composite);
        });
        factory.inTransaction(session -> {
            assertThat(session.find(Code.class, Kind.DOG)).isNotNull();
            assertThat(session.find(Code.class, Kind.CAT)).isNull();
            assertThat(session.find(Shadow.class, Kind.DOG).code.kind).isEqualTo(Kind.DOG);
            Holder holder = session.find(Holder.class, 1);
            assertThat(holder.code.kind).isEqualTo(Kind.DOG);
            assertThat(holder.detail.nested).isEqualTo(Kind.CAT);
            assertThat(holder.detail.nestedOrdinal).isEqualTo(Kind.DOG);
            KindKey key = new KindKey();
            key.kind = Kind.APE;
            key.number = 7;
            assertThat(session.find(Composite.class, key)).isNotNull();
            assertThat(session.createSelectionQuery(
                                    "select h.id from EnumModel$Holder h where h.code.kind = :kind", Integer.class)
                            .setParameter("kind", Kind.DOG)
                            .getResultList())
                    .containsExactly(1);
        });
    }

    @Test
    void collectionsAndDocumentsComeBack() throws SQLException {
        factory.inTransaction(session -> {
            Places places = new Places();
            places.id = 1;
            places.set.addAll(Set.of(Kind.CAT, Kind.APE));
            places.map.put(Kind.DOG, Level.HIGH);
            places.ordinals.put(Kind.DOG, Level.HIGH);
            Detail detail = new Detail();
            detail.nested = Kind.DOG;
            detail.nestedOrdinal = Kind.APE;
            places.details.add(detail);
            places.kinds = new Kind[] {Kind.DOG, null, Kind.CAT};
            places.list.addAll(List.of(Kind.APE, Kind.CAT));
            places.document.nested = Kind.APE;
            places.document.nestedOrdinal = Kind.DOG;
            session.persist(places);
        });
        factory.inTransaction(session -> {
            Places places = session.find(Places.class, 1);
            assertThat(places.set).containsExactlyInAnyOrder(Kind.CAT, Kind.APE);
            assertThat(places.map).containsExactly(Map.entry(Kind.DOG, Level.HIGH));
            assertThat(places.ordinals).containsExactly(Map.entry(Kind.DOG, Level.HIGH));
            assertThat(places.details.get(0).nestedOrdinal).isEqualTo(Kind.APE);
            assertThat(places.kinds).containsExactly(Kind.DOG, null, Kind.CAT);
            assertThat(places.list).containsExactly(Kind.APE, Kind.CAT);
            assertThat(places.document.nested).isEqualTo(Kind.APE);
            assertThat(places.document.nestedOrdinal).isEqualTo(Kind.DOG);
            assertThat(session.createSelectionQuery(
                                    "select p.id from EnumModel$Places p join p.map m where key(m) = DOG and m = :level",
                                    Integer.class)
                            .setParameter("level", Level.HIGH)
                            .getResultList())
                    .containsExactly(1);
            assertThat(session.createSelectionQuery(
                                    "select p.id from EnumModel$Places p where p.document.nested = :kind",
                                    Integer.class)
                            .setParameter("kind", Kind.APE)
                            .getResultList())
                    .containsExactly(1);
        });
        assertThat(Boot.text("select map_key || map from enum_places_map")).isEqualTo("DOGHIGH");
        assertThat(Boot.text("select ordinals_key || '/' || ordinals from enum_places_ordinals"))
                .isEqualTo("1/1");
        assertThat(Boot.text("select kinds::text from enum_places")).isEqualTo("[\"DOG\", null, \"CAT\"]");
        assertThat(Boot.text("select list::text from enum_places")).isEqualTo("[\"APE\", \"CAT\"]");
        assertThat(Boot.text("select document->>'nested' from enum_places")).isEqualTo("APE");
    }

    @Test
    void subclassesComeBack() {
        factory.inTransaction(session -> {
            Sub sub = new Sub();
            sub.id = 1;
            sub.inherited = Kind.DOG;
            sub.own = Kind.CAT;
            session.persist(sub);
            Circle circle = new Circle();
            circle.id = 1;
            circle.kind = Kind.DOG;
            session.persist(circle);
            TpcLeaf leaf = new TpcLeaf();
            leaf.id = 1;
            leaf.kind = Kind.DOG;
            leaf.level = Level.LOW;
            session.persist(leaf);
        });
        factory.inTransaction(session -> {
            assertThat(session.find(Sub.class, 1).inherited).isEqualTo(Kind.DOG);
            assertThat(((Circle) session.find(Shape.class, 1)).kind).isEqualTo(Kind.DOG);
            assertThat(session.createSelectionQuery("from EnumModel$TpcRoot where kind = DOG", TpcRoot.class)
                            .getSingleResult())
                    .isInstanceOfSatisfying(
                            TpcLeaf.class, leaf -> assertThat(leaf.level).isEqualTo(Level.LOW));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "bare = DOG; 1",
                "bare <> DOG; 2",
                "bare in (DOG, CAT); 1,2",
                "bare > CAT; 1",
                "bare is null; 3",
                "bare = :kind; 1",
                "bare in (:kind); 1",
                "ordinal > CAT; 1",
                "ordinal(ordinal) = 1; 1",
                "ordinal = :kind; 1",
                "named = DOG; 1",
                "named = :kind; 1",
                "string(bare) = 'DOG'; 1",
                "cast(bare as String) like 'D%'; 1",
                "quoted = QUOTE; 1",
                "quoted = :quoted; 1",
                "converted = HIGH; 1",
                "number = TWENTY; 1,2",
                "coalesce(bare, :kind) = DOG; 1,3",
                "case when bare = DOG then string else named end = DOG; 1",
                "bare = string; 1,2",
                "bare = named; 1,2",
            })
    void queriesFindByEnum(String condition, String ids) {
        factory.inTransaction(session -> {
            session.persist(styles(1, Kind.DOG, Quoted.QUOTE, Level.HIGH));
            session.persist(styles(2, Kind.CAT, Quoted.PLAIN, Level.LOW));
            session.persist(styles(3, null, null, null));
        });
        factory.inTransaction(session -> {
            var query = session.createSelectionQuery(
                    "select id from EnumModel$Styles where " + condition + " order by id", Integer.class);
            if (condition.contains(":kind")) {
                query.setParameter("kind", Kind.DOG);
            }
            if (condition.contains(":quoted")) {
                query.setParameter("quoted", Quoted.QUOTE);
            }
            assertThat(query.getResultList())
                    .containsExactly(List.of(ids.split(",")).stream()
                            .map(Integer::valueOf)
                            .toArray(Integer[]::new));
        });
    }

    @Test
    void bulkUpdateSetsAnEnum() {
        factory.inTransaction(session -> session.persist(styles(1, Kind.DOG, Quoted.PLAIN, Level.LOW)));
        factory.inTransaction(session -> assertThat(session.createMutationQuery(
                                "update EnumModel$Styles set bare = CAT, named = :kind, quoted = QUOTE where bare = DOG")
                        .setParameter("kind", Kind.APE)
                        .executeUpdate())
                .isEqualTo(1));
        factory.inTransaction(session -> {
            Styles styles = session.find(Styles.class, 1);
            assertThat(styles.bare).isEqualTo(Kind.CAT);
            assertThat(styles.named).isEqualTo(Kind.APE);
            assertThat(styles.quoted).isEqualTo(Quoted.QUOTE);
        });
    }

    @Test
    void criteriaFindByEnum() {
        factory.inTransaction(session -> session.persist(styles(1, Kind.DOG, Quoted.QUOTE, Level.LOW)));
        factory.inTransaction(session -> {
            var builder = session.getCriteriaBuilder();
            var query = builder.createQuery(Styles.class);
            var root = query.from(Styles.class);
            query.where(
                    builder.equal(root.get("bare"), Kind.DOG),
                    root.get("quoted").in(Quoted.QUOTE, Quoted.PLAIN));
            assertThat(session.createSelectionQuery(query).getResultList()).hasSize(1);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "bare, LION, EnumModel$Styles.bare",
        "string, LION, EnumModel$Styles.string",
        "named, LION, EnumModel$Styles.named",
        "withbodies, LION, EnumModel$Styles.withBodies",
        "select, LION, EnumModel$Styles.reserved",
        "ordinal, 3, EnumModel$Styles.ordinal",
        "ordinal, -1, EnumModel$Styles.ordinal",
        "namedordinal, 3, EnumModel$Styles.namedOrdinal",
        "bycode, 100, EnumModel$Styles.byCode",
        "defined, 3, EnumModel$Styles.defined",
        "quoted, PLAIN, EnumModel$Styles.quoted",
        "number, 15, EnumModel$Styles.number",
    })
    void anUnknownValueInTheDatabaseIsNamedWithItsColumnWhenRead(String column, String value, String attribute)
            throws SQLException {
        factory.inTransaction(session -> session.persist(styles(1, Kind.DOG, Quoted.QUOTE, Level.LOW)));
        withoutChecks("enum_styles", column, () -> {
            Boot.run("update enum_styles set \"" + column + "\" = '" + value + "'");
            assertThatThrownBy(() -> factory.inTransaction(session -> session.find(Styles.class, 1)))
                    .hasMessageContainingAll(
                            "' of table 'enum_styles'", attribute, "'" + value + "'", "no value of the enum")
                    .message()
                    .containsIgnoringCase("'" + column + "'");
            assertThatThrownBy(() -> factory.inTransaction(session -> session.createSelectionQuery(
                                    "select s." + attribute.substring(attribute.lastIndexOf('.') + 1)
                                            + " from EnumModel$Styles s",
                                    Object.class)
                            .getResultList()))
                    .hasMessageContainingAll("' of table 'enum_styles'", "'" + value + "'", "no value of the enum");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "enum_places_set, set, LION",
        "enum_places_map, map_key, LION",
        "enum_places_map, map, MIDDLE",
        "enum_places_ordinals, ordinals_key, 9",
        "enum_places_ordinals, ordinals, 9",
        "enum_places_details, nested, LION",
    })
    void anUnknownValueInACollectionIsNamedWithItsColumnWhenRead(String table, String column, String value)
            throws SQLException {
        Places places = new Places();
        places.id = 1;
        places.set.add(Kind.CAT);
        places.map.put(Kind.CAT, Level.LOW);
        places.ordinals.put(Kind.CAT, Level.LOW);
        places.details.add(new Detail());
        places.details.get(0).nested = Kind.CAT;
        factory.inTransaction(session -> session.persist(places));
        withoutChecks(table, column, () -> {
            Boot.run("update " + table + " set \"" + column + "\" = '" + value + "'");
            assertThatThrownBy(() -> factory.inTransaction(session -> {
                        Places read = session.find(Places.class, 1);
                        Hibernate.initialize(read.set);
                        Hibernate.initialize(read.map);
                        Hibernate.initialize(read.ordinals);
                        Hibernate.initialize(read.details);
                    }))
                    .hasMessageContainingAll("' of table '" + table + "'", "'" + value + "'", "no value of the enum")
                    .message()
                    .containsIgnoringCase("'" + column + "'");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '|',
            value = {
                "kinds; [\"CAT\", \"LION\"]; LION",
                "list; [\"LION\"]; LION",
                "ordinallist; [7]; 7",
                "quotedlist; [\"PLAIN\"]; PLAIN",
                "numbers; [15]; 15",
                "document; {\"nested\": \"LION\"}; LION",
                "document; {\"nestedOrdinal\": 7}; 7",
                "document; {\"nestedQuoted\": \"PLAIN\"}; PLAIN",
            })
    void anUnknownValueInADocumentIsNamedWithItsColumnWhenRead(String column, String document, String value)
            throws SQLException {
        factory.inTransaction(session -> {
            Places places = new Places();
            places.id = 1;
            session.persist(places);
        });
        withoutChecks("enum_places", column, () -> {
            Boot.run("update enum_places set " + column + " = '" + document + "'");
            assertThatThrownBy(() -> factory.inTransaction(session -> session.find(Places.class, 1)))
                    .message()
                    .containsIgnoringCase("'" + column)
                    .contains(value);
        });
    }

    @Test
    void aBulkUpdateSetsPartsOfADocumentToLiterals() {
        factory.inTransaction(session -> {
            Places places = new Places();
            places.id = 1;
            places.document.nestedOrdinal = Kind.APE;
            session.persist(places);
        });
        factory.inTransaction(session -> session.createMutationQuery(
                        "update EnumModel$Places set document.nested = DOG, document.nestedQuoted = QUOTE")
                .executeUpdate());
        factory.inTransaction(session -> {
            Detail document = session.find(Places.class, 1).document;
            assertThat(document.nested).isEqualTo(Kind.DOG);
            assertThat(document.nestedQuoted).isEqualTo(Quoted.QUOTE);
            assertThat(document.nestedOrdinal).isEqualTo(Kind.APE);
        });
    }

    /** Takes the CHECKs off a column, as if it were older than they are, and puts them back. */
    private static void withoutChecks(String table, String column, Work work) throws SQLException {
        String names = Boot.text(
                "select coalesce(string_agg(c.conname || '=' || pg_get_constraintdef(c.oid), '|'), '') from pg_constraint c join"
                        + " pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey) where c.contype = 'c'"
                        + " and c.conrelid = '" + table + "'::regclass and a.attname = '" + column + "'");
        List<String> checks = names.isEmpty() ? List.of() : List.of(names.split("\\|"));
        for (String check : checks) {
            Boot.run("alter table " + table + " drop constraint \"" + check.substring(0, check.indexOf('=')) + "\"");
        }
        try {
            work.run();
        } finally {
            Boot.run("delete from " + table);
            for (String check : checks) {
                Boot.run("alter table " + table + " add constraint \"" + check.replaceFirst("=", "\" ") + " not valid");
            }
        }
    }

    /** What a test does in between. */
    private interface Work {
        void run() throws SQLException;
    }

    private static Styles styles(int id, Kind kind, Quoted quoted, Level level) {
        Styles styles = new Styles();
        styles.id = id;
        styles.bare = kind;
        styles.string = kind;
        styles.ordinal = kind;
        styles.named = kind;
        styles.namedOrdinal = kind;
        styles.byCode = kind;
        styles.quoted = quoted;
        styles.number = level == null ? null : Amount.TWENTY;
        styles.converted = level;
        styles.withBodies = level;
        styles.defined = kind;
        styles.reserved = kind;
        return styles;
    }
}
