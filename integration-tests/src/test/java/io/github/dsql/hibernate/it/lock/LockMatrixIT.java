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
import static org.assertj.core.api.Assertions.fail;

import io.github.dsql.hibernate.LockRefusedException;
import io.github.dsql.hibernate.conflict.DsqlConflictException;
import io.github.dsql.hibernate.it.lock.MatrixModel.ByCode;
import io.github.dsql.hibernate.it.lock.MatrixModel.Classed;
import io.github.dsql.hibernate.it.lock.MatrixModel.Collected;
import io.github.dsql.hibernate.it.lock.MatrixModel.Derived;
import io.github.dsql.hibernate.it.lock.MatrixModel.EagerMany;
import io.github.dsql.hibernate.it.lock.MatrixModel.Embedded;
import io.github.dsql.hibernate.it.lock.MatrixModel.Filtered;
import io.github.dsql.hibernate.it.lock.MatrixModel.JoinedBase;
import io.github.dsql.hibernate.it.lock.MatrixModel.JoinedLeaf;
import io.github.dsql.hibernate.it.lock.MatrixModel.OptionalOne;
import io.github.dsql.hibernate.it.lock.MatrixModel.OptionalTable;
import io.github.dsql.hibernate.it.lock.MatrixModel.Pair;
import io.github.dsql.hibernate.it.lock.MatrixModel.Plain;
import io.github.dsql.hibernate.it.lock.MatrixModel.RequiredOne;
import io.github.dsql.hibernate.it.lock.MatrixModel.Restricted;
import io.github.dsql.hibernate.it.lock.MatrixModel.Selected;
import io.github.dsql.hibernate.it.lock.MatrixModel.SingleBase;
import io.github.dsql.hibernate.it.lock.MatrixModel.SingleLeaf;
import io.github.dsql.hibernate.it.lock.MatrixModel.Softly;
import io.github.dsql.hibernate.it.lock.MatrixModel.TwoTables;
import io.github.dsql.hibernate.it.lock.MatrixModel.UnionBase;
import io.github.dsql.hibernate.it.lock.MatrixModel.UnionLeaf;
import io.github.dsql.hibernate.it.lock.MatrixModel.Versioned;
import io.github.dsql.hibernate.it.support.RecordingDataSource;
import io.github.dsql.local.DsqlLocal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every mapping, by every way to ask for a lock, in every mode and setting: the lock is refused before anything is sent, or a
 * transaction that changes a row of any table of the entity makes the locker lose at COMMIT. There is no third way.
 */
class LockMatrixIT {
    enum Setting {
        REJECT,
        FOLLOW_ON,
        ALLOW
    }

    /** An entity, its id, and its tables with the condition that finds its row. */
    record Mapping(String name, Class<?> type, Object id, Map<String, String> tables) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Mapping> MAPPINGS = List.of(
            mapping(Plain.class, "Plain"),
            mapping(Versioned.class, "Versioned"),
            mapping("root class", JoinedBase.class, 2L, Map.of("JoinedBase", "id=2")),
            mapping("leaf", JoinedLeaf.class, 1L, Map.of("JoinedBase", "id=1", "JoinedLeaf", "id=1")),
            mapping("leaf by root", JoinedBase.class, 1L, Map.of("JoinedBase", "id=1", "JoinedLeaf", "id=1")),
            mapping("union leaf", UnionLeaf.class, 1L, Map.of("UnionLeaf", "id=1")),
            mapping("union leaf by root", UnionBase.class, 1L, Map.of("UnionLeaf", "id=1")),
            mapping("union root", UnionBase.class, 2L, Map.of("UnionBase", "id=2")),
            mapping("single leaf", SingleLeaf.class, 1L, Map.of("SingleBase", "id=1")),
            mapping("single leaf by root", SingleBase.class, 1L, Map.of("SingleBase", "id=1")),
            mapping("secondary", TwoTables.class, 1L, Map.of("TwoTables", "id=1", "two_tables_more", "id=1")),
            mapping("optional", OptionalTable.class, 1L, Map.of("OptionalTable", "id=1", "optional_more", "id=1")),
            mapping("embedded id", Embedded.class, new MatrixModel.Key(1, "b"), Map.of("Embedded", "a=1 and b='b'")),
            mapping("id class", Classed.class, new Pair(1L, "b"), Map.of("Classed", "a=1 and b='b'")),
            mapping("derived id", Derived.class, 1L, Map.of("Derived", "plain_id=1")),
            mapping(OptionalOne.class, "OptionalOne"),
            mapping(RequiredOne.class, "RequiredOne"),
            mapping(EagerMany.class, "EagerMany"),
            mapping(Collected.class, "Collected"),
            mapping(Softly.class, "Softly"),
            mapping(Filtered.class, "Filtered"),
            mapping(Restricted.class, "Restricted"),
            mapping(ByCode.class, "ByCode"));

    private static final Map<Setting, SessionFactory> FACTORIES = new EnumMap<>(Setting.class);
    private static DsqlLocal local;
    private static RecordingDataSource recording;
    private static Connection locker;
    private static int combination;
    private static Connection other;

    private static Mapping mapping(Class<?> type, String table) {
        return mapping(table, type, 1L, Map.of(table, "id=1"));
    }

    private static Mapping mapping(String name, Class<?> type, Object id, Map<String, String> tables) {
        return new Mapping(name, type, id, tables);
    }

    @BeforeAll
    static void boot() throws SQLException {
        local = DsqlLocal.builder().allowPlainText().start();
        recording = new RecordingDataSource(local.jdbcUrl());
        for (Setting setting : Setting.values()) {
            FACTORIES.put(
                    setting,
                    Fixture.factory(
                            recording,
                            Map.of(
                                    "hibernate.dialect.dsql.non_key_locks",
                                    setting.name().toLowerCase(Locale.ROOT)),
                            setting == Setting.REJECT ? "create" : "none",
                            MatrixModel.ENTITIES));
        }
        locker = recording.getConnection();
        other = DriverManager.getConnection(local.jdbcUrl());
        FACTORIES.get(Setting.REJECT).inTransaction(session -> MatrixData.persist(session::persist));
    }

    @AfterAll
    static void close() throws SQLException {
        locker.close();
        other.close();
        FACTORIES.values().forEach(SessionFactory::close);
        local.close();
    }

    static Stream<Arguments> byKey() {
        return combinations(LockEntry.BY_KEY);
    }

    static Stream<Arguments> withoutKey() {
        return combinations(LockEntry.WITHOUT_KEY);
    }

    private static Stream<Arguments> combinations(List<LockEntry> entries) {
        return Stream.of(Setting.values())
                .flatMap(setting -> entries.stream().map(entry -> Arguments.of(setting, entry)));
    }

    @ParameterizedTest
    @MethodSource("byKey")
    void locksEveryTableByKey(Setting setting, LockEntry entry) throws SQLException {
        for (Mapping mapping : MAPPINGS) {
            List<String> sent = assertLocks(setting, entry, mapping, LockMode.PESSIMISTIC_WRITE);
            if (setting != Setting.ALLOW) {
                assertThat(locks(sent)).as("%s %s", entry, mapping).isNotEmpty().allMatch(LockMatrixIT::namesOneRow);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("withoutKey")
    void locksWithoutKeyAsTheSettingSays(Setting setting, LockEntry entry) throws SQLException {
        for (Mapping mapping : MAPPINGS) {
            if (entry.needsNaturalId() && mapping.type() != ByCode.class) {
                continue;
            }
            if (setting == Setting.REJECT) {
                assertRefuses(setting, entry, mapping, LockMode.PESSIMISTIC_WRITE);
                continue;
            }
            List<String> sent = assertLocks(setting, entry, mapping, LockMode.PESSIMISTIC_WRITE);
            if (setting == Setting.FOLLOW_ON) {
                assertThat(locks(sent))
                        .as("%s %s", entry, mapping)
                        .allMatch(LockMatrixIT::namesOneRow)
                        .allMatch(sql -> sql.startsWith("select 1 from "))
                        .hasSize(mapping.tables().size());
            } else {
                assertThat(locks(sent)).isNotEmpty();
            }
        }
    }

    static Stream<Arguments> modes() {
        return Stream.of(
                        LockMode.PESSIMISTIC_READ,
                        LockMode.UPGRADE_NOWAIT,
                        LockMode.UPGRADE_SKIPLOCKED,
                        LockMode.PESSIMISTIC_FORCE_INCREMENT,
                        LockMode.OPTIMISTIC,
                        LockMode.OPTIMISTIC_FORCE_INCREMENT)
                .flatMap(mode -> Stream.of(Setting.values()).map(setting -> Arguments.of(setting, mode)));
    }

    @ParameterizedTest
    @MethodSource("modes")
    void noModeLosesItsLock(Setting setting, LockMode mode) throws SQLException {
        List<LockEntry> entries = new ArrayList<>(LockEntry.BY_KEY);
        entries.addAll(LockEntry.WITHOUT_KEY);
        // Hibernate registers the check of a version when it loads an entity, and by lock(): not when a query meets one
        // that
        // the session has already.
        boolean optimistic = mode == LockMode.OPTIMISTIC || mode == LockMode.OPTIMISTIC_FORCE_INCREMENT;
        for (LockEntry entry : entries) {
            if (entry.needsNaturalId() || !entry.takes(mode) || (optimistic && entry.loadsFirst() && entry.isQuery())) {
                continue;
            }
            for (Mapping mapping : optimistic ? List.of(MAPPINGS.get(1)) : List.of(MAPPINGS.get(1), MAPPINGS.get(3))) {
                Map<String, String> root =
                        Map.of(mapping.type() == JoinedLeaf.class ? "JoinedBase" : "Versioned", "id=1");
                Mapping versioned = mode.isPessimistic() && mode != LockMode.PESSIMISTIC_FORCE_INCREMENT
                        ? mapping
                        : mapping(mapping.name(), mapping.type(), mapping.id(), root);
                if (setting == Setting.REJECT && !optimistic && LockEntry.WITHOUT_KEY.contains(entry)) {
                    assertRefuses(setting, entry, mapping, mode);
                } else {
                    assertLocks(setting, entry, versioned, mode);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("byKey")
    void refusesWhatHasNoRowsOfItsOwn(Setting setting, LockEntry entry) throws SQLException {
        Mapping selected = mapping("subselect", Selected.class, 1L, Map.of("Plain", "id=1"));
        recording.clear();
        assertThatThrownBy(() -> run(setting, entry, selected, LockMode.PESSIMISTIC_WRITE, null, null))
                .as("%s", entry)
                .isInstanceOf(LockRefusedException.class)
                .hasMessageContaining("subselect");
        assertThat(locks(recording.sql())).isEmpty();
    }

    @Test
    void readsWithoutALockDoNotConflict() throws SQLException {
        for (Mapping mapping : MAPPINGS) {
            for (Map.Entry<String, String> table : mapping.tables().entrySet()) {
                run(Setting.REJECT, LockEntry.BY_KEY.get(0), mapping, LockMode.NONE, table.getKey(), table.getValue());
            }
        }
    }

    /**
     * Asserts that the lock is taken in each table: by what was sent, and, for one combination in eight, by a conflict. There are
     * too many of them to run two transactions for each.
     */
    private static List<String> assertLocks(Setting setting, LockEntry entry, Mapping mapping, LockMode mode)
            throws SQLException {
        boolean optimistic = mode == LockMode.OPTIMISTIC || mode == LockMode.OPTIMISTIC_FORCE_INCREMENT;
        if (optimistic || combination++ % 8 == 0) {
            return assertConflicts(setting, entry, mapping, mode);
        }
        recording.clear();
        entry.run(FACTORIES.get(setting), locker, mapping, mode, null);
        locker.rollback();
        List<String> sent = recording.sql();
        for (String table : mapping.tables().keySet()) {
            assertThat(sent)
                    .as("%s %s %s %s", setting, entry, mapping, mode)
                    .anyMatch(sql -> sql.matches("(?s).*( from| join|update) " + table + " .*")
                            && (sql.endsWith(" for update") || sql.startsWith("update ")));
        }
        return sent;
    }

    private static List<String> assertConflicts(Setting setting, LockEntry entry, Mapping mapping, LockMode mode)
            throws SQLException {
        List<String> sent = List.of();
        for (Map.Entry<String, String> table : mapping.tables().entrySet()) {
            recording.clear();
            boolean lost = false;
            try {
                run(setting, entry, mapping, mode, table.getKey(), table.getValue());
            } catch (RuntimeException e) {
                if (!conflicts(e)) {
                    throw new AssertionError(
                            setting + " " + entry + " " + mapping + " " + mode + " sent " + recording.sql(), e);
                }
                lost = true;
            }
            sent = recording.sql();
            if (!lost) {
                fail("Lost lock: %s %s %s %s on %s, sent %s", setting, entry, mapping, mode, table.getKey(), sent);
            }
        }
        return sent;
    }

    private static boolean conflicts(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DsqlConflictException) {
                return true;
            }
        }
        return false;
    }

    private static void assertRefuses(Setting setting, LockEntry entry, Mapping mapping, LockMode mode)
            throws SQLException {
        recording.clear();
        try {
            run(setting, entry, mapping, mode, null, null);
            fail("Not refused: %s %s %s, sent %s", setting, entry, mapping, recording.sql());
        } catch (LockRefusedException e) {
            assertThat(e)
                    .hasMessageContaining("Aurora DSQL locks rows by primary key only")
                    .hasMessageContaining(mode.name())
                    .hasMessageContaining("non_key_locks=follow_on");
        }
        assertThat(recording.sql()).as("%s %s", entry, mapping).hasSize(entry.loadsFirst() ? 1 : 0);
    }

    /** Takes the lock; lets another transaction change a row; writes something, and commits. */
    private static void run(
            Setting setting, LockEntry entry, Mapping mapping, LockMode mode, String table, String condition)
            throws SQLException {
        try {
            entry.run(FACTORIES.get(setting), locker, mapping, mode, () -> {
                if (table != null) {
                    touch(table, condition);
                }
            });
        } finally {
            locker.rollback();
        }
    }

    private static void touch(String table, String condition) {
        String column = condition.substring(0, condition.indexOf('='));
        try (var statement = other.createStatement()) {
            assertThat(statement.executeUpdate(
                            "update " + table + " set " + column + "=" + column + " where " + condition))
                    .isEqualTo(1);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> locks(List<String> sql) {
        return sql.stream().filter(text -> text.endsWith(" for update")).toList();
    }

    /** A lock by key alone: one table, no join, and equality on what can only be its key. */
    private static boolean namesOneRow(String sql) {
        return sql.matches("select 1 from \\w+ where (id|plain_id)=\\?( and version=\\?)? for update")
                || sql.matches("select 1 from \\w+ where a=\\? and b=\\? for update")
                || (!sql.contains(" join ")
                        && sql.matches("select .* from \\w+ \\w+ where .*"
                                + "(\\w+\\.(id|plain_id)=\\?|\\w+\\.a=\\? and \\w+\\.b=\\?).* for update")
                        && !sql.contains(" or "));
    }
}
